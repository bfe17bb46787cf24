"""Keeps each milestone's `next_rung_at` true, so that the clock asks only for what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import Date, bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from plans.digest_settings import DigestSettings, Rhythm, settings_from
from plans.ladder import Policy, Step, read_policy, spoken_at, steps, written_at
from plans.own_days import Meeting, SchoolTime
from plans.working_days import WorkingDays
from storage import tables
from storage.columns import UtcDateTime
from storage.versions import NOBODYS, OF_PLAN


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


class Ladders:
    """The ladders that some milestones climb: each is read once, and reckoned once for each due date."""

    def __init__(self, session: Session, milestones: Iterable[tables.Milestone], plans: Iterable[tables.Plan]) -> None:
        self._plans = {plan.id: plan for plan in plans}
        self._calendars = {plan.id: calendar_of(plan) for plan in self._plans.values()}
        wanted = {self._policy_id(milestone) for milestone in milestones}
        rows = session.execute(_POLICIES, {"ids": list(wanted)})
        self._policies = {policy_id: read_policy(rungs) for policy_id, rungs in rows}
        self._reckoned: dict[tuple[int, int, date], list[tuple[Step, datetime]]] = {}

    def _policy_id(self, milestone: tables.Milestone) -> int:
        return milestone.policy_id or self._plans[milestone.plan_id].policy_id

    def policy_of(self, milestone: tables.Milestone) -> Policy:
        return self._policies[self._policy_id(milestone)]

    def calendar_of(self, milestone: tables.Milestone) -> WorkingDays:
        return self._calendars[milestone.plan_id]

    def ahead(self, milestone: tables.Milestone) -> Iterator[Step]:
        """The days of its ladder on which a milestone has still to speak, in order."""
        is_finished = milestone.status is not None and milestone.status.is_finished
        if milestone.due_on is None or is_finished or milestone.retired_at is not None:
            return
        climbed_to, tracked_from = milestone.climbed_to, milestone.tracked_from
        for step, speaks_at in self._steps(milestone, milestone.due_on):
            if (climbed_to is None or step.day > climbed_to) and speaks_at >= tracked_from:
                yield step

    def _steps(self, milestone: tables.Milestone, due: date) -> list[tuple[Step, datetime]]:
        key = (milestone.plan_id, self._policy_id(milestone), due)
        found = self._reckoned.get(key)
        if found is None:
            policy, zone = self.policy_of(milestone), ZoneInfo(self._plans[milestone.plan_id].zone)
            days = steps(due, policy, self.calendar_of(milestone))
            found = self._reckoned[key] = [(step, spoken_at(step.day, policy.at, zone)) for step in days]
        return found


_POLICIES = select(tables.Policy.id, tables.Policy.rungs).where(tables.Policy.id.in_(bindparam("ids", expanding=True)))


def schedule(session: Session, milestone: tables.Milestone, plan: tables.Plan) -> None:
    """Sets when the milestone's next rungs are to be written; call it after any change to what that rests on."""
    _schedule(milestone, Ladders(session, [milestone], [plan]))


def _schedule(milestone: tables.Milestone, ladders: Ladders) -> None:
    ahead = next(ladders.ahead(milestone), None)
    milestone.next_rung_at = written_at(ahead.day) if ahead else None


def reschedule(session: Session, milestone_id: int) -> None:
    """Looks again at when a milestone speaks next: the calendar that said so has changed since."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    schedule(session, milestone, session.get_one(tables.Plan, milestone.plan_id))


def schedule_plan(session: Session, plan: tables.Plan) -> None:
    milestones = session.scalars(select(tables.Milestone).where(tables.Milestone.plan_id == plan.id)).all()
    ladders = Ladders(session, milestones, [plan])
    for milestone in milestones:
        _schedule(milestone, ladders)


def start_again(session: Session, milestone: tables.Milestone, plan: tables.Plan, now: datetime) -> None:
    """A new due date is a new climb: with the plan's present ladder, and no rung from before now."""
    milestone.climbed_to = None
    milestone.policy_id = None
    milestone.tracked_from = now
    schedule(session, milestone, plan)


@dataclass(frozen=True)
class Advance:
    """The rungs of a milestone up to the day `to` are written: it waits until `next_rung_at`, None for ever.

    `seen` is how far it had climbed when that was decided.
    """

    milestone_id: int
    seen: date | None
    to: date
    next_rung_at: datetime | None


def advance(session: Session, advances: Iterable[Advance]) -> set[int]:
    """Moves each milestone on, with the ladder that it has started; the ids of those that this moved.

    The others had their rungs written by another copy first: they are no longer where this one had `seen` them.
    """
    together: dict[tuple[date | None, date, datetime | None], list[int]] = {}
    for one in advances:
        together.setdefault((one.seen, one.to, one.next_rung_at), []).append(one.milestone_id)
    moved: set[int] = set()
    for (seen, to, next_rung_at), ids in together.items():
        values = {"seen": seen, "to": to, "next": next_rung_at, "ids": ids}
        moved.update(session.scalars(_advancing(), values, execution_options={OF_PLAN: NOBODYS}))
    return moved


@cache
def _advancing() -> ReturningUpdate[int]:
    row = tables.Milestone
    plan_policy = select(tables.Plan.policy_id).where(tables.Plan.id == row.plan_id).scalar_subquery()
    seen = bindparam("seen", type_=Date())
    return (
        update(row.__table__)  # type: ignore[arg-type]
        .where(row.id.in_(bindparam("ids", expanding=True)), row.climbed_to.is_not_distinct_from(seen))
        .values(
            climbed_to=bindparam("to", type_=Date()),
            next_rung_at=bindparam("next", type_=UtcDateTime()),
            policy_id=func.coalesce(row.policy_id, plan_policy),
        )
        .returning(row.id)
    )
