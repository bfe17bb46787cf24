"""What could not be delivered, as the message about it needs to know it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.working_days import LONDON
from storage import tables
from storage.questions.milestones import milestones_of_plan
from storage.questions.outbox import is_failed


@dataclass(frozen=True)
class FailureLine:
    """One reader who could not be reached. `reason` is the platform's own short word, or one of ours: "no_account",
    "may_have_arrived", "not_found".

    `messages` is how many failed; `open_milestones` how many open ones are theirs to answer for, 0 for a channel.
    """

    reader: str
    is_channel: bool
    reason: str
    first_on: date
    messages: int
    open_milestones: int


@dataclass(frozen=True)
class FailureFacts:
    """Everything that one message about failures says. `today` is its reader's own."""

    notification_id: str
    today: date
    lines: tuple[FailureLine, ...]


def failure_facts(session: Session, notification_id: str, now: datetime) -> FailureFacts:
    """One line for each reader and reason, in the order in which they failed."""
    told = session.get_one(tables.Notification, notification_id)
    zone = ZoneInfo(session.get_one(tables.Person, told.person_id).zone)
    today = now.astimezone(zone).date()
    rows = session.scalars(
        select(tables.Notification)
        .where(tables.Notification.told_in == notification_id)
        .order_by(tables.Notification.failed_at, tables.Notification.created_at)
    ).all()
    return FailureFacts(notification_id, today, _lines(session, rows, zone, now))


def _lines(
    session: Session, rows: Sequence[tables.Notification], zone: ZoneInfo, now: datetime
) -> tuple[FailureLine, ...]:
    today = now.astimezone(zone).date()
    counted = Counter((row.person_id, row.channel_id, row.failure) for row in rows)
    first = {(row.person_id, row.channel_id, row.failure): row for row in reversed(rows)}
    led: Counter[int | None] = _open_by_lead(session, rows[0].organisation_id, today) if rows else Counter()
    return tuple(_line(session, first[key], messages, zone, led) for key, messages in counted.items())


def standing_failures(session: Session, organisation_id: int, now: datetime) -> tuple[FailureLine, ...]:
    """Everybody of an organisation who could not be reached and about whom nobody has done anything yet."""
    rows = session.scalars(
        select(tables.Notification)
        .where(tables.Notification.organisation_id == organisation_id, *is_failed())
        .order_by(tables.Notification.failed_at, tables.Notification.created_at)
    ).all()
    return _lines(session, rows, ZoneInfo(LONDON), now)


def _line(
    session: Session, row: tables.Notification, messages: int, zone: ZoneInfo, led: Counter[int | None]
) -> FailureLine:
    assert row.failed_at is not None
    return FailureLine(
        reader=_reader(session, row),
        is_channel=row.person_id is None,
        reason=row.failure or "",
        first_on=row.failed_at.astimezone(zone).date(),
        messages=messages,
        open_milestones=led[row.person_id] if row.person_id is not None else 0,
    )


def _reader(session: Session, row: tables.Notification) -> str:
    if row.person_id is not None:
        return session.get_one(tables.Person, row.person_id).name
    if row.channel_id is not None:
        return session.get_one(tables.LeadershipChannel, row.channel_id).name
    return row.conversation or ""


def _open_by_lead(session: Session, organisation_id: int, today: date) -> Counter[int | None]:
    """How many open milestones each person answers for."""
    plans = session.scalars(select(tables.Plan.id).where(tables.Plan.organisation_id == organisation_id)).all()
    return Counter(m.lead_id for plan_id in plans for m in milestones_of_plan(session, plan_id, today) if m.is_open)
