"""Says a reminder to whoever answers for milestones: each item with its buttons, or with what was decided of it.

A reminder is said again whenever something in it is decided; its items keep their numbers. What is too long for one
message is in pages, one at a time.
"""

import json
from collections.abc import Sequence

from bot.conversation import phrases
from bot.conversation.decided_wording import decided_one
from bot.conversation.escalation_wording import headline_of_others, item_of_others, why_you
from bot.conversation.forms import open_button
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, bold, buttons, joined, line, runs
from bot.conversation.reminder_pages import page_shown, page_turner
from storage.questions.notices import ReminderFacts, ReminderLine


def say_to_lead(facts: ReminderFacts) -> Message:
    """One message for everything that its reader answers for, and for what they are told of others."""
    own = [one for one in facts.lines if one.told_as == "lead"]
    page = page_shown(facts)
    headline = _headline(own, facts)
    parts: list[Part] = [line(*headline)]
    if len(facts.lines) == 1:
        parts += [
            *_why(own, facts),
            *_asking(facts, len(own)),
            *_buttons_of(own[0], is_numbered=False),
            *_for_all(page, own),
        ]
        return Message(joined(headline), tuple(parts))
    parts += _own_items([one for one in page if one.told_as == "lead"], own, facts)
    if others := [one for one in page if one.told_as != "lead"]:
        parts += [line(*headline_of_others([one for one in facts.lines if one.told_as != "lead"], facts))]
        parts += [Items(tuple(item_of_others(one, facts) for one in others), start=others[0].number)]
    parts += [*page_turner(facts), *_asking(facts, len(own)), *_for_all(page, own)]
    return Message(joined(headline), tuple(parts))


def _for_all(shown: Sequence[ReminderLine], own: Sequence[ReminderLine]) -> tuple[Buttons, ...]:
    """What can be done beside saying a status: say more in a form, put everything off that is still open."""
    still = [one for one in own if one.decided is None]
    if not still:
        return ()
    ids = [one.milestone.id for one in shown if one in still] or [still[0].milestone.id]
    later = [Button("All later", "later", json.dumps({"all": True}))] if len(still) > 1 else []
    return buttons(open_button("Update…", "update", milestones=ids), *later)


def _why(own: Sequence[ReminderLine], facts: ReminderFacts) -> list[Part]:
    """Why the reader hears all of them now, said once."""
    why = _same_for_all(own, facts)
    return [line(f"{why[0].upper()}{why[1:]}.")] if why else []


def _asking(facts: ReminderFacts, own: int) -> list[Part]:
    """How to answer in words, while anything is still to be answered."""
    if all(one.decided is not None for one in facts.lines if one.told_as == "lead"):
        return []
    example = '"1 done, 2 starts Monday"' if own > 1 else '"done", or "slipping, should be end of next month"'
    return [line(f"Answer in your own words, for example {example}, or press.", quiet=True)]


def _own_items(shown: Sequence[ReminderLine], own: Sequence[ReminderLine], facts: ReminderFacts) -> list[Part]:
    why = _same_for_all(own, facts)
    parts: list[Part] = []
    for one in shown:
        parts += [Items((_item(one, facts, bool(why)),), start=one.number), *_buttons_of(one, len(facts.lines) > 1)]
    return [*parts, *(_why(own, facts) if shown else [])]


def _headline(own: Sequence[ReminderLine], facts: ReminderFacts) -> tuple[Run, ...]:
    undecided = [one for one in own if one.decided is None]
    if len(own) == 1:
        return _one(own[0], facts) if undecided else decided_one(own[0], facts)
    if not undecided:
        return runs(bold(f"{phrases.every(len(own), 'milestone')} are answered"))
    if len(undecided) < len(own):
        still = phrases.count(len(undecided), "milestone")
        return runs(bold(f"{still} of {len(own)} still {'needs' if len(undecided) == 1 else 'need'} a word from you"))
    return _many(own, facts)


