"""What does not add up, put before the improvement officer on the working day before the digest."""

import json
from collections.abc import Sequence
from itertools import groupby

from bot.conversation import phrases
from bot.conversation.digest_wording import say_digest
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, bold, joined, line, runs
from plans.honesty import Doubt
from storage.questions.digest_facts import CheckFacts
from storage.questions.honesty import ASKED, RIGHT, SHOWN, DoubtFacts

SETTLE, SKIP = "doubt", "skip_digest"
"""The actions of the buttons."""

MOST_SHOWN = 3
MOST_IN_A_BUTTON = 100


def say_doubts(facts: CheckFacts) -> Message:
    """One message: a part for each kind with its buttons, everything one by one in the thread, and the preview."""
    title = phrases.short_title(facts.plan_title)
    comes = f"{phrases.day(facts.goes_out.date(), facts.today)} at {facts.goes_out:%H:%M}"
    count = len(facts.doubts)
    what = f"{phrases.count(count, 'thing')} in {title} {'does' if count == 1 else 'do'} not add up"
    headline = runs(bold(what if count else f"{title}: this is how the digest reads"), f". The digest comes {comes}.")
    parts: list[Part] = [line(*headline)]
    details: list[Part] = []
    for doubt, some in groupby(facts.doubts, key=lambda one: one.finding.doubt):
        of_kind = list(some)
        parts += _of_kind(doubt, of_kind)
        if len(of_kind) > 1:
            details += [part for one in of_kind for part in _one(one)]
    skip = Button("No digest this week", SKIP, json.dumps({"plan": facts.plan_id, "day": str(facts.goes_out.date())}))
    return Message(joined(headline), (*parts, Buttons((skip,))), (*details, *_preview(facts)))


def _of_kind(doubt: Doubt, of_kind: Sequence[DoubtFacts]) -> list[Part]:
    shown = [_item(one) for one in of_kind[:MOST_SHOWN]]
    left = [one.milestone.ref for one in of_kind[MOST_SHOWN:]]
    if left:
        shown.append(runs(f"and {phrases.listed(left)}"))
    heading = line(bold(f"{phrases.capital(doubt.words)} {len(of_kind)}"), f", settled by {doubt.settled_by}")
    return [heading, Items(tuple(shown), start=None), _settle(of_kind)]


def _one(one: DoubtFacts) -> list[Part]:
    return [line(*_item(one)), _settle([one])]


def _item(one: DoubtFacts) -> tuple[Run, ...]:
    asked = " Its lead was asked." if one.settled_as == ASKED else ""
    return runs(bold(phrases.name(one.milestone)), f': {one.finding.because}. "{one.finding.rests_on}"{asked}')


def _settle(doubts: Sequence[DoubtFacts]) -> Buttons:
    ids = [one.id for one in doubts[:MOST_IN_A_BUTTON]]
    single = doubts[0].milestone if len(doubts) == 1 else None
    lead = (single.holder or single.lead) if single else None
    labels = {
        RIGHT: f"{single.ref} is right" if single else "All are right",
        ASKED: f"Ask {lead}" if lead else f"Ask about {single.ref}" if single else "Ask their leads",
        SHOWN: f"Let {single.ref} show" if single else "Let them show",
    }
    return Buttons(
        tuple(Button(label, SETTLE, json.dumps({"doubts": ids, "as": how})) for how, label in labels.items())
    )


def _preview(facts: CheckFacts) -> list[Part]:
    """The digest as it reads now, without the buttons of its decisions: those are for its readers."""
    if facts.preview is None:
        return []
    parts = [part for part in say_digest(facts.preview).parts if not isinstance(part, Buttons)]
    return [line(bold("How the digest reads now")), *parts]
