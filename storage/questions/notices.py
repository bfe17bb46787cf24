"""What a notification is about, as its wording needs to know it: read when it is sent, from the latest state."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from plans.milestone import Milestone
from plans.working_days import WorkingDays
from storage import tables
from storage.outbox import ESCALATION, REMINDER
from storage.plainly import Plain, ask, table_of
from storage.questions.people import AccountFacts, accounts_of_people


@dataclass(frozen=True)
class Place:
    """Where a notification can go: a conversation on a platform.

    `tenant` is None where the platform has only one, or it is not known.
    """

    platform: str
    conversation: str
    thread: str | None = None
    tenant: str | None = None


@dataclass(frozen=True)
class Decided:
    """The latest word about an item since its reminder left, and when. `by` is who gave it, None for the reader.

    `text_id` is the message of the reader whose undoing takes it back; None where that is not theirs. `kind` is the
    event's; `put_off_until` and `offered_to` are what it waits for.
    """

    kind: str
    on: date
    by: str | None
    text_id: int | None
    put_off_until: date | None = None
    offered_to: str | None = None


@dataclass(frozen=True)
class ReminderLine:
    """One item: the milestone as it stands, the rung that speaks, and on which days its lead was asked before.

    `manager` is the lead's; `also_told` are the other people who are told of this rung. `asked_later_on` is the day
    on which the reader asked to be reminded today. Where the reader hears it in place of a lead who is away,
    `away` is the lead's name and `away_until` their last day away. `decided` is the word about it since it was sent,
    `number` the item's in the message, and `status_words` the plan's own words for a status.
    """

    item_id: int
    milestone: Milestone
    told_as: str
    rung: str
    asked_on: tuple[date, ...]
    manager: str | None
    also_told: tuple[str, ...]
    calendar: WorkingDays
    asked_later_on: date | None = None
    away: str | None = None
    away_until: date | None = None
    decided: Decided | None = None
    number: int = 0
    status_words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReminderFacts:
    """Everything one message to one reader says. `today` is the reader's own.

    `page` is which of its pages is shown, where it has several; first is 1.
    """

    notification_id: str
    reader: str
    is_channel: bool
    today: date
    lines: tuple[ReminderLine, ...]
    page: int = 1


@dataclass(frozen=True)
class Notice:
    """A notification and whose it is. `row` has its columns as they were read, and a channel's `plan_id`; where it
    redraws another one, that one's place and message.

    `reader` is the name of the person or the channel that reads it, and `zone` the clock they live by; both are None
    where it goes to a conversation, as an answer does. `is_asking` where it asks for somebody's decision, and
    `has_left` where its organisation has taken Milepost out.
    """

    row: Any
    reader: str | None
    zone: ZoneInfo | None
    is_asking: bool
    has_left: bool

    @property
    def body(self) -> str:
        """The message, where it was worded when it was decided."""
        return self.row.body or ""

    def today(self, now: datetime) -> date:
        """Its reader's own day."""
        assert self.zone is not None
        return now.astimezone(self.zone).date()


def load(session: Session, notification_ids: Sequence[str]) -> dict[str, Notice]:
    """These notifications, all at once."""
    rows = ask(session, _notices(), ids=notification_ids)
    return {
        row.id: Notice(
            row, row.reader, ZoneInfo(row.zone) if row.zone else None, row.is_asking, row.left_at is not None
        )
        for row in rows
    }


@cache
def _notices() -> Plain:
    row, organisation = table_of(tables.Notification), table_of(tables.Organisation)
    person, channel, plan = table_of(tables.Person), table_of(tables.LeadershipChannel), table_of(tables.Plan)
    awaited = table_of(tables.AwaitedWord).c
    itself = row.c["id", "kind", "organisation_id", "person_id", "channel_id", "thread", "redraws", "lane", "on_day"]
    redrawn = row.alias("redrawn")
    return (
        select(
            *itself,
            *row.c["body", "due_at", "sent_at"],
            func.coalesce(row.c.amends, redrawn.c.receipt_message_id).label("amends"),
            func.coalesce(row.c.platform, redrawn.c.receipt_platform, channel.c.platform).label("platform"),
            func.coalesce(row.c.conversation, redrawn.c.receipt_conversation, channel.c.conversation).label(
                "conversation"
            ),
            channel.c.plan_id,
            func.coalesce(person.c.name, channel.c.name).label("reader"),
            func.coalesce(person.c.zone, plan.c.zone).label("zone"),
            exists().where(awaited.notification_id == row.c.id).label("is_asking"),
            organisation.c.left_at,
            organisation.c.platform.label("platform_of_organisation"),
            organisation.c.tenant,
        )
        .join(organisation, organisation.c.id == row.c.organisation_id)
        .outerjoin(person, person.c.id == row.c.person_id)
        .outerjoin(channel, channel.c.id == row.c.channel_id)
        .outerjoin(plan, plan.c.id == channel.c.plan_id)
        .outerjoin(redrawn, redrawn.c.id == row.c.redraws)
        .where(row.c.id.in_(bindparam("ids", expanding=True)))
    )


