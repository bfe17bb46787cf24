"""What is owed to people: written in the transaction of the decision that caused it, and unique on its cause.

How it is claimed, sent and recorded from there is in `storage.claims`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import Executable, Row, Select, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.dml import ReturningInsert
from sqlalchemy.sql.elements import NamedColumn

from storage import tables
from storage.claims import LEASE
from storage.columns import UtcDateTime
from storage.plainly import ask, table_of

REMINDER = "reminder"
ESCALATION = "escalation"
DIGEST = "digest"
JOINT_DIGEST = "joint_digest"
"""The summary of several plans for one reader."""
DOUBTS = "doubts"
"""What does not add up, before the digest."""
ANSWER = "answer"
NOTICE = "notice"
AMENDMENT = "amendment"
"""A reminder that is there already, to be read as it stands now."""
FAILURE = "failure"
"""What could not be delivered, told once a day to whoever can act on it."""

NOTHING_LEFT = "nothing_left"
"""Why a message was dropped that had nothing to say any more when it was to leave."""


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


Returned = InstrumentedAttribute[Any] | NamedColumn[Any]


def insert_new(
    session: Session,
    table: type[tables.Base],
    rows: Sequence[dict[str, Any]],
    *returning: Returned,
) -> Sequence[Row[Any]]:
    """Adds rows together; what `returning` names of those that were added.

    A row with one of its unique keys was there already in the place of each of the others.
    """
    if not rows:
        return []
    return session.execute(_inserting(session.get_bind().dialect.name, table, returning), rows).all()


@cache
def _inserting(dialect: str, table: type[tables.Base], returning: tuple[Returned, ...]) -> ReturningInsert[Any]:
    adding = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return adding(table.__table__).on_conflict_do_nothing().returning(*returning)  # type: ignore[arg-type]


def insert_or_ignore(session: Session, table: type[tables.Base], values: dict[str, Any]) -> bool:
    """Whether the row was added; False when a row with one of its unique keys was there already."""
    return bool(insert_new(session, table, [values], *table.__table__.primary_key))


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


DayKey = tuple[str, str, date]
"""Which message of the day one is: its kind, its reader's key, and the day."""


@dataclass(frozen=True)
class MessageOfTheDay:
    """A reader's one message of a kind and a day; `due_at` is when it goes out, where it is not there already."""

    organisation_id: int
    kind: str
    reader: Reader
    on_day: date
    due_at: datetime

    @property
    def key(self) -> DayKey:
        return self.kind, self.reader.key, self.on_day


def reminder_of(organisation_id: int, reader: Reader, on_day: date, due_at: datetime) -> MessageOfTheDay:
    """The message of a day into which the ladder's lines to that reader go."""
    kind = REMINDER if reader.person_id is not None else ESCALATION
    return MessageOfTheDay(organisation_id, kind, reader, on_day, due_at)


def owe(session: Session, lines: Sequence[tuple[MessageOfTheDay, Line]], now: datetime) -> list[Owed]:
    """Puts each line into its message; what became of each, in their order."""
    found = messages_of_the_day(session, [message for message, _ in lines], now)
    rows = [_item(found[message.key], message.reader, line) for message, line in lines if message.key in found]
    item = tables.NotificationItem
    cause = (item.milestone_id, item.rung, item.due_on, item.reader)
    added = {tuple(row) for row in insert_new(session, item, rows, *cause)}
    return [
        Owed.TOO_LATE
        if message.key not in found
        else Owed.ADDED
        if (line.milestone_id, line.rung, line.due_on, message.reader.key) in added
        else Owed.SPOKEN
        for message, line in lines
    ]


def _item(notification_id: str, reader: Reader, line: Line) -> dict[str, Any]:
    return {
        "notification_id": notification_id,
        "milestone_id": line.milestone_id,
        "position": 0,
        "rung": line.rung,
        "due_on": line.due_on,
        "reader": reader.key,
        "told_as": line.told_as,
        "answered_after": line.answered_after,
    }


def messages_of_the_day(session: Session, messages: Iterable[MessageOfTheDay], now: datetime) -> dict[DayKey, str]:
    """The ids of the messages, by their keys; one that is on its way already takes no more lines and is not there."""
    wanted: dict[DayKey, MessageOfTheDay] = {}
    for one in messages:
        wanted.setdefault(one.key, one)
    rows = [
        _row(one.organisation_id, one.kind, one.reader, now, on_day=one.on_day, due_at=one.due_at)
        for _, one in sorted(wanted.items())
    ]
    insert_new(session, tables.Notification, rows, tables.Notification.id)
    days: dict[tuple[str, str, date], list[int]] = {}
    for row in rows:
        reader = "person_id" if row["person_id"] is not None else "channel_id"
        days.setdefault((row["kind"], reader, row["on_day"]), []).append(row[reader])
    found: dict[DayKey, str] = {}
    for (kind, reader, on_day), ids in days.items():
        for notification_id, lane in session.execute(_open(reader), {"kind": kind, "on_day": on_day, "ids": ids}):
            found[kind, lane, on_day] = notification_id
    return found


