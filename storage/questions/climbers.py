"""Which milestones have rungs to be written now, with everything the decision about them needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, load_only

from plans.ladder import Policy, Step, written_at
from plans.words import Role
from plans.working_days import WorkingDays
from storage import tables
from storage.climbing import Ladders
from storage.columns import UtcDateTime
from storage.questions.absences import Attendance, absence_on, attendance, people_away
from storage.questions.milestones import post_holders


@dataclass(frozen=True)
class Listener:
    """Somebody who can be told, and the clock they live by; `not_before` where nobody is there until that day."""

    person_id: int
    zone: ZoneInfo
    not_before: date | None = None


@dataclass(frozen=True)
class Climber:
    """A milestone with steps to be written: `pending` are those that have come, in order.

    They are empty where the calendar has changed since it was found out when the milestone speaks next.
    `next_rung_at` is when the steps after them are to be written; None when there are none left.
    """

    milestone_id: int
    organisation_id: int
    due: date
    policy: Policy
    pending: tuple[Step, ...]
    next_rung_at: datetime | None
    climbed_to: date | None
    calendar: WorkingDays
    zone: ZoneInfo
    lead: Listener | None
    manager: Listener | None
    owner: Listener | None
    channel_ids: tuple[int, ...]


def is_any_rung_due(session: Session, now: datetime) -> bool:
    """Whether a milestone has rungs to be written: a look, no more."""
    at = next_rung_at(session)
    return at is not None and at <= now


def next_rung_at(session: Session) -> datetime | None:
    """The earliest instant at which any milestone has rungs to be written."""
    return session.scalar(_next())


def climbers(session: Session, now: datetime, most: int) -> list[Climber]:
    """At most so many of the milestones whose rungs have come, the longest due first.

    On PostgreSQL nobody else changes them until the transaction ends, as nobody does on SQLite.
    """
    rows = session.scalars(_coming(), {"now": now, "most": most}).all()
    if not rows:
        return []
    ground = _ground(session, rows, now)
    return [_climber(ground, row) for row in rows]


# The statements of the tick are made once: putting one together takes longer than the database takes to answer it.


@cache
def _next() -> Select[datetime]:
    return select(func.min(tables.Milestone.next_rung_at, type_=UtcDateTime()))


@cache
def _coming() -> Select[tables.Milestone]:
    row = tables.Milestone
    return (
        select(row)
        .where(row.next_rung_at <= bindparam("now", type_=UtcDateTime()))
        .options(
            load_only(
                row.plan_id, row.due_on, row.status, row.tracked_from, row.climbed_to, row.policy_id, row.retired_at
            )
        )
        .order_by(row.next_rung_at, row.id)
        .limit(bindparam("most"))
        .with_for_update(key_share=True)
    )


_IDS: BindParameter[list[int]] = bindparam("ids", expanding=True)
_LEADS = (
    select(tables.Lead.milestone_id, tables.Lead.person_id, tables.Lead.post_id)
    .where(tables.Lead.milestone_id.in_(_IDS), tables.Lead.role == Role.LEAD)
    .order_by(tables.Lead.position)
)
_RESTRICTED = select(tables.RestrictedTo.milestone_id, tables.RestrictedTo.person_id).where(
    tables.RestrictedTo.milestone_id.in_(_IDS)
)
_PLANS = select(tables.Plan).where(tables.Plan.id.in_(_IDS))
_PEOPLE_AND_MANAGERS = select(tables.Person).where(
    or_(
        tables.Person.id.in_(_IDS),
        tables.Person.id.in_(select(tables.Person.manager_id).where(tables.Person.id.in_(_IDS))),
    )
)
_CHANNELS = (
    select(tables.LeadershipChannel.plan_id, tables.LeadershipChannel.id)
    .where(tables.LeadershipChannel.plan_id.in_(_IDS))
    .order_by(tables.LeadershipChannel.id)
)


@dataclass(frozen=True)
class _Ground:
    """What the decisions about a batch rest on, each read once for all its milestones.

    `leads`, `groups` and `channels` are ids of people and channels: by milestone, by milestone, and by plan.
    """

    session: Session
    now: datetime
    plans: dict[int, tables.Plan]
    ladders: Ladders
    leads: dict[int, int | None]
    groups: dict[int, list[int]]
    people: dict[int, tables.Person]
    channels: dict[int, list[int]]
    away: frozenset[int]

    def person(self, person_id: int | None) -> tables.Person | None:
        return self.people[person_id] if person_id is not None else None


def _ground(session: Session, rows: Sequence[tables.Milestone], now: datetime) -> _Ground:
    of_rows, of_plans = {"ids": [row.id for row in rows]}, {"ids": list({row.plan_id for row in rows})}
    plans = {plan.id: plan for plan in session.scalars(_PLANS, of_plans)}
    leads = _leads(session, of_rows, now)
    told = {*leads.values(), *(plan.owner_id for plan in plans.values())} - {None}
    return _Ground(
        session=session,
        now=now,
        plans=plans,
        ladders=Ladders(session, rows, plans.values()),
        leads=leads,
        groups=_by_first(session.execute(_RESTRICTED, of_rows)),
        people={person.id: person for person in session.scalars(_PEOPLE_AND_MANAGERS, {"ids": list(told)})},
        channels=_by_first(session.execute(_CHANNELS, of_plans)),
        away=people_away(session, now.date() - timedelta(days=1)),
    )


def _leads(session: Session, of_rows: dict[str, list[int]], now: datetime) -> dict[int, int | None]:
    """Who is asked of each milestone: its first lead, or whoever holds that lead's post."""
    first: dict[int, tuple[int | None, int | None]] = {}
    for milestone_id, person_id, post_id in session.execute(_LEADS, of_rows):
        first.setdefault(milestone_id, (person_id, post_id))
    holders = post_holders(session, [post_id for _, post_id in first.values() if post_id is not None], now.date())
    held = {post_id: holder.id for post_id, holder in holders.items()}
    return {one: held.get(post_id) if post_id is not None else who for one, (who, post_id) in first.items()}


