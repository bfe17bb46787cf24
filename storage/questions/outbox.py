"""What is owed to people and has not reached them: what waits, what is on its way, what failed and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from plans.working_days import LONDON
from storage import tables


class Standing(Enum):
    """Where a notification is on its way from the decision to its reader."""

    FAILED = "failed"
    SENDING = "on its way"
    HELD = "held after a refusal"
    DUE = "due"
    PLANNED = "planned"


@dataclass(frozen=True)
class Unsent:
    """A notification that has not reached its reader.

    `to` is the reader's name, the channel's, or the conversation that was asked in; `zone` is the reader's own clock.
    `reason` is the last refusal's short word, where there was one; `next_at` is when it may be tried next, None for
    what failed. `failed_at` is None for everything else.
    """

    id: str
    kind: str
    to: str
    standing: Standing
    zone: ZoneInfo
    due_at: datetime
    attempts: int
    reason: str | None
    next_at: datetime | None
    failed_at: datetime | None


def unsent_of(session: Session, organisation_id: int, standing: Standing, now: datetime, most: int) -> list[Unsent]:
    """At most so many of an organisation's notifications of one standing, what has been due the longest first."""
    rows = session.execute(
        select(tables.Notification, tables.Person, tables.LeadershipChannel.name, tables.Plan.zone)
        .outerjoin(tables.Person, tables.Person.id == tables.Notification.person_id)
        .outerjoin(tables.LeadershipChannel, tables.LeadershipChannel.id == tables.Notification.channel_id)
        .outerjoin(tables.Plan, tables.Plan.id == tables.LeadershipChannel.plan_id)
        .where(tables.Notification.organisation_id == organisation_id, *is_standing(standing, now))
        .order_by(tables.Notification.due_at, tables.Notification.created_at)
        .limit(most)
    )
    return [_as_unsent(row, standing, person, channel, zone) for row, person, channel, zone in rows]


def count_unsent(session: Session, organisation_id: int, now: datetime) -> dict[Standing, int]:
    """How many of an organisation's notifications have each standing."""
    return {one: session.scalar(_counted(organisation_id, one, now)) or 0 for one in Standing}


def _counted(organisation_id: int, standing: Standing, now: datetime) -> Select[int]:
    return (
        select(func.count())
        .select_from(tables.Notification)
        .where(tables.Notification.organisation_id == organisation_id, *is_standing(standing, now))
    )


def ids_like(session: Session, organisation_id: int, beginning: str) -> list[str]:
    """The notifications whose id begins so; at most two, which is enough to know that it is not one."""
    return list(
        session.scalars(
            select(tables.Notification.id)
            .where(
                tables.Notification.organisation_id == organisation_id,
                tables.Notification.id.startswith(beginning, autoescape=True),
            )
            .limit(2)
        )
    )


def failed_ids(session: Session, organisation_id: int) -> list[str]:
    """Everything of an organisation's that failed and was not dropped, the first first."""
    return list(
        session.scalars(
            select(tables.Notification.id)
            .where(tables.Notification.organisation_id == organisation_id, *is_failed())
            .order_by(tables.Notification.failed_at)
        )
    )


def is_failed() -> tuple[ColumnElement[bool], ...]:
    return (tables.Notification.failed_at.is_not(None), tables.Notification.dropped_at.is_(None))


def is_standing(standing: Standing, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """The condition of each standing; every notification that is not sent and not dropped has exactly one."""
    row = tables.Notification
    waits = (row.settled_at.is_(None), row.claimed_by.is_(None))
    is_held = row.lease_until > now
    is_free = or_(row.lease_until.is_(None), row.lease_until <= now)
    match standing:
        case Standing.FAILED:
            return is_failed()
        case Standing.SENDING:
            return (row.settled_at.is_(None), row.claimed_by.is_not(None))
        case Standing.HELD:
            return (*waits, is_held)
        case Standing.DUE:
            return (*waits, is_free, row.due_at <= now)
        case Standing.PLANNED:
            return (*waits, is_free, row.due_at > now)


def _as_unsent(
    row: tables.Notification, standing: Standing, person: tables.Person | None, channel: str | None, zone: str | None
) -> Unsent:
    is_held = standing is Standing.HELD
    return Unsent(
        id=row.id,
        kind=row.kind,
        to=person.name if person else channel or row.conversation or "nobody",
        standing=standing,
        zone=ZoneInfo(person.zone if person else zone or LONDON),
        due_at=row.due_at,
        attempts=row.attempts,
        reason=row.failure,
        next_at=None if standing is Standing.FAILED else row.lease_until if is_held else row.due_at,
        failed_at=row.failed_at,
    )
