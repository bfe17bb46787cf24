"""Who waits for somebody's word: the one who must decide is asked once more, and then whoever asked is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Message, bold, joined, line, runs, to_json
from plans.ladder import spoken_at
from plans.working_days import WorkingDays
from storage import outbox
from storage.changes.awaited import note_awaited
from storage.outbox import Reader
from storage.questions.people import PersonFacts

ASKED_AGAIN_AFTER, TOLD_AFTER = 3, 6
"""Working days after which the one who must decide is asked once more, and whoever asked is told of the silence."""
AT = time(9)


@dataclass(frozen=True)
class Awaited:
    """What waits: rows `subject_ids` of the table `kind`, about these milestones.

    `asked` is the message that put it before whoever decides, `about` what it is in words ("3.2 to 15 July"), and
    `meanwhile` how it stands until they answer.
    """

    kind: str
    subject_ids: tuple[int, ...]
    milestone_ids: tuple[int, ...]
    asked: Message
    about: str
    meanwhile: str


def await_word(
    session: Session, awaited: Awaited, decider: PersonFacts, asker: PersonFacts, calendar: WorkingDays, now: datetime
) -> None:
    """Both notices are written down now, and are only sent if nothing has been decided by their day."""
    if decider.id == asker.id:
        return
    today = now.astimezone(decider.zone).date()
    again_on, told_on = calendar.add(today, ASKED_AGAIN_AFTER), calendar.add(today, TOLD_AFTER)
    again = _asked_again(awaited, asker, today, again_on)
    _owe(session, awaited, decider, again, again_on, now, has_buttons=True)
    _owe(session, awaited, asker, _no_answer(awaited, decider, (today, again_on), told_on), told_on, now)


def _owe(
    session: Session,
    awaited: Awaited,
    reader: PersonFacts,
    message: Message,
    day: date,
    now: datetime,
    has_buttons: bool = False,
) -> None:
    at = spoken_at(day, AT, reader.zone)
    owed = outbox.owe_notice(
        session,
        reader.organisation_id,
        Reader(person_id=reader.id),
        to_json(message),
        now,
        awaited.milestone_ids if has_buttons else (),
        at,
    )
    note_awaited(session, owed, awaited.kind, awaited.subject_ids, has_buttons)


def _asked_again(awaited: Awaited, asker: PersonFacts, asked_on: date, today: date) -> Message:
    """The same question once more, with its buttons, under whose it is and since when."""
    head = runs(
        bold(f"{asker.name} waits for your answer about {awaited.about}"), f", asked on {_day(asked_on, today)}."
    )
    once = line(f"I ask you once more only. {awaited.meanwhile}", quiet=True)
    return Message(joined(head), (line(*head), *awaited.asked.parts, once))


def _no_answer(awaited: Awaited, decider: PersonFacts, asked_on: Sequence[date], today: date) -> Message:
    days = phrases.listed([_day(day, today) for day in asked_on])
    head = runs(bold(f"{decider.name} has not answered about {awaited.about}"), f", asked on {days}.")
    return Message(joined(head), (line(*head), line(f"{awaited.meanwhile} A word from you to them may help.")))


def _day(day: date, today: date) -> str:
    return phrases.short_day(day, today)
