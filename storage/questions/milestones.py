"""Milestones as they stand now, or as they stood at any instant since their plan came in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from plans.milestone import LaterDate, Milestone
from plans.words import Role
from storage import tables
from storage.changes.events import LEAD, value_of
from storage.memory import Stood
from storage.plainly import Plain, ask, table_of
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
    if ids is None:
        return _read(session, _reading_of(_IN_PLAN), today, plan_id=plan_id)
    return _read(session, _reading_of(_IN_PLAN, _THESE), today, plan_id=plan_id, ids=list(ids))


def milestones_by_id(session: Session, ids: Sequence[int], today: date) -> list[Milestone]:
    """These milestones, restricted or not, in this order; what is not kept is left out."""
    found = {m.id: m for m in _read(session, _reading_of(_THESE), today, ids=list(ids))}
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
    stood = _read(session, _reading_of(_STOOD_IN_PLAN), today, plan_id=plan_id, at=at)
    everybodys = [m for m in stood if m.is_visible_to(None)]
    leads = [before[m.id][LEAD] for m in everybodys if LEAD in before.get(m.id, {})]
    holders = post_holders(session, [lead["post_id"] for lead in leads if lead and lead["post_id"]], today)
    return [_taken_back(m, before.get(m.id, {}), zone, holders) for m in everybodys]


_NAMES = {"title": "title", "status": "status", "due_on": "due", "moves": "moves", "progress": "progress"}


def _taken_back(milestone: Milestone, before: dict[str, Any], zone: ZoneInfo, holders: dict[int, Any]) -> Milestone:
    fields = {_NAMES[name]: value_of(name, kept) for name, kept in before.items() if name in _NAMES}
    if "last_word_at" in before:
        word = value_of("last_word_at", before["last_word_at"])
        fields["last_word_on"] = word.astimezone(zone).date() if word else None
    if LEAD in before:
        fields |= _lead_of_then(before[LEAD], holders)
    return replace(milestone, **fields)


def _lead_of_then(kept: dict[str, Any] | None, holders: dict[int, Any]) -> dict[str, Any]:
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


@dataclass(frozen=True)
class _Reading:
    """The statements that read milestones with what belongs to each."""

    milestones: Plain
    leads: Plain
    restricted: Plain
    requests: Plain


_MILESTONE, _LEAD = table_of(tables.Milestone), table_of(tables.Lead)
_RESTRICTED, _REQUEST = table_of(tables.RestrictedTo), table_of(tables.DateRequest)

# Which milestones are read.
_THESE = _MILESTONE.c.id.in_(bindparam("ids", expanding=True))
_IN_PLAN = and_(_MILESTONE.c.plan_id == bindparam("plan_id"), _MILESTONE.c.retired_at.is_(None))
_STOOD_IN_PLAN = and_(
    _MILESTONE.c.plan_id == bindparam("plan_id"),
    _MILESTONE.c.came_in_at <= bindparam("at"),
    or_(_MILESTONE.c.retired_at.is_(None), _MILESTONE.c.retired_at > bindparam("at")),
)


@cache
def _reading_of(*which: ColumnElement[bool]) -> _Reading:
    person, post = table_of(tables.Person), table_of(tables.Post)
    leads = (
        select(
            *_LEAD.c["milestone_id", "person_id", "post_id", "role"],
            func.coalesce(person.c.name, post.c.title).label("name"),
            person.c.left_at,
        )
        .join(_MILESTONE, _MILESTONE.c.id == _LEAD.c.milestone_id)
        .outerjoin(person, person.c.id == _LEAD.c.person_id)
        .outerjoin(post, post.c.id == _LEAD.c.post_id)
        .order_by(_LEAD.c.position, _LEAD.c.id)
    )
    restricted = select(_RESTRICTED.c.milestone_id, _RESTRICTED.c.person_id).join(
        _MILESTONE, _MILESTONE.c.id == _RESTRICTED.c.milestone_id
    )
    requests = (
        select(
            *_REQUEST.c["milestone_id", "to_on", "asked_at", "told_at"],
            _REQUEST.c.reason.is_not(None).label("has_reason"),
            person.c.name.label("asked_of"),
        )
        .join(_MILESTONE, _MILESTONE.c.id == _REQUEST.c.milestone_id)
        .outerjoin(person, person.c.id == _REQUEST.c.asked_of_id)
        .where(_REQUEST.c.decided_at.is_(None))
    )
    return _Reading(*(one.where(*which) for one in (_milestones(), leads, restricted, requests)))


def _milestones() -> Plain:
    plan, theme, action = table_of(tables.Plan), table_of(tables.Theme), table_of(tables.Action)
    columns = (column for column in _MILESTONE.c if column.name != "details")
    return (
        select(
            *columns,
            *plan.c["zone", "imported_at"],
            theme.c.name.label("theme"),
            action.c.ref.label("action"),
            action.c.title.label("action_title"),
            action.c.recommendations,
        )
        .join(plan, plan.c.id == _MILESTONE.c.plan_id)
        .outerjoin(theme, theme.c.id == _MILESTONE.c.theme_id)
        .outerjoin(action, action.c.id == _MILESTONE.c.action_id)
        .order_by(_MILESTONE.c.plan_id, _MILESTONE.c.position)
    )


def _read(session: Session, reading: _Reading, today: date, **which: Any) -> list[Milestone]:
    rows = ask(session, reading.milestones, **which).all()
    if not rows:
        return []
    leads: dict[int, list[Any]] = defaultdict(list)
    for lead in ask(session, reading.leads, **which):
        leads[lead.milestone_id].append(lead)
    allowed: dict[int, set[int]] = defaultdict(set)
    for milestone_id, person_id in ask(session, reading.restricted, **which):
        allowed[milestone_id].add(person_id)
    asked = {request.milestone_id: request for request in ask(session, reading.requests, **which)}
    holders = post_holders(session, [one.post_id for of_one in leads.values() for one in of_one if one.post_id], today)
    done = completions(session, [row.id for row in rows if row.status is not None and row.status.is_finished])
    doubts = to_settle(session, [row.id for row in rows], list({row.plan_id for row in rows}))
    return [
        _as_milestone(
            row,
            leads[row.id],
            holders,
            later=_later(asked.get(row.id), row.zone),
            restricted_to=frozenset(allowed[row.id]) if row.id in allowed else None,
            to_settle=doubts.get(row.id, ()),
            **done.get(row.id, {}),
        )
        for row in rows
    ]


def _as_milestone(row: Any, leads: Sequence[Any], holders: dict[int, Any], **more: Any) -> Milestone:
    lead = answerable(leads)
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
        action=row.action or "",
        action_title=row.action_title or "",
        recommendations=tuple(row.recommendations or ()),
        theme=row.theme,
        lead=lead.name if lead else None,
        lead_id=reader_of(lead, holders),
        post=lead.name if lead and lead.post_id is not None else None,
        holder=_holder(lead, holders),
        supporters=tuple(other.name for other in leads if other is not lead),
        last_word_on=_last_word_on(row),
        climbs=row.next_rung_at is not None or row.climbed_to is not None,
        lead_left_on=_left_on(row, lead, holders),
        **more,
    )


def _later(request: Any, zone: str) -> LaterDate | None:
    if request is None:
        return None
    since = _day_in(zone, request.told_at or request.asked_at)
    return LaterDate(request.to_on, since, request.asked_of, request.has_reason)


def answerable(leads: Sequence[Any]) -> Any:
    """The one lead who is answerable: the first who is not there only in support; None where there is none."""
    return next((lead for lead in leads if lead.role == Role.LEAD), None)


def reader_of(lead: Any, holders: dict[int, Any]) -> int | None:
    """The id of the person who is asked: the lead, or whoever holds the lead's post."""
    if lead is None:
        return None
    if lead.person_id is not None:
        return int(lead.person_id)
    holder = holders.get(lead.post_id or 0)
    return holder.id if holder else None


