"""Says reminders and digests: facts in, one message out. The voice is in `docs/voice.md`."""

import json
from collections.abc import Callable

from bot.conversation import phrases
from bot.conversation.digest_wording import say_digest
from bot.conversation.failure_wording import say_failure
from bot.conversation.forms import open_button
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, bold, from_json, joined, line, runs
from plans.words import Status
from storage.questions.digest_facts import DigestFacts
from storage.questions.failures import FailureFacts
from storage.questions.notices import ReminderFacts, ReminderLine

MOST_ITEMS_WITH_BUTTONS = 5
MOST_ITEMS_IN_A_BUTTON = 100

_PRESSES = (
    ("Done", Status.COMPLETE),
    ("On track", Status.ON_TRACK),
    ("Slipping", Status.AT_RISK),
    ("Stuck", Status.OFF_TRACK),
)


class PlainWording:
    """The wording that every platform shares. `what_to_do` says what helps against a platform's refusal."""

    def __init__(
        self, what_to_do: Callable[[str], str] = lambda reason: "Look at how Milepost is set up there."
    ) -> None:
        self._what_to_do = what_to_do

    def reminder(self, facts: ReminderFacts) -> Message:
        if facts.is_channel:
            return _to_leadership(facts)
        own = [one for one in facts.lines if one.told_as == "lead"]
        others = [one for one in facts.lines if one.told_as != "lead"]
        return _to_lead(facts, own, others) if own else _to_manager(facts, others)

    def digest(self, facts: DigestFacts) -> Message:
        return say_digest(facts)

    def failure(self, facts: FailureFacts) -> Message:
        return say_failure(facts, self._what_to_do)

    def kept(self, body: str) -> Message:
        return from_json(body)


def _to_lead(facts: ReminderFacts, own: list[ReminderLine], others: list[ReminderLine]) -> Message:
    headline = _one_for_lead(own[0], facts) if len(own) == 1 else _many_for_lead(own, facts)
    parts: list[Part] = [line(*headline)]
    if len(own) > 1 or others:
        parts += [Items(tuple(_item(one, facts, bool(_same_for_all(own, facts))) for one in own))]
    if why := _same_for_all(own, facts):
        parts += [line(f"{why[0].upper()}{why[1:]}.")]
    if others:
        parts += [line(*_headline_for_manager(others, facts))]
        parts += [Items(tuple(_item_of_others(one, facts) for one in others), start=len(own) + 1)]
    parts += [line(_how_to_answer(len(own)), quiet=True), *_status_buttons(own), _other_buttons(own)]
    return Message(joined(headline), tuple(parts))


