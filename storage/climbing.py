"""Keeps each milestone's `next_rung_at` true, so that the clock asks only for what is due."""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from plans.digest_settings import DigestSettings, Rhythm, settings_from
from plans.ladder import Policy, Step, read_policy, spoken_at, steps, written_at
from plans.own_days import Meeting, SchoolTime
from plans.working_days import WorkingDays
from storage import tables
from storage.versions import NOBODYS


def calendar_of(plan: tables.Plan) -> WorkingDays:
    return WorkingDays(
        frozenset(date.fromisoformat(day) for day in plan.closures),
        tuple(Meeting(date.fromisoformat(day), body) for day, body in plan.meetings),
        tuple(
            SchoolTime(date.fromisoformat(first), date.fromisoformat(last), kind, name)
            for first, last, kind, name in plan.school
        ),
    )


def settings_of(plan: tables.Plan) -> DigestSettings:
    """How the plan's weekly digest is wanted."""
    return settings_from(plan.digest)


def rhythm_of(plan: tables.Plan) -> Rhythm:
    """When the plan's weekly digest goes out."""
    settings = settings_of(plan)
    return Rhythm(ZoneInfo(settings.zone or plan.zone), calendar_of(plan), settings.day, settings.at)


def policy_of(session: Session, milestone: tables.Milestone, plan: tables.Plan) -> Policy:
    """The ladder that a milestone climbs: the one it started with, or the plan's when it has not started."""
    kept = session.get_one(tables.Policy, milestone.policy_id or plan.policy_id)
    return read_policy(kept.rungs)


def steps_ahead(milestone: tables.Milestone, policy: Policy, zone: ZoneInfo, calendar: WorkingDays) -> Iterable[Step]:
    """The days of its ladder on which a milestone has still to speak, in order."""
    is_finished = milestone.status is not None and milestone.status.is_finished
    if milestone.due_on is None or is_finished or milestone.retired_at is not None:
        return
    for step in steps(milestone.due_on, policy, calendar):
        is_new = milestone.climbed_to is None or step.day > milestone.climbed_to
        if is_new and spoken_at(step.day, policy.at, zone) >= milestone.tracked_from:
            yield step


def schedule(session: Session, milestone: tables.Milestone, plan: tables.Plan) -> None:
    """Sets when the milestone's next rungs are to be written; call it after any change to what that rests on."""
    policy = policy_of(session, milestone, plan)
    ahead = next(iter(steps_ahead(milestone, policy, ZoneInfo(plan.zone), calendar_of(plan))), None)
    milestone.next_rung_at = written_at(ahead.day) if ahead else None


def reschedule(session: Session, milestone_id: int) -> None:
    """Looks again at when a milestone speaks next: the calendar that said so has changed since."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    schedule(session, milestone, session.get_one(tables.Plan, milestone.plan_id))


def schedule_plan(session: Session, plan: tables.Plan) -> None:
    for milestone in session.scalars(select(tables.Milestone).where(tables.Milestone.plan_id == plan.id)):
        schedule(session, milestone, plan)


def start_again(session: Session, milestone: tables.Milestone, plan: tables.Plan, now: datetime) -> None:
    """A new due date is a new climb: with the plan's present ladder, and no rung from before now."""
    milestone.climbed_to = None
    milestone.policy_id = None
    milestone.tracked_from = now
    schedule(session, milestone, plan)


def advance(session: Session, milestone_id: int, seen: date | None, to: date) -> bool:
    """The rungs up to a day are written: the milestone waits for the next ones, with the ladder it has started.

    False when another copy wrote them first: the milestone is no longer where this one `seen` it.
    """
    plan_policy = select(tables.Plan.policy_id).where(tables.Plan.id == tables.Milestone.plan_id).scalar_subquery()
    moved = session.execute(
        update(tables.Milestone)
        .where(tables.Milestone.id == milestone_id, tables.Milestone.climbed_to.is_not_distinct_from(seen))
        .values(climbed_to=to, policy_id=func.coalesce(tables.Milestone.policy_id, plan_policy))
        .execution_options(synchronize_session=False, of_plan=NOBODYS)
    )
    if not isinstance(moved, CursorResult) or moved.rowcount != 1:
        return False
    milestone = session.get_one(tables.Milestone, milestone_id, populate_existing=True)
    schedule(session, milestone, session.get_one(tables.Plan, milestone.plan_id))
    return True
