"""Asks where a message is not clear, and remembers what it asked. Nothing is changed until there is an answer."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Any

from bot.conversation import phrases
from bot.conversation.answers.meant import as_data, is_kept
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.forms import open_button
from bot.conversation.message import Button, Buttons, Message, Part, line
from bot.conversation.setting import Setting
from bot.conversation.understanding import Unclear, Update, Wanted
from plans.milestone import Milestone, by_due
from storage.changes.asked import NewQuestion, keep_question
from storage.questions.people import people_of

MOST_CHOICES = 6
MOST_NAMES = 4
NOTHING_CHANGED = "Nothing is changed until you say."
NOTHING_WAS_CHANGED = "Nothing was changed."
NONE_OF_THESE, ALL_OF_THEM = -1, -2


class Asks(StrEnum):
    """The kinds of question: what its answer says."""

    WHICH = "which"
    NEW_LEAD = "new lead"
    COVER = "cover"
    REMINDER_DAY = "reminder day"
    LAST_DAY_AWAY = "last day away"
    REASON = "reason"
    EVIDENCE = "evidence"
    SHOWN_BY = "shown by"
    IS_EVIDENCE = "is evidence"


def remember(
    occasion: Occasion, asks: Asks, about: Mapping[str, Any], choices: Sequence[tuple[str, Any]] = ()
) -> tuple[Button, ...]:
    """Keeps the question, and returns a button for each of the answers that are offered."""
    setting = occasion.setting
    question = NewQuestion(asks, about, choices, occasion.text_id)
    question_id = keep_question(
        occasion.session, setting.person.id, setting.platform, setting.conversation, question, occasion.now
    )
    return tuple(answer_button(label, question_id, place) for place, (label, _) in enumerate(choices))


def answer_button(label: str, question_id: int, place: int) -> Button:
    return Button(label, "answer", json.dumps({"question": question_id, "choice": place}))


def ask(occasion: Occasion, unclear: Sequence[Unclear]) -> Reply:
    """One question about the first thing that is not clear; whatever else is not is named."""
    first, *others = unclear
    reply = _ASKS[first.wanted](occasion, first)
    if not others:
        return reply
    rest = phrases.listed([f"“{one.words}”" for one in others])
    parts = (*reply.message.parts, line(f"I could not read {rest} either: say it again afterwards.", quiet=True))
    return Reply(Message(reply.message.text, parts), reply.numbered)


def _ask_which(occasion: Occasion, unclear: Unclear) -> Reply:
    setting = occasion.setting
    choices = [m for m in (setting.by_ref(ref) for ref in unclear.choices) if m is not None][:MOST_CHOICES]
    if not choices or unclear.meant is None or not is_kept(unclear.meant):
        return Reply(_say_again(setting, unclear))
    if _says_nothing(unclear.meant):
        return _ask_how(setting, choices)
    answers = [(button_label(milestone), milestone.ref) for milestone in choices]
    buttons = list(remember(occasion, Asks.WHICH, {"meant": as_data(unclear.meant)}, answers))
    question_id = json.loads(buttons[0].value)["question"]
    if len(choices) == 2:
        buttons.append(answer_button("Both", question_id, ALL_OF_THEM))
    none = "Neither" if len(choices) == 2 else "None of these" if len(choices) > 2 else "No"
    buttons.append(answer_button(none, question_id, NONE_OF_THESE))
    question = _question(unclear)
    parts: list[Part] = [line(question), Buttons(tuple(buttons)), line(NOTHING_CHANGED, quiet=True)]
    return Reply(Message(question, tuple(parts)), tuple(m.id for m in choices))


def _question(unclear: Unclear) -> str:
    why = unclear.why or "I could not tell which milestone that is about."
    return why if why.endswith("?") else f"{why} Which one is it?"


def _says_nothing(meant: object) -> bool:
    """A milestone was named, and nothing said of it."""
    return (
        isinstance(meant, Update)
        and not (meant.status or meant.due or meant.progress is not None)
        and (len(meant.note.split()) <= 2)
    )


def _ask_how(setting: Setting, choices: Sequence[Milestone]) -> Reply:
    if len(choices) > 1:
        said = f"How do {phrases.listed([m.ref for m in choices])} stand?"
        return Reply(Message(said, (line(said),)), tuple(m.id for m in choices))
    words = setting.plan.status_words
    said = f"How does {phrases.name(choices[0])} stand? The plan shows {phrases.status(choices[0].status, words)}."
    return Reply(Message(said, (line(said), Buttons(status_buttons(choices[0].id)))), (choices[0].id,))


def status_buttons(milestone_id: int) -> tuple[Button, ...]:
    return tuple(
        Button(label, "status", json.dumps({"milestone": milestone_id, "status": status.value}))
        for label, status in phrases.PRESSES
    )


def button_label(milestone: Milestone) -> str:
    label = phrases.name(milestone)
    return label if len(label) <= 60 else label[:59].rsplit(" ", 1)[0] + "…"


def _say_again(setting: Setting, unclear: Unclear) -> Message:
    """Nothing likely to choose from: what would be understood, with the speaker's own milestones as the example."""
    own = next((m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open), None)
    ref = own.ref if own else setting.milestones[0].ref if setting.milestones else "1.1"
    said = unclear.why or "I could not tell what that says about which milestone."
    hint = f'Name the milestone and how it stands, for example "{ref} on track", or ask "what\'s overdue". '
    return Message(said, (line(said), line(f"{hint}{NOTHING_CHANGED}", quiet=True)))


