"""The one way in which a milestone changes: field by field, with an event that remembers what was there before."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from plans.words import Status
from storage import tables
from storage.climbing import schedule, start_again

_READ_BACK = {"status": Status, "due_on": date.fromisoformat, "last_word_at": datetime.fromisoformat}


@dataclass(frozen=True)
class Author:
    """Who made a change, when, and in which of their messages."""

    person_id: int | None
    at: datetime
    update_text_id: int | None = None


def change_milestone(
    session: Session, milestone: tables.Milestone, kind: str, fields: dict[str, Any], author: Author
) -> tables.Event:
    """Sets the fields, keeps what they were, and sees to it that the ladder fits the new state."""
    changes = {
        name: [_kept(getattr(milestone, name)), _kept(value)]
        for name, value in fields.items()
        if getattr(milestone, name) != value
    }
    event = _add_event(session, milestone, kind, changes, author)
    _apply(session, milestone, {name: fields[name] for name in changes}, author.at)
    return event


def take_back(session: Session, event: tables.Event, author: Author) -> tables.Event:
    """Puts back what an event changed, as an event of its own."""
    milestone = session.get_one(tables.Milestone, event.milestone_id)
    before = {name: old for name, (old, _) in event.changes.items()}
    fields = {name: value_of(name, old) for name, old in before.items()}
    changes = {name: [_kept(getattr(milestone, name)), old] for name, old in before.items()}
    undoing = _add_event(session, milestone, "undone", changes, author, undoes_id=event.id)
    _apply(session, milestone, fields, author.at)
    return undoing


def value_of(field: str, kept: Any) -> Any:
    """A field's value from the JSON in which an event keeps it."""
    return _READ_BACK[field](kept) if kept is not None and field in _READ_BACK else kept


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _add_event(
    session: Session,
    milestone: tables.Milestone,
    kind: str,
    changes: dict[str, Any],
    author: Author,
    undoes_id: int | None = None,
) -> tables.Event:
    event = tables.Event(
        plan_id=milestone.plan_id,
        milestone_id=milestone.id,
        at=author.at,
        kind=kind,
        person_id=author.person_id,
        changes=changes,
        update_text_id=author.update_text_id,
        undoes_id=undoes_id,
    )
    session.add(event)
    session.flush()
    return event


def _apply(session: Session, milestone: tables.Milestone, fields: dict[str, Any], at: datetime) -> None:
    for name, value in fields.items():
        setattr(milestone, name, value)
    plan = session.get_one(tables.Plan, milestone.plan_id)
    if "due_on" in fields:
        start_again(session, milestone, plan, at)
    elif "status" in fields:
        schedule(session, milestone, plan)
    session.flush()
