"""Milestones as they stand now, or as they stood at any instant since their plan came in."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from plans.milestone import Milestone
from plans.words import Role
from storage import tables
from storage.changes.events import LEAD, value_of
from storage.memory import Stood
from storage.questions.completions import completions
from storage.questions.queries import to_settle
from storage.questions.standing import standing


def milestones_of_plan(
    session: Session, plan_id: int, today: date, reader_id: int | None = None
) -> tuple[Milestone, ...]:
    """A plan's milestones in the plan's order; `today` decides who holds a post.

    Those that are restricted are there only for a reader who may know of them; without a reader there are none.
    """
    return stood_of_plan(session, plan_id, today).visible_to(reader_id)


def every_milestone_of_plan(session: Session, plan_id: int, today: date) -> tuple[Milestone, ...]:
    """A plan's milestones, restricted or not: for whoever runs Milepost, and for nobody's message."""
    return stood_of_plan(session, plan_id, today).milestones


def stood_of_plan(session: Session, plan_id: int, today: date) -> Stood:
    """A plan as it stands now: its milestones, and everybody who can be named in it."""
    return standing(session, plan_id, today, _read_of_plan)


def _read_of_plan(session: Session, plan_id: int, today: date, ids: Iterable[int] | None) -> list[Milestone]:
    of_plan: list[Any] = [tables.Milestone.plan_id == plan_id, tables.Milestone.retired_at.is_(None)]
    # What the transaction has looked at before stays in its session as it was then; this is to be as it is now.
    with Session(session.connection()) as fresh:
        return _read(fresh, of_plan if ids is None else [*of_plan, tables.Milestone.id.in_(ids)], today)


def milestones_by_id(session: Session, ids: Sequence[int], today: date) -> list[Milestone]:
    """These milestones, restricted or not, in this order; what is not kept is left out."""
    found = {m.id: m for m in _read(session, [tables.Milestone.id.in_(ids)], today)}
    return [found[one] for one in ids if one in found]


def milestones_as_at(session: Session, plan_id: int, at: datetime) -> list[Milestone] | None:
    """A plan's unrestricted milestones as they stood at an instant; None when the plan had not come in by then.

    The present state is a projection of the events, so the past is the present with the later events taken off.
    """
    plan = session.get_one(tables.Plan, plan_id)
    if plan.imported_at > at:
        return None
    later = session.scalars(
        select(tables.Event)
        .where(tables.Event.plan_id == plan_id, tables.Event.at > at, tables.Event.milestone_id.is_not(None))
        .order_by(tables.Event.id.desc())
    ).all()
    before: dict[int, dict[str, Any]] = {}
    for event in later:
        before.setdefault(event.milestone_id or 0, {}).update({k: v[0] for k, v in event.changes.items()})
    zone = ZoneInfo(plan.zone)
    today = at.astimezone(zone).date()
    stood = [
        tables.Milestone.plan_id == plan_id,
        tables.Milestone.came_in_at <= at,
        or_(tables.Milestone.retired_at.is_(None), tables.Milestone.retired_at > at),
    ]
    everybodys = [m for m in _read(session, stood, today) if m.is_visible_to(None)]
    leads = [before[m.id][LEAD] for m in everybodys if LEAD in before.get(m.id, {})]
    holders = post_holders(session, [lead["post_id"] for lead in leads if lead and lead["post_id"]], today)
    return [_taken_back(m, before.get(m.id, {}), zone, holders) for m in everybodys]


_NAMES = {"title": "title", "status": "status", "due_on": "due", "moves": "moves", "progress": "progress"}


def _taken_back(
    milestone: Milestone, before: dict[str, Any], zone: ZoneInfo, holders: dict[int, tables.Person]
) -> Milestone:
    fields = {_NAMES[name]: value_of(name, kept) for name, kept in before.items() if name in _NAMES}
    if "last_word_at" in before:
        word = value_of("last_word_at", before["last_word_at"])
        fields["last_word_on"] = word.astimezone(zone).date() if word else None
    if LEAD in before:
        fields |= _lead_of_then(before[LEAD], holders)
    return replace(milestone, **fields)


def _lead_of_then(kept: dict[str, Any] | None, holders: dict[int, tables.Person]) -> dict[str, Any]:
    """Who answered for it, as an event kept it: a person, or a post with whoever held it on that day."""
    if kept is None:
        return {"lead": None, "lead_id": None, "post": None, "holder": None}
    holder = holders.get(kept["post_id"] or 0)
    return {
        "lead": kept["name"],
        "lead_id": kept["person_id"] or (holder.id if holder else None),
        "post": kept["name"] if kept["post_id"] else None,
        "holder": holder.name if holder else None,
    }


def _read(session: Session, conditions: Iterable[Any], today: date) -> list[Milestone]:
    rows = session.scalars(
        select(tables.Milestone)
        .where(*conditions)
        .options(
            # Each once, and not beside each of its milestones, of which there may be thousands.
            selectinload(tables.Milestone.plan),
            selectinload(tables.Milestone.theme),
            selectinload(tables.Milestone.action),
            selectinload(tables.Milestone.leads).joinedload(tables.Lead.person),
            selectinload(tables.Milestone.leads).joinedload(tables.Lead.post),
            selectinload(tables.Milestone.restricted_to),
        )
        .order_by(tables.Milestone.plan_id, tables.Milestone.position)
    ).all()
    holders = post_holders(session, [lead.post_id for row in rows for lead in row.leads if lead.post_id], today)
    asked = _open_requests(session, [row.id for row in rows])
    done = completions(session, [row.id for row in rows if row.status is not None and row.status.is_finished])
    doubts = to_settle(session, [row.id for row in rows], list({row.plan_id for row in rows}))
    return [
        replace(
            _as_milestone(row, holders, asked.get(row.id)), to_settle=doubts.get(row.id, ()), **done.get(row.id, {})
        )
        for row in rows
    ]


def _as_milestone(row: tables.Milestone, holders: dict[int, tables.Person], asked_for: date | None) -> Milestone:
    lead = answerable(row.leads)
    return Milestone(
        id=row.id,
        plan_id=row.plan_id,
        ref=row.ref,
        title=row.title,
        status=row.status,
        due=row.due_on,
        original_due=row.original_due_on,
        moves=row.moves,
        due_text=row.due_text,
        is_immediate=row.is_immediate,
        is_ongoing=row.is_ongoing,
        progress=row.progress,
        action=row.action.ref if row.action else "",
        action_title=row.action.title if row.action else "",
        recommendations=tuple(row.action.recommendations) if row.action else (),
        theme=row.theme.name if row.theme else None,
        lead=name_of(lead),
        lead_id=reader_of(lead, holders),
        post=lead.post.title if lead and lead.post else None,
        holder=_holder(lead, holders),
        supporters=tuple(name_of(other) or "" for other in row.leads if other is not lead),
        last_word_on=_last_word_on(row),
        asked_for=asked_for,
        climbs=row.next_rung_at is not None or row.climbed_to is not None,
        restricted_to=frozenset(one.person_id for one in row.restricted_to) or None,
        lead_left_on=_left_on(row, lead, holders),
    )


def answerable(leads: Sequence[tables.Lead]) -> tables.Lead | None:
    """The one lead who is answerable: the first who is not there only in support."""
    return next((lead for lead in leads if lead.role == Role.LEAD), None)


def name_of(lead: tables.Lead | None) -> str | None:
    if lead is None:
        return None
    return lead.person.name if lead.person else (lead.post.title if lead.post else None)


def reader_of(lead: tables.Lead | None, holders: dict[int, tables.Person]) -> int | None:
    """The id of the person who is asked: the lead, or whoever holds the lead's post."""
    if lead is None:
        return None
    if lead.person_id is not None:
        return lead.person_id
    holder = holders.get(lead.post_id or 0)
    return holder.id if holder else None


