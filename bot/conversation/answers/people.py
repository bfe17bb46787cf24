"""Who is meant by a name, and who is told or asked what."""

from datetime import date

from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Occasion
from plans.milestone import Milestone
from plans.permissions import deciders
from storage.questions.absences import stand_in_id
from storage.questions.people import PersonFacts, people_of, person_by_id
from storage.questions.plans import responsible_for


def person_named(occasion: Occasion, name: str) -> PersonFacts | None:
    """The person of that name, or who holds the post of that title in the plan; None where nobody is known."""
    wanted = " ".join(name.split()).lower()
    people = people_of(occasion.session, occasion.setting.plan.organisation_id)
    found = next((person for person in people if person.name.lower() == wanted), None)
    if found is not None:
        return found
    led = next((m for m in occasion.setting.milestones if (m.post or "").lower() == wanted and m.lead_id), None)
    return person_by_id(occasion.session, led.lead_id) if led is not None and led.lead_id else None


def approver_of(session: Session, milestone: Milestone, today: date) -> PersonFacts | None:
    """Who decides about a later date: the plan's owner, else the lead's manager, who may know of the milestone."""
    responsible = responsible_for(session, milestone, today)
    decider = next((one for one in deciders(responsible) if milestone.is_visible_to(one)), None)
    return person_by_id(session, decider) if decider is not None else None


def reached(session: Session, person_id: int, milestone: Milestone, today: date) -> int:
    """The person, or whoever stands in for them today, as far as they may know of the milestone."""
    instead = stand_in_id(session, person_id, today)
    return instead if milestone.is_visible_to(instead) else person_id
