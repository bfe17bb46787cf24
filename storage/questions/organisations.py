"""Organisations, and what is whose."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.belonging import is_of


@dataclass(frozen=True)
class OrganisationFacts:
    """A tenant of a platform. `forgotten_at` is when it will be forgotten; None while Milepost is installed there."""

    id: int
    name: str
    platform: str
    tenant: str
    plans: int
    people: int
    forgotten_at: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.plans and not self.people


def organisations(session: Session) -> list[OrganisationFacts]:
    """All of them, the oldest first."""
    plans = select(func.count()).where(tables.Plan.organisation_id == tables.Organisation.id).scalar_subquery()
    people = select(func.count()).where(tables.Person.organisation_id == tables.Organisation.id).scalar_subquery()
    rows = session.execute(select(tables.Organisation, plans, people).order_by(tables.Organisation.id))
    return [_as_facts(row, plans, people) for row, plans, people in rows]


def installed_tenants(session: Session, platform: str) -> list[str]:
    """The tenants of a platform that have Milepost now."""
    organisation = tables.Organisation
    rows = select(organisation.tenant).where(organisation.platform == platform, organisation.left_at.is_(None))
    return list(session.scalars(rows.order_by(organisation.id)))


def next_to_forget(session: Session, now: datetime) -> int | None:
    """An organisation that took Milepost out so long ago that its days are over; None when there is none."""
    gone = session.scalars(select(tables.Organisation).where(tables.Organisation.left_at.is_not(None)))
    return next((row.id for row in gone if row.left_at and row.left_at + timedelta(days=row.keep_days) <= now), None)


def _as_facts(row: tables.Organisation, plans: int, people: int) -> OrganisationFacts:
    ends = row.left_at + timedelta(days=row.keep_days) if row.left_at is not None else None
    return OrganisationFacts(row.id, row.name, row.platform, row.tenant, plans, people, ends)


KINDS = {
    "confirmation": tables.Confirmation,
    "date_request": tables.DateRequest,
    "dropped_file": tables.DroppedFile,
    "doubt": tables.Doubt,
    "handover": tables.Handover,
    "held_message": tables.HeldMessage,
    "milestone": tables.Milestone,
    "person": tables.Person,
    "plan": tables.Plan,
    "question": tables.AskedQuestion,
    "update_text": tables.UpdateText,
}
"""What a button may name by its number."""


def are_all_of(session: Session, organisation_id: int, kind: str, ids: Collection[int]) -> bool:
    """Whether everything of that kind with these numbers is this organisation's; what there is not, is nobody's."""
    table = KINDS[kind].__table__
    found = session.scalar(
        select(func.count()).select_from(table).where(table.c.id.in_(ids), is_of(table, organisation_id))  # type: ignore[arg-type]
    )
    return found == len(set(ids))