def _by_first(rows: Iterable[Row[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for first, second in rows:
        found.setdefault(first, []).append(second)
    return found


def _climber(ground: _Ground, row: tables.Milestone) -> Climber:
    session, now, plan, ladders = ground.session, ground.now, ground.plans[row.plan_id], ground.ladders
    lead, owner = ground.person(ground.leads.get(row.id)), ground.person(plan.owner_id)
    manager = _who_sees_others(ground.person(lead.manager_id) if lead else None) or owner
    assert row.due_on is not None
    pending, following = _divided(ladders.ahead(row), now)
    group, zone = frozenset(ground.groups.get(row.id, ())), ZoneInfo(plan.zone)
    day = pending[-1].day if pending else now.date()

    def listener(person: tables.Person | None) -> Listener | None:
        if person is not None and person.id not in ground.away and not group:
            return Listener(person.id, ZoneInfo(person.zone))
        return _listener(session, person, max(day, now.astimezone(zone).date()), plan.owner_id, group, lead)

    return Climber(
        milestone_id=row.id,
        organisation_id=plan.organisation_id,
        due=row.due_on,
        policy=ladders.policy_of(row),
        pending=pending,
        next_rung_at=written_at(following.day) if following else None,
        climbed_to=row.climbed_to,
        calendar=ladders.calendar_of(row),
        zone=zone,
        lead=listener(lead) if lead is None or lead.left_at is None else None,
        manager=listener(manager),
        owner=listener(owner),
        channel_ids=() if group else tuple(ground.channels.get(row.plan_id, ())),
    )


def _divided(ahead: Iterable[Step], now: datetime) -> tuple[tuple[Step, ...], Step | None]:
    """The steps that have come, and the first one that has not."""
    pending: list[Step] = []
    for step in ahead:
        if written_at(step.day) > now:
            return tuple(pending), step
        pending.append(step)
    return tuple(pending), None


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
