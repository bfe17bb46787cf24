"""The days on which an organisation is closed, and what is moved when one is announced at short notice."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from plans.digest_settings import monday_of
from plans.working_days import WorkingDays
from storage import tables
from storage.climbing import calendar_of, rhythm_of, schedule_plan
from storage.outbox import DIGEST, MessageOfTheDay, Reader, message_of_the_day, zone_of


def set_closures(session: Session, plan_id: int, days: Iterable[date], now: datetime) -> None:
    """From now on the plan's organisation is closed on these days, beside weekends and bank holidays.

    What is planned for a day that is none any more moves to the next working day, and the ladders are reckoned anew.
    """
    plan = session.get_one(tables.Plan, plan_id)
    before, after = plan.closures, sorted({day.isoformat() for day in days})
    if before == after:
        return
    plan.closures = after
    changes = {"closures": [before, after]}
    session.add(tables.Event(plan_id=plan.id, at=now, kind="closures", changes=changes))
    session.flush()
    schedule_plan(session, plan)
    _move_lines(session, plan, now)
    _move_digests(session, plan, now)
    session.flush()


def _move_lines(session: Session, plan: tables.Plan, now: datetime) -> None:
    """Each line of the plan that waits for a closed day goes into its reader's message of the next working day."""
    calendar = calendar_of(plan)
    rows = session.execute(
        select(tables.Notification, tables.NotificationItem)
        .join(tables.NotificationItem, tables.NotificationItem.notification_id == tables.Notification.id)
        .join(tables.Milestone, tables.Milestone.id == tables.NotificationItem.milestone_id)
        .where(tables.Milestone.plan_id == plan.id, *_is_waiting(now))
    ).all()
    for message, item in rows:
        if message.on_day is not None and not calendar.is_working_day(message.on_day):
            item.notification_id = _message_after(session, message, calendar, now)
    session.flush()


def _is_waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    waits = tables.Notification.settled_at.is_(None), tables.Notification.claimed_by.is_(None)
    return (*waits, tables.Notification.due_at > now)


def _message_after(session: Session, message: tables.Notification, calendar: WorkingDays, now: datetime) -> str:
    """The same reader's message of the next working day, at the same hour on the same clock."""
    assert message.on_day is not None
    zone = zone_of(session, message)
    hour = message.due_at.astimezone(zone).time()
    reader = Reader(message.person_id, message.channel_id)
    day = message.on_day
    while True:
        day = calendar.add(day, 1)
        at = datetime.combine(day, hour, tzinfo=zone)
        later = MessageOfTheDay(message.organisation_id, message.kind, reader, day, at)
        found = message_of_the_day(session, later, now)
        if found is not None:
            return found


def _move_digests(session: Session, plan: tables.Plan, now: datetime) -> None:
    """The next digest of each channel, and one that is written and waits, go out on the week's first working day."""
    rhythm = rhythm_of(plan)
    zone, calendar = rhythm.zone, rhythm.calendar
    if plan.next_check_at is not None:
        plan.next_check_at = rhythm.next_check(now)
    channels = session.scalars(select(tables.LeadershipChannel).where(tables.LeadershipChannel.plan_id == plan.id))
    for channel in channels:
        if channel.next_digest_at is not None:
            week = monday_of(channel.next_digest_at.astimezone(zone).date())
            channel.next_digest_at = rhythm.time_of(week)
        waiting = session.scalars(
            select(tables.Notification).where(
                tables.Notification.channel_id == channel.id, tables.Notification.kind == DIGEST, *_is_waiting(now)
            )
        )
        for digest in waiting:
            day = calendar.on_or_after(digest.due_at.astimezone(zone).date())
            digest.due_at = datetime.combine(day, digest.due_at.astimezone(zone).time(), tzinfo=zone)