@cache
def _open(reader: str) -> Select[str, str]:
    row = tables.Notification
    # The lock (PostgreSQL's; on SQLite the transaction has it already) keeps a message from being claimed and worded
    # between this question and the commit of the lines that are to go into it.
    return (
        select(row.id, row.lane)
        .where(
            row.kind == bindparam("kind"),
            getattr(row, reader).in_(bindparam("ids", expanding=True)),
            row.on_day == bindparam("on_day"),
            row.settled_at.is_(None),
            row.claimed_by.is_(None),
        )
        .order_by(row.lane)
        .with_for_update()
    )


def message_of_the_day(session: Session, message: MessageOfTheDay, now: datetime) -> str | None:
    """The id of one message; None when it is on its way already."""
    return messages_of_the_day(session, [message], now).get(message.key)


def _row(organisation_id: int, kind: str, reader: Reader, now: datetime, **more: Any) -> dict[str, Any]:
    """A notification to a reader that is due at once, unless `more` says otherwise."""
    row = {
        "id": uuid4().hex,
        "organisation_id": organisation_id,
        "kind": kind,
        "person_id": reader.person_id,
        "channel_id": reader.channel_id,
        "lane": reader.key,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "way": 0,
    }
    return row | more


def owe_digest(session: Session, channel_id: int, week: date, due_at: datetime, now: datetime) -> bool:
    """The digest of a week for a channel; False when that week was written before."""
    channel = session.get_one(tables.LeadershipChannel, channel_id)
    plan = session.get_one(tables.Plan, channel.plan_id)
    reader = Reader(channel_id=channel.id)
    notification = _row(plan.organisation_id, DIGEST, reader, now, on_day=week, due_at=due_at)
    if not insert_or_ignore(session, tables.Notification, notification):
        return False
    row = {"plan_id": plan.id, "channel_id": channel.id, "week": week, "notification_id": notification["id"]}
    return insert_or_ignore(session, tables.Digest, row)


def owe_joint_digest(
    session: Session, organisation_id: int, person_id: int, week: date, due_at: datetime, now: datetime
) -> bool:
    """The digest of several plans of a week for a person; False when that week was written before."""
    row = _row(organisation_id, JOINT_DIGEST, Reader(person_id=person_id), now, on_day=week, due_at=due_at)
    return insert_or_ignore(session, tables.Notification, row)


def owe_doubts(
    session: Session, organisation_id: int, person_id: int, plan_id: int, goes_out: datetime, now: datetime
) -> str:
    """What does not add up in a plan, to its owner, before its digest goes out."""
    body = json.dumps({"plan": plan_id, "goes_out": goes_out.isoformat()})
    row = tables.Notification(**_row(organisation_id, DOUBTS, Reader(person_id=person_id), now, body=body))
    session.add(row)
    session.flush()
    return row.id


@dataclass(frozen=True)
class ReplyAddress:
    """Where an answer goes: the conversation it was asked in."""

    platform: str
    conversation: str
    thread: str | None = None


def lane_of(to: ReplyAddress) -> str:
    """The lane of what goes to a conversation; a person's is another one."""
    return f"{to.platform}:{to.conversation}"


def owe_answer(
    session: Session,
    organisation_id: int,
    to: ReplyAddress,
    body: str,
    now: datetime,
    milestone_ids: Sequence[int] = (),
    amends: str | None = None,
    claimed_by: str | None = None,
) -> str:
    """An answer, worded already; `milestone_ids` are the numbered items of its list. Returns the notification's id.

    `amends` is the platform's id of a message in the same conversation that the answer takes the place of. Where that
    one is gone, or too old to be changed, the answer is a message of its own. `claimed_by` is the name of a claim that
    it is owed with.
    """
    claimed = {"claimed_by": claimed_by, "claimed_at": now, "lease_until": now + LEASE, "attempts": 1}
    with_claim = claimed if claimed_by is not None else {}
    notification_id = _owe_to(session, organisation_id, ANSWER, to, body, amends, now, with_claim)
    _number_items(session, notification_id, milestone_ids)
    return notification_id


def _owe_to(
    session: Session,
    organisation_id: int,
    kind: str,
    to: ReplyAddress,
    body: str,
    amends: str | None,
    now: datetime,
    claimed: Mapping[str, Any] = MappingProxyType({}),
) -> str:
    """A notification to an address that is due at once; its id."""
    notification_id = uuid4().hex
    ask(
        session,
        _adding(tables.Notification),
        id=notification_id,
        organisation_id=organisation_id,
        kind=kind,
        platform=to.platform,
        conversation=to.conversation,
        thread=to.thread,
        amends=amends,
        lane=lane_of(to),
        body=body,
        created_at=now,
        due_at=now,
        **claimed,
    )
    return notification_id


