"""Files that may be plans: kept until they are read and somebody has decided what they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, or_, select, update
from sqlalchemy.orm import Session

from plans.reading import PlanReading
from storage.questions.plans import reading_of
from storage.tables import DroppedFile

READ_WITHIN = timedelta(minutes=5)
"""How long one reading may take before another process begins again."""

MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Dropped:
    """A file with where it was sent, by whom and where it is; `reading` is set once it is read, until it is decided."""

    id: int
    person_id: int
    platform: str
    tenant: str
    conversation: str
    thread: str | None
    name: str
    address: str
    download: str
    attempts: int = 0
    source_hash: str | None = None
    reading: PlanReading | None = None
    decision: str | None = None


def keep_dropped(session: Session, dropped: Dropped, now: datetime) -> int:
    """The file is to be read; returns its number."""
    row = DroppedFile(
        person_id=dropped.person_id,
        platform=dropped.platform,
        tenant=dropped.tenant,
        conversation=dropped.conversation,
        thread=dropped.thread,
        name=dropped.name,
        address=dropped.address,
        download=dropped.download,
        sent_at=now,
    )
    session.add(row)
    session.flush()
    return row.id


def claim_to_read(session: Session, now: datetime) -> Dropped | None:
    """The file that has waited the longest to be read; None where there is none. One process has it at a time."""
    _forget_old(session, now)
    is_free = or_(DroppedFile.claimed_until.is_(None), DroppedFile.claimed_until <= now)
    unread = (DroppedFile.read_at.is_(None), is_free)
    found = session.scalar(select(DroppedFile.id).where(*unread).order_by(DroppedFile.sent_at).limit(1))
    if found is None:
        return None
    claim = (
        update(DroppedFile)
        .where(DroppedFile.id == found, *unread)
        .values(claimed_until=now + READ_WITHIN, attempts=DroppedFile.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(claim)
    assert isinstance(result, CursorResult)
    return dropped_by_id(session, found) if result.rowcount == 1 else None


def _forget_old(session: Session, now: datetime) -> None:
    """What nobody decided in a fortnight is decided no more, and what it says is forgotten."""
    session.execute(
        update(DroppedFile)
        .where(DroppedFile.decided_at.is_(None), DroppedFile.sent_at < now - KEPT_FOR)
        .values(decided_at=now, decision="left", reading=None, read_at=now)
        .execution_options(synchronize_session=False)
    )


def note_read(session: Session, dropped_id: int, reading: PlanReading, source_hash: str, now: datetime) -> None:
    """It reads as a plan, and waits for somebody to decide."""
    row = session.get_one(DroppedFile, dropped_id)
    row.read_at, row.reading, row.source_hash = now, reading.as_json(), source_hash


def decide_dropped(session: Session, dropped_id: int, decision: str, now: datetime) -> bool:
    """What it is, once; what it says is not kept any longer. False where that was decided before."""
    row = session.get_one(DroppedFile, dropped_id)
    if row.decided_at is not None:
        return False
    row.read_at = row.read_at or now
    row.decided_at, row.decision, row.reading = now, decision, None
    session.flush()
    return True


def dropped_by_id(session: Session, dropped_id: int) -> Dropped | None:
    row = session.get(DroppedFile, dropped_id, populate_existing=True)
    if row is None:
        return None
    return Dropped(
        row.id,
        row.person_id,
        row.platform,
        row.tenant,
        row.conversation,
        row.thread,
        row.name,
        row.address,
        row.download,
        row.attempts,
        row.source_hash,
        _reading(row.reading),
        row.decision,
    )


def _reading(kept: dict[str, Any] | None) -> PlanReading | None:
    return reading_of(kept) if kept is not None else None
