"""Requests for a later date."""

from dataclasses import dataclass
from datetime import date

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
    if request is None:
        return None
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
