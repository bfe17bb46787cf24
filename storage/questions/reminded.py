"""Reminders that reached their readers, as they stand now: what was decided of each item since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from storage import tables
from storage.columns import UtcDateTime
from storage.outbox import REMINDER
from storage.plainly import Plain, ask, table_of
from storage.questions.notices import Decided, Notice, ReminderFacts, items_of, load
from storage.questions.reminder_lines import ground_of

KEPT_TRUE_FOR = timedelta(days=14)
"""How long after it was sent a reminder is changed to what was decided."""

_DECIDES = frozenset(
    {
        "updated",
        "due_set",
        "date_requested",
        "date_approved",
        "evidence_given",
        "put_off",
        "handover_asked",
        "handed_over",
        "confirmed",
    }
)
_REOPENS = frozenset({"date_refused", "date_withdrawn", "handover_refused", "not_confirmed"})


@dataclass(frozen=True)
class Reminded:
    """A reminder where it reached its reader: the milestones of its items in their order, first is 1."""

    notification_id: str
    organisation_id: int
    person_id: int
    platform: str
    conversation: str
    message_id: str
    milestone_ids: tuple[int, ...]

    def place_of(self, milestone_id: int) -> int | None:
        """The number of the milestone's item; None where it has none."""
        return self.milestone_ids.index(milestone_id) + 1 if milestone_id in self.milestone_ids else None


def reminder_at(
    session: Session, organisation_id: int, platform: str, conversation: str, message_id: str
) -> Reminded | None:
    """The reminder that is the message at that address; None for any other message."""
    row = session.scalar(
        select(tables.Notification).where(
            tables.Notification.organisation_id == organisation_id,
            tables.Notification.kind == REMINDER,
            tables.Notification.receipt_platform == platform,
            tables.Notification.receipt_conversation == conversation,
            tables.Notification.receipt_message_id == message_id,
        )
    )
    return _as_reminded(session, row) if row is not None else None


def reminders_about(session: Session, milestone_ids: Collection[int], now: datetime) -> list[Reminded]:
    """The latest reminder of each of these milestones that each of its readers has before them, each once."""
    rows = ask(session, _latest_reminders(), milestones=list(milestone_ids), since=now - KEPT_TRUE_FOR)
    return [_as_reminded(session, row) for row in rows.unique()]


@cache
def _latest_reminders() -> Plain:
    """Made once: putting it together takes longer than the database takes to answer it."""
    items, notifications = table_of(tables.NotificationItem), table_of(tables.Notification)
    later_items, laters = items.alias("later_item"), notifications.alias("later")
    item, sent, later_item, later = items.c, notifications.c, later_items.c, laters.c
    is_followed = (
        select(later.id)
        .join(later_items, later_item.notification_id == later.id)
        .where(
            later_item.milestone_id == item.milestone_id,
            later_item.dropped.is_(None),
            later.person_id == sent.person_id,
            later.kind == REMINDER,
            later.sent_at > sent.sent_at,
        )
        .exists()
    )
    return (
        select(notifications)
        .join(items, item.notification_id == sent.id)
        .where(
            item.milestone_id.in_(bindparam("milestones", expanding=True)),
            item.dropped.is_(None),
            item.position > 0,
            sent.kind == REMINDER,
            sent.sent_at >= bindparam("since", type_=UtcDateTime()),
            sent.receipt_message_id.is_not(None),
            ~is_followed,
        )
        .order_by(sent.sent_at, sent.id)
    )


def _as_reminded(session: Session, row: Any) -> Reminded:
    assert row.person_id is not None and row.receipt_platform is not None
    assert row.receipt_conversation is not None and row.receipt_message_id is not None
    numbered = {item.position: item.milestone_id for item in _listed(session, row.id) if item.position is not None}
    return Reminded(
        row.id,
        row.organisation_id,
        row.person_id,
        row.receipt_platform,
        row.receipt_conversation,
        row.receipt_message_id,
        tuple(numbered[number] for number in sorted(numbered)),
    )


def _listed(session: Session, notification_id: str) -> list[Any]:
    return [item for item in items_of(session, [notification_id]) if item.position > 0 and item.dropped is None]


def amended_facts(session: Session, amendment: Notice, now: datetime) -> ReminderFacts | None:
    """The reminder that an amendment is to amend, as it stands now; None where that is not known any more."""
    row = amendment.row
    found = (
        reminder_at(session, row.organisation_id, row.platform or "", row.conversation or "", row.amends)
        if row.amends is not None
        else None
    )
    if found is None:
        return None
    facts = reminder_now(session, found.notification_id, now)
    return replace(facts, page=int(row.body or 1)) if facts.lines else None


def reminder_now(session: Session, notification_id: str, now: datetime) -> ReminderFacts:
    """A reminder that was sent, with the same items under the same numbers, and what was decided of each since."""
    notice = load(session, [notification_id])[notification_id]
    row, today = notice.row, notice.today(now)
    assert row.sent_at is not None
    items = sorted(_listed(session, notification_id), key=lambda item: item.position)
    ground = ground_of(session, items, today)
    decided = _decided(session, row, list(ground.milestones))
    lines = [
        replace(ground.line(item), decided=decided.get(item.milestone_id), number=item.position)
        for item in items
        if ground.milestones[item.milestone_id].is_visible_to(row.person_id)
    ]
    return ReminderFacts(notification_id, notice.reader or "", False, today, tuple(lines))


def _decided(session: Session, row: Any, milestone_ids: Sequence[int]) -> dict[int, Decided]:
    """The latest word on each of these milestones since the reminder left, where it was not taken back."""
    event, undoing = tables.Event, aliased(tables.Event)
    events = session.scalars(
        select(event)
        .where(
            event.milestone_id.in_(milestone_ids),
            event.at >= row.sent_at,
            event.kind.in_(_DECIDES | _REOPENS),
            event.undoes_id.is_(None),
            ~select(undoing.id).where(undoing.undoes_id == event.id).exists(),
        )
        .order_by(event.id)
    )
    latest = {one.milestone_id: one for one in events}
    return {
        one: _as_decided(session, row, word)
        for one, word in latest.items()
        if one is not None and word.kind in _DECIDES
    }


def _as_decided(session: Session, row: Any, event: tables.Event) -> Decided:
    reader = session.get_one(tables.Person, row.person_id)
    by = session.get(tables.Person, event.person_id) if event.person_id is not None else None
    is_theirs = by is not None and by.id == reader.id
    put_off = session.scalar(select(tables.Snooze.until_on).where(tables.Snooze.event_id == event.id))
    offered = session.scalar(select(tables.Handover.to_name).where(tables.Handover.event_id == event.id))
    return Decided(
        kind=event.kind,
        on=event.at.astimezone(ZoneInfo(reader.zone)).date(),
        by=None if is_theirs else by.name if by is not None else "Milepost",
        text_id=event.update_text_id if is_theirs else None,
        put_off_until=put_off,
        offered_to=offered,
    )
