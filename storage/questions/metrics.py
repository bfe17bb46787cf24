"""What is counted from outside, over everything that is kept: each count follows what is open or what today brought."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlalchemy import Integer, cast, extract, func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.columns import UtcDateTime
from storage.questions.outbox import Standing, is_failed, is_standing


@dataclass(frozen=True)
class Metrics:
    """`standing` counts what is neither sent nor dropped; `failed` counts by the refusal's short word.

    `waits` is, for each kind, how many notifications were sent so many whole seconds after they were due, since
    midnight UTC. `oldest_due_at` is the due time of what should have left the longest ago, None when nothing should.
    `rungs_due` are milestones whose rungs have come and are not yet written.
    """

    standing: dict[Standing, int]
    failed: dict[str, int]
    waits: dict[str, Counter[int]]
    oldest_due_at: datetime | None
    rungs_due: int


def metrics(session: Session, now: datetime) -> Metrics:
    return Metrics(
        standing={one: _count(session, one, now) for one in Standing},
        failed=_failed(session),
        waits=_waits(session, now),
        oldest_due_at=oldest_due_at(session, now),
        rungs_due=_rungs_due(session, now),
    )


def _count(session: Session, standing: Standing, now: datetime) -> int:
    counted = select(func.count()).select_from(tables.Notification).where(*is_standing(standing, now))
    return session.scalar(counted) or 0


def _failed(session: Session) -> dict[str, int]:
    reason = func.coalesce(tables.Notification.failure, "unknown")
    rows = session.execute(select(reason, func.count()).where(*is_failed()).group_by(reason))
    return {name: count for name, count in rows}


def _waits(session: Session, now: datetime) -> dict[str, Counter[int]]:
    """The database subtracts and counts, so that a busy day's rows need not travel."""
    sent_at, due_at = tables.Notification.sent_at, tables.Notification.due_at
    seconds = cast(extract("epoch", sent_at) - extract("epoch", due_at), Integer)
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    rows = session.execute(
        select(tables.Notification.kind, seconds, func.count())
        .where(sent_at.is_not(None), sent_at >= midnight)
        .group_by(tables.Notification.kind, seconds)
    )
    waits: dict[str, Counter[int]] = {}
    for kind, waited, count in rows:
        # A clock that was put back can make something sent before it was due.
        waits.setdefault(kind, Counter())[max(waited, 0)] += count
    return waits


def oldest_due_at(session: Session, now: datetime) -> datetime | None:
    """Since when the oldest of what should have left has been due; None when nothing should."""
    return session.scalar(
        select(func.min(tables.Notification.due_at, type_=UtcDateTime())).where(
            tables.Notification.settled_at.is_(None), tables.Notification.due_at <= now
        )
    )


def _rungs_due(session: Session, now: datetime) -> int:
    due = select(func.count()).select_from(tables.Milestone).where(tables.Milestone.next_rung_at <= now)
    return session.scalar(due) or 0
