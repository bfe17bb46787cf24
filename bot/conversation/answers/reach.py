"""What somebody may say something about: their own milestones first, then those of whom they stand above or in for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from bot.conversation.setting import Setting
from plans.milestone import Milestone
from plans.permissions import Responsible, may_see, may_update
from storage.questions.absences import covered_by
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import PersonFacts, managers_of
from storage.questions.plans import PlanFacts


@dataclass(frozen=True)
class Within:
    """A milestone that somebody may speak for, with its plan."""

    plan: PlanFacts
    milestone: Milestone


def within_reach(session: Session, person: PersonFacts, plans: list[PlanFacts], today: date) -> list[Within]:
    """Every milestone of the plans that a person may know of and say how it stands; open ones and their own first."""
    managers = managers_of(session, person.organisation_id)
    covered = covered_by(session, person.id, today)
    found = [
        Within(plan, milestone)
        for plan in plans
        for milestone in known_to(session, person, plan, today)
        if may_update(person.id, _responsible(person, plan, milestone, managers, covered))
    ]
    return sorted(found, key=lambda one: (not one.milestone.is_open, one.milestone.lead_id != person.id))


def known_to(session: Session, person: PersonFacts, plan: PlanFacts, today: date) -> list[Milestone]:
    """The milestones of a plan that a person may know of."""
    known = milestones_of_plan(session, plan.id, today, person.id)
    return [milestone for milestone in known if may_see(person.id, milestone.lead_id, person.is_guest)]


def _responsible(
    person: PersonFacts,
    plan: PlanFacts,
    milestone: Milestone,
    managers: dict[int, int | None],
    covered: frozenset[int],
) -> Responsible:
    lead_id = milestone.lead_id
    cover_id = person.id if lead_id in covered else None
    return Responsible(lead_id, managers.get(lead_id or 0), plan.owner_id, cover_id)


def speakable(session: Session, setting: Setting, milestone_ids: Sequence[int]) -> list[int]:
    """Those of these milestones of the setting's plan of which its speaker may say how they stand."""
    person = setting.person
    managers = managers_of(session, person.organisation_id)
    covered = covered_by(session, person.id, setting.today)
    wanted = set(milestone_ids)
    known = [milestone for milestone in setting.milestones if milestone.id in wanted]
    return [m.id for m in known if may_update(person.id, _responsible(person, setting.plan, m, managers, covered))]
