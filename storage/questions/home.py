"""Everything that the Homes of one organisation show, read once for all of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.milestone import Milestone
from plans.working_days import LONDON
from storage import tables
from storage.questions.failures import FailureLine, standing_failures
from storage.questions.milestones import every_milestone_of_plan
from storage.questions.people import PersonFacts, people_of
from storage.questions.plans import PlanFacts, plans_of
from storage.questions.queries import count_to_settle


@dataclass(frozen=True)
class OpenRequest:
    """A later date, or word that a milestone is done, that somebody has still to decide."""

    id: int
    milestone_id: int
    by: str
    asked_of_id: int | None = None
    to_on: date | None = None
    reason: str | None = None


@dataclass(frozen=True)
class OpenOffer:
    """A milestone that is offered to a new lead; `to_name` is who that would be."""

    id: int
    milestone_id: int
    by: str
    waits_for_id: int
    to_name: str


@dataclass(frozen=True)
class HomeFacts:
    """One organisation at one moment. `milestones` are every plan's, restricted or not: whoever makes a page out of
    them leaves out what its reader may not know of.

    `covers` are the people whom each person covers for today, with the last day of it. `unreachable` are the ids of
    people without any account.
    """

    now: datetime
    plans: Sequence[PlanFacts]
    milestones: Mapping[int, Sequence[Milestone]]
    people: Mapping[int, PersonFacts]
    covers: Mapping[int, Sequence[tuple[int, date]]]
    dates: Sequence[OpenRequest]
    done: Sequence[OpenRequest]
    offers: Sequence[OpenOffer]
    to_settle: Mapping[int, int]
    failures: Sequence[FailureLine]
    unreachable: frozenset[int]


def read_home(session: Session, organisation_id: int, now: datetime) -> HomeFacts:
    """Raises nothing: an organisation without a plan has a Home too."""
    plans = plans_of(session, organisation_id)
    milestones = {
        plan.id: every_milestone_of_plan(session, plan.id, now.astimezone(plan.zone).date()) for plan in plans
    }
    ids = [milestone.id for of_plan in milestones.values() for milestone in of_plan]
    people = {person.id: person for person in people_of(session, organisation_id)}
    today = now.astimezone(plans[0].zone if plans else ZoneInfo(LONDON)).date()
    return HomeFacts(
        now=now,
        plans=plans,
        milestones=milestones,
        people=people,
        covers=_covers(session, people, today),
        dates=_open_dates(session, ids, people),
        done=_open_confirmations(session, ids, people),
        offers=_open_offers(session, ids, people),
        to_settle=count_to_settle(session, [plan.id for plan in plans]),
        failures=standing_failures(session, organisation_id, now),
        unreachable=_unreachable(session, people),
    )


def _covers(session: Session, people: Mapping[int, PersonFacts], today: date) -> dict[int, list[tuple[int, date]]]:
    absence = tables.Absence
    rows = session.execute(
        select(absence.cover_id, absence.person_id, absence.until_on)
        .where(
            absence.person_id.in_(people),
            absence.cover_id.is_not(None),
            absence.cancelled_at.is_(None),
            absence.from_on <= today,
            absence.until_on >= today,
        )
        .order_by(absence.id)
    )
    covers: dict[int, list[tuple[int, date]]] = defaultdict(list)
    for cover_id, person_id, until in rows:
        covers[cover_id or 0].append((person_id, until))
    return dict(covers)


def _open_dates(session: Session, milestone_ids: Sequence[int], people: Mapping[int, PersonFacts]) -> list[OpenRequest]:
    """Later dates that wait for whoever decides: those that have their reason."""
    request = tables.DateRequest
    rows = session.scalars(
        select(request)
        .where(request.milestone_id.in_(milestone_ids), request.decided_at.is_(None), request.reason.is_not(None))
        .order_by(request.id)
    )
    return [
        OpenRequest(row.id, row.milestone_id, _name(people, row.asked_by_id), to_on=row.to_on, reason=row.reason)
        for row in rows
    ]


def _open_confirmations(
    session: Session, milestone_ids: Sequence[int], people: Mapping[int, PersonFacts]
) -> list[OpenRequest]:
    confirmation = tables.Confirmation
    rows = session.execute(
        select(confirmation, tables.Event.person_id)
        .join(tables.Event, tables.Event.id == confirmation.event_id)
        .where(
            confirmation.milestone_id.in_(milestone_ids),
            confirmation.decided_at.is_(None),
            confirmation.told_at.is_not(None),
        )
        .order_by(confirmation.id)
    )
    return [OpenRequest(row.id, row.milestone_id, _name(people, by), row.asked_of_id) for row, by in rows]


def _open_offers(session: Session, milestone_ids: Sequence[int], people: Mapping[int, PersonFacts]) -> list[OpenOffer]:
    offer = tables.Handover
    rows = session.scalars(
        select(offer)
        .where(offer.milestone_id.in_(milestone_ids), offer.decided_at.is_(None), offer.waits_for_id.is_not(None))
        .order_by(offer.id)
    )
    return [
        OpenOffer(row.id, row.milestone_id, _name(people, row.asked_by_id), row.waits_for_id or 0, row.to_name)
        for row in rows
    ]


def _name(people: Mapping[int, PersonFacts], person_id: int | None) -> str:
    known = people.get(person_id or 0)
    return known.name if known else "Somebody"


def _unreachable(session: Session, people: Mapping[int, PersonFacts]) -> frozenset[int]:
    reached = session.scalars(select(tables.Account.person_id).where(tables.Account.person_id.in_(people)))
    return frozenset(people) - frozenset(reached)
