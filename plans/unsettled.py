"""What a reading is not sure of: held back until a person settles it, or explained by a key that was settled."""

from dataclasses import replace
from typing import Any

from plans.reading import MilestoneReading, PlanReading, Query
from plans.status_key import StatusKey

HELD_BACK = frozenset({"due", "status"})
"""The fields that stay empty while the question about them is open: nobody is chased on a date that was guessed, and
no colour counts before somebody has said what it means. A lead who was assumed is asked meanwhile, and marked."""


def certain(reading: PlanReading) -> PlanReading:
    """The reading without the dates and statuses that it had to assume."""
    return _with(reading, {place: None for query in reading.queries for place in held_back(query)})


def held_back(query: Query) -> list[tuple[str, str]]:
    """The (reference, field) of every value that waits for this question to be settled."""
    if query.field == "status_key":
        return [(ref, "status") for ref in query.refs]
    is_held = query.ref is not None and query.field in HELD_BACK and query.taken_as is not None
    return [(query.ref or "", query.field)] if is_held else []


def taken_value(reading: PlanReading, query: Query) -> str | None:
    """The value that the question's answer would be if it is right as taken: an ISO date or a status's name."""
    if query.field == "status_key":
        return query.taken_as.replace(" ", "_") if query.taken_as else None
    milestone = next((m for m in reading.milestones if m.ref == query.ref), None)
    if milestone is None or query.field not in HELD_BACK or query.taken_as is None:
        return query.taken_as
    if query.field == "due":
        return milestone.due.isoformat() if milestone.due else None
    return milestone.status.value if milestone.status else None


def explained(reading: PlanReading, key: StatusKey) -> PlanReading:
    """The reading with the statuses that a settled key explains, and without the questions that it answers."""
    values: dict[tuple[str, str], Any] = {}
    left = []
    for query in reading.queries:
        status = _meaning(query, key)
        if status is None:
            left.append(query)
        refs = query.refs if query.field == "status_key" else (query.ref or "",)
        values |= {(ref, "status"): status for ref in refs if status is not None}
    return replace(_with(reading, values), queries=tuple(left))


def _meaning(query: Query, key: StatusKey) -> Any:
    if query.field == "status_key":
        return key.from_colour(query.text)
    is_unread = query.field == "status" and query.taken_as is None
    return next((label.status for label in key.labels if is_unread and label.label == query.text), None)


def steady(after: PlanReading, before: PlanReading) -> PlanReading:
    """A newer reading that, where it is not sure, says what the one before it said: a doubt is no change."""
    known = {milestone.ref: milestone for milestone in before.milestones}
    doubtful = [place for query in after.queries for place in held_back(query)]
    return _with(after, {(ref, field): getattr(known.get(ref), field, None) for ref, field in doubtful})


def is_same_question(one: Query, other: Query) -> bool:
    """Whether a newer document asks what was asked before, wherever in it the row stands by now."""
    return (one.ref, one.field, one.text, one.taken_as) == (other.ref, other.field, other.text, other.taken_as)


def _with(reading: PlanReading, values: dict[tuple[str, str], Any]) -> PlanReading:
    if not values:
        return reading
    by_ref: dict[str, dict[str, Any]] = {}
    for (ref, field), value in values.items():
        by_ref.setdefault(ref, {})[field] = value
    return replace(reading, milestones=tuple(_changed(m, by_ref.get(m.ref, {})) for m in reading.milestones))


def _changed(milestone: MilestoneReading, values: dict[str, Any]) -> MilestoneReading:
    if not values:
        return milestone
    if "due" in values:
        values = {**values, "dues": (values["due"],) if values["due"] else ()}
    return replace(milestone, **values)
