"""What does not add up, kept under a number so that the plan's owner can settle it."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from storage import tables
from storage.changes.events import Author, note_event
from storage.outbox import insert_or_ignore
from storage.questions.honesty import basis_of, doubts_of_plan, kept_doubts


def keep_doubts(session: Session, plan_id: int, reader_id: int, today: date, now: datetime) -> int:
    """Keeps what does not add up today, as its reader may know; says how much of it is open."""
    for one in doubts_of_plan(session, plan_id, today, reader_id):
        values = {
            "plan_id": plan_id,
            "milestone_id": one.milestone.id,
            "doubt": one.finding.doubt.value,
            "basis": basis_of(one),
            "found_at": now,
        }
        insert_or_ignore(session, tables.Doubt, values)
    session.flush()
    return sum(one.is_open for one in kept_doubts(session, plan_id, today, reader_id))


def settle_doubts(session: Session, doubt_ids: Sequence[int], settled_as: str, author: Author) -> list[int]:
    """Settles these; those that are so already are left alone. The milestones of the others."""
    changed = []
    for doubt_id in doubt_ids:
        row = session.get_one(tables.Doubt, doubt_id)
        if row.settled_as == settled_as:
            continue
        changes = {f"doubt {row.doubt}": [row.settled_as, settled_as]}
        event = note_event(session, row.plan_id, "doubt_settled", changes, author)
        event.milestone_id = row.milestone_id
        row.settled_as, row.settled_at, row.settled_by_id = settled_as, author.at, author.person_id
        row.event_id = event.id
        changed.append(row.milestone_id)
    session.flush()
    return changed
