"""Leave: who is away from when until when, and who hears meanwhile."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import outbox, tables
from storage.changes.events import Author, note_event, take_back
from storage.changes.waiting import end_absence
from storage.climbing import calendar_of
from storage.outbox import Line, Owed, Reader
from storage.questions.absences import attendance
from storage.questions.snoozes import is_later


def set_absence(
    session: Session,
    plan_id: int,
    person_id: int,
    from_on: date,
    until_on: date,
    cover_id: int | None,
    author: Author,
) -> tables.Absence:
    """Somebody is away, both days included. Leave of theirs that it overlaps gives way to it."""
    for earlier in _overlapping(session, person_id, from_on, until_on):
        end_absence(session, earlier, author)
    away = {"person_id": person_id, "from": from_on.isoformat(), "until": until_on.isoformat(), "cover_id": cover_id}
    event = note_event(session, plan_id, "leave_set", {"leave": [None, away]}, author)
    absence = tables.Absence(
        person_id=person_id,
        from_on=from_on,
        until_on=until_on,
        cover_id=cover_id,
        set_by_id=author.person_id,
        set_at=author.at,
        event_id=event.id,
        notices=[],
    )
    session.add(absence)
    session.flush()
    return absence


def _overlapping(session: Session, person_id: int, from_on: date, until_on: date) -> Sequence[tables.Absence]:
    return session.scalars(
        select(tables.Absence).where(
            tables.Absence.person_id == person_id,
            tables.Absence.cancelled_at.is_(None),
            tables.Absence.from_on <= until_on,
            tables.Absence.until_on >= from_on,
        )
    ).all()


def take_back_absence(session: Session, absence_id: int, author: Author) -> None:
    """Leave that is over before its time, or does not come, is taken back, whoever set it."""
    absence = session.get_one(tables.Absence, absence_id)
    end_absence(session, absence, author)
    take_back(session, session.get_one(tables.Event, absence.event_id), author)


def note_notices(session: Session, absence: tables.Absence, notices: Sequence[str]) -> None:
    """The notifications that say so when the leave begins and ends, to be dropped if it is taken back."""
    absence.notices = [*absence.notices, *notices]
    session.flush()


def pass_on_pending(session: Session, absence: tables.Absence, now: datetime) -> int:
    """Moves reminders that are written but not sent, and fall into the leave, to whoever hears instead."""
    person = session.get_one(tables.Person, absence.person_id)
    moved = 0
    for item, notification in _pending(session, person.id):
        day, plan = notification.on_day, _plan_of(session, item)
        if day is None or not absence.from_on <= day <= absence.until_on:
            continue
        instead = attendance(session, person, day, plan.owner_id)
        if instead.person.id != person.id:
            pass_on(session, item, notification, instead.person.id, now)
        elif instead.is_back_on is not None:
            pass_on(session, item, notification, person.id, now, instead.is_back_on)
        moved += 1
    return moved


def pass_lead_on(session: Session, milestone_id: int, from_id: int, to_id: int, now: datetime) -> None:
    """The reminders of a milestone that its lead was still to get go to its new lead."""
    for item, notification in _pending(session, from_id):
        if item.milestone_id != milestone_id or item.told_as != "lead":
            continue
        if is_later(item.rung):
            item.dropped = "handed over"
        else:
            pass_on(session, item, notification, to_id, now)


def pass_on(
    session: Session,
    item: tables.NotificationItem,
    notification: tables.Notification,
    to_id: int,
    now: datetime,
    not_before: date | None = None,
) -> None:
    """Puts a line that is still to be sent into somebody else's message, of that day or a later one."""
    rung, reader = item.rung, session.get_one(tables.Person, to_id)
    item.dropped = "passed on"
    if to_id == notification.person_id:
        # A line's cause is unique: what was held makes room for the same line on a later day.
        item.rung = f"{rung}, held {item.id}"
    session.flush()
    line = Line(item.milestone_id, item.told_as, rung, item.due_on, item.answered_after)
    # The same hour of the same day, on the clock of whoever hears now.
    planned = notification.due_at.astimezone(outbox.zone_of(session, notification))
    calendar = calendar_of(_plan_of(session, item))
    day = calendar.on_or_after(max(planned.date(), not_before or date.min))
    while True:
        at = datetime.combine(day, planned.time(), tzinfo=ZoneInfo(reader.zone))
        message = outbox.reminder_of(notification.organisation_id, Reader(person_id=to_id), day, at)
        if outbox.owe(session, [(message, line)], now) != [Owed.TOO_LATE]:
            return
        day = calendar.add(day, 1)


def _pending(session: Session, person_id: int) -> list[tuple[tables.NotificationItem, tables.Notification]]:
    rows = session.execute(
        select(tables.NotificationItem, tables.Notification)
        .join(tables.Notification, tables.Notification.id == tables.NotificationItem.notification_id)
        .where(
            tables.Notification.person_id == person_id,
            tables.Notification.kind == outbox.REMINDER,
            tables.Notification.settled_at.is_(None),
            tables.Notification.claimed_by.is_(None),
            tables.NotificationItem.dropped.is_(None),
        )
        .order_by(tables.NotificationItem.id)
    )
    return [(item, notification) for item, notification in rows]


def _plan_of(session: Session, item: tables.NotificationItem) -> tables.Plan:
    milestone = session.get_one(tables.Milestone, item.milestone_id)
    return session.get_one(tables.Plan, milestone.plan_id)
