"""What waited too long: it leaves in hours in which people work, and all that waits for one reader leaves as one."""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from plans.ladder import send_time
from storage import claims, tables
from storage.claims import Claim
from storage.climbing import calendar_of
from storage.outbox import DIGEST, ESCALATION, REMINDER, zone_of
from storage.tables import Notification, NotificationItem

LATE_AFTER = timedelta(hours=1)
IN_WORKING_HOURS = (REMINDER, ESCALATION, DIGEST)


def wait_for_working_hours(session: Session, claim: Claim, now: datetime) -> datetime | None:
    """Gives a claim back until people work again; when that is, or None where the message may leave now.

    Only what is late is held: an hour that a policy has set for its messages is kept, whichever it is.
    """
    if claim.kind not in IN_WORKING_HOURS:
        return None
    row = session.get_one(Notification, claim.id, populate_existing=True)
    if now - row.due_at < LATE_AFTER:
        return None
    zone, plan = zone_of(session, row), _plan_of(session, row)
    if plan is None:
        return None
    planned = row.due_at.astimezone(zone)
    at = send_time(planned.date(), planned.time(), zone, now, calendar_of(plan))
    return at if at > now and claims.release_until(session, claim, at) else None


def gather_what_waits(session: Session, notification_id: str, today: date, now: datetime) -> None:
    """Takes the lines of every other due message to the same reader into this one, which becomes the message of today.

    After the machine was off, the message of a day in between is still there beside that of today.
    """
    row = session.get_one(Notification, notification_id)
    if not _has_lines(session, row):
        # All it had was moved away: it leaves nothing behind, and takes nothing along.
        return
    for other in _others_due(session, row, now):
        lines = NotificationItem.notification_id == other.id, NotificationItem.dropped.is_(None)
        session.execute(update(NotificationItem).where(*lines).values(notification_id=row.id))
        # A day belongs to one message of a reader; what has been emptied makes room for the one that leaves.
        other.on_day, other.dropped_at, other.settled_at, other.failure = None, now, now, "joined"
    session.flush()
    if row.on_day is not None and row.on_day < today and not _has_message_of(session, row, today):
        row.on_day = today
        session.flush()


def _has_lines(session: Session, row: Notification) -> bool:
    lines = NotificationItem.notification_id == row.id, NotificationItem.dropped.is_(None)
    return session.scalar(select(NotificationItem.id).where(*lines).limit(1)) is not None


def _others_due(session: Session, row: Notification, now: datetime) -> list[Notification]:
    """Those that another copy is looking at just now are left to it."""
    waiting = Notification.settled_at.is_(None), Notification.claimed_by.is_(None), Notification.due_at <= now
    others = select(Notification).where(*_same_reader(row), *waiting, Notification.id != row.id)
    return list(session.scalars(others.with_for_update(skip_locked=True)))


def _has_message_of(session: Session, row: Notification, day: date) -> bool:
    found = session.scalar(select(Notification.id).where(*_same_reader(row), Notification.on_day == day))
    return found is not None


def _same_reader(row: Notification) -> tuple[ColumnElement[bool], ...]:
    is_to_them = (
        Notification.person_id == row.person_id
        if row.person_id is not None
        else Notification.channel_id == row.channel_id
    )
    return Notification.kind == row.kind, is_to_them


def _plan_of(session: Session, row: Notification) -> tables.Plan | None:
    """The plan whose calendar a message keeps: its channel's, else that of its first line."""
    if row.channel_id is not None:
        return session.get_one(tables.Plan, session.get_one(tables.LeadershipChannel, row.channel_id).plan_id)
    about = (
        select(tables.Milestone.plan_id)
        .join(NotificationItem, NotificationItem.milestone_id == tables.Milestone.id)
        .where(NotificationItem.notification_id == row.id)
        .order_by(NotificationItem.id)
        .limit(1)
    )
    plan_id = session.scalar(about)
    return session.get_one(tables.Plan, plan_id) if plan_id is not None else None
