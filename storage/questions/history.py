"""The history of a plan: every change, who made it when and for whom, and the words it came from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from storage import tables
from storage.changes.events import LEAD, value_of


@dataclass(frozen=True)
class Change:
    """One event of a plan. `ref` is None where it changed no milestone, such as somebody's leave.

    `changes` is (field, before, after) in the order kept, a lead by name; `concerns` is what the event asked for or
    brought where it changes nothing itself: a later date, a new lead's name, a day to ask again, evidence. `words` is
    what was said, word for word, and `address` where: platform, conversation and message. `undoes` is the number of
    the event that this one took back, and `is_taken_back` tells that another took back this one.
    """

    number: int
    at: datetime
    ref: str | None
    kind: str
    by: str | None
    on_behalf_of: str | None
    changes: tuple[tuple[str, Any, Any], ...]
    concerns: tuple[date | str, ...]
    words: str | None
    address: tuple[str, str, str] | None
    undoes: int | None
    is_taken_back: bool


def history_of(
    session: Session,
    plan_id: int,
    ref: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Change]:
    """The events of a plan, the first first: of one milestone where a reference is given, and within instants.

    It tells of restricted milestones too: it is for whoever keeps the database, and not for a chat.
    """
    speaker, lead, undoing = aliased(tables.Person), aliased(tables.Person), aliased(tables.Event)
    rows = session.execute(
        select(tables.Event, tables.Milestone.ref, speaker.name, lead.name, tables.UpdateText, undoing.id)
        .outerjoin(tables.Milestone, tables.Milestone.id == tables.Event.milestone_id)
        .outerjoin(speaker, speaker.id == tables.Event.person_id)
        .outerjoin(lead, lead.id == tables.Event.on_behalf_of_id)
        .outerjoin(tables.UpdateText, tables.UpdateText.id == tables.Event.update_text_id)
        .outerjoin(undoing, undoing.undoes_id == tables.Event.id)
        .where(tables.Event.plan_id == plan_id, *_within(ref, since, until))
        .order_by(tables.Event.id)
    )
    concerns = _concerns(session, plan_id)
    return [_as_change(*row, tuple(concerns.get(row[0].id, ()))) for row in rows]


def _concerns(session: Session, plan_id: int) -> dict[int, list[date | str]]:
    """By event, what it asked for or brought."""
    found: dict[int, list[date | str]] = {}
    columns: tuple[tuple[InstrumentedAttribute[int], InstrumentedAttribute[Any]], ...] = (
        (tables.DateRequest.event_id, tables.DateRequest.to_on),
        (tables.Handover.event_id, tables.Handover.to_name),
        (tables.Snooze.event_id, tables.Snooze.until_on),
        (tables.Evidence.event_id, tables.Evidence.name),
    )
    for event_id, what in columns:
        of_plan = select(event_id, what).join(tables.Event, tables.Event.id == event_id)
        for number, thing in session.execute(of_plan.where(tables.Event.plan_id == plan_id)):
            found.setdefault(number, []).append(thing)
    return found


def _within(ref: str | None, since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if ref is not None:
        conditions.append(func.lower(tables.Milestone.ref) == ref.lower())
    if since is not None:
        conditions.append(tables.Event.at >= since)
    if until is not None:
        conditions.append(tables.Event.at < until)
    return conditions


def _as_change(
    event: tables.Event,
    ref: str | None,
    by: str | None,
    on_behalf_of: str | None,
    said: tables.UpdateText | None,
    taken_back_by: int | None,
    concerns: tuple[date | str, ...],
) -> Change:
    return Change(
        number=event.id,
        at=event.at,
        ref=ref,
        kind=event.kind,
        by=by,
        on_behalf_of=on_behalf_of,
        changes=tuple((field, *_values(field, kept)) for field, kept in event.changes.items()),
        concerns=concerns,
        words=said.text if said else None,
        address=(said.platform, said.conversation, said.message_id) if said else None,
        undoes=event.undoes_id,
        is_taken_back=taken_back_by is not None,
    )


def _values(field: str, kept: Any) -> tuple[Any, Any]:
    """What a field was and is; what an event keeps otherwise than as a pair is told as it is."""
    if not isinstance(kept, list) or len(kept) != 2:
        return None, kept
    before, after = kept
    if field == LEAD:
        return (before or {}).get("name"), (after or {}).get("name")
    return value_of(field, before), value_of(field, after)
