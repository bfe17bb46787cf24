"""Who reads a page of their own, and what of their organisation they may know."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.conversation.failure_wording import WhatToDo, look_there
from plans.milestone import Milestone
from plans.permissions import may_see
from storage.questions.home import HomeFacts
from storage.questions.people import PersonFacts
from storage.questions.plans import PlanFacts


@dataclass(frozen=True)
class Reader:
    """Who reads the page, and what of the organisation they may know.

    `what_to_do` says what helps against a platform's refusal.
    """

    facts: HomeFacts
    person: PersonFacts
    what_to_do: WhatToDo = look_there

    @property
    def today(self) -> date:
        return self.facts.now.astimezone(self.person.zone).date()

    def of_plan(self, plan: PlanFacts) -> list[Milestone]:
        known = (m for m in self.facts.milestones[plan.id] if m.is_visible_to(self.person.id))
        return [m for m in known if may_see(self.person.id, m.lead_id, self.person.is_guest)]

    @cached_property
    def everything(self) -> list[tuple[PlanFacts, Milestone]]:
        """Whatever they may know of, with its plan."""
        return [(plan, milestone) for plan in self.facts.plans for milestone in self.of_plan(plan)]

    @cached_property
    def _open_by_lead(self) -> dict[int | None, list[tuple[PlanFacts, Milestone]]]:
        found = defaultdict(list)
        for plan, milestone in self.everything:
            if milestone.is_open:
                found[milestone.lead_id].append((plan, milestone))
        return found

    def led_by(self, person_id: int) -> list[tuple[PlanFacts, Milestone]]:
        """What somebody has open, the most urgent first: what is late the longest, then what is due the soonest."""
        led = self._open_by_lead.get(person_id, [])
        return sorted(led, key=lambda one: (one[1].due or date.max, one[1].id))

    @property
    def team(self) -> list[PersonFacts]:
        return [one for one in self.facts.people.values() if one.manager_id == self.person.id]

    @property
    def owned(self) -> list[PlanFacts]:
        return [plan for plan in self.facts.plans if plan.owner_id == self.person.id]
