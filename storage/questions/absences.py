"""Who is away, and who hears instead."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from storage import tables
from storage.plainly import Plain, ask, table_of


@dataclass(frozen=True)
class Attendance:
    """Who is reached in somebody's place on a day. `person` is themselves where they are there.

    `is_back_on` is set where nobody is there at all: the day from which `person`, themselves, can be reached again.
    """

    person: tables.Person
    is_back_on: date | None = None


@dataclass(frozen=True)
class AbsenceFacts:
    """Somebody's leave; both days are days away."""

    id: int
    person_id: int
    from_on: date
    until_on: date
    cover_id: int | None


def absence_on(session: Session, person_id: int, day: date) -> AbsenceFacts | None:
    """The leave that somebody is on that day; None where they are there."""
    return absences_on(session, [person_id], day).get(person_id)


def absences_on(session: Session, person_ids: Collection[int], day: date) -> dict[int, AbsenceFacts]:
    """The leave that each of these people is on that day; who is there is not among them."""
    rows = ask(session, _absences_on(), people=list(person_ids), day=day) if person_ids else ()
    return {row.person_id: _as_facts(row) for row in rows}


def people_away_between(session: Session, first: date, last: date) -> list[AbsenceFacts]:
    """The leave of everybody who is on leave on any of these days."""
    absence = table_of(tables.Absence).c
    columns = (absence.id, absence.person_id, absence.from_on, absence.until_on, absence.cover_id)
    is_then = (absence.cancelled_at.is_(None), absence.from_on <= last, absence.until_on >= first)
    return [_as_facts(row) for row in session.execute(select(*columns).where(*is_then).order_by(absence.from_on))]


def next_absence_of(session: Session, person_id: int, day: date) -> AbsenceFacts | None:
    """The leave that somebody is on that day, else the first that begins after it; None where there is none."""
    absence = tables.Absence
    row = session.scalar(
        select(absence)
        .where(absence.person_id == person_id, absence.cancelled_at.is_(None), absence.until_on >= day)
        .order_by(absence.from_on)
        .limit(1)
    )
    return _as_facts(row) if row is not None else None


@cache
def _absences_on() -> Plain:
    absence = table_of(tables.Absence).c
    return (
        select(absence.id, absence.person_id, absence.from_on, absence.until_on, absence.cover_id)
        .where(absence.person_id.in_(bindparam("people", expanding=True)), *_covers_day())
        .order_by(absence.id)
    )


def _covers_day() -> tuple[ColumnElement[bool], ...]:
    absence = table_of(tables.Absence).c
    day: BindParameter[date] = bindparam("day")
    return absence.cancelled_at.is_(None), absence.from_on <= day, absence.until_on >= day


def people_away(session: Session, since: date) -> frozenset[int]:
    """Everybody who is on leave on that day or will be later, as far as anybody knows."""
    absence = tables.Absence
    return frozenset(
        session.scalars(select(absence.person_id).where(absence.cancelled_at.is_(None), absence.until_on >= since))
    )


def absence_by_id(session: Session, absence_id: int) -> AbsenceFacts:
    return _as_facts(session.get_one(tables.Absence, absence_id))


def _as_facts(row: Any) -> AbsenceFacts:
    return AbsenceFacts(row.id, row.person_id, row.from_on, row.until_on, row.cover_id)


def covered_by(session: Session, person_id: int, day: date) -> frozenset[int]:
    """The people for whom somebody covers on that day."""
    return frozenset(ask(session, _covered_by(), person_id=person_id, day=day).scalars())


@cache
def _covered_by() -> Plain:
    absence = table_of(tables.Absence).c
    return select(absence.person_id).where(absence.cover_id == bindparam("person_id"), *_covers_day())


def attendance(session: Session, person: tables.Person, day: date, owner_id: int | None = None) -> Attendance:
    """Who hears on that day what a person would: they, their cover, or, without one, their manager.

    Covers and managers may be away too, and are followed in the same way. `owner_id` stands in where no manager is
    known.
    """
    first = absence_on(session, person.id, day)
    if first is None:
        return Attendance(person)
    seen = {person.id}
    away, now = first, person
    while True:
        next_id = away.cover_id if away.cover_id is not None else now.manager_id or owner_id
        if next_id is None or next_id in seen:
            return Attendance(person, first.until_on + timedelta(days=1))
        seen.add(next_id)
        now = session.get_one(tables.Person, next_id)
        also_away = absence_on(session, now.id, day)
        if also_away is None:
            return Attendance(now)
        away = also_away


def stand_in_id(session: Session, person_id: int, day: date) -> int:
    """Who is reached in a person's place on a day: themselves where they are there, or where nobody is."""
    return attendance(session, session.get_one(tables.Person, person_id), day).person.id
