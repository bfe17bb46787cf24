"""Plans, who is responsible for what in them, and what was said about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from plans.comparing import is_same_plan
from plans.ladder import Policy, read_policy
from plans.milestone import Milestone
from plans.permissions import Responsible
from plans.reading import PlanReading
from plans.words import Status
from plans.working_days import WorkingDays
from storage import tables
from storage.changes.events import LEAD, value_of
from storage.climbing import calendar_of
from storage.plainly import Plain, ask, table_of
from storage.questions.absences import absence_on
from storage.questions.milestones import milestones_of_plan

_READING: TypeAdapter[PlanReading] = TypeAdapter(PlanReading)


def reading_of(kept: Any) -> PlanReading:
    """A document's reading out of the JSON in which it is kept."""
    return _READING.validate_python(kept)


@dataclass(frozen=True)
class PlanFacts:
    """`status_words` are the plan's own words for a status, by the status's name."""

    id: int
    organisation_id: int
    title: str
    zone: ZoneInfo
    calendar: WorkingDays
    owner_id: int | None
    owner: str | None
    status_words: dict[str, str]
    source_name: str
    imported_at: datetime


def plans_of(session: Session, organisation_id: int) -> list[PlanFacts]:
    """An organisation's plans, the newest first."""
    return [_as_facts(row) for row in ask(session, _plans_of(), organisation_id=organisation_id)]


def plan_like(session: Session, organisation_id: int, reading: PlanReading) -> PlanFacts | None:
    """The kept plan of which this is another document, the newest first; None for a plan that is new."""
    documents = select(tables.Plan.id, tables.Plan.reading).where(tables.Plan.organisation_id == organisation_id)
    for plan_id, kept in session.execute(documents.order_by(tables.Plan.imported_at.desc(), tables.Plan.id.desc())):
        if is_same_plan(reading_of(kept), reading):
            return plan_by_id(session, plan_id)
    return None


def brings_plans_in(session: Session, person_id: int, organisation_id: int) -> bool:
    """Whether somebody may bring plans in: who owns one, and anybody of the organisation while it has none."""
    owners = session.scalars(select(tables.Plan.owner_id).where(tables.Plan.organisation_id == organisation_id)).all()
    return not owners or person_id in owners


def plan_of_document(session: Session, organisation_id: int, source_hash: str) -> str | None:
    """The title of the plan that was read from this very document; None where there is none."""
    return session.scalar(
        select(tables.Plan.title).where(
            tables.Plan.organisation_id == organisation_id, tables.Plan.source_hash == source_hash
        )
    )


def plan_by_id(session: Session, plan_id: int) -> PlanFacts:
    return _as_facts(ask(session, _plan_by_id(), plan_id=plan_id).one())


def plans_by_id(session: Session, plan_ids: Collection[int]) -> dict[int, PlanFacts]:
    """These plans, each once."""
    return {row.id: _as_facts(row) for row in ask(session, _plans_by_id(), plan_ids=list(plan_ids))}


_PLAN, _PERSON = table_of(tables.Plan), table_of(tables.Person)


@cache
def _plans() -> Plain:
    """What is to be known of plans, each with its owner's name."""
    itself = _PLAN.c["id", "organisation_id", "title", "zone", "owner_id", "status_key", "source_name", "imported_at"]
    days = _PLAN.c["closures", "meetings", "school"]
    with_owner = _PLAN.outerjoin(_PERSON, _PERSON.c.id == _PLAN.c.owner_id)
    return select(*itself, *days, _PERSON.c.name.label("owner")).select_from(with_owner)


@cache
def _plan_by_id() -> Plain:
    return _plans().where(_PLAN.c.id == bindparam("plan_id"))


@cache
def _plans_by_id() -> Plain:
    return _plans().where(_PLAN.c.id.in_(bindparam("plan_ids", expanding=True)))


@cache
def _plans_of() -> Plain:
    return _plans().where(_PLAN.c.organisation_id == bindparam("organisation_id")).order_by(_PLAN.c.id.desc())


def _as_facts(row: Any) -> PlanFacts:
    return PlanFacts(
        id=row.id,
        organisation_id=row.organisation_id,
        title=row.title,
        zone=ZoneInfo(row.zone),
        calendar=calendar_of(row),
        owner_id=row.owner_id,
        owner=row.owner,
        status_words={status: label for label, status, _ in row.status_key},
        source_name=row.source_name,
        imported_at=row.imported_at,
    )


def responsible_for(session: Session, milestone: Milestone, today: date) -> Responsible:
    """Who answers for a milestone on a day; the cover is the lead's, while the lead is away."""
    above = ask(session, _above(), plan_id=milestone.plan_id, lead_id=milestone.lead_id).one()
    away = absence_on(session, milestone.lead_id, today) if milestone.lead_id else None
    return Responsible(milestone.lead_id, above.manager_id, above.owner_id, away.cover_id if away else None)


