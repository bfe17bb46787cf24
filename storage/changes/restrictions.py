"""Milestones that only some people may know of."""

from collections.abc import Collection

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.events import Author
from storage.versions import OF_PLAN


def restrict(session: Session, milestone_id: int, person_ids: Collection[int], author: Author) -> None:
    """From now on only these people, and the milestone's lead, may know of it; nobody named opens it to everybody."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    group = select(tables.RestrictedTo.person_id).where(tables.RestrictedTo.milestone_id == milestone_id)
    before = session.scalars(group).all()
    session.execute(
        delete(tables.RestrictedTo).where(tables.RestrictedTo.milestone_id == milestone_id),
        execution_options={OF_PLAN: milestone.plan_id},
    )
    session.add_all(
        tables.RestrictedTo(milestone_id=milestone_id, person_id=person_id) for person_id in sorted(set(person_ids))
    )
    session.add(
        tables.Event(
            plan_id=milestone.plan_id,
            milestone_id=milestone_id,
            at=author.at,
            kind="restricted",
            person_id=author.person_id,
            changes={"restricted_to": [sorted(before), sorted(set(person_ids))]},
        )
    )
    session.flush()
    session.expire(milestone, ["restricted_to"])
