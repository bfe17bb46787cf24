"""What is done: the evidence for it, and who has still to confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class EvidenceFacts:
    """`kind` is link, file, document or message (of a chat); `address` is where it is, where that was said."""

    name: str
    kind: str
    address: str | None

    @property
    def words(self) -> str:
        return self.address if self.kind == "link" and self.address else self.name


@dataclass(frozen=True)
class Monitor:
    """Who confirms a plan's finished milestones: `person_id` for `body`, both None where nobody is set to."""

    person_id: int | None
    person: str | None
    body: str | None

    @property
    def name(self) -> str | None:
        return self.body or self.person


@dataclass(frozen=True)
class ConfirmationFacts:
    """A request to confirm that a milestone is done, as `said_by_id` said; `decision` is None while it is open."""

    id: int
    milestone_id: int
    said_by_id: int | None
    asked_of_id: int
    is_told: bool
    decision: str | None


def monitor_of(session: Session, plan_id: int) -> Monitor:
    plan = session.get_one(tables.Plan, plan_id)
    person_id = plan.confirmer_id if plan.confirmer_id is not None else plan.owner_id
    person = session.get(tables.Person, person_id) if person_id is not None else None
    return Monitor(person_id, person.name if person else None, plan.monitoring_body)


def wants_evidence(session: Session, plan_id: int) -> bool:
    return session.get_one(tables.Plan, plan_id).wants_evidence


def evidence_of(session: Session, milestone_id: int) -> list[EvidenceFacts]:
    """What was given for a milestone and not taken back, the first first."""
    rows = session.scalars(_standing().where(tables.Evidence.milestone_id == milestone_id))
    return [EvidenceFacts(row.name, row.kind, row.address) for row in rows]


def open_confirmation(session: Session, milestone_id: int) -> ConfirmationFacts | None:
    row = session.scalar(
        select(tables.Confirmation).where(
            tables.Confirmation.milestone_id == milestone_id, tables.Confirmation.decided_at.is_(None)
        )
    )
    return _as_facts(session, row) if row else None


def confirmation_by_id(session: Session, confirmation_id: int) -> ConfirmationFacts | None:
    row = session.get(tables.Confirmation, confirmation_id)
    return _as_facts(session, row) if row else None


def _as_facts(session: Session, row: tables.Confirmation) -> ConfirmationFacts:
    said_by_id = session.get_one(tables.Event, row.event_id).person_id
    return ConfirmationFacts(
        row.id, row.milestone_id, said_by_id, row.asked_of_id, row.told_at is not None, row.decision
    )


def completions(session: Session, milestone_ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """`confirmed_by`, `is_confirmer_asked` and `evidence` of each of these milestones that has any."""
    if not milestone_ids:
        return {}
    found: dict[int, dict[str, Any]] = {}
    waiting = session.execute(
        select(
            tables.Confirmation.milestone_id,
            tables.Confirmation.told_at,
            tables.Plan.monitoring_body,
            tables.Person.name,
        )
        .join(tables.Milestone, tables.Milestone.id == tables.Confirmation.milestone_id)
        .join(tables.Plan, tables.Plan.id == tables.Milestone.plan_id)
        .join(tables.Person, tables.Person.id == tables.Confirmation.asked_of_id)
        .where(tables.Confirmation.milestone_id.in_(milestone_ids), tables.Confirmation.decided_at.is_(None))
    )
    for milestone_id, told_at, body, person in waiting:
        found[milestone_id] = {"confirmed_by": body or person, "is_confirmer_asked": told_at is not None}
    for row in session.scalars(_standing().where(tables.Evidence.milestone_id.in_(milestone_ids))):
        of_one = found.setdefault(row.milestone_id, {})
        of_one["evidence"] = (*of_one.get("evidence", ()), row.name)
    return found


def _standing() -> Select[tables.Evidence]:
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    return select(tables.Evidence).where(tables.Evidence.event_id.not_in(undone)).order_by(tables.Evidence.id)
