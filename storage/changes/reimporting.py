"""A changed document of a plan that is kept: what it would change, and changing it on a yes."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from plans.comparing import Compared, Difference, Kind, compare
from plans.reading import MilestoneReading, PlanReading
from plans.unsettled import certain, explained, steady
from storage import tables
from storage.changes.events import Author, change_milestone
from storage.changes.importing import Source, add_lead, add_milestone, details_of, shelf_of
from storage.changes.queries import keep_queries, settled_key
from storage.questions.milestones import milestones_of_plan
from storage.questions.plans import reading_of
from storage.versions import OF_PLAN


def differences(session: Session, plan_id: int, reading: PlanReading, today: date) -> list[Difference]:
    """What the new document would change in the plan as it stands."""
    plan = session.get_one(tables.Plan, plan_id)
    before = _before(plan)
    now = {m.ref: m for m in milestones_of_plan(session, plan_id, today)}
    return compare(before, steady(explained(reading, settled_key(plan)), before), now)


def _before(plan: tables.Plan) -> PlanReading:
    """What the present document says, with the key that was settled and without what nobody has settled."""
    return certain(explained(reading_of(plan.reading), settled_key(plan)))


def reimport(
    session: Session,
    plan_id: int,
    reading: PlanReading,
    source: Source,
    accepted: Sequence[Difference],
    now: datetime,
) -> None:
    """Makes the accepted differences true, and remembers the new document as the plan's own.

    What is gone from the document stays in the history and is asked about no more.
    """
    plan = session.get_one(tables.Plan, plan_id)
    author = Author(None, now)
    raw, reading = reading, certain(explained(reading, settled_key(plan)))
    read = {m.ref: m for m in reading.milestones}
    shelf = shelf_of(session, plan, reading)
    for difference in accepted:
        if difference.kind is Kind.NEW and (retired := _retired(session, plan, difference.ref)) is not None:
            _bring_back(session, plan, retired, read[difference.ref], author)
        elif difference.kind is Kind.NEW:
            add_milestone(session, plan, shelf, read[difference.ref], _next_position(session, plan), now)
        else:
            _apply(session, plan, difference, read.get(difference.ref), author)
    change = {"source": [plan.source_name, source.name]}
    session.add(tables.Event(plan_id=plan.id, at=now, kind="reimported", changes=change))
    plan.source_name, plan.source_hash, plan.reading = source.name, source.hash, raw.as_json()
    plan.as_at = reading.as_at
    session.flush()
    keep_queries(session, plan, raw)


def _retired(session: Session, plan: tables.Plan, ref: str) -> tables.Milestone | None:
    """The milestone of that reference that an earlier document no longer had."""
    return session.scalar(
        select(tables.Milestone).where(tables.Milestone.plan_id == plan.id, tables.Milestone.ref == ref)
    )


def _bring_back(
    session: Session, plan: tables.Plan, milestone: tables.Milestone, read: MilestoneReading, author: Author
) -> None:
    """It is asked about again, as the new document has it, with the history it had."""
    fields = {"retired_at": None, "title": read.title, "due_on": read.due, "status": read.status}
    change_milestone(session, milestone, "reimported", fields, author)
    _put_leads(session, plan, milestone, read)
    milestone.details = details_of(read)


def _apply(
    session: Session, plan: tables.Plan, difference: Difference, read: MilestoneReading | None, author: Author
) -> None:
    milestone = session.scalars(
        select(tables.Milestone).where(tables.Milestone.plan_id == plan.id, tables.Milestone.ref == difference.ref)
    ).one()
    if difference.kind is Kind.GONE:
        change_milestone(session, milestone, "retired", {"retired_at": author.at}, author)
        return
    assert read is not None
    if difference.what is Compared.LEADS:
        _replace_leads(session, plan, milestone, read, difference, author)
    else:
        change_milestone(session, milestone, "reimported", _fields(difference, milestone), author)
    milestone.details = details_of(read)


def _fields(difference: Difference, milestone: tables.Milestone) -> dict[str, Any]:
    match difference.what:
        case Compared.DUE:
            first = {} if milestone.original_due_on else {"original_due_on": difference.after}
            moves = {"moves": milestone.moves + 1} if milestone.due_on and difference.after else {}
            return {"due_on": difference.after, **first, **moves}
        case Compared.STATUS:
            return {"status": difference.after}
        case _:
            return {"title": difference.after}


def _replace_leads(
    session: Session,
    plan: tables.Plan,
    milestone: tables.Milestone,
    read: MilestoneReading,
    difference: Difference,
    author: Author,
) -> None:
    _put_leads(session, plan, milestone, read)
    changes = {"leads": [difference.since or difference.before, difference.after]}
    session.add(
        tables.Event(plan_id=plan.id, milestone_id=milestone.id, at=author.at, kind="reimported", changes=changes)
    )
    session.flush()


def _put_leads(session: Session, plan: tables.Plan, milestone: tables.Milestone, read: MilestoneReading) -> None:
    session.execute(
        delete(tables.Lead).where(tables.Lead.milestone_id == milestone.id), execution_options={OF_PLAN: plan.id}
    )
    for position, lead in enumerate(read.leads):
        add_lead(session, plan, milestone, lead, position)
    session.flush()
    session.expire(milestone, ["leads"])


def _next_position(session: Session, plan: tables.Plan) -> int:
    last = session.scalar(select(func.max(tables.Milestone.position)).where(tables.Milestone.plan_id == plan.id))
    return 0 if last is None else last + 1