def _holder(lead: Any, holders: dict[int, Any]) -> str | None:
    person = holders.get(lead.post_id) if lead is not None and lead.post_id is not None else None
    return person.name if person else None


def _left_on(row: Any, lead: Any, holders: dict[int, Any]) -> date | None:
    if lead is None:
        return None
    person = holders.get(lead.post_id) if lead.post_id is not None else lead
    return _day_in(row.zone, person.left_at) if person and person.left_at else None


def post_holders(session: Session, post_ids: Sequence[int], today: date) -> dict[int, Any]:
    """Who holds each of the posts on that day, by the post's id: their `id`, their `name` and when they `left_at`."""
    if not post_ids:
        return {}
    rows = ask(session, _post_holders(), posts=list(set(post_ids)), today=today)
    return {row.post_id: row for row in rows}


@cache
def _post_holders() -> Plain:
    holding, person = table_of(tables.PostHolding), table_of(tables.Person)
    today: BindParameter[date] = bindparam("today")
    return (
        select(holding.c.post_id, *person.c["id", "name", "left_at"])
        .join(person, person.c.id == holding.c.person_id)
        .where(
            holding.c.post_id.in_(bindparam("posts", expanding=True)),
            or_(holding.c.from_on.is_(None), holding.c.from_on <= today),
            or_(holding.c.until_on.is_(None), holding.c.until_on >= today),
        )
        .order_by(holding.c.id)
    )


def _last_word_on(row: Any) -> date | None:
    if row.last_word_at is not None:
        return _day_in(row.zone, row.last_word_at)
    # "May 2011" is kept as the last of May: a note in a document is never later than the document came in.
    came_in = _day_in(row.zone, row.imported_at)
    return max((min(date.fromisoformat(on), came_in) for on, _ in row.reported if on), default=None)


def _day_in(zone: str, at: datetime) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
