"""Which milestones have rungs to be written now, with everything the decision about them needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from plans.ladder import Policy, Step, written_at
from plans.working_days import WorkingDays
from storage import tables
from storage.climbing import calendar_of, policy_of, steps_ahead
from storage.columns import UtcDateTime
from storage.questions.absences import Attendance, absence_on, attendance, people_away
from storage.questions.milestones import answerable, post_holders, reader_of


@dataclass(frozen=True)
class Listener:
    """Somebody who can be told, and the clock they live by; `not_before` where nobody is there until that day."""

    person_id: int
    zone: ZoneInfo
    not_before: date | None = None


@dataclass(frozen=True)
class Climber:
    """A milestone with steps to be written: `pending` are its steps that have come, in order; never empty."""

    milestone_id: int
    organisation_id: int
    due: date
    policy: Policy
    pending: tuple[Step, ...]
    climbed_to: date | None
    calendar: WorkingDays
    zone: ZoneInfo
    lead: Listener | None
    manager: Listener | None
    owner: Listener | None
    channel_ids: tuple[int, ...]


def next_rung_at(session: Session) -> datetime | None:
    """The earliest instant at which any milestone has rungs to be written."""
    return session.scalar(select(func.min(tables.Milestone.next_rung_at, type_=UtcDateTime())))


def climbers(session: Session, now: datetime, most: int) -> list[Climber]:
    """At most so many of the milestones whose rungs have come, the longest due first."""
    rows = session.scalars(
        select(tables.Milestone)
        .where(tables.Milestone.next_rung_at <= now)
        .options(selectinload(tables.Milestone.leads), selectinload(tables.Milestone.restricted_to))
        .order_by(tables.Milestone.next_rung_at, tables.Milestone.id)
        .limit(most)
    ).all()
    if not rows:
        return []
    posts = [lead.post_id for row in rows for lead in row.leads if lead.post_id]
    holders = post_holders(session, posts, now.date())
    channels = _leadership_channels(session, {row.plan_id for row in rows})
    _hold(session, rows, {person.id for person in holders.values()})
    away = people_away(session, now.date() - timedelta(days=1))
    return [_climber(session, row, now, holders, channels, away) for row in rows]


def _hold(session: Session, rows: Sequence[tables.Milestone], holders: set[int]) -> None:
    """Reads in three questions what the rows rest on, and has the session hold it: it forgets what nobody holds."""
    plans = session.scalars(select(tables.Plan).where(tables.Plan.id.in_({row.plan_id for row in rows}))).all()
    ladders = {row.policy_id for row in rows} | {plan.policy_id for plan in plans}
    policies = session.scalars(select(tables.Policy).where(tables.Policy.id.in_(ladders - {None}))).all()
    leads = {lead.person_id for row in rows for lead in row.leads} | {plan.owner_id for plan in plans} | holders
    managers = select(tables.Person.manager_id).where(tables.Person.id.in_(leads - {None}))
    people = session.scalars(
        select(tables.Person).where(or_(tables.Person.id.in_(leads - {None}), tables.Person.id.in_(managers)))
    ).all()
    session.info["held"] = (*rows, *plans, *policies, *people)


def _climber(
    session: Session,
    row: tables.Milestone,
    now: datetime,
    holders: dict[int, tables.Person],
    channels: dict[int, tuple[int, ...]],
    away: frozenset[int],
) -> Climber:
    plan = session.get_one(tables.Plan, row.plan_id)
    policy, calendar, zone = policy_of(session, row, plan), calendar_of(plan), ZoneInfo(plan.zone)
    lead = _person(session, reader_of(answerable(row.leads), holders))
    owner = _person(session, plan.owner_id)
    manager = _who_sees_others(_person(session, lead.manager_id) if lead else None) or owner
    assert row.due_on is not None
    pending = tuple(s for s in steps_ahead(row, policy, zone, calendar) if written_at(s.day) <= now)
    group = frozenset(one.person_id for one in row.restricted_to)
    day = max([step.day for step in pending], default=now.date())

    def listener(person: tables.Person | None) -> Listener | None:
        if person is not None and person.id not in away and not group:
            return Listener(person.id, ZoneInfo(person.zone))
        return _listener(session, person, max(day, now.astimezone(zone).date()), plan.owner_id, group, lead)

    return Climber(
        milestone_id=row.id,
        organisation_id=plan.organisation_id,
        due=row.due_on,
        policy=policy,
        pending=pending,
        climbed_to=row.climbed_to,
        calendar=calendar,
        zone=zone,
        lead=listener(lead) if lead is None or lead.left_at is None else None,
        manager=listener(manager),
        owner=listener(owner),
        channel_ids=() if group else channels.get(row.plan_id, ()),
    )


def _person(session: Session, person_id: int | None) -> tables.Person | None:
    return session.get(tables.Person, person_id) if person_id is not None else None


def _who_sees_others(manager: tables.Person | None) -> tables.Person | None:
    """A manager who is a guest hears nothing of what other people lead, and one who has left hears nothing."""
    return manager if manager is not None and not manager.is_guest and manager.left_at is None else None


def _listener(
    session: Session,
    person: tables.Person | None,
    day: date,
    owner_id: int | None,
    group: frozenset[int],
    lead: tables.Person | None,
) -> Listener | None:
    """Who hears on that day what the person would: they, or whoever stands in while they are away.

    Of a restricted milestone only its `group` and its lead hear; where whoever stands in is not one of them, the
    reminder is held until the person is back.
    """
    if person is None or not _may_hear(person, group, lead):
        return None
    there = attendance(session, person, day, owner_id)
    if not _may_hear(there.person, group, lead):
        away = absence_on(session, person.id, day)
        there = Attendance(person, away.until_on + timedelta(days=1) if away else None)
    return Listener(there.person.id, ZoneInfo(there.person.zone), there.is_back_on)


def _may_hear(person: tables.Person, group: frozenset[int], lead: tables.Person | None) -> bool:
    return not group or person.id in group or (lead is not None and person.id == lead.id)


def _leadership_channels(session: Session, plan_ids: Sequence[int] | set[int]) -> dict[int, tuple[int, ...]]:
    rows = session.scalars(
        select(tables.LeadershipChannel)
        .where(tables.LeadershipChannel.plan_id.in_(plan_ids))
        .order_by(tables.LeadershipChannel.id)
    )
    found: dict[int, tuple[int, ...]] = {}
    for row in rows:
        found[row.plan_id] = (*found.get(row.plan_id, ()), row.id)
    return found