def _ask_new_lead(occasion: Occasion, unclear: Unclear) -> Reply:
    return ask_new_lead(occasion, list(unclear.choices))


def ask_new_lead(occasion: Occasion, refs: Sequence[str]) -> Reply:
    """Who should have these milestones, with the people who lead what is beside them."""
    names = [(name, name) for name in _leads_beside(occasion, refs)]
    buttons = list(remember(occasion, Asks.NEW_LEAD, {"refs": list(refs)}, [*names, ("I do not know", None)]))
    said = f"Who should have {phrases.listed(refs)}?"
    hint = line(f"Or write a name. {NOTHING_CHANGED}", quiet=True)
    return Reply(Message(said, (line(said), Buttons(tuple(buttons)), hint)))


def _leads_beside(occasion: Occasion, refs: Sequence[str]) -> list[str]:
    """Who supports one of the milestones, leads another of the same action, or has the same manager as the lead."""
    setting = occasion.setting
    asked = [m for m in (setting.by_ref(ref) for ref in refs) if m is not None]
    actions = {m.action for m in asked}
    beside = [name for m in asked for name in m.supporters]
    beside += [m.holder or m.lead or "" for m in setting.milestones if m.action in actions]
    beside += colleagues(occasion, {m.lead_id for m in asked})
    not_these = {setting.person.name, *(m.holder or m.lead for m in asked)}
    known = [name for name in dict.fromkeys(beside) if name in setting.people and name not in not_these]
    return known[:MOST_NAMES]


def colleagues(occasion: Occasion, person_ids: Collection[int | None]) -> list[str]:
    """The names of the people who have the same manager as one of these."""
    people = people_of(occasion.session, occasion.setting.plan.organisation_id)
    managers = {person.manager_id for person in people if person.id in person_ids and person.manager_id is not None}
    return [person.name for person in people if person.manager_id in managers and person.id not in person_ids]


def _ask_reminder_day(occasion: Occasion, unclear: Unclear) -> Reply:
    return ask_reminder_day(occasion, None, unclear.words)


def ask_reminder_day(occasion: Occasion, milestones: Sequence[Milestone] | None, words: str = "") -> Reply:
    """When to ask again; of which milestones, where that is known."""
    setting, calendar = occasion.setting, occasion.setting.plan.calendar
    tomorrow = calendar.add(setting.today, 1)
    monday = calendar.on_or_after(setting.today + timedelta(days=7 - setting.today.weekday()))
    days = dict.fromkeys((tomorrow, monday))
    choices = [(_label(phrases.day(day, setting.today)), day.isoformat()) for day in days]
    dues = {m.due for m in milestones or () if m.due and m.due > monday}
    if len(dues) == 1:
        due = dues.pop()
        choices.append((f"The day it is due, {phrases.short_day(due, setting.today)}", due.isoformat()))
    about = {"refs": [m.ref for m in milestones] if milestones is not None else None, "words": words}
    buttons = remember(occasion, Asks.REMINDER_DAY, about, choices)
    said = "When shall I ask again?"
    if milestones:
        said = f"When shall I ask about {phrases.listed([m.ref for m in milestones])} again?"
    hint = line("Or write a day. Until then everything stays as it is.", quiet=True)
    return Reply(Message(said, (line(said), Buttons(buttons), hint)))


def _label(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


def _ask_last_day(occasion: Occasion, unclear: Unclear) -> Reply:
    """Until when somebody is away: Fridays are what most people come back after."""
    today = occasion.setting.today
    friday = today + timedelta(days=(4 - today.weekday()) % 7)
    days = [friday + timedelta(days=7 * week) for week in (0, 1, 2)]
    choices = [(phrases.full_day(day, today), day.isoformat()) for day in days]
    buttons = remember(occasion, Asks.LAST_DAY_AWAY, {"words": unclear.words}, choices)
    said = "Until which day are you away?"
    hint = line(f"Or write the last day. {NOTHING_CHANGED}", quiet=True)
    return Reply(Message(said, (line(said), Buttons(buttons), hint)))


def _say_how_to_hear_less(occasion: Occasion, unclear: Unclear) -> Reply:
    """What there is to hear less, in words that can be written, and whose the rest is."""
    setting = occasion.setting
    own = by_due([m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open])
    ref = next((m.ref for m in own if m.ref in unclear.choices), own[0].ref if own else None)
    away = '"on leave until Friday"'
    if ref is None:
        said = f"You lead nothing that is open; to hear nothing for a while, write {away}."
    else:
        said = f'To hear less, write "remind me about {ref} next Monday", {away}, or "give {ref} to" and a name.'
    if setting.plan.owner_id == setting.person.id:
        why = line(f"{unclear.why} As the plan's owner you decide when I remind. {NOTHING_WAS_CHANGED}", quiet=True)
        return Reply(
            Message(said, (line(said), why, Buttons((open_button("The ladder…", "ladder", plan=setting.plan.id),))))
        )
    decides = (
        f"{setting.plan.owner}, who owns the plan, decides" if setting.plan.owner else "Whoever owns the plan decides"
    )
    why = line(f"{unclear.why} {decides} when I remind. {NOTHING_WAS_CHANGED}", quiet=True)
    return Reply(Message(said, (line(said), why)))


_ASKS = {
    Wanted.FEWER_MESSAGES: _say_how_to_hear_less,
    Wanted.MILESTONE: _ask_which,
    Wanted.PERSON: _ask_new_lead,
    Wanted.REMINDER_DAY: _ask_reminder_day,
    Wanted.LAST_DAY_AWAY: _ask_last_day,
}