@cache
def _adding(table: type[tables.Base]) -> Executable:
    return insert(table_of(table))


def owe_amendment(
    session: Session, organisation_id: int, to: ReplyAddress, message_id: str, page: int, now: datetime
) -> str:
    """A reminder that reached its reader is to be read as it stands when this is sent; returns the notification's id.

    One that was owed before and has not left is owed no longer: this one says everything.
    """
    waiting = select(tables.Notification.id).where(
        tables.Notification.organisation_id == organisation_id,
        tables.Notification.kind == AMENDMENT,
        tables.Notification.platform == to.platform,
        tables.Notification.conversation == to.conversation,
        tables.Notification.amends == message_id,
        tables.Notification.settled_at.is_(None),
    )
    drop_notices(session, session.scalars(waiting).all(), "amended since", now)
    return _owe_to(session, organisation_id, AMENDMENT, to, str(page), message_id, now)


def owe_redrawing(session: Session, notice_id: str, now: datetime) -> None:
    """A notice to a person is to be read as it stands when this is sent, if it has left by then.

    It comes after the notice in its reader's order, so that one which is on its way is changed when it has arrived. One
    that nobody has, and that is not due, is worded when it leaves.
    """
    notice = session.get_one(tables.Notification, notice_id, populate_existing=True)
    has_arrived = notice.receipt_message_id is not None
    if not has_arrived and (notice.settled_at is not None or notice.due_at > now):
        return
    waiting = select(tables.Notification.id).where(
        tables.Notification.lane == notice.lane,
        tables.Notification.redraws == notice_id,
        tables.Notification.settled_at.is_(None),
    )
    drop_notices(session, session.scalars(waiting).all(), "amended since", now)
    reader = Reader(person_id=notice.person_id)
    session.add(tables.Notification(**_row(notice.organisation_id, AMENDMENT, reader, now, redraws=notice_id)))
    session.flush()


def owe_again(session: Session, ids: Sequence[str]) -> None:
    """What was not sent because there was nothing left to say is owed as before."""
    session.execute(
        update(tables.Notification)
        .where(
            tables.Notification.id.in_(ids),
            tables.Notification.sent_at.is_(None),
            tables.Notification.failure == NOTHING_LEFT,
        )
        .values(dropped_at=None, settled_at=None, claimed_by=None, lease_until=None, failure=None)
        .execution_options(synchronize_session=False)
    )


def _number_items(session: Session, notification_id: str, milestone_ids: Sequence[int]) -> None:
    items = [
        {
            "notification_id": notification_id,
            "milestone_id": milestone_id,
            "position": position,
            "reader": notification_id,
            "told_as": "listed",
        }
        for position, milestone_id in enumerate(milestone_ids, start=1)
    ]
    if items:
        session.connection().execute(_adding(tables.NotificationItem), items)


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
        **_row(organisation_id, NOTICE, reader, now, body=body, due_at=due_at or now),
    )
    session.add(notification)
    session.flush()
    _number_items(session, notification.id, milestone_ids)
    return notification.id


def move_to_zone(session: Session, person_id: int, before: ZoneInfo, after: ZoneInfo) -> None:
    """What waits for somebody who moved comes at the same hour of the same day, on the clock they live by now."""
    waiting = session.scalars(
        select(tables.Notification).where(
            tables.Notification.person_id == person_id,
            tables.Notification.on_day.is_not(None),
            tables.Notification.settled_at.is_(None),
            tables.Notification.claimed_by.is_(None),
        )
    )
    for row in waiting:
        row.due_at = row.due_at.astimezone(before).replace(tzinfo=after)


def zone_of(session: Session, notification: tables.Notification) -> ZoneInfo:
    """The clock by which its reader lives: a person's own, a channel's plan's."""
    if notification.person_id is not None:
        return ZoneInfo(session.get_one(tables.Person, notification.person_id).zone)
    channel = session.get_one(tables.LeadershipChannel, notification.channel_id)
    return ZoneInfo(session.get_one(tables.Plan, channel.plan_id).zone)


def owe_failure(
    session: Session, organisation_id: int, person_id: int, on_day: date, due_at: datetime, now: datetime
) -> str | None:
    """The message of a day in which a person is told what could not be delivered; None when that has left."""
    told = MessageOfTheDay(organisation_id, FAILURE, Reader(person_id=person_id), on_day, due_at)
    return message_of_the_day(session, told, now)


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


def last_sent_at(session: Session) -> datetime | None:
    """When the last notification was sent; None when none was."""
    return session.scalar(select(func.max(tables.Notification.sent_at, type_=UtcDateTime())))
