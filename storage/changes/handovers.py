"""Hand-overs: a milestone is offered, and its lead stays answerable until somebody accepts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.absences import pass_lead_on
from storage.changes.events import LEAD, Author, change_milestone, lead_value
from storage.changes.people import find_or_add_person

ACCEPTED, REFUSED = "accepted", "refused"


def offer(
    session: Session, milestone_id: int, to_name: str, to_id: int | None, waits_for_id: int | None, author: Author
) -> tables.Handover:
    """Offers a milestone to somebody; an offer that was still open gives way to this one."""
    assert author.person_id is not None
    milestone = session.get_one(tables.Milestone, milestone_id)
    for earlier in _open(session, milestone_id):
        earlier.decided_at, earlier.decision = author.at, "replaced"
    event = change_milestone(session, milestone, "handover_asked", {}, author)
    handover = tables.Handover(
        milestone_id=milestone_id,
        event_id=event.id,
        asked_by_id=author.person_id,
        asked_at=author.at,
        to_id=to_id,
        to_name=to_name,
        waits_for_id=waits_for_id,
    )
    session.add(handover)
    session.flush()
    return handover


def _open(session: Session, milestone_id: int) -> list[tables.Handover]:
    return list(
        session.scalars(
            select(tables.Handover).where(
                tables.Handover.milestone_id == milestone_id, tables.Handover.decided_at.is_(None)
            )
        )
    )


def name_new_lead(session: Session, handover_id: int) -> int:
    """Adds the person whose name nobody knew to the plan's people; it is they who are asked now. Returns their id."""
    handover = session.get_one(tables.Handover, handover_id)
    milestone = session.get_one(tables.Milestone, handover.milestone_id)
    plan = session.get_one(tables.Plan, milestone.plan_id)
    person = find_or_add_person(session, plan.organisation_id, handover.to_name)
    handover.to_id = handover.waits_for_id = person.id
    session.flush()
    return person.id


def decide_handover(session: Session, handover_id: int, is_accepted: bool, author: Author) -> bool:
    """Accepts or refuses an offer; False when it was decided before."""
    handover = session.get_one(tables.Handover, handover_id)
    if handover.decided_at is not None:
        return False
    handover.decided_at, handover.decided_by_id = author.at, author.person_id
    handover.decision = ACCEPTED if is_accepted else REFUSED
    milestone = session.get_one(tables.Milestone, handover.milestone_id)
    if not is_accepted:
        change_milestone(session, milestone, "handover_refused", {}, author)
    elif handover.to_id is not None:
        give_lead(session, milestone.id, handover.to_id, author)
    return True


def give_lead(session: Session, milestone_id: int, person_id: int, author: Author) -> tables.Event:
    """The person answers for the milestone from now on, and gets the reminders that its lead was still to get."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    for waiting in _open(session, milestone_id):
        waiting.decided_at, waiting.decision = author.at, "replaced"
    before = lead_value(session, milestone_id)
    person = session.get_one(tables.Person, person_id)
    value = {"person_id": person_id, "post_id": None, "name": person.name}
    event = change_milestone(session, milestone, "handed_over", {LEAD: value}, author)
    was = _holder(session, before) if before else None
    if was is not None and was != person_id:
        pass_lead_on(session, milestone_id, was, person_id, author.at)
    return event


def _holder(session: Session, lead: dict[str, int | None]) -> int | None:
    if lead["person_id"] is not None:
        return lead["person_id"]
    return session.scalar(
        select(tables.PostHolding.person_id)
        .where(tables.PostHolding.post_id == lead["post_id"], tables.PostHolding.until_on.is_(None))
        .order_by(tables.PostHolding.id.desc())
        .limit(1)
    )
