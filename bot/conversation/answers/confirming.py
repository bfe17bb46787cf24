"""Done is not closed: whoever confirms for the monitoring body is asked, and their answer is carried out."""

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.awaiting import Awaited, await_word
from bot.conversation.answers.people import reached
from bot.conversation.answers.reply import Occasion
from bot.conversation.message import Button, Buttons, Message, Part, bold, joined, line, plain, runs, to_json
from plans.milestone import Milestone
from plans.words import Status
from storage import outbox
from storage.changes.completions import await_confirmation, decide_confirmation, note_asked
from storage.changes.events import Author
from storage.outbox import Reader
from storage.questions.completions import (
    ConfirmationFacts,
    confirmation_by_id,
    evidence_of,
    monitor_of,
    open_confirmation,
)
from storage.questions.milestones import milestones_by_id
from storage.questions.people import PersonFacts, person_by_id
from storage.questions.plans import plan_by_id, responsible_for


def begin_confirmation(occasion: Occasion, milestone: Milestone, event_id: int) -> ConfirmationFacts | None:
    """The milestone waits to be confirmed from now on; None where nobody who may know of it is set to confirm."""
    session = occasion.session
    already = open_confirmation(session, milestone.id)
    monitor = monitor_of(session, occasion.setting.plan.id)
    if already is not None or monitor.person_id is None or not milestone.is_visible_to(monitor.person_id):
        return already
    return confirmation_by_id(session, await_confirmation(session, event_id, monitor.person_id, occasion.now))


def ask_monitor(occasion: Occasion, milestone: Milestone, confirmation: ConfirmationFacts) -> str:
    """Puts it before whoever confirms; returns the name of the body, or of the person, that does."""
    session, setting = occasion.session, occasion.setting
    monitor = monitor_of(session, setting.plan.id)
    reader_id = reached(session, confirmation.asked_of_id, milestone, setting.today)
    reader = person_by_id(session, reader_id)
    today = occasion.now.astimezone(reader.zone).date()
    said = runs(
        bold(f"{setting.person.name} says {phrases.name(milestone)} is done."), f" {_shown(occasion, milestone)}"
    )
    parts: list[Part] = [line(*said)]
    if milestone.due is not None:
        parts.append(line(f"Due {phrases.day(milestone.due, today)}.", quiet=True))
    if monitor.body:
        parts.append(line(f"You answer for {monitor.body}.", quiet=True))
    value = {"confirmation": confirmation.id}
    parts.append(
        Buttons(
            (
                Button("Confirm", "confirm", json.dumps({**value, "yes": True}), "primary"),
                Button("Not yet", "confirm", json.dumps({**value, "yes": False})),
            )
        )
    )
    message = Message(joined(said), tuple(parts))
    occasion.tell(reader_id, message, [milestone.id])
    note_asked(session, confirmation.id, occasion.now)
    meanwhile = f"Until then {milestone.ref} is shown as complete, waiting to be confirmed."
    awaited = Awaited(
        "confirmation", (confirmation.id,), (milestone.id,), message, f"whether {milestone.ref} is done", meanwhile
    )
    asker = person_by_id(session, confirmation.said_by_id or setting.person.id)
    await_word(session, awaited, reader, asker, setting.plan.calendar, occasion.now)
    return monitor.name or reader.name


def _shown(occasion: Occasion, milestone: Milestone) -> str:
    given = evidence_of(occasion.session, milestone.id)
    if not given:
        return "No evidence is given for it."
    return f"Evidence: {phrases.listed([evidence.words for evidence in given])}."


def decide_done(session: Session, person: PersonFacts, confirmation_id: int, is_done: bool, now: datetime) -> Message:
    """A press of Confirm or Not yet: carried out once, by whoever may, and told to the lead."""
    today = now.astimezone(person.zone).date()
    facts = confirmation_by_id(session, confirmation_id)
    milestone = milestones_by_id(session, [facts.milestone_id], today)[0] if facts is not None else None
    if facts is None or milestone is None or not milestone.is_visible_to(person.id):
        return plain("I do not know that question any more. Nothing was changed.")
    if person.id not in {facts.asked_of_id, reached(session, facts.asked_of_id, milestone, today)}:
        asked = person_by_id(session, facts.asked_of_id).name
        return plain(f"{asked} confirms whether {milestone.ref} is done. Nothing was changed.")
    if facts.decision is not None:
        return plain(f"{milestone.ref} was settled before: {facts.decision}. Nothing was changed.")
    status = decide_confirmation(session, confirmation_id, is_done, Author(person.id, now))
    assert status is not None
    decided = replace(milestone, status=status)
    said = phrases.status(status, plan_by_id(session, milestone.plan_id).status_words)
    _tell_others(session, milestone, facts, person, _outcome(decided, person.name, said), now)
    return plain(_own_outcome(decided, said))


def _own_outcome(milestone: Milestone, said: str) -> str:
    """What whoever decided reads; `said` is how it stands now."""
    if milestone.status is Status.CONFIRMED:
        return f"{milestone.ref} is {said}."
    lead = milestone.holder or milestone.lead or "its lead"
    return f"{milestone.ref} is {said} again. Tell {lead} what is missing."


def _outcome(milestone: Milestone, by: str, said: str) -> str:
    if milestone.status is Status.CONFIRMED:
        return f"{milestone.ref} is {said}: {by} has seen that it is done."
    return f"{milestone.ref} is not confirmed yet, and {said} again: ask {by} what is missing."


def _tell_others(
    session: Session, milestone: Milestone, facts: ConfirmationFacts, by: PersonFacts, said: str, now: datetime
) -> None:
    """Its lead hears, and whoever said that it is done."""
    lead = responsible_for(session, milestone, now.date()).lead_id
    for person_id in dict.fromkeys((lead, facts.said_by_id)):
        if person_id is not None and person_id != by.id and milestone.is_visible_to(person_id):
            reader = Reader(person_id=person_id)
            outbox.owe_notice(session, by.organisation_id, reader, to_json(plain(said)), now, [milestone.id])
