"""What a message began and nobody has decided yet: it ends when the message is taken back."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.events import Author
from storage.changes.overtaken import End, end_request
from storage.outbox import drop_notices
from storage.questions.snoozes import later_rung


def end_what_waits(session: Session, event: tables.Event, author: Author) -> None:
    """Withdraws the requests, offers and reminders that an event began."""
    which = tables.DateRequest.event_id == event.id, tables.DateRequest.decided_at.is_(None)
    for request in session.scalars(select(tables.DateRequest).where(*which)):
        end_request(session, request, End.WITHDRAWN, author.at, by_id=author.person_id)
    for table in (tables.Handover, tables.Confirmation):
        _withdraw(session, table, event, author)
    for absence in session.scalars(select(tables.Absence).where(tables.Absence.event_id == event.id)):
        end_absence(session, absence, author)
    for snooze in session.scalars(select(tables.Snooze).where(tables.Snooze.event_id == event.id)):
        end_snooze(session, snooze, author)


def _withdraw(session: Session, table: Any, event: tables.Event, author: Author) -> None:
    for row in session.scalars(select(table).where(table.event_id == event.id, table.decided_at.is_(None))):
        row.decided_at, row.decided_by_id, row.decision = author.at, author.person_id, End.WITHDRAWN.value
    session.flush()


def end_absence(session: Session, absence: tables.Absence, author: Author) -> None:
    """The leave is no more; whoever was to be told of its beginning or end is not."""
    if absence.cancelled_at is None:
        absence.cancelled_at = author.at
        drop_notices(session, absence.notices, "leave taken back", author.at)
        session.flush()


def end_snooze(session: Session, snooze: tables.Snooze, author: Author) -> None:
    """Reminders go out again as they are due, and none because of this."""
    if snooze.cancelled_at is not None:
        return
    snooze.cancelled_at = author.at
    for item in session.scalars(
        select(tables.NotificationItem).where(tables.NotificationItem.rung == later_rung(snooze.id))
    ):
        item.dropped = "taken back"
    session.flush()
