"""Requests for a later date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.overtaken import End


@dataclass(frozen=True)
class Ended:
    """How a request ended. `by` is who decided it, took it back or overtook it; None where no person did.

    `instead` is the date in its place: the one that was asked for since, or that the milestone has now. `lead` is who
    leads it now, where it was handed over.
    """

    end: End
    by: str | None
    by_id: int | None
    instead: date | None = None
    lead: str | None = None


@dataclass(frozen=True)
class RequestFacts:
    """`original` is the milestone's first date, `moves` how often it was moved before; `ended` None while open."""

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
    ended: Ended | None

    @property
    def is_open(self) -> bool:
        return self.ended is None


def request_facts(session: Session, request_id: int) -> RequestFacts | None:
    """One request; None where there is none of that number."""
    request = session.get(tables.DateRequest, request_id)
    return _as_facts(session, request) if request is not None else None


def request_begun_by(session: Session, update_text_id: int) -> int | None:
    """The milestone for which a message asked for a later date that still waits; None for none, or for several."""
    found = session.scalars(
        select(tables.DateRequest.milestone_id)
        .join(tables.Event, tables.Event.id == tables.DateRequest.event_id)
        .where(tables.Event.update_text_id == update_text_id, tables.DateRequest.decided_at.is_(None))
    ).all()
    return found[0] if len(found) == 1 else None


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
        ended=_ended(session, request, milestone) if request.decision is not None else None,
    )


def _ended(session: Session, request: tables.DateRequest, milestone: tables.Milestone) -> Ended:
    event = session.get(tables.Event, request.ended_by_id) if request.ended_by_id is not None else None
    by_id = event.person_id if event is not None else request.decided_by_id
    by = session.get(tables.Person, by_id) if by_id is not None else None
    end = End(request.decision or "")
    newer = _date_of(session, event) if end is End.REPLACED and event is not None else None
    lead: dict[str, Any] | None = event.changes.get("lead", [None, None])[1] if event is not None else None
    return Ended(
        end=end,
        by=by.name if by is not None else None,
        by_id=by_id,
        instead=newer if end is End.REPLACED else milestone.due_on,
        lead=lead["name"] if lead else None,
    )


def _date_of(session: Session, event: tables.Event) -> date | None:
    """The later date that an event asked for."""
    return session.scalar(select(tables.DateRequest.to_on).where(tables.DateRequest.event_id == event.id))
