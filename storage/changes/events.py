"""The one way in which a milestone changes: field by field, with an event that remembers what was there before."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.words import Role, Status
from storage import tables
from storage.changes.overtaken import end_overtaken, open_what_it_ended
from storage.changes.queries import open_again, settle_by_change
from storage.climbing import schedule, schedule_plan, start_again

_READ_BACK = {
    "status": Status,
    "due_on": date.fromisoformat,
    "as_at": date.fromisoformat,
    "last_word_at": datetime.fromisoformat,
    "retired_at": datetime.fromisoformat,
}


@dataclass(frozen=True)
class Author:
    """Who made a change, when, and in which of their messages; `on_behalf_of_id` is the lead for whom they spoke."""

    person_id: int | None
    at: datetime
    update_text_id: int | None = None
    on_behalf_of_id: int | None = None


def change_milestone(
    session: Session, milestone: tables.Milestone, kind: str, fields: dict[str, Any], author: Author
) -> tables.Event:
    """Sets the fields, keeps what they were, and sees to it that the ladder fits the new state."""
    changes = {
        name: [as_json(_present(session, milestone, name)), as_json(value)]
        for name, value in fields.items()
        if _present(session, milestone, name) != value
    }
    event = _add_event(session, milestone.plan_id, kind, changes, author, milestone.id)
    _apply(session, milestone, {name: fields[name] for name in changes}, author.at)
    settle_by_change(session, event)
    end_overtaken(session, milestone, event)
    return event


def note_event(session: Session, plan_id: int, kind: str, changes: dict[str, Any], author: Author) -> tables.Event:
    """An event of the plan that changes no milestone, such as somebody's leave."""
    return _add_event(session, plan_id, kind, changes, author)


def take_back(session: Session, event: tables.Event, author: Author) -> tables.Event:
    """Puts back what an event changed, as an event of its own."""
    open_again(session, event)
    if event.milestone_id is None:
        changes = {name: [new, old] for name, (old, new) in event.changes.items()}
        _put_back(session, event)
        return _add_event(session, event.plan_id, "undone", changes, author, undoes_id=event.id)
    milestone = session.get_one(tables.Milestone, event.milestone_id)
    before = {name: old for name, (old, _) in event.changes.items()}
    fields = {name: value_of(name, old) for name, old in before.items()}
    changes = {name: [as_json(_present(session, milestone, name)), old] for name, old in before.items()}
    undoing = _add_event(session, milestone.plan_id, "undone", changes, author, milestone.id, undoes_id=event.id)
    _apply(session, milestone, fields, author.at)
    end_overtaken(session, milestone, undoing)
    open_what_it_ended(session, milestone, event, author.at)
    return undoing


_OF_PLAN = frozenset({"policy_id", "status_key", "council", "as_at"})
"""The fields of a plan itself that an event can change."""


def _put_back(session: Session, event: tables.Event) -> None:
    """The plan's own fields as they were before an event of the plan."""
    plan = session.get_one(tables.Plan, event.plan_id)
    for name, (old, _) in event.changes.items():
        if name in _OF_PLAN:
            setattr(plan, name, value_of(name, old))
    session.flush()
    if "policy_id" in event.changes:
        schedule_plan(session, plan)


def _present(session: Session, milestone: tables.Milestone, field: str) -> Any:
    return lead_value(session, milestone.id) if field == LEAD else getattr(milestone, field)


LEAD = "lead"
"""The field of an event in which who answers for a milestone changes: {"person_id", "post_id", "name"} or None."""


def lead_value(session: Session, milestone_id: int) -> dict[str, Any] | None:
    """Who answers for a milestone, as an event keeps it."""
    lead = _answerable(session, milestone_id)
    if lead is None:
        return None
    person = session.get(tables.Person, lead.person_id) if lead.person_id else None
    post = session.get(tables.Post, lead.post_id) if lead.post_id else None
    name = person.name if person else post.title if post else None
    return {"person_id": lead.person_id, "post_id": lead.post_id, "name": name}


def _answerable(session: Session, milestone_id: int) -> tables.Lead | None:
    return session.scalar(
        select(tables.Lead)
        .where(tables.Lead.milestone_id == milestone_id, tables.Lead.role == Role.LEAD)
        .order_by(tables.Lead.position)
        .limit(1)
    )


def _set_lead(session: Session, milestone: tables.Milestone, value: dict[str, Any] | None) -> None:
    lead = _answerable(session, milestone.id)
    if value is None:
        if lead is not None:
            session.delete(lead)
    elif lead is None:
        new = tables.Lead(milestone_id=milestone.id, role=Role.LEAD, position=-1)
        new.person_id, new.post_id = value["person_id"], value["post_id"]
        session.add(new)
    else:
        lead.person_id, lead.post_id = value["person_id"], value["post_id"]
    session.flush()
    session.expire(milestone, ["leads"])


def value_of(field: str, kept: Any) -> Any:
    """A field's value from the JSON in which an event keeps it."""
    return _READ_BACK[field](kept) if kept is not None and field in _READ_BACK else kept


def as_json(value: Any) -> Any:
    """A field's value as an event keeps it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _add_event(
    session: Session,
    plan_id: int,
    kind: str,
    changes: dict[str, Any],
    author: Author,
    milestone_id: int | None = None,
    undoes_id: int | None = None,
) -> tables.Event:
    event = tables.Event(
        plan_id=plan_id,
        milestone_id=milestone_id,
        at=author.at,
        kind=kind,
        person_id=author.person_id,
        on_behalf_of_id=author.on_behalf_of_id,
        changes=changes,
        update_text_id=author.update_text_id,
        undoes_id=undoes_id,
    )
    session.add(event)
    session.flush()
    return event


def _apply(session: Session, milestone: tables.Milestone, fields: dict[str, Any], at: datetime) -> None:
    for name, value in fields.items():
        if name == LEAD:
            _set_lead(session, milestone, value)
        else:
            setattr(milestone, name, value)
    if "due_on" in fields:
        start_again(session, milestone, session.get_one(tables.Plan, milestone.plan_id), at)
    elif "status" in fields or "retired_at" in fields:
        schedule(session, milestone, session.get_one(tables.Plan, milestone.plan_id))
    session.flush()
