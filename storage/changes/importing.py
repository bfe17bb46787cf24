"""A plan comes in: everything that its reading says, kept in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from plans.ladder import STANDARD
from plans.reading import ActionReading, LeadReading, MilestoneReading, PlanReading
from plans.unsettled import certain
from plans.working_days import LONDON
from storage import tables
from storage.changes.own_days import as_kept
from storage.changes.people import find_or_add_person, find_or_add_post
from storage.changes.policies import keep_policy
from storage.changes.queries import keep_queries
from storage.climbing import schedule
from storage.questions.plans import plan_like


class PlanIsKept(Exception):
    """Another document of this plan is kept already. The message is a sentence for the officer."""

    def __init__(self, plan_id: int, sentence: str) -> None:
        super().__init__(sentence)
        self.plan_id = plan_id


@dataclass(frozen=True)
class Source:
    """The document a plan is read from: its file name and the SHA-256 of its bytes."""

    name: str
    hash: str


@dataclass(frozen=True)
class Imported:
    """`is_new` is false when this very document was kept before: then nothing was changed.

    `added_owner` is the name of an owner whom nobody knew before.
    """

    plan_id: int
    is_new: bool
    added_owner: str | None = None


def import_plan(
    session: Session,
    organisation_id: int,
    reading: PlanReading,
    source: Source,
    now: datetime,
    zone: str = LONDON,
) -> Imported:
    """Keeps a plan as it was read, without what the reading had to assume: that waits in the plan's questions.

    The same document a second time changes nothing. Raises PlanIsKept when a different document of the same plan is
    kept already.
    """
    kept = session.scalar(_plans_of(organisation_id).where(tables.Plan.source_hash == source.hash))
    if kept is not None:
        return Imported(kept.id, is_new=False)
    _refuse_second_version(session, organisation_id, reading, source)
    plan = _add_plan(session, organisation_id, reading, source, now, zone)
    _add_recommendations(session, plan, reading)
    shelf = shelf_of(session, plan, reading)
    for position, read in enumerate(certain(reading).milestones):
        add_milestone(session, plan, shelf, read, position, now)
    for officer in reading.officers:
        find_or_add_person(session, organisation_id, officer.name)
    keep_queries(session, plan, reading)
    session.add(tables.Event(plan_id=plan.id, at=now, kind="imported", changes={"source": [None, source.name]}))
    session.flush()
    return Imported(plan.id, is_new=True)


def _plans_of(organisation_id: int) -> Select[tables.Plan]:
    return select(tables.Plan).where(tables.Plan.organisation_id == organisation_id)


def _refuse_second_version(session: Session, organisation_id: int, reading: PlanReading, source: Source) -> None:
    other = plan_like(session, organisation_id, reading)
    if other is not None:
        raise PlanIsKept(
            other.id,
            f'"{other.title}" is kept already, read from {other.source_name}. {source.name} is a different document '
            f"of the same plan, and nothing of it was kept.",
        )


def _add_plan(
    session: Session,
    organisation_id: int,
    reading: PlanReading,
    source: Source,
    now: datetime,
    zone: str,
) -> tables.Plan:
    plan = tables.Plan(
        organisation_id=organisation_id,
        title=reading.title,
        council=reading.organisation,
        as_at=reading.as_at,
        published=reading.published,
        status_key=[[label.label, label.status.value, label.colour] for label in reading.status_key],
        zone=zone,
        closures=[],
        meetings=as_kept(reading.meetings),
        policy_id=keep_policy(session, STANDARD, now).id,
        source_name=source.name,
        source_hash=source.hash,
        reading=reading.as_json(),
        imported_at=now,
    )
    session.add(plan)
    session.flush()
    return plan


@dataclass(frozen=True)
class Shelf:
    """A plan's themes by name and actions by reference, where its milestones belong."""

    themes: dict[str, tables.Theme]
    actions: dict[str, tables.Action]


def shelf_of(session: Session, plan: tables.Plan, reading: PlanReading) -> Shelf:
    """What the plan has, and whatever the reading names beside it."""
    themes = {row.name: row for row in session.scalars(_of_plan(tables.Theme, plan))}
    named = [read.theme for read in reading.actions] + [read.theme for read in reading.milestones]
    for name in dict.fromkeys(name for name in named if name):
        if name not in themes:
            themes[name] = tables.Theme(plan_id=plan.id, position=len(themes), name=name)
    session.add_all(themes.values())
    session.flush()
    actions = {row.ref: row for row in session.scalars(_of_plan(tables.Action, plan))}
    for read in reading.actions:
        if read.ref not in actions:
            actions[read.ref] = _action(plan, read, len(actions), themes.get(read.theme or ""))
    session.add_all(actions.values())
    session.flush()
    return Shelf(themes, actions)


def _of_plan(table: Any, plan: tables.Plan) -> Select[Any]:
    return select(table).where(table.plan_id == plan.id)


def _action(plan: tables.Plan, read: ActionReading, position: int, theme: tables.Theme | None) -> tables.Action:
    return tables.Action(
        plan_id=plan.id,
        theme_id=theme.id if theme else None,
        position=position,
        ref=read.ref,
        title=read.title,
        objectives=read.objectives,
        success_criteria=read.success_criteria,
        outcome=read.outcome,
        recommendations=list(read.recommendations),
    )


def _add_recommendations(session: Session, plan: tables.Plan, reading: PlanReading) -> None:
    session.add_all(
        tables.Recommendation(
            plan_id=plan.id,
            position=position,
            ref=read.ref,
            text=read.text,
            service=read.service,
            timescale=read.timescale,
            due_on=read.due,
            source=read.source,
        )
        for position, read in enumerate(reading.recommendations)
    )


_DETAILS = ("rag", "starting_point", "resources", "monitoring", "mitigation", "outcome", "columns")


def details_of(read: MilestoneReading) -> dict[str, Any]:
    """The cells that Milepost keeps for reports, without those that are empty."""
    return {name: getattr(read, name) for name in _DETAILS if getattr(read, name)}


def add_milestone(
    session: Session, plan: tables.Plan, shelf: Shelf, read: MilestoneReading, position: int, now: datetime
) -> None:
    """One milestone with its leads; its ladder counts from now on."""
    theme, action = shelf.themes.get(read.theme or ""), shelf.actions.get(read.action)
    milestone = tables.Milestone(
        plan_id=plan.id,
        action_id=action.id if action else None,
        theme_id=theme.id if theme else None,
        position=position,
        ref=read.ref,
        title=read.title,
        start_on=read.start,
        due_on=read.due,
        original_due_on=read.original_due or read.due,
        due_text=read.due_text,
        is_immediate=read.immediate,
        is_ongoing=read.ongoing,
        status=read.status,
        status_text=read.status_text,
        reported=[[note.on.isoformat() if note.on else None, note.text] for note in read.progress],
        details=details_of(read),
        tracked_from=now,
        came_in_at=now,
    )
    session.add(milestone)
    session.flush()
    for place, lead in enumerate(read.leads):
        add_lead(session, plan, milestone, lead, place)
    schedule(session, milestone, plan)


def add_lead(
    session: Session, plan: tables.Plan, milestone: tables.Milestone, read: LeadReading, position: int
) -> None:
    """Somebody named beside a milestone, found among those who are known or added to them."""
    lead = tables.Lead(milestone_id=milestone.id, role=read.role, organisation=read.organisation, position=position)
    if read.name:
        lead.person_id = find_or_add_person(session, plan.organisation_id, read.name).id
    else:
        lead.post_id = find_or_add_post(session, plan.organisation_id, read.post or "").id
    session.add(lead)
