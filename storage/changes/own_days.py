"""The days that a plan's people name: its meetings, and its schools' terms and half terms."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from plans.own_days import Meeting, SchoolTime
from storage import tables
from storage.changes.events import Author


def set_meetings(session: Session, plan_id: int, meetings: Iterable[Meeting], author: Author) -> None:
    """From now on "the next panel" means the next of these."""
    plan = session.get_one(tables.Plan, plan_id)
    before, plan.meetings = plan.meetings, as_kept(meetings)
    _note(session, plan, "meetings", before, plan.meetings, author)


def set_school(session: Session, plan_id: int, times: Iterable[SchoolTime], author: Author) -> None:
    """From now on "half term" and "the end of term" mean these."""
    plan = session.get_one(tables.Plan, plan_id)
    kept = [[one.first.isoformat(), one.last.isoformat(), one.kind, one.name] for one in sorted(set(times))]
    before, plan.school = plan.school, kept
    _note(session, plan, "school", before, kept, author)


def as_kept(meetings: Iterable[Meeting]) -> list[list[str]]:
    return [[meeting.on.isoformat(), meeting.body] for meeting in sorted(set(meetings))]


def _note(session: Session, plan: tables.Plan, kind: str, before: list[Any], after: list[Any], author: Author) -> None:
    if before == after:
        return
    changes = {kind: [before, after]}
    session.add(tables.Event(plan_id=plan.id, at=author.at, kind=kind, person_id=author.person_id, changes=changes))
    session.flush()
