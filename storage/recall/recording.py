"""What a platform says that was sent since a backup, written down as sent, so that nothing of it is said again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from plans.ladder import hears_after, steps
from storage import tables
from storage.climbing import calendar_of, policy_of
from storage.columns import UtcDateTime
from storage.outbox import DIGEST, ESCALATION, FAILURE, REMINDER, insert_or_ignore
from storage.questions.snoozes import LATER, asked_for_later, is_later
from storage.recall.causes import Cause, CauseLine, FailedCause
from storage.recall.lost_time import was_restored
from storage.tables import Notification, NotificationItem

SAID_BEFORE = "said before"

ToldUntil = Mapping[tuple[int, date | None, str], datetime]
"""For a milestone, a due date of it and a reader's lane, until when they have heard."""


@dataclass(frozen=True)
class Recalled:
    """A message of ours that is on the platform: when it arrived, where, and why it was sent."""

    notification_id: str
    cause: Cause
    at: datetime
    platform: str
    conversation: str
    message_id: str


def record(session: Session, organisation_id: int, messages: Sequence[Recalled]) -> int:
    """Writes them down as sent; says how many are news. What is of nobody here is passed over.

    Doing it twice is doing it once. What is planned already and was said gives way.
    """
    mark = session.get_one(tables.Organisation, organisation_id).mark
    ours = sorted((one for one in messages if one.cause.mark == mark), key=lambda one: one.at)
    return sum([_record(session, organisation_id, one) for one in ours])


def _record(session: Session, organisation_id: int, message: Recalled) -> bool:
    row = _row_of(session, organisation_id, message.notification_id, message.cause, message.at)
    if row is None:
        return False
    is_news = row.sent_at is None
    if is_news:
        row.sent_at = row.settled_at = message.at
        row.dropped_at = row.failed_at = row.failure = None
        row.receipt_platform, row.receipt_conversation = message.platform, message.conversation
        row.receipt_message_id = message.message_id
    _take_lines(session, row, message.cause)
    for failed in message.cause.failed if message.cause.kind == FAILURE else ():
        _record_failed(session, organisation_id, failed, row.id)
    session.flush()
    return is_news


def _record_failed(session: Session, organisation_id: int, failed: FailedCause, told_in: str) -> None:
    """What did not arrive, and is told of: it is not tried again by itself, and not told again."""
    row = _row_of(session, organisation_id, failed.notification_id, failed.cause, failed.failed_at)
    if row is None or row.sent_at is not None or row.dropped_at is not None:
        return
    row.failed_at = row.settled_at = failed.failed_at
    row.failure, row.told_in = failed.reason, told_in
    _take_lines(session, row, failed.cause)


def _row_of(
    session: Session, organisation_id: int, notification_id: str, cause: Cause, at: datetime
) -> Notification | None:
    """The notification as it is kept, or a new one; None where its reader is nobody here."""
    found = session.get(Notification, notification_id)
    if found is not None and found.sent_at is not None:
        return found if found.organisation_id == organisation_id else None
    reader = _reader(session, organisation_id, cause.reader)
    if reader is None or (found is not None and found.lane != cause.reader):
        return None
    on_day = cause.on_day if _makes_room(session, notification_id, cause, reader) else None
    if found is None:
        found = Notification(
            id=notification_id,
            organisation_id=organisation_id,
            kind=cause.kind,
            lane=cause.reader,
            created_at=at,
            due_at=at,
            **reader,
        )
        session.add(found)
    if cause.on_day is not None:
        found.on_day = on_day
    session.flush()
    if cause.kind == DIGEST and on_day is not None:
        _keep_digest(session, found, on_day)
    return found


def _reader(session: Session, organisation_id: int, key: str) -> dict[str, int] | None:
    kind, _, number = key.partition(":")
    if not number.isdecimal():
        return None
    if kind == "person":
        person = session.get(tables.Person, int(number))
        return {"person_id": person.id} if person and person.organisation_id == organisation_id else None
    channel = session.get(tables.LeadershipChannel, int(number)) if kind == "channel" else None
    plan = session.get(tables.Plan, channel.plan_id) if channel else None
    return {"channel_id": channel.id} if channel and plan and plan.organisation_id == organisation_id else None


def _makes_room(session: Session, notification_id: str, cause: Cause, reader: dict[str, int]) -> bool:
    """A day belongs to one message of a reader: what is only planned for it gives way; False where it is sent."""
    others = session.scalars(
        select(Notification).where(
            Notification.kind == cause.kind,
            *(getattr(Notification, column) == value for column, value in reader.items()),
            Notification.on_day == cause.on_day,
            Notification.id != notification_id,
        )
    ).all()
    if any(other.settled_at is not None for other in others):
        return False
    for other in others:
        other.on_day = None
    session.flush()
    return True


def _keep_digest(session: Session, row: Notification, week: date) -> None:
    channel = session.get_one(tables.LeadershipChannel, row.channel_id)
    kept = session.scalar(
        select(tables.Digest).where(tables.Digest.channel_id == channel.id, tables.Digest.week == week)
    )
    if kept is not None:
        kept.notification_id = row.id
        return
    values = {"plan_id": channel.plan_id, "channel_id": channel.id, "week": week, "notification_id": row.id}
    insert_or_ignore(session, tables.Digest, values)