def places_of(session: Session, notices: Collection[Notice]) -> dict[str, tuple[Place, ...]]:
    """Each way to reach the reader of each of these, by its id, the preferred one first; none when nobody knows how."""
    accounts = accounts_of_people(session, [one.row.person_id for one in notices if one.row.conversation is None])
    return {one.row.id: _places(one.row, accounts) for one in notices}


def _places(row: Any, accounts: Mapping[int, Sequence[AccountFacts]]) -> tuple[Place, ...]:
    if row.conversation is None:
        return tuple(Place(one.platform, one.account, None, one.tenant) for one in accounts.get(row.person_id, ()))
    tenant = row.tenant if row.platform == row.platform_of_organisation else None
    return (Place(row.platform, row.conversation, row.thread, tenant),)


_AWAITED: dict[str, type[tables.DateRequest] | type[tables.Handover] | type[tables.Confirmation]] = {
    "date_request": tables.DateRequest,
    "handover": tables.Handover,
    "confirmation": tables.Confirmation,
}


def is_still_awaited(session: Session, notification_id: str) -> bool:
    """Whether what a notice asks for is still undecided."""
    awaited = session.execute(
        select(tables.AwaitedWord.kind, tables.AwaitedWord.subject_id).where(
            tables.AwaitedWord.notification_id == notification_id
        )
    ).all()
    decided = [
        session.scalar(select(waiting.decided_at).where(waiting.id == subject_id))
        for waiting, subject_id in ((_AWAITED[kind], subject_id) for kind, subject_id in awaited)
    ]
    return any(at is None for at in decided)


def items_of(session: Session, notification_ids: Collection[str]) -> Sequence[Any]:
    """The lines of notifications as they were owed, those that were dropped among them; each with its reader's
    `person_id`."""
    return ask(session, _items(), ids=list(notification_ids)).all()


@cache
def _items() -> Plain:
    item, row = table_of(tables.NotificationItem), table_of(tables.Notification)
    return (
        select(item, row.c.person_id)
        .join(row, row.c.id == item.c.notification_id)
        .where(item.c.notification_id.in_(bindparam("ids", expanding=True)))
        .order_by(item.c.id)
    )


@dataclass(frozen=True)
class SentItem:
    """A line of a message as a rehearsal lists it."""

    ref: str
    rung: str
    due: date | None


def sent_items(session: Session, notification_id: str) -> list[SentItem]:
    rows = session.execute(
        select(tables.Milestone.ref, tables.NotificationItem.rung, tables.NotificationItem.due_on)
        .join(tables.NotificationItem, tables.NotificationItem.milestone_id == tables.Milestone.id)
        .where(tables.NotificationItem.notification_id == notification_id, tables.NotificationItem.dropped.is_(None))
        .order_by(tables.NotificationItem.position)
    )
    return [SentItem(ref, rung or "", due_on) for ref, rung, due_on in rows]


def numbered_items(session: Session, notification_id: str) -> dict[int, int]:
    """The milestone of each numbered line of a message."""
    return {
        item.position: item.milestone_id
        for item in items_of(session, [notification_id])
        if item.position > 0 and item.dropped is None
    }


def kind_as_sent(session: Session, notification_id: str) -> str:
    """A reader with an item of their own is reminded; one with only other people's is told that they are late."""
    row = session.get_one(tables.Notification, notification_id)
    if row.kind != REMINDER:
        return row.kind
    told_as = {item.told_as for item in items_of(session, [notification_id]) if item.dropped is None}
    return REMINDER if "lead" in told_as else ESCALATION