def _one(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone, shown = one.milestone, phrases.status(one.milestone.status, one.status_words)
    later = f" {said}" if (said := phrases.later_date_sentence(milestone, facts.today, facts.reader)) else ""
    if milestone.due is None:
        return runs(bold(f"{phrases.name(milestone)} has no due date"), f". The plan shows {shown}. How does it stand?")
    if milestone.due == facts.today and later:
        return runs(bold(f"{phrases.name(milestone)} is due today."), f"{later} The plan shows {shown}. Is it done?")
    if milestone.due == facts.today:
        return runs(bold(f"{phrases.name(milestone)} is due today"), f", and the plan still shows {shown}. Is it done?")
    if milestone.due > facts.today:
        when = phrases.due(milestone, facts.today, one.calendar)
        said = phrases.last_word(milestone, facts.today)
        return runs(
            bold(f"{phrases.name(milestone)} is {when}"), f".{later} The plan shows {shown}, {said}. How does it stand?"
        )
    hearing = f" {hear}, and will see what you say now." if (hear := _who_hears(one)) else ""
    return runs(bold(_late_headline(one, facts)), f"{later} The plan shows {shown}.{hearing}")


def _late_headline(one: ReminderLine, facts: ReminderFacts) -> str:
    milestone = one.milestone
    assert milestone.due is not None
    was_due = f"{phrases.name(milestone)} was due {phrases.day_with_on(milestone.due, facts.today)}"
    if milestone.later is not None:
        return f"{was_due} and is not done."
    if milestone.last_word_on is None or milestone.last_word_on <= milestone.due:
        return f"{was_due} and nobody has said since how it stands."
    return f"{was_due} and is not done: {phrases.last_word(milestone, facts.today)}."


def _who_hears(one: ReminderLine) -> str:
    """Whoever else is told of this rung is named to the lead: nobody is told of behind their back."""
    if not one.also_told:
        return ""
    whose = "their" if one.away else "your"
    named = [f"{name} ({whose} manager)" if name == one.manager else name for name in one.also_told]
    said = phrases.listed(named)
    return f"{said[0].upper()}{said[1:]} {'hears' if len(named) == 1 else 'hear'} of it too"


def _many(own: Sequence[ReminderLine], facts: ReminderFacts) -> tuple[Run, ...]:
    late = sum(one.milestone.is_overdue(facts.today) for one in own)
    needed = f"{phrases.count(len(own), 'milestone')} need a word from you"
    if late:
        return runs(bold(f"{needed}, {phrases.of_them(late, len(own))} late"))
    first = min((one.milestone.due for one in own if one.milestone.due is not None), default=None)
    if first is None:
        return runs(bold(needed))
    by = phrases.day(first, facts.today)
    return runs(bold(f"{needed}, the first {by if by in ('today', 'tomorrow') else 'by ' + by}"))


def _same_for_all(own: Sequence[ReminderLine], facts: ReminderFacts) -> str:
    """Why the reader hears all of them now, said once; empty where it is not the same for each."""
    reasons = {why_you(one, facts) for one in own if one.decided is None}
    return reasons.pop() if len(reasons) == 1 else ""


def _item(one: ReminderLine, facts: ReminderFacts, is_said_once: bool) -> tuple[Run, ...]:
    if one.decided is not None:
        return decided_one(one, facts)
    milestone = one.milestone
    return runs(
        bold(phrases.name(milestone)),
        f" · {phrases.due(milestone, facts.today, one.calendar)}",
        f" · {phrases.status(milestone.status, one.status_words)}, {phrases.last_word(milestone, facts.today)}",
        f" · {later}" if (later := phrases.later_date(milestone, facts.today, facts.reader)) else "",
        f" · {why}" if not is_said_once and (why := why_you(one, facts)) else "",
        f" · {hear}" if (hear := _who_hears(one)) else "",
    )


def _buttons_of(one: ReminderLine, is_numbered: bool) -> tuple[Buttons, ...]:
    """What can be decided of an item; of one that is decided, that it be taken back."""
    before = f"{one.number} " if is_numbered else ""
    if one.decided is not None:
        value = json.dumps({"text": one.decided.text_id})
        return buttons(Button(f"{before}Undo", "undo", value)) if one.decided.text_id is not None else ()
    milestone = one.milestone.id
    statuses = [
        Button(f"{before}{label}", "status", json.dumps({"milestone": milestone, "status": status.value}))
        for label, status in phrases.PRESSES
    ]
    it = json.dumps({"milestones": [milestone]})
    return buttons(*statuses, Button(f"{before}Later", "later", it), Button(f"{before}Not mine", "not_mine", it))
