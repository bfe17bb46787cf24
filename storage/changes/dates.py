"""Later dates: asked for with a reason, put before whoever decides, and decided."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from storage import tables
from storage.changes.events import Author, change_milestone
from storage.changes.overtaken import End, end_request, open_requests


def request_date(
    session: Session, milestone_id: int, to: date, author: Author, reason: str | None = None
) -> tables.DateRequest:
    """A later date is asked for; the milestone keeps its own. A request that was still open gives way to this one."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    earlier = open_requests(session, milestone_id)
    event = change_milestone(session, milestone, "date_requested", {}, author)
    for one in earlier:
        end_request(session, one, End.REPLACED, author.at, event_id=event.id)
    request = tables.DateRequest(
        milestone_id=milestone_id,
        event_id=event.id,
        asked_by_id=author.person_id,
        asked_at=author.at,
        from_on=milestone.due_on,
        to_on=to,
        reason=reason,
    )
    session.add(request)
    session.flush()
    return request


def decide_date(session: Session, request_id: int, is_approved: bool, author: Author) -> bool:
    """Approves or refuses a later date; False when the request was decided before."""
    request = session.get_one(tables.DateRequest, request_id)
    if request.decided_at is not None:
        return False
    end = End.APPROVED if is_approved else End.REFUSED
    end_request(session, request, end, author.at, by_id=author.person_id)
    milestone = session.get_one(tables.Milestone, request.milestone_id)
    fields = {"due_on": request.to_on, "moves": milestone.moves + 1} if is_approved else {}
    change_milestone(session, milestone, f"date_{end}", fields, author)
    return True


def withdraw_date(session: Session, milestone_id: int, author: Author) -> list[int]:
    """A later date is not asked for any more; the ids of the requests that end. Taken back, they wait again."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    waiting = open_requests(session, milestone_id)
    event = change_milestone(session, milestone, "date_withdrawn", {"last_word_at": author.at}, author)
    for request in waiting:
        end_request(session, request, End.WITHDRAWN, author.at, by_id=author.person_id, event_id=event.id)
    return [request.id for request in waiting]


def give_reason(session: Session, request_id: int, reason: str, author: Author) -> tables.Event:
    """Why a later date is asked for, said after it was asked for."""
    request = session.get_one(tables.DateRequest, request_id)
    request.reason = f"{request.reason}; {reason}" if request.reason else reason
    milestone = session.get_one(tables.Milestone, request.milestone_id)
    return change_milestone(session, milestone, "reason_given", {"last_word_at": author.at}, author)


def note_approver_asked(session: Session, request_id: int, asked_of_id: int, now: datetime) -> None:
    """The request was put before somebody."""
    request = session.get_one(tables.DateRequest, request_id)
    request.told_at, request.asked_of_id = now, asked_of_id


def forget_reason(session: Session, milestone_id: int) -> None:
    """The reason was taken back: nobody has been asked."""
    for request in open_requests(session, milestone_id):
        request.reason = request.told_at = request.asked_of_id = None