def _one_for_lead(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone, shown = one.milestone, phrases.status(one.milestone.status)
    if milestone.due is None:
        return runs(bold(f"{phrases.name(milestone)} has no due date"), f". The plan shows {shown}. How does it stand?")
    if milestone.due == facts.today:
        return runs(bold(f"{phrases.name(milestone)} is due today"), f", and the plan still shows {shown}. Is it done?")
    if milestone.due > facts.today:
        when = phrases.due(milestone, facts.today, one.calendar)
        said = phrases.last_word(milestone, facts.today)
        return runs(
            bold(f"{phrases.name(milestone)} is {when}"), f". The plan shows {shown}, {said}. How does it stand?"
        )
    return runs(bold(_late_headline(one, facts)), f" The plan shows {shown}.{_who_hears(one)}")


def _late_headline(one: ReminderLine, facts: ReminderFacts) -> str:
    milestone = one.milestone
    assert milestone.due is not None
    was_due = f"{phrases.name(milestone)} was due {phrases.day_with_on(milestone.due, facts.today)}"
    if milestone.last_word_on is None or milestone.last_word_on <= milestone.due:
        return f"{was_due} and nobody has said since how it stands."
    return f"{was_due} and is not done: {phrases.last_word(milestone, facts.today)}."


def _who_hears(one: ReminderLine) -> str:
    """Whoever else is told of this rung is named to the lead: nobody is told of behind their back."""
    if not one.also_told:
        return ""
    whose = "their" if one.away else "your"
    named = [f"{name} ({whose} manager)" if name == one.manager else name for name in one.also_told]
    return (
        f" {phrases.listed(named)} {'hears' if len(named) == 1 else 'hear'} of it too, and will see what you say now."
    )


def _many_for_lead(own: list[ReminderLine], facts: ReminderFacts) -> tuple[Run, ...]:
    late = sum(one.milestone.is_overdue(facts.today) for one in own)
    needed = f"{phrases.count(len(own), 'milestone')} need a word from you"
    if late:
        return runs(bold(f"{needed}, {late} of them late"))
    first = min((one.milestone.due for one in own if one.milestone.due is not None), default=None)
    if first is None:
        return runs(bold(needed))
    by = phrases.day(first, facts.today)
    return runs(bold(f"{needed}, the first {by if by in ('today', 'tomorrow') else 'by ' + by}"))


def _same_for_all(own: list[ReminderLine], facts: ReminderFacts) -> str:
    """Why the reader hears all of them now, said once; empty where it is not the same for each."""
    reasons = {_why_you(one, facts) for one in own}
    return reasons.pop() if len(reasons) == 1 else ""


def _item(one: ReminderLine, facts: ReminderFacts, is_said_once: bool) -> tuple[Run, ...]:
    milestone = one.milestone
    return runs(
        bold(phrases.name(milestone)),
        f" · {phrases.due(milestone, facts.today, one.calendar)}",
        f" · {phrases.status(milestone.status)}, {phrases.last_word(milestone, facts.today)}",
        f" · {why}" if not is_said_once and (why := _why_you(one, facts)) else "",
    )


def _why_you(one: ReminderLine, facts: ReminderFacts) -> str:
    """Why this reader hears it now, where it is not simply theirs: they asked, or stand in for somebody away."""
    if one.asked_later_on is not None:
        return f"you asked me {phrases.day_with_on(one.asked_later_on, facts.today)} to remind you"
    if one.away is not None and one.away_until is not None:
        return f"this comes to you while {one.away} is away, until {phrases.full_day(one.away_until, facts.today)}"
    return ""


def _how_to_answer(own: int) -> str:
    example = '"1 done, 2 starts Monday"' if own > 1 else '"done", or "slipping, should be end of next month"'
    return f"Answer in your own words, for example {example}, or press:"


def _status_buttons(own: list[ReminderLine]) -> list[Buttons]:
    """A row of buttons for each of the first items; more would be a wall of them, and words do for the rest."""
    numbered = len(own) > 1
    return [
        Buttons(
            tuple(
                Button(
                    f"{number} {label}" if numbered else label,
                    "status",
                    json.dumps({"milestone": one.milestone.id, "status": status.value}),
                )
                for label, status in _PRESSES
            )
        )
        for number, one in enumerate(own[:MOST_ITEMS_WITH_BUTTONS], start=1)
    ]


def _other_buttons(own: list[ReminderLine]) -> Buttons:
    """What can be done with all of them but to say how they stand."""
    ids = [one.milestone.id for one in own[:MOST_ITEMS_IN_A_BUTTON]]
    value = json.dumps({"milestones": ids})
    update = open_button("Update…", "update", milestones=ids)
    return Buttons((update, Button("Later", "later", value), Button("Not mine", "not_mine", value)))


def _to_manager(facts: ReminderFacts, others: list[ReminderLine]) -> Message:
    headline = _headline_for_manager(others, facts)
    about: Part = (
        Items(tuple(_item_of_others(one, facts) for one in others))
        if len(others) > 1
        else line(*_about_one(others[0], facts))
    )
    example = '"1 on track, done by Friday"' if len(others) > 1 else '"on track, done by Friday"'
    answer = line(f"To answer for somebody, write for example {example}.", quiet=True)
    return Message(joined(headline), (line(*headline), about, answer))


def _about_one(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone = one.milestone
    why = f" · {said}" if (said := _why_you(one, facts)) else ""
    return runs(f"{phrases.title(milestone)} · {phrases.status(milestone.status)}{_asked(one, facts)}{why}")


def _asked(one: ReminderLine, facts: ReminderFacts) -> str:
    if not one.asked_on:
        return " · nobody was asked"
    return f" · asked on {phrases.days_list(one.asked_on, facts.today)}"


def _headline_for_manager(others: list[ReminderLine], facts: ReminderFacts) -> tuple[Run, ...]:
    if len(others) > 1:
        leads = list(dict.fromkeys(one.milestone.lead or "nobody" for one in others))
        whose = f" of {leads[0]}" if len(leads) == 1 else ""
        are_late = all(one.milestone.is_overdue(facts.today) for one in others)
        need = "are late and need you" if are_late else "need a word from you"
        return runs(bold(f"{phrases.count(len(others), 'milestone')}{whose} {need}"))
    one = others[0]
    whose = phrases.owner_of(one.milestone.lead) if one.milestone.lead else "Nobody's"
    return runs(bold(f"{whose} {one.milestone.ref} is {_lateness(one, facts)}."))


def _lateness(one: ReminderLine, facts: ReminderFacts) -> str:
    """ "2 working days late with no word since 11 May"."""
    milestone = one.milestone
    late = phrases.distance(milestone, facts.today, one.calendar) or "due today"
    if milestone.due is None or milestone.due > facts.today:
        late = phrases.due(milestone, facts.today, one.calendar)
    if milestone.last_word_on is None:
        return f"{late} with no word yet"
    if milestone.due is not None and milestone.last_word_on > milestone.due:
        return f"{late}, {phrases.last_word(milestone, facts.today)}"
    return f"{late} with no word since {phrases.near_or_short(milestone.last_word_on, facts.today)}"


def _item_of_others(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone = one.milestone
    return runs(
        bold(phrases.name(milestone)),
        f" · {milestone.lead or 'no lead'} · {_lateness(one, facts)}",
        f" · {phrases.status(milestone.status)}{_asked(one, facts)}",
    )


def _to_leadership(facts: ReminderFacts) -> Message:
    """References and statuses only: a leadership channel has many readers."""
    if len(facts.lines) == 1:
        only = _for_leadership(facts.lines[0], facts)
        return Message(joined(only), (line(*only),))
    headline = runs(bold(f"{phrases.count(len(facts.lines), 'milestone')} are late and stay without an answer"))
    items = Items(tuple(_for_leadership(one, facts) for one in facts.lines))
    return Message(joined(headline), (line(*headline), items))


def _for_leadership(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone = one.milestone
    late = phrases.distance(milestone, facts.today, one.calendar) or "due today"
    asked_for = milestone.asked_for
    date = f"{phrases.short_day(asked_for, facts.today)} asked for" if asked_for else "no new date agreed"
    asked = f" Asked {phrases.count(len(one.asked_on), 'time')}." if one.asked_on else ""
    post = f" Lead: {milestone.post}." if milestone.post else ""
    return runs(bold(f"{milestone.ref} is {late}, {phrases.status(milestone.status)}, {date}."), f"{post}{asked}")
