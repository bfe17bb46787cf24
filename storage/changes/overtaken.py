"""A request for a later date ends: it is decided, taken back, or overtaken by what becomes of its milestone.

The messages that put it before somebody are to read accordingly from then on: that is owed with the end itself.
"""

from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage import outbox, tables
from storage.plainly import Plain, ask, table_of

KIND = tables.DateRequest.__tablename__


class End(StrEnum):
    """How a request ended."""

    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    COMPLETE = "complete"
    CLOSED = "closed"
    MOVED = "moved"
    HANDED_OVER = "handed over"


def open_requests(session: Session, milestone_id: int) -> list[tables.DateRequest]:
    """The requests about a milestone that nobody has decided; there is one at most, but while it is replaced."""
    ids = ask(session, _open(), milestone_id=milestone_id).scalars().all()
    return [session.get_one(tables.DateRequest, one) for one in ids]


@cache
def _open() -> Plain:
    request = table_of(tables.DateRequest).c
    is_open = request.milestone_id == bindparam("milestone_id"), request.decided_at.is_(None)
    return select(request.id).where(*is_open).order_by(request.id)


def end_request(
    session: Session,
    request: tables.DateRequest,
    end: End,
    at: datetime,
    by_id: int | None = None,
    event_id: int | None = None,
) -> None:
    """`by_id` is who decided; `event_id` what overtook it: taken back, that has the request open again."""
    request.decided_at, request.decision = at, end.value
    request.decided_by_id, request.ended_by_id = by_id, event_id
    session.flush()
    _redraw(session, request, at)


def _redraw(session: Session, request: tables.DateRequest, at: datetime) -> None:
    awaited = tables.AwaitedWord
    asking = session.scalars(
        select(awaited.notification_id)
        .where(awaited.kind == KIND, awaited.subject_id == request.id, awaited.has_buttons)
        .order_by(awaited.notification_id)
    )
    for notification_id in asking.all():
        outbox.owe_redrawing(session, notification_id, at)


def end_overtaken(session: Session, milestone: tables.Milestone, event: tables.Event) -> None:
    """Ends what was asked for about a milestone where an event has decided it otherwise."""
    end = _overtaking(milestone, event)
    if end is None:
        return
    for request in open_requests(session, milestone.id):
        if end is not End.HANDED_OVER or not _is_led_by_who_asked(event, request):
            end_request(session, request, end, event.at, event_id=event.id)


def _overtaking(milestone: tables.Milestone, event: tables.Event) -> End | None:
    changes = event.changes
    if "retired_at" in changes and milestone.retired_at is not None:
        return End.CLOSED
    if "status" in changes and milestone.status is not None and milestone.status.is_finished:
        return End.COMPLETE
    if "due_on" in changes:
        return End.MOVED
    return End.HANDED_OVER if "lead" in changes and event.kind in ("handed_over", "undone") else None


def _is_led_by_who_asked(event: tables.Event, request: tables.DateRequest) -> bool:
    new: dict[str, Any] | None = event.changes["lead"][1]
    return new is not None and new["person_id"] == request.asked_by_id


def open_what_it_ended(session: Session, milestone: tables.Milestone, taken_back: tables.Event, at: datetime) -> None:
    """What an event had overtaken waits again, now that it is taken back, where the milestone still is as it was."""
    request = session.scalar(
        select(tables.DateRequest)
        .where(tables.DateRequest.ended_by_id == taken_back.id)
        .order_by(tables.DateRequest.id.desc())
        .limit(1)
    )
    if request is None or not _can_wait(session, milestone, request):
        return
    request.decided_at = request.decision = request.ended_by_id = None
    session.flush()
    outbox.owe_again(session, _awaited(session, request))
    _redraw(session, request, at)


def _can_wait(session: Session, milestone: tables.Milestone, request: tables.DateRequest) -> bool:
    is_finished = milestone.status is not None and milestone.status.is_finished
    is_as_it_was = milestone.retired_at is None and not is_finished and milestone.due_on == request.from_on
    return is_as_it_was and not open_requests(session, milestone.id)


def _awaited(session: Session, request: tables.DateRequest) -> list[str]:
    awaited = tables.AwaitedWord
    which = awaited.kind == KIND, awaited.subject_id == request.id
    return list(session.scalars(select(awaited.notification_id).where(*which)))
