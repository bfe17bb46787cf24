"""What is owed to people: planned in the transaction of the decision, claimed, sent outside, recorded in a second one.

A notification is claimed by a conditional UPDATE that repeats its condition and checks the row count, because a
SELECT ... FOR UPDATE is silently nothing on SQLite. A claim that was never recorded is settled by the sweep, which
asks the platform whether the message arrived before anybody sends it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import uuid4

from sqlalchemy import CursorResult, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage import tables
from storage.columns import UtcDateTime

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 8

REMINDER = "reminder"
ESCALATION = "escalation"
DIGEST = "digest"
ANSWER = "answer"
NOTICE = "notice"


@dataclass(frozen=True)
class Line:
    """One item that a reader is owed. `told_as` is the reader's part in it: lead, manager, owner or leadership.

    `answered_after` is the instant from which a word about the milestone makes this line unnecessary.
    """

    milestone_id: int
    told_as: str
    rung: str | None = None
    due_on: date | None = None
    answered_after: datetime | None = None


@dataclass(frozen=True)
class Reader:
    """Who is told: a person, or a plan's leadership channel."""

    person_id: int | None = None
    channel_id: int | None = None

    @property
    def key(self) -> str:
        return f"person:{self.person_id}" if self.person_id is not None else f"channel:{self.channel_id}"


@dataclass(frozen=True)
class Claim:
    """A notification that this process, and no other, is about to send or to settle."""

    id: str
    claimed_by: str
    kind: str
    attempts: int


def insert_or_ignore(session: Session, table: type[tables.Base], values: dict[str, Any]) -> bool:
    """Whether the row was added; False when a row with one of its unique keys was there already."""
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(values).on_conflict_do_nothing()
    # Without the option an INSERT's row count is not kept, and on PostgreSQL every row looks as if it were there.
    return _row_count(session.execute(statement, execution_options={"preserve_rowcount": True})) == 1


def _row_count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount


def see(session: Session, platform: str, conversation: str, message_id: str, now: datetime) -> bool:
    """Whether an inbound message is new; the second time it comes, however it comes, it is not."""
    return insert_or_ignore(
        session,
        tables.SeenMessage,
        {"platform": platform, "conversation": conversation, "message_id": message_id, "seen_at": now},
    )


class Owed(Enum):
    """What became of a line: it was added, its cause had spoken before, or the day's message was on its way."""

    ADDED = "added"
    SPOKEN = "spoken"
    TOO_LATE = "too late"


def owe(
    session: Session, organisation_id: int, reader: Reader, line: Line, on_day: date, due_at: datetime, now: datetime
) -> Owed:
    """Puts one line into the reader's message of that day."""
    kind = REMINDER if reader.person_id is not None else ESCALATION
    notification_id = _message_of_the_day(session, organisation_id, kind, reader, on_day, due_at, now)
    if notification_id is None:
        return Owed.TOO_LATE
    row = {
        "notification_id": notification_id,
        "milestone_id": line.milestone_id,
        "position": 0,
        "rung": line.rung,
        "due_on": line.due_on,
        "reader": reader.key,
        "told_as": line.told_as,
        "answered_after": line.answered_after,
    }
    return Owed.ADDED if insert_or_ignore(session, tables.NotificationItem, row) else Owed.SPOKEN


def _message_of_the_day(
    session: Session,
    organisation_id: int,
    kind: str,
    reader: Reader,
    on_day: date,
    due_at: datetime,
    now: datetime,
) -> str | None:
    """The reader's one message of the day; None when it is on its way already and takes no more lines."""
    row = {
        "id": uuid4().hex,
        "organisation_id": organisation_id,
        "kind": kind,
        "person_id": reader.person_id,
        "channel_id": reader.channel_id,
        "on_day": on_day,
        "created_at": now,
        "due_at": due_at,
        "attempts": 0,
    }
    insert_or_ignore(session, tables.Notification, row)
    return session.scalar(
        select(tables.Notification.id).where(
            tables.Notification.kind == kind,
            tables.Notification.person_id == reader.person_id
            if reader.person_id is not None
            else tables.Notification.channel_id == reader.channel_id,
            tables.Notification.on_day == on_day,
            tables.Notification.settled_at.is_(None),
            tables.Notification.claimed_by.is_(None),
        )
    )


