"""Done is not closed: evidence is given, and the monitoring body confirms."""

from datetime import datetime
from functools import cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from plans.words import Status
from storage import tables
from storage.changes.events import Author, change_milestone
from storage.plainly import Plain, ask, table_of
from storage.questions.completions import EvidenceFacts

CONFIRMED, NOT_YET = "confirmed", "not yet"


def give_evidence(session: Session, milestone_id: int, evidence: EvidenceFacts, author: Author) -> tables.Event:
    """Keeps what shows that a milestone is done."""
    assert author.person_id is not None
    milestone = session.get_one(tables.Milestone, milestone_id)
    event = change_milestone(session, milestone, "evidence_given", {"last_word_at": author.at}, author)
    session.add(
        tables.Evidence(
            milestone_id=milestone_id,
            event_id=event.id,
            given_by_id=author.person_id,
            given_at=author.at,
            kind=evidence.kind,
            name=evidence.name,
            address=evidence.address,
        )
    )
    session.flush()
    return event


def await_confirmation(session: Session, event_id: int, asked_of_id: int, now: datetime) -> int:
    """A milestone waits to be confirmed because of the event that completed it; an earlier wait gives way.

    Returns the number of the request.
    """
    event = session.get_one(tables.Event, event_id)
    assert event.milestone_id is not None
    end_confirmation(session, event.milestone_id, now, "replaced")
    confirmation = tables.Confirmation(
        milestone_id=event.milestone_id, event_id=event.id, asked_of_id=asked_of_id, asked_at=now
    )
    session.add(confirmation)
    session.flush()
    return confirmation.id


def end_confirmation(session: Session, milestone_id: int, now: datetime, because: str) -> None:
    """What waits to be confirmed waits no longer: it is said again, or said not to be done after all."""
    for (confirmation_id,) in ask(session, _open_confirmations(), milestone_id=milestone_id).all():
        row = session.get_one(tables.Confirmation, confirmation_id)
        row.decided_at, row.decision = now, because
    session.flush()


@cache
def _open_confirmations() -> Plain:
    confirmation = table_of(tables.Confirmation).c
    is_open = confirmation.milestone_id == bindparam("milestone_id"), confirmation.decided_at.is_(None)
    return select(confirmation.id).where(*is_open)


def note_asked(session: Session, confirmation_id: int, now: datetime) -> None:
    session.get_one(tables.Confirmation, confirmation_id).told_at = now


def decide_confirmation(session: Session, confirmation_id: int, is_confirmed: bool, author: Author) -> Status | None:
    """Confirms a milestone, or opens it again as it stood before; its status then. None when decided before."""
    confirmation = session.get_one(tables.Confirmation, confirmation_id)
    if confirmation.decided_at is not None:
        return None
    confirmation.decided_at, confirmation.decided_by_id = author.at, author.person_id
    confirmation.decision = CONFIRMED if is_confirmed else NOT_YET
    milestone = session.get_one(tables.Milestone, confirmation.milestone_id)
    status = Status.CONFIRMED if is_confirmed else _status_before(session, confirmation)
    change_milestone(session, milestone, "confirmed" if is_confirmed else "not_confirmed", {"status": status}, author)
    return status


def _status_before(session: Session, confirmation: tables.Confirmation) -> Status:
    event = session.get_one(tables.Event, confirmation.event_id)
    before = event.changes.get("status", [None])[0]
    status = Status(before) if before else Status.ON_TRACK
    return Status.ON_TRACK if status.is_finished else status


def set_monitoring(
    session: Session, plan_id: int, body: str | None, person_id: int | None, wants_evidence: bool, author: Author
) -> None:
    """Who confirms a plan's finished milestones, in whose name, and whether evidence is asked for."""
    plan = session.get_one(tables.Plan, plan_id)
    before = [plan.monitoring_body, plan.confirmer_id, plan.wants_evidence]
    plan.monitoring_body, plan.confirmer_id, plan.wants_evidence = body, person_id, wants_evidence
    session.add(
        tables.Event(
            plan_id=plan_id,
            at=author.at,
            kind="monitoring",
            person_id=author.person_id,
            changes={"monitoring": [before, [body, person_id, wants_evidence]]},
        )
    )
    session.flush()
