"""What a plan's document leaves open, and how it was settled."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.settling import AsTaken, alike_to
from storage.plainly import Plain, ask, table_of


@dataclass(frozen=True)
class QueryFacts:
    """One question. `number` is its place among the plan's questions, from 1; `ref` its milestone's present reference.

    `row` is the source row, a heading and a text for each cell. `covers` is how many milestones rest on the answer.
    """

    id: int
    plan_id: int
    number: int
    ref: str | None
    title: str | None
    field: str
    text: str
    why: str
    place: str | None
    row: tuple[tuple[str, str], ...]
    taken_as: str | None
    covers: int
    settled_at: datetime | None
    settled_by: str | None
    answer: str | None

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None


def queries_of_plan(session: Session, plan_id: int, reader_id: int | None = None) -> list[QueryFacts]:
    """All questions of a plan's present document in its order, settled or not.

    Those about a restricted milestone are there only for a reader who may know of it.
    """
    restricted = tables.RestrictedTo
    hidden = select(restricted.milestone_id).except_(
        select(restricted.milestone_id).where(restricted.person_id == reader_id)
    )
    rows = session.execute(
        select(tables.Query, tables.Milestone, tables.Person.name)
        .outerjoin(tables.Milestone, tables.Milestone.id == tables.Query.milestone_id)
        .outerjoin(tables.Person, tables.Person.id == tables.Query.settled_by_id)
        .where(tables.Query.plan_id == plan_id, tables.Query.position.is_not(None))
        .where(or_(tables.Query.milestone_id.is_(None), tables.Query.milestone_id.not_in(hidden)))
        .order_by(tables.Query.position)
    )
    return [_as_facts(number, *row) for number, row in enumerate(rows, start=1)]


def _as_facts(number: int, row: tables.Query, milestone: tables.Milestone | None, settled_by: str | None) -> QueryFacts:
    return QueryFacts(
        id=row.id,
        plan_id=row.plan_id,
        number=number,
        ref=milestone.ref if milestone else row.ref,
        title=milestone.title if milestone else None,
        field=row.field,
        text=row.text,
        why=row.why,
        place=row.place,
        row=tuple((heading, text) for heading, text in row.row),
        taken_as=row.taken_as,
        covers=len(row.covers),
        settled_at=row.settled_at,
        settled_by=settled_by,
        answer=row.answer,
    )


def count_to_settle(session: Session, plan_ids: Sequence[int]) -> Counter[int]:
    """How many questions each plan still has."""
    rows = session.execute(
        select(tables.Query.plan_id, func.count())
        .where(
            tables.Query.plan_id.in_(plan_ids), tables.Query.settled_at.is_(None), tables.Query.position.is_not(None)
        )
        .group_by(tables.Query.plan_id)
    )
    return Counter({plan_id: number for plan_id, number in rows})


def count_alike(session: Session, query_id: int) -> tuple[int, int]:
    """How many other open questions are asked for the same reason, and how many of them in the same words."""
    query = session.get_one(tables.Query, query_id)
    return len(alike_to(session, query, AsTaken())), len(alike_to(session, query, ""))


def actions_of_plan(session: Session, plan_id: int) -> list[tuple[str, str]]:
    """The reference and title of each action, in the plan's order."""
    rows = session.execute(
        select(tables.Action.ref, tables.Action.title)
        .where(tables.Action.plan_id == plan_id)
        .order_by(tables.Action.position)
    )
    return [(ref, title) for ref, title in rows]


def posts_of(session: Session, organisation_id: int) -> list[str]:
    """The titles of all posts an organisation knows."""
    post = tables.Post
    return list(session.scalars(select(post.title).where(post.organisation_id == organisation_id).order_by(post.title)))


def to_settle(session: Session, milestone_ids: Sequence[int], plan_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """For each milestone, the fields of which a value was assumed and waits to be settled."""
    rows = ask(session, _to_settle(), milestones=list(milestone_ids), plans=list(plan_ids))
    found: dict[int, list[str]] = {}
    for milestone_id, field, covers in rows:
        for one in covers or [milestone_id]:
            found.setdefault(one, []).append("status" if field == "status_key" else field)
    return {milestone_id: tuple(dict.fromkeys(fields)) for milestone_id, fields in found.items()}


@cache
def _to_settle() -> Plain:
    query = table_of(tables.Query).c
    of_milestones = query.milestone_id.in_(bindparam("milestones", expanding=True))
    of_plans = query.plan_id.in_(bindparam("plans", expanding=True))
    return select(query.milestone_id, query.field, query.covers).where(
        query.settled_at.is_(None),
        and_(query.taken_as.is_not(None), of_milestones) | and_(query.field == "status_key", of_plans),
    )
