"""Reminders that somebody asked to have later."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage import tables
from storage.plainly import Plain, ask, table_of

LATER = "asked for later, "


def later_rung(snooze_id: int) -> str:
    """The cause of a reminder that somebody asked for themselves, where others have the name of a rung."""
    return f"{LATER}{snooze_id}"


def is_later(rung: str | None) -> bool:
    return rung is not None and rung.startswith(LATER)


@dataclass(frozen=True)
class SnoozeFacts:
    """Somebody asked, at an instant, to be reminded of a milestone on a later day, and did not take it back or did."""

    id: int
    milestone_id: int
    person_id: int
    asked_at: datetime
    until_on: date
    is_cancelled: bool

    @property
    def rung(self) -> str:
        """The cause of the reminder that was asked for."""
        return later_rung(self.id)


def snoozes_about(session: Session, milestone_ids: Collection[int]) -> list[SnoozeFacts]:
    """What anybody has asked to have later of these milestones."""
    rows = ask(session, _snoozes(), ids=list(milestone_ids))
    return [_as_facts(row) for row in rows]


def _as_facts(row: Any) -> SnoozeFacts:
    return SnoozeFacts(
        row.id, row.milestone_id, row.person_id, row.asked_at, row.until_on, is_cancelled=row.cancelled_at is not None
    )


@cache
def _snoozes() -> Plain:
    snooze = table_of(tables.Snooze).c
    columns = snooze["id", "milestone_id", "person_id", "asked_at", "until_on", "cancelled_at"]
    return select(*columns).where(snooze.milestone_id.in_(bindparam("ids", expanding=True)))


def asked_for_later(session: Session, rung: str | None, milestone_id: int, reader_id: int | None) -> bool:
    """Whether the reader asked for a reminder of that milestone that has this cause."""
    if rung is None or not rung.removeprefix(LATER).isdecimal():
        return False
    snooze = session.get(tables.Snooze, int(rung.removeprefix(LATER)))
    return snooze is not None and (snooze.milestone_id, snooze.person_id) == (milestone_id, reader_id)
