"""What a document leaves open is kept until a person settles it, and stays settled when a newer document asks again."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from plans.reading import PlanReading, Query, StatusLabel
from plans.status_key import StatusKey
from plans.unsettled import explained, is_same_question, taken_value
from plans.words import Status
from storage import tables
from storage.versions import OF_PLAN


def settled_key(plan: tables.Plan) -> StatusKey:
    """The plan's status key: what its document prints, and what a person has said since."""
    return StatusKey(tuple(StatusLabel(label, Status(status), colour) for label, status, colour in plan.status_key))


def keep_queries(session: Session, plan: tables.Plan, reading: PlanReading) -> None:
    """The questions of the plan's document take the place of those of the one before, but for what is settled."""
    open_now = tables.Query.settled_at.is_(None)
    of_plan = {OF_PLAN: plan.id}
    session.execute(delete(tables.Query).where(tables.Query.plan_id == plan.id, open_now), execution_options=of_plan)
    no_position = update(tables.Query).where(tables.Query.plan_id == plan.id).values(position=None)
    session.execute(no_position, execution_options=of_plan)
    settled = session.scalars(select(tables.Query).where(tables.Query.plan_id == plan.id)).all()
    asked = explained(reading, settled_key(plan)).queries
    ids = _ids_by_ref(session, plan)
    for position, query in enumerate(reading.queries):
        before = next((row for row in settled if is_same_question(_as_query(row), query)), None)
        if before is not None:
            before.position = position
        elif query in asked:
            session.add(_row(plan, reading, query, position, ids))
    session.flush()


def _as_query(row: tables.Query) -> Query:
    return Query(row.ref, row.field, row.text, row.why, taken_as=row.taken_as)


def _row(plan: tables.Plan, reading: PlanReading, query: Query, position: int, ids: dict[str, int]) -> tables.Query:
    kept = asdict(query)
    refs = kept.pop("refs")
    return tables.Query(
        **kept | {"row": [list(cell) for cell in query.row]},
        plan_id=plan.id,
        milestone_id=ids.get(query.ref or ""),
        position=position,
        taken=taken_value(reading, query),
        covers=[ids[ref] for ref in refs if ref in ids],
    )


def _ids_by_ref(session: Session, plan: tables.Plan) -> dict[str, int]:
    rows = session.execute(
        select(tables.Milestone.ref, tables.Milestone.id).where(
            tables.Milestone.plan_id == plan.id, tables.Milestone.retired_at.is_(None)
        )
    )
    return {ref: number for ref, number in rows}


SAID_SINCE = "what was said of it since"
"""The answer to a question that a change of the milestone has answered, in chat or by a newer document."""

_ASKED_OF = {"due_on": "due", "status": "status", "lead": "leads", "title": "title", "ref": "ref"}


def settle_by_change(session: Session, event: tables.Event) -> None:
    """Whoever says what a milestone's date, lead or status is has answered the question about it."""
    fields = [_ASKED_OF[name] for name in event.changes if name in _ASKED_OF]
    if event.milestone_id is None or not fields:
        return
    session.execute(
        update(tables.Query)
        .where(
            tables.Query.milestone_id == event.milestone_id,
            tables.Query.field.in_(fields),
            tables.Query.settled_at.is_(None),
        )
        .values(settled_at=event.at, settled_by_id=event.person_id, event_id=event.id, answer=SAID_SINCE),
        execution_options={OF_PLAN: event.plan_id},
    )


def open_again(session: Session, event: tables.Event) -> None:
    """A change was taken back: what it settled is a question again."""
    session.execute(
        update(tables.Query)
        .where(tables.Query.event_id == event.id)
        .values(settled_at=None, settled_by_id=None, answer=None, event_id=None),
        execution_options={OF_PLAN: event.plan_id},
    )


def unsettled(session: Session, plan_id: int) -> Sequence[tables.Query]:
    """The rows of a plan's open questions, in the document's order."""
    return session.scalars(
        select(tables.Query)
        .where(tables.Query.plan_id == plan_id, tables.Query.settled_at.is_(None), tables.Query.position.is_not(None))
        .order_by(tables.Query.position)
    ).all()
