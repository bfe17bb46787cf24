"""Writes the reminders that the ladder owes: gather what is due, decide, keep. Nothing is sent here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from plans.ladder import Hearer, hearers_of, hears_after, send_time
from storage import climbing, outbox
from storage.climbing import Advance
from storage.outbox import Line, MessageOfTheDay, Owed, Reader
from storage.questions.climbers import Climber, Listener, climbers, is_any_rung_due
from storage.recall import recording
from storage.recall.queue import is_anybody_unasked
from storage.recall.recording import ToldUntil
from storage.store import Store, is_only_one

log = structlog.get_logger()

BATCH = 200


def do_one_batch_of_reminders(store: Store, now: datetime) -> bool:
    """Writes the rungs of up to 200 milestones whose day has come; False when there are none.

    One copy at a time: two that wrote into the same people's messages in another order would wait for each other.
    """
    with store.read() as session:
        if not is_any_rung_due(session, now):
            return False
    with store.write() as session:
        if not is_only_one(session, "reminders") or is_anybody_unasked(session):
            return False
        due = climbers(session, now, BATCH)
        write_rungs(session, due, now)
    return bool(due)


def write_rungs(session: Session, due: Sequence[Climber], now: datetime) -> None:
    """Owes everybody who is to hear of the milestones their lines, and has the milestones wait for their next rungs."""
    for climber in due:
        if not climber.pending:
            climbing.reschedule(session, climber.milestone_id)
    climbing_on = {climber.milestone_id: climber for climber in due if climber.pending}
    moved = climbing.advance(
        session,
        [
            Advance(climber.milestone_id, climber.climbed_to, climber.pending[-1].day, climber.next_rung_at)
            for climber in climbing_on.values()
        ],
    )
    told_until = recording.told_until(session, list(moved))
    owed = [line for one, climber in climbing_on.items() if one in moved for line in _lines(climber, told_until)]
    _owe(session, owed, now)


@dataclass(frozen=True)
class _Telling:
    """What one reader is to hear of a milestone, on a day or after it, on the clock they live by."""

    climber: Climber
    reader: Reader
    zone: ZoneInfo
    line: Line
    day: date


def _lines(climber: Climber, told_until: ToldUntil) -> Iterator[_Telling]:
    """One line for everybody who is to hear of the milestone.

    When several steps have come at once, because the machine was off, they are one line: the last one speaks, to
    everybody whom any of them tells, but for steps that had spoken to them before a backup was brought back.
    """
    last = climber.pending[-1]
    told = hearers_of(rung for step in climber.pending for rung in step.rungs)
    for reader, hearer, zone, not_before in _readers(climber, told):
        heard = told_until.get((climber.milestone_id, climber.due, reader.key))
        if heard is not None and not hears_after(climber.pending, hearer, heard.astimezone(climber.zone).date()):
            log.info("reminder said before", milestone=climber.milestone_id, reader=reader.key)
            continue
        line = Line(
            milestone_id=climber.milestone_id,
            told_as=hearer,
            rung=last.rung.name,
            due_on=climber.due,
            answered_after=datetime.combine(last.day, time(), tzinfo=climber.zone),
        )
        day = max(last.day, climber.calendar.on_or_after(not_before)) if not_before else last.day
        yield _Telling(climber, reader, zone, line, day)


def _readers(climber: Climber, told: tuple[Hearer, ...]) -> Iterator[tuple[Reader, Hearer, ZoneInfo, date | None]]:
    """Everybody once, as the first of the parts in which they hear, and the day before which nobody is there."""
    seen: set[int] = set()
    people: dict[Hearer, Listener | None] = {
        Hearer.LEAD: climber.lead,
        Hearer.MANAGER: climber.manager,
        Hearer.OWNER: climber.owner,
    }
    for hearer in told:
        listener = people.get(hearer)
        if listener is not None and listener.person_id not in seen:
            seen.add(listener.person_id)
            yield Reader(person_id=listener.person_id), hearer, listener.zone, listener.not_before
    if Hearer.LEADERSHIP in told:
        for channel_id in climber.channel_ids:
            yield Reader(channel_id=channel_id), Hearer.LEADERSHIP, climber.zone, None


def _owe(session: Session, tellings: Sequence[_Telling], now: datetime) -> None:
    """Puts each line into the message of its day, or of the next working day whose message is not yet on its way."""
    while tellings:
        messages = [_message(one, now) for one in tellings]
        outcomes = outbox.owe(session, [(to, one.line) for to, one in zip(messages, tellings, strict=True)], now)
        too_late = []
        for telling, message, outcome in zip(tellings, messages, outcomes, strict=True):
            log.info(
                "reminder decided",
                milestone=telling.line.milestone_id,
                rung=telling.line.rung,
                reader=telling.reader.key,
                on_day=message.on_day.isoformat(),
                outcome=outcome.value,
            )
            if outcome is Owed.TOO_LATE:
                too_late.append(replace(telling, day=telling.climber.calendar.add(message.on_day, 1)))
        tellings = too_late


def _message(telling: _Telling, now: datetime) -> MessageOfTheDay:
    climber = telling.climber
    at = send_time(telling.day, climber.policy.at, telling.zone, now, climber.calendar)
    return outbox.reminder_of(climber.organisation_id, telling.reader, at.astimezone(telling.zone).date(), at)
