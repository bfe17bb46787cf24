"""Reminders that somebody asked to have later."""

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables

LATER = "asked for later, "


def later_rung(snooze_id: int) -> str:
    """The cause of a reminder that somebody asked for themselves, where others have the name of a rung."""
    return f"{LATER}{snooze_id}"


def is_later(rung: str | None) -> bool:
    return rung is not None and rung.startswith(LATER)


def asked_later_on(session: Session, rung: str | None, reader_id: int | None, zone: ZoneInfo) -> date | None:
    """The day on which the reader asked for the reminder of that cause; None where something else is its cause."""
    if rung is None or not is_later(rung):
        return None
    snooze = session.get(tables.Snooze, int(rung.removeprefix(LATER)))
    return snooze.asked_at.astimezone(zone).date() if snooze and snooze.person_id == reader_id else None


def asked_for_later(session: Session, rung: str | None, milestone_id: int, reader_id: int | None) -> bool:
    """Whether the reader asked for a reminder of that milestone that has this cause."""
    if rung is None or not rung.removeprefix(LATER).isdecimal():
        return False
    snooze = session.get(tables.Snooze, int(rung.removeprefix(LATER)))
    return snooze is not None and (snooze.milestone_id, snooze.person_id) == (milestone_id, reader_id)


def is_put_off(session: Session, milestone_id: int, person_id: int, today: date) -> bool:
    """Whether somebody asked not to be reminded of a milestone before a later day than today."""
    found = session.scalar(
        select(tables.Snooze.id).where(
            tables.Snooze.milestone_id == milestone_id,
            tables.Snooze.person_id == person_id,
            tables.Snooze.cancelled_at.is_(None),
            tables.Snooze.until_on > today,
        )
    )
    return found is not None
