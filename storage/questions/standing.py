"""A plan as it stands now, remembered from one question to the next and brought up to date by what has changed."""

from collections.abc import Callable, Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.milestone import Milestone
from storage import tables
from storage.memory import Memory, Stood
from storage.versions import changed_since, touched_by, touched_plans, version_of

Read = Callable[[Session, int, date, Iterable[int] | None], list[Milestone]]
"""Reads milestones of a plan: all of them, or those with these ids."""


def standing(session: Session, plan_id: int, today: date, read: Read) -> Stood:
    """The plan as this transaction sees it, its own changes included."""
    memory: Memory | None = session.info.get("memory")
    if memory is None:
        return _read_all(session, plan_id, today, read, 0)
    touched = touched_by(session)
    stood = _present(session, memory, plan_id, today, read)
    if not touched:
        return stood
    # What this transaction has changed is nobody else's yet, and may never be.
    own = touched_plans(session, touched).get(plan_id, set())
    return _brought_up(session, stood, plan_id, today, read, own, stood.number)


def _present(session: Session, memory: Memory, plan_id: int, today: date, read: Read) -> Stood:
    before = memory.of(plan_id, today)
    number = version_of(session, plan_id)
    if before is not None and before.number == number:
        return before
    with memory.reading(plan_id):
        stood = memory.of(plan_id, today)
        if stood is not before:
            # While this waited for its turn others have read the plan, and what is remembered may be newer than what
            # was asked for: to find that again would be to read thousands of milestones while everybody waits.
            number = version_of(session, plan_id)
        if stood is not None and stood.number == number:
            return stood
        changed = changed_since(session, plan_id, stood.number, number) if stood and stood.number < number else None
        if stood is None or changed is None:
            stood = _read_all(session, plan_id, today, read, number)
        else:
            stood = _brought_up(session, stood, plan_id, today, read, changed, number)
        # Read with changes that are this transaction's own it is not to be remembered.
        if not touched_by(session):
            memory.keep(plan_id, today, stood)
        return stood


def _read_all(session: Session, plan_id: int, today: date, read: Read, number: int) -> Stood:
    milestones = read(session, plan_id, today, None)
    return Stood.of(number, milestones, _people(session, plan_id))


def _brought_up(
    session: Session, stood: Stood, plan_id: int, today: date, read: Read, ids: set[int] | None, number: int
) -> Stood:
    if ids is None:
        return _read_all(session, plan_id, today, read, number)
    if not ids:
        return Stood.of(number, stood.milestones, stood.people) if number != stood.number else stood
    now = {milestone.id: milestone for milestone in read(session, plan_id, today, ids)}
    places = [place for place, milestone in enumerate(stood.milestones) if milestone.id in ids]
    were = {stood.milestones[place].id: place for place in places}
    if not now.keys() <= were.keys():
        return _read_all(session, plan_id, today, read, number)
    kept = list(stood.milestones)
    for place in reversed(places):
        is_now = now.get(kept[place].id)
        kept[place : place + 1] = [] if is_now is None else [is_now]
    return Stood.of(number, kept, stood.people)


def _people(session: Session, plan_id: int) -> tuple[str, ...]:
    """The names of everybody whom the plan's organisation knows."""
    organisation = select(tables.Plan.organisation_id).where(tables.Plan.id == plan_id).scalar_subquery()
    person = tables.Person
    return tuple(
        session.scalars(select(person.name).where(person.organisation_id == organisation).order_by(person.name))
    )
