"""Hand-overs that were offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class HandoverFacts:
    """`waits_for_id` decides; `decision` is None while the offer is open. `to_id` is None for a name nobody knows."""

    id: int
    milestone_id: int
    asked_by_id: int
    to_id: int | None
    to_name: str
    waits_for_id: int | None
    decision: str | None


def handover_by_id(session: Session, handover_id: int) -> HandoverFacts | None:
    row = session.get(tables.Handover, handover_id)
    return _as_facts(row) if row else None


def offers_waiting_for(session: Session, person_id: int) -> Sequence[HandoverFacts]:
    """The open offers that somebody has to decide, the first first."""
    rows = session.scalars(
        select(tables.Handover)
        .where(tables.Handover.waits_for_id == person_id, tables.Handover.decided_at.is_(None))
        .order_by(tables.Handover.id)
    )
    return [_as_facts(row) for row in rows]


def _as_facts(row: tables.Handover) -> HandoverFacts:
    return HandoverFacts(
        row.id, row.milestone_id, row.asked_by_id, row.to_id, row.to_name, row.waits_for_id, row.decision
    )