def _holder(lead: tables.Lead | None, holders: dict[int, tables.Person]) -> str | None:
    person = holders.get(lead.post_id) if lead is not None and lead.post_id is not None else None
    return person.name if person else None


def _left_on(row: tables.Milestone, lead: tables.Lead | None, holders: dict[int, tables.Person]) -> date | None:
    person = (lead.person or holders.get(lead.post_id or 0)) if lead is not None else None
    return person.left_at.astimezone(ZoneInfo(row.plan.zone)).date() if person and person.left_at else None


def post_holders(session: Session, post_ids: Sequence[int], today: date) -> dict[int, tables.Person]:
    """Who holds each of the posts on that day, by the post's id."""
    if not post_ids:
        return {}
    holding = tables.PostHolding
    rows = session.execute(
        select(holding.post_id, tables.Person)
        .join(tables.Person, tables.Person.id == holding.person_id)
        .where(
            holding.post_id.in_(set(post_ids)),
            or_(holding.from_on.is_(None), holding.from_on <= today),
            or_(holding.until_on.is_(None), holding.until_on >= today),
        )
        .order_by(holding.id)
    )
    return {post_id: person for post_id, person in rows}


def _last_word_on(row: tables.Milestone) -> date | None:
    if row.last_word_at is not None:
        return row.last_word_at.astimezone(ZoneInfo(row.plan.zone)).date()
    # "May 2011" is kept as the last of May: a note in a document is never later than the document came in.
    came_in = row.plan.imported_at.astimezone(ZoneInfo(row.plan.zone)).date()
    return max((min(date.fromisoformat(on), came_in) for on, _ in row.reported if on), default=None)


def _open_requests(session: Session, milestone_ids: Sequence[int]) -> dict[int, date]:
    if not milestone_ids:
        return {}
    rows = session.execute(
        select(tables.DateRequest.milestone_id, tables.DateRequest.to_on).where(
            tables.DateRequest.milestone_id.in_(milestone_ids), tables.DateRequest.decided_at.is_(None)
        )
    )
    return {milestone_id: to_on for milestone_id, to_on in rows}