@cache
def _above() -> Plain:
    """A plan's owner, and the manager of somebody who leads in it."""
    with_lead = _PLAN.outerjoin(_PERSON, _PERSON.c.id == bindparam("lead_id"))
    return (
        select(_PLAN.c.owner_id, _PERSON.c.manager_id).select_from(with_lead).where(_PLAN.c.id == bindparam("plan_id"))
    )


def unreminded(session: Session, plan_id: int, today: date) -> list[Milestone]:
    """The open milestones of which nobody is being reminded; each says why."""
    return [m for m in milestones_of_plan(session, plan_id, today) if m.unreminded_because]


@dataclass(frozen=True)
class Moved:
    """One change of a milestone since some instant: what the field was, what it is, and who changed it when."""

    milestone_id: int
    ref: str
    field: str
    before: Status | date | int | str | None
    after: Status | date | int | str | None
    at: datetime
    by: str | None


_TOLD_FIELDS = ("status", "due_on", "progress", LEAD)


def moves_since(session: Session, plan_id: int, since: datetime) -> list[Moved]:
    """What changed in a plan since an instant, the first first; what was taken back meanwhile is not told."""
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    rows = session.execute(
        select(tables.Event, tables.Milestone.ref, tables.Person.name)
        .join(tables.Milestone, tables.Milestone.id == tables.Event.milestone_id)
        .outerjoin(tables.Person, tables.Person.id == tables.Event.person_id)
        .where(
            tables.Event.plan_id == plan_id,
            tables.Event.at >= since,
            tables.Event.undoes_id.is_(None),
            tables.Event.id.not_in(undone),
        )
        .order_by(tables.Event.id)
    )
    return [
        _moved(event, ref, by, field) for event, ref, by in rows for field in _TOLD_FIELDS if field in event.changes
    ]


def _moved(event: tables.Event, ref: str, by: str | None, field: str) -> Moved:
    before, after = (
        (kept or {}).get("name") if field == LEAD else value_of(field, kept) for kept in event.changes[field]
    )
    return Moved(event.milestone_id or 0, ref, field, before, after, event.at, by)


def last_words(session: Session, milestone_id: int) -> tuple[str, str, datetime] | None:
    """The last thing that was said about a milestone and still stands: who, what, when."""
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    row: Any = session.execute(
        select(tables.Person.name, tables.UpdateText.text, tables.UpdateText.said_at)
        .join(tables.Event, tables.Event.update_text_id == tables.UpdateText.id)
        .join(tables.Person, tables.Person.id == tables.UpdateText.person_id)
        .where(
            tables.Event.milestone_id == milestone_id,
            tables.Event.undoes_id.is_(None),
            tables.Event.id.not_in(undone),
        )
        .order_by(tables.Event.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1], row[2]) if row else None


def last_update_of(session: Session, person_id: int) -> int | None:
    """The id of the last message of a person's that changed something and was not taken back."""
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    return session.scalar(
        select(tables.Event.update_text_id)
        .where(
            tables.Event.person_id == person_id,
            tables.Event.update_text_id.is_not(None),
            tables.Event.undoes_id.is_(None),
            tables.Event.id.not_in(undone),
        )
        .order_by(tables.Event.id.desc())
        .limit(1)
    )


def begun_climbing(session: Session, plan_id: int) -> frozenset[int]:
    """The milestones that have begun to climb a ladder, and finish that one."""
    milestone = tables.Milestone
    return frozenset(
        session.scalars(select(milestone.id).where(milestone.plan_id == plan_id, milestone.climbed_to.is_not(None)))
    )


def actions_by_id(session: Session, plan_id: int) -> list[tuple[int, str, str]]:
    """The id, reference and title of each action, in the plan's order."""
    rows = session.execute(
        select(tables.Action.id, tables.Action.ref, tables.Action.title)
        .where(tables.Action.plan_id == plan_id)
        .order_by(tables.Action.position)
    )
    return [(action_id, ref, title) for action_id, ref, title in rows]


def posts_by_id(session: Session, organisation_id: int) -> list[tuple[int, str]]:
    """The id and title of every post that an organisation knows, by title."""
    post = tables.Post
    rows = session.execute(
        select(post.id, post.title).where(post.organisation_id == organisation_id).order_by(post.title)
    )
    return [(post_id, title) for post_id, title in rows]


def policy_of_plan(session: Session, plan_id: int) -> Policy:
    """The ladder that a plan's milestones start to climb from now on."""
    plan = session.get_one(tables.Plan, plan_id)
    return read_policy(session.get_one(tables.Policy, plan.policy_id).rungs)