def owe_digest(session: Session, channel_id: int, week: date, now: datetime) -> bool:
    """The digest of a week for a channel; False when that week was written before."""
    channel = session.get_one(tables.LeadershipChannel, channel_id)
    plan = session.get_one(tables.Plan, channel.plan_id)
    notification = {
        "id": uuid4().hex,
        "organisation_id": plan.organisation_id,
        "kind": DIGEST,
        "channel_id": channel.id,
        "on_day": week,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
    }
    if not insert_or_ignore(session, tables.Notification, notification):
        return False
    row = {"plan_id": plan.id, "channel_id": channel.id, "week": week, "notification_id": notification["id"]}
    return insert_or_ignore(session, tables.Digest, row)


@dataclass(frozen=True)
class ReplyAddress:
    """Where an answer goes: the conversation it was asked in."""

    platform: str
    conversation: str
    thread: str | None = None


def owe_answer(
    session: Session,
    organisation_id: int,
    to: ReplyAddress,
    body: str,
    now: datetime,
    milestone_ids: Sequence[int] = (),
) -> str:
    """An answer, worded already; `milestone_ids` are the numbered items of its list. Returns the notification's id."""
    notification = tables.Notification(
        id=uuid4().hex,
        organisation_id=organisation_id,
        kind=ANSWER,
        platform=to.platform,
        conversation=to.conversation,
        thread=to.thread,
        body=body,
        created_at=now,
        due_at=now,
    )
    session.add(notification)
    session.flush()
    _number_items(session, notification.id, milestone_ids)
    return notification.id


def _number_items(session: Session, notification_id: str, milestone_ids: Sequence[int]) -> None:
    session.add_all(
        tables.NotificationItem(
            notification_id=notification_id,
            milestone_id=milestone_id,
            position=position,
            reader=notification_id,
            told_as="listed",
        )
        for position, milestone_id in enumerate(milestone_ids, start=1)
    )
    session.flush()


def owe_notice(
    session: Session,
    organisation_id: int,
    reader: Reader,
    body: str,
    now: datetime,
    milestone_ids: Sequence[int] = (),
    due_at: datetime | None = None,
) -> str:
    """Something a person must hear because of what somebody else did: at once, or at a later instant."""
    notification = tables.Notification(
        id=uuid4().hex,
        organisation_id=organisation_id,
        kind=NOTICE,
        person_id=reader.person_id,
        channel_id=reader.channel_id,
        body=body,
        created_at=now,
        due_at=due_at or now,
    )
    session.add(notification)
    session.flush()
    _number_items(session, notification.id, milestone_ids)
    return notification.id


def drop_notices(session: Session, ids: Sequence[str], reason: str, now: datetime) -> None:
    """What is owed no longer, unless it is on its way already."""
    session.execute(
        update(tables.Notification)
        .where(
            tables.Notification.id.in_(ids),
            tables.Notification.settled_at.is_(None),
            tables.Notification.claimed_by.is_(None),
        )
        .values(dropped_at=now, settled_at=now, failure=reason)
        .execution_options(synchronize_session=False)
    )


def claim_next(session: Session, claimed_by: str, now: datetime) -> Claim | None:
    """Claims what has been due the longest; None when nothing is due."""
    row = session.scalar(
        select(tables.Notification.id)
        .where(*_is_claimable(now))
        .order_by(tables.Notification.due_at, tables.Notification.created_at)
        .limit(1)
    )
    return claim(session, row, claimed_by, now) if row is not None else None


