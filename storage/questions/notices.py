"""What a notification is about, as its wording needs to know it: read when it is sent, from the latest state."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from plans.milestone import Milestone
from plans.working_days import WorkingDays
from storage import tables
from storage.catching_up import gather_what_waits
from storage.climbing import calendar_of
from storage.outbox import ESCALATION, REMINDER
from storage.questions.absences import absence_on
from storage.questions.milestones import milestones_by_id
from storage.questions.people import accounts_of
from storage.questions.snoozes import asked_later_on, is_later, is_put_off


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
    and `number` the item's in the message.
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
    """A notification, whose it is, and whether it asks for somebody's decision.

    As long as this is held, whatever asks for one of the rows finds it in the session and not in the database again.
    """

    row: tables.Notification
    organisation: tables.Organisation
    is_asking: bool

    @property
    def has_left(self) -> bool:
        """Whether its organisation has taken Milepost out."""
        return self.organisation.left_at is not None

    @property
    def body(self) -> str:
        """The message, where it was worded when it was decided."""
        return self.row.body or ""


def load(session: Session, notification_ids: Sequence[str]) -> dict[str, Notice]:
    """These notifications and what belongs to them, all at once."""
    of = {"ids": notification_ids}
    found = session.scalars(_NOTIFICATIONS, of).all()
    whose = session.scalars(_ORGANISATIONS, {"ids": {one.organisation_id for one in found}})
    organisations = {one.id: one for one in whose}
    asking = set(session.scalars(_ASKING, of))
    return {one.id: Notice(one, organisations[one.organisation_id], one.id in asking) for one in found}


_IDS: BindParameter[list[Any]] = bindparam("ids", expanding=True)
# Every message asks these: putting them together each time takes longer than the answer.
_NOTIFICATIONS = select(tables.Notification).where(tables.Notification.id.in_(_IDS))
_ORGANISATIONS = select(tables.Organisation).where(tables.Organisation.id.in_(_IDS))
_ASKING = select(tables.AwaitedWord.notification_id).where(tables.AwaitedWord.notification_id.in_(_IDS))


def destination_of(session: Session, notice: Notice) -> tuple[Place, ...]:
    """Each way to reach the reader, the preferred one first; none when nobody knows how."""
    row, organisation = notice.row, notice.organisation
    if row.platform is not None and row.conversation is not None:
        return (Place(row.platform, row.conversation, row.thread, _tenant(organisation, row.platform)),)
    if row.channel_id is not None:
        channel = session.get_one(tables.LeadershipChannel, row.channel_id)
        return (Place(channel.platform, channel.conversation, None, _tenant(organisation, channel.platform)),)
    accounts = accounts_of(session, row.person_id or 0)
    return tuple(Place(one.platform, one.account, None, one.tenant) for one in accounts)


def _tenant(organisation: tables.Organisation, platform: str) -> str | None:
    return organisation.tenant if organisation.platform == platform else None


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


def settle_lines(session: Session, notification_id: str, now: datetime) -> ReminderFacts:
    """Numbers the lines that are still owed and marks the others with the reason why they are not.

    A line is no longer owed when its milestone is finished or has another due date, or when somebody has said how
    it stands since the day of the rung began.
    """
    row = session.get_one(tables.Notification, notification_id)
    today, reader = reader_of(session, row, now)
    gather_what_waits(session, notification_id, today, now)
    lines: list[ReminderLine] = []
    items = {item.id: item for item in items_of(session, notification_id)}
    milestones = {m.id: m for m in milestones_by_id(session, [i.milestone_id for i in items.values()], today)}
    for item in items.values():
        kept = session.get_one(tables.Milestone, item.milestone_id, populate_existing=True)
        item.dropped = (
            item.dropped
            or _no_longer_owed(kept, item)
            or _not_for_now(session, row, milestones[item.milestone_id], today)
        )
        if item.dropped is None:
            lines.append(reminder_line(session, item, milestones[item.milestone_id], row.person_id, today))
    lines = _each_once(lines, items)
    lines.sort(key=lambda line: (_PARTS.index(line.told_as), line.milestone.due or date.max, line.milestone.id))
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))
    for line in numbered:
        items[line.item_id].position = line.number
    session.flush()
    return ReminderFacts(notification_id, reader, row.channel_id is not None, today, numbered)


_PARTS = ("lead", "manager", "owner", "leadership")


def items_of(session: Session, notification_id: str) -> list[tables.NotificationItem]:
    """The lines of a notification as they were owed, those that were dropped among them."""
    return list(
        session.scalars(
            select(tables.NotificationItem)
            .where(tables.NotificationItem.notification_id == notification_id)
            .order_by(tables.NotificationItem.id)
        )
    )


def reader_of(session: Session, row: tables.Notification, now: datetime) -> tuple[date, str]:
    """The reader's day, and their name or the channel's."""
    if row.person_id is not None:
        person = session.get_one(tables.Person, row.person_id)
        return now.astimezone(ZoneInfo(person.zone)).date(), person.name
    channel = session.get_one(tables.LeadershipChannel, row.channel_id)
    plan = session.get_one(tables.Plan, channel.plan_id)
    return now.astimezone(ZoneInfo(plan.zone)).date(), channel.name


def _no_longer_owed(milestone: tables.Milestone, item: tables.NotificationItem) -> str | None:
    if milestone.retired_at is not None:
        return "retired"
    if milestone.status is not None and milestone.status.is_finished:
        return "finished"
    if milestone.due_on != item.due_on and not is_later(item.rung):
        return "other due date"
    word, since = milestone.last_word_at, item.answered_after
    return "answered" if word is not None and since is not None and word >= since else None


def _not_for_now(session: Session, row: tables.Notification, milestone: Milestone, today: date) -> str | None:
    """Why a line that is owed is not said to this reader now."""
    if not milestone.is_visible_to(row.person_id):
        return "restricted"
    if row.person_id is not None and is_put_off(session, milestone.id, row.person_id, today):
        return "asked for later"
    return None


def _each_once(lines: list[ReminderLine], items: dict[int, tables.NotificationItem]) -> list[ReminderLine]:
    """A milestone is said once in a message: as what its reader asked for, else as the latest rung has it."""
    kept: dict[int, ReminderLine] = {}
    for line in sorted(lines, key=lambda one: (one.asked_later_on is not None, one.item_id)):
        earlier = kept.get(line.milestone.id)
        if earlier is not None:
            items[earlier.item_id].dropped = "said once"
        kept[line.milestone.id] = line
    return list(kept.values())


def reminder_line(
    session: Session, item: tables.NotificationItem, milestone: Milestone, reader_id: int | None, today: date
) -> ReminderLine:
    """An item of a reminder as it stands."""
    plan = session.get_one(tables.Plan, milestone.plan_id)
    lead = session.get(tables.Person, milestone.lead_id) if milestone.lead_id else None
    manager = session.get(tables.Person, lead.manager_id) if lead and lead.manager_id else None
    is_instead = lead is not None and item.told_as == "lead" and reader_id != lead.id
    away = absence_on(session, lead.id, today) if lead is not None and is_instead else None
    return ReminderLine(
        item_id=item.id,
        milestone=milestone,
        told_as=item.told_as,
        rung=item.rung or "",
        asked_on=_asked_on(session, milestone, ZoneInfo(plan.zone)),
        manager=manager.name if manager else None,
        also_told=_also_told(session, item),
        calendar=calendar_of(plan),
        asked_later_on=asked_later_on(session, item.rung, reader_id, ZoneInfo(plan.zone)),
        away=lead.name if lead is not None and away is not None else None,
        away_until=away.until_on if away is not None else None,
    )


def _also_told(session: Session, item: tables.NotificationItem) -> tuple[str, ...]:
    names = session.scalars(
        select(tables.Person.name)
        .join(tables.Notification, tables.Notification.person_id == tables.Person.id)
        .join(tables.NotificationItem, tables.NotificationItem.notification_id == tables.Notification.id)
        .where(
            tables.NotificationItem.milestone_id == item.milestone_id,
            tables.NotificationItem.due_on == item.due_on,
            tables.NotificationItem.rung == item.rung,
            tables.NotificationItem.reader != item.reader,
        )
        .order_by(tables.NotificationItem.id)
    )
    return tuple(names)


def _asked_on(session: Session, milestone: Milestone, zone: ZoneInfo) -> tuple[date, ...]:
    """The days on which the lead was asked about this due date."""
    sent = session.scalars(
        select(tables.Notification.sent_at)
        .join(tables.NotificationItem, tables.NotificationItem.notification_id == tables.Notification.id)
        .where(
            tables.NotificationItem.milestone_id == milestone.id,
            tables.NotificationItem.due_on == milestone.due,
            tables.NotificationItem.told_as == "lead",
            tables.NotificationItem.dropped.is_(None),
            tables.Notification.sent_at.is_not(None),
        )
        .order_by(tables.Notification.sent_at)
    )
    return tuple(at.astimezone(zone).date() for at in sent if at is not None)


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
        for item in items_of(session, notification_id)
        if item.position > 0 and item.dropped is None
    }


def kind_as_sent(session: Session, notification_id: str) -> str:
    """A reader with an item of their own is reminded; one with only other people's is told that they are late."""
    row = session.get_one(tables.Notification, notification_id)
    if row.kind != REMINDER:
        return row.kind
    told_as = {item.told_as for item in items_of(session, notification_id) if item.dropped is None}
    return REMINDER if "lead" in told_as else ESCALATION
