"""Which digest is due."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plans.working_days import WorkingDays
from storage import tables
from storage.climbing import calendar_of
from storage.columns import UtcDateTime


@dataclass(frozen=True)
class DueDigest:
    """A leadership channel whose time has come; `due_at` is the time it was waiting for."""

    channel_id: int
    plan_id: int
    due_at: datetime
    zone: ZoneInfo
    calendar: WorkingDays


def next_digest_at(session: Session) -> datetime | None:
    return session.scalar(select(func.min(tables.LeadershipChannel.next_digest_at, type_=UtcDateTime())))


def next_due_digest(session: Session, now: datetime) -> DueDigest | None:
    """The channel that has waited longest for its digest; None when none is due."""
    channel = session.scalar(
        select(tables.LeadershipChannel)
        .where(tables.LeadershipChannel.next_digest_at <= now)
        .order_by(tables.LeadershipChannel.next_digest_at)
        .limit(1)
    )
    if channel is None:
        return None
    plan = session.get_one(tables.Plan, channel.plan_id)
    return DueDigest(channel.id, plan.id, channel.next_digest_at, ZoneInfo(plan.zone), calendar_of(plan))
