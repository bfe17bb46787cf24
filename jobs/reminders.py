"""Writes the reminders that the ladder owes: gather what is due, decide, keep. Nothing is sent here."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.orm import Session

from plans.ladder import Hearer, hearers_of, hears_after, send_time
from storage import climbing, outbox
from storage.outbox import Line, Owed, Reader
from storage.questions.climbers import Climber, Listener, climbers
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
    with store.write() as session:
        if not is_only_one(session, "reminders") or is_anybody_unasked(session):
            return False
        due = climbers(session, now, BATCH)
        told_until = recording.told_until(session, [climber.milestone_id for climber in due])
        for climber in due:
            _climb(session, climber, told_until, now)
    return bool(due)


def _climb(session: Session, climber: Climber, told_until: ToldUntil, now: datetime) -> None:
    """Owes everybody who is to hear of the milestone one line.

    When several steps have come at once, because the machine was off, they are one line: the last one speaks, to
    everybody whom any of them tells, but for steps that had spoken to them before a backup was brought back.
    """
    if not climber.pending:
        climbing.reschedule(session, climber.milestone_id)
        return
    last = climber.pending[-1]
    if not climbing.advance(session, climber.milestone_id, climber.climbed_to, last.day):
        return
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
        _owe(session, climber, reader, line, day, zone, now)


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


def _owe(
    session: Session, climber: Climber, reader: Reader, line: Line, day: date, zone: ZoneInfo, now: datetime
) -> None:
    """Puts the line into the message of the day, or of the next working day whose message is not yet on its way."""
    while True:
        at = send_time(day, climber.policy.at, zone, now, climber.calendar)
        on_day = at.astimezone(zone).date()
        outcome = outbox.owe(session, climber.organisation_id, reader, line, on_day, at, now)
        log.info(
            "reminder decided",
            milestone=line.milestone_id,
            rung=line.rung,
            reader=reader.key,
            on_day=on_day.isoformat(),
            outcome=outcome.value,
        )
        if outcome is not Owed.TOO_LATE:
            return
        day = climber.calendar.add(on_day, 1)