def _take_lines(session: Session, row: Notification, cause: Cause) -> None:
    """The lines that it said are its own and no other's; what it was to say besides, it did not."""
    said = [_line(session, row, line, number) for number, line in enumerate(cause.lines, start=1)]
    said_ids = {item.id for item in said if item is not None}
    mine = session.scalars(select(NotificationItem).where(NotificationItem.notification_id == row.id))
    for item in mine.all():
        if item.id not in said_ids:
            item.dropped = item.dropped or "not said"
    session.flush()


def _line(session: Session, row: Notification, line: CauseLine, number: int) -> NotificationItem | None:
    """None where the milestone, or the wish to hear of it later, is nothing that is known here."""
    milestone = session.get(tables.Milestone, line.milestone_id)
    plan = session.get(tables.Plan, milestone.plan_id) if milestone else None
    if plan is None or plan.organisation_id != row.organisation_id:
        return None
    if is_later(line.rung) and not asked_for_later(session, line.rung, line.milestone_id, row.person_id):
        return None
    item = session.scalar(
        select(NotificationItem).where(
            NotificationItem.milestone_id == line.milestone_id,
            NotificationItem.rung == line.rung,
            NotificationItem.due_on == line.due_on,
            NotificationItem.reader == row.lane,
        )
    )
    if item is None:
        item = NotificationItem(milestone_id=line.milestone_id, rung=line.rung, due_on=line.due_on, reader=row.lane)
        session.add(item)
    elif item.notification_id != row.id and session.get_one(Notification, item.notification_id).sent_at is not None:
        return None
    item.notification_id, item.position, item.dropped = row.id, number, None
    item.told_as, item.answered_after = line.told_as, line.answered_after
    session.flush()
    return item


def told_until(session: Session, milestone_ids: Sequence[int], reader: str | None = None) -> ToldUntil:
    """For (milestone, due date, reader) the last rung's day of which the reader was told; empty but after a restore.

    A restored milestone may stand below rungs that were spoken: with it they are not spoken again to who heard them.
    What failed counts where somebody was told of it.
    """
    if not was_restored(session):
        return {}
    item = NotificationItem
    last = func.max(item.answered_after, type_=UtcDateTime())
    rows = session.execute(
        select(item.milestone_id, item.due_on, item.reader, last)
        .join(Notification, Notification.id == item.notification_id)
        .where(
            item.milestone_id.in_(milestone_ids),
            item.dropped.is_(None),
            item.answered_after.is_not(None),
            item.rung.not_like(f"{LATER}%"),
            or_(Notification.sent_at.is_not(None), Notification.told_in.is_not(None)),
            *([item.reader == reader] if reader is not None else []),
        )
        .group_by(item.milestone_id, item.due_on, item.reader)
    )
    return {(milestone_id, due_on, told): at for milestone_id, due_on, told, at in rows if at is not None}


def drop_what_was_said(session: Session, reader: str, now: datetime) -> int:
    """Drops of what waits for a reader the lines in which no rung speaks that they have not heard; how many.

    So is a message of which no line is left.
    """
    item = NotificationItem
    waiting = session.scalars(
        select(item)
        .join(Notification, Notification.id == item.notification_id)
        .where(item.reader == reader, item.dropped.is_(None), Notification.settled_at.is_(None))
    ).all()
    told = told_until(session, [one.milestone_id for one in waiting], reader)
    said = [one for one in waiting if _was_said(session, one, told.get((one.milestone_id, one.due_on, reader)))]
    for one in said:
        one.dropped = SAID_BEFORE
    session.flush()
    _drop_empty(session, reader, now)
    return len(said)


def _drop_empty(session: Session, reader: str, now: datetime) -> None:
    has_lines = select(NotificationItem.notification_id).where(NotificationItem.dropped.is_(None))
    empty = select(Notification).where(
        Notification.lane == reader,
        Notification.kind.in_((REMINDER, ESCALATION)),
        Notification.settled_at.is_(None),
        Notification.claimed_by.is_(None),
        Notification.id.not_in(has_lines),
    )
    for row in session.scalars(empty).all():
        row.on_day, row.dropped_at, row.settled_at, row.failure = None, now, now, SAID_BEFORE
    session.flush()


def _was_said(session: Session, item: NotificationItem, told_at: datetime | None) -> bool:
    if told_at is None or item.answered_after is None or item.due_on is None or is_later(item.rung):
        return False
    milestone = session.get_one(tables.Milestone, item.milestone_id)
    plan = session.get_one(tables.Plan, milestone.plan_id)
    zone = ZoneInfo(plan.zone)
    ladder = steps(item.due_on, policy_of(session, milestone, plan), calendar_of(plan))
    come = [step for step in ladder if step.day <= item.answered_after.astimezone(zone).date()]
    return not hears_after(come, item.told_as, told_at.astimezone(zone).date())
