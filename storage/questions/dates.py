"""Requests for a later date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class RequestFacts:
    """`original` is the milestone's first date, `moves` how often it was moved before; `decision` None while open."""

    id: int
    milestone_id: int
    plan_id: int
    ref: str
    title: str
    from_on: date | None
    to_on: date
    original: date | None
    moves: int
    reason: str | None
    asked_by_id: int
    asked_by: str
    decision: str | None


def request_facts(session: Session, request_id: int) -> RequestFacts | None:
    """One request; None where there is none of that number."""
    request = session.get(tables.DateRequest, request_id)
    return _as_facts(session, request) if request is not None else None


def open_requests(session: Session, milestone_ids: Sequence[int]) -> list[RequestFacts]:
    """The requests about these milestones that have a reason and wait for a decision, the first first."""
    rows = session.scalars(
        select(tables.DateRequest)
        .where(
            tables.DateRequest.milestone_id.in_(milestone_ids),
            tables.DateRequest.decided_at.is_(None),
            tables.DateRequest.reason.is_not(None),
        )
        .order_by(tables.DateRequest.id)
    )
    return [_as_facts(session, row) for row in rows]


def _as_facts(session: Session, request: tables.DateRequest) -> RequestFacts:
    milestone = session.get_one(tables.Milestone, request.milestone_id)
    return RequestFacts(
        id=request.id,
        milestone_id=milestone.id,
        plan_id=milestone.plan_id,
        ref=milestone.ref,
        title=milestone.title,
        from_on=request.from_on,
        to_on=request.to_on,
        original=milestone.original_due_on,
        moves=milestone.moves,
        reason=request.reason,
        asked_by_id=request.asked_by_id,
        asked_by=session.get_one(tables.Person, request.asked_by_id).name,
        decision=request.decision,
    )