def claim(session: Session, notification_id: str, claimed_by: str, now: datetime) -> Claim | None:
    """Claims one notification; None when somebody else was faster, or it is not due."""
    claimed = session.execute(
        update(tables.Notification)
        .where(tables.Notification.id == notification_id, *_is_claimable(now))
        .values(
            claimed_by=claimed_by,
            claimed_at=now,
            lease_until=now + LEASE,
            attempts=tables.Notification.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )
    if _row_count(claimed) != 1:
        return None
    return _as_claim(session, notification_id, claimed_by)


def _is_claimable(now: datetime) -> tuple[Any, ...]:
    return (
        tables.Notification.settled_at.is_(None),
        tables.Notification.due_at <= now,
        tables.Notification.claimed_by.is_(None),
        or_(tables.Notification.lease_until.is_(None), tables.Notification.lease_until <= now),
    )


def _as_claim(session: Session, notification_id: str, claimed_by: str) -> Claim:
    kind, attempts = session.execute(
        select(tables.Notification.kind, tables.Notification.attempts).where(tables.Notification.id == notification_id)
    ).one()
    return Claim(notification_id, claimed_by, kind, attempts)


def claim_lost(session: Session, claimed_by: str, now: datetime) -> Claim | None:
    """Takes over a claim whose lease ran out unrecorded: its holder died between sending and recording, or before."""
    condition = (
        tables.Notification.settled_at.is_(None),
        tables.Notification.claimed_by.is_not(None),
        tables.Notification.lease_until <= now,
    )
    row = session.scalar(select(tables.Notification.id).where(*condition).order_by(tables.Notification.due_at).limit(1))
    if row is None:
        return None
    taken = session.execute(
        update(tables.Notification)
        .where(tables.Notification.id == row, *condition)
        .values(claimed_by=claimed_by, lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    return _as_claim(session, row, claimed_by) if _row_count(taken) == 1 else None


def record_sent(
    session: Session, claim: Claim, platform: str, conversation: str, message_id: str, now: datetime
) -> bool:
    """The message arrived; False when the claim was lost to somebody else meanwhile."""
    return _settle(
        session,
        claim,
        sent_at=now,
        settled_at=now,
        receipt_platform=platform,
        receipt_conversation=conversation,
        receipt_message_id=message_id,
    )


def record_failed(session: Session, claim: Claim, reason: str, now: datetime) -> bool:
    """The message will not be tried again; it stays listed with its reason."""
    return _settle(session, claim, failed_at=now, settled_at=now, failure=reason)


def record_dropped(session: Session, claim: Claim, reason: str, now: datetime) -> bool:
    """Nothing is left to say."""
    return _settle(session, claim, dropped_at=now, settled_at=now, failure=reason)


def release(session: Session, claim: Claim, not_before: datetime, reason: str | None = None) -> bool:
    """Gives the claim back: the message has certainly not arrived and may be sent from `not_before` on."""
    return _settle(session, claim, claimed_by=None, lease_until=not_before, failure=reason)


def _settle(session: Session, claim: Claim, **values: Any) -> bool:
    settled = session.execute(
        update(tables.Notification)
        .where(
            tables.Notification.id == claim.id,
            tables.Notification.claimed_by == claim.claimed_by,
            tables.Notification.settled_at.is_(None),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return _row_count(settled) == 1


def next_due_at(session: Session) -> datetime | None:
    """When the next unsettled notification may go out; None when there is none."""
    may_go = func.coalesce(tables.Notification.lease_until, tables.Notification.due_at)
    return session.scalar(select(func.min(may_go, type_=UtcDateTime())).where(tables.Notification.settled_at.is_(None)))


def last_sent_at(session: Session) -> datetime | None:
    """When the last notification was sent; None when none was."""
    return session.scalar(select(func.max(tables.Notification.sent_at, type_=UtcDateTime())))
