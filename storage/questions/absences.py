"""Who is away, and who hears instead."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables


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
    row = session.scalar(
        select(tables.Absence)
        .where(
            tables.Absence.person_id == person_id,
            tables.Absence.cancelled_at.is_(None),
            tables.Absence.from_on <= day,
            tables.Absence.until_on >= day,
        )
        .order_by(tables.Absence.id.desc())
        .limit(1)
    )
    return _as_facts(row) if row else None


def people_away(session: Session, since: date) -> frozenset[int]:
    """Everybody who is on leave on that day or will be later, as far as anybody knows."""
    absence = tables.Absence
    return frozenset(
        session.scalars(select(absence.person_id).where(absence.cancelled_at.is_(None), absence.until_on >= since))
    )


def absence_by_id(session: Session, absence_id: int) -> AbsenceFacts:
    return _as_facts(session.get_one(tables.Absence, absence_id))


def _as_facts(row: tables.Absence) -> AbsenceFacts:
    return AbsenceFacts(row.id, row.person_id, row.from_on, row.until_on, row.cover_id)


def covered_by(session: Session, person_id: int, day: date) -> frozenset[int]:
    """The people for whom somebody covers on that day."""
    return frozenset(
        session.scalars(
            select(tables.Absence.person_id).where(
                tables.Absence.cover_id == person_id,
                tables.Absence.cancelled_at.is_(None),
                tables.Absence.from_on <= day,
                tables.Absence.until_on >= day,
            )
        )
    )


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
