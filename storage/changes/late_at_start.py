"""What was late before Milepost began to follow it: its leads are asked once, on the owner's word."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.events import Author

ASKED_LATE = "asked_late"


def note_asked_late(session: Session, plan_id: int, milestone_ids: Sequence[int], author: Author) -> None:
    """These milestones have been asked about, and are not asked about so again."""
    session.add(
        tables.Event(
            plan_id=plan_id,
            at=author.at,
            kind=ASKED_LATE,
            person_id=author.person_id,
            changes={ASKED_LATE: [[], sorted(milestone_ids)]},
        )
    )
    session.flush()


def asked_late(session: Session, plan_id: int) -> set[int]:
    """The milestones of a plan that have been asked about so."""
    of_plan = tables.Event.plan_id == plan_id, tables.Event.kind == ASKED_LATE
    return {
        one for event in session.scalars(select(tables.Event).where(*of_plan)) for one in event.changes[ASKED_LATE][1]
    }
