"""Who can be chosen on the page: the organisation's people, and the channels in which its leadership reads."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.web.guard import Refused
from bot.web.send import PLATFORM
from plans.milestone import Milestone
from plans.working_days import LONDON
from storage.questions.milestones import milestones_of_plan
from storage.questions.pages import ChannelFacts, channels_of, posts_by_person
from storage.questions.people import PersonFacts, people_of
from storage.questions.plans import PlanFacts, plans_of
from storage.questions.queries import count_to_settle


@dataclass(frozen=True)
class Room:
    """One conversation. `speaker` is who speaks there: the person whose it is, or a guest in a channel, or nobody."""

    conversation: str
    name: str
    about: str
    zone: ZoneInfo
    is_private: bool
    speaker: PersonFacts | None

    @property
    def by(self) -> str | None:
        """Who presses and speaks, where the conversation alone does not say it."""
        return conversation_of(self.speaker.id) if self.speaker and not self.is_private else None

    @property
    def address(self) -> str:
        return address_of(self.conversation)

    @property
    def page(self) -> str:
        return address_of(self.conversation, self.by)


@dataclass(frozen=True)
class Facts:
    """An organisation as the pages show it, read at one moment."""

    now: datetime
    people: Sequence[PersonFacts]
    channels: Sequence[ChannelFacts]
    plans: Sequence[PlanFacts]
    milestones: Mapping[int, Sequence[Milestone]]
    posts: Mapping[int, Sequence[str]]
    to_settle: Mapping[int, int]

    @property
    def zone(self) -> ZoneInfo:
        return self.plans[0].zone if self.plans else ZoneInfo(LONDON)

    @property
    def conversations(self) -> list[str]:
        return [conversation_of(p.id) for p in self.people] + [c.conversation for c in self.channels]

    def today(self, plan: PlanFacts) -> date:
        return self.now.astimezone(plan.zone).date()

    def led_by(self, person_id: int) -> list[Milestone]:
        return [m for of_plan in self.milestones.values() for m in of_plan if m.lead_id == person_id]


def read_facts(session: Session, organisation_id: int, now: datetime) -> Facts:
    plans = plans_of(session, organisation_id)
    zone = plans[0].zone if plans else ZoneInfo(LONDON)
    return Facts(
        now=now,
        people=people_of(session, organisation_id),
        channels=channels_of(session, organisation_id, PLATFORM),
        plans=plans,
        milestones={p.id: milestones_of_plan(session, p.id, now.astimezone(p.zone).date()) for p in plans},
        to_settle=count_to_settle(session, [plan.id for plan in plans]),
        posts=posts_by_person(session, organisation_id, now.astimezone(zone).date()),
    )


def conversation_of(person_id: int) -> str:
    """A person's own conversation, which is also their account on this platform."""
    return f"person:{person_id}"


def address_of(conversation: str, by: str | None = None) -> str:
    query = f"?{urlencode({'by': by}, safe=':')}" if by else ""
    return f"/as/{quote(conversation, safe=':')}{query}"


def find_room(facts: Facts, conversation: str, by: str | None = None) -> Room:
    """Raises Refused when there is no such conversation, or `by` is nobody."""
    person = _person(facts, conversation)
    if person is not None:
        return Room(conversation, person.name, about_person(facts, person), person.zone, True, person)
    channel = next((c for c in facts.channels if c.conversation == conversation), None)
    if channel is None:
        raise Refused(404, "There is no such conversation here. Choose somebody from the list.")
    guest = _person(facts, by) if by else None
    if by and guest is None:
        raise Refused(404, "Nobody here is known by that number. Choose somebody from the list.")
    plan = next(p for p in facts.plans if p.id == channel.plan_id)
    return Room(conversation, channel.name, f"Where the leadership of {plan.title} reads", plan.zone, False, guest)


def about_person(facts: Facts, person: PersonFacts) -> str:
    """Their post and their part in the plan: "Head of Fostering · leads 3 milestones"."""
    said = [*facts.posts.get(person.id, ()), *_parts(facts, person)]
    if not facts.posts.get(person.id) and person.employer:
        said.insert(0, person.employer)
    return " · ".join(said)


def suggested_lead(facts: Facts) -> PersonFacts | None:
    """Who has something due next, and so hears from Milepost first."""
    ahead = [m for p in facts.plans for m in facts.milestones[p.id] if m.is_open and m.due and m.due >= facts.today(p)]
    leads = [m.lead_id for m in sorted(ahead, key=lambda m: (m.due or date.max, m.id)) if m.lead_id]
    return next((p for p in facts.people if leads and p.id == leads[0]), None)


def _person(facts: Facts, conversation: str) -> PersonFacts | None:
    return next((p for p in facts.people if conversation_of(p.id) == conversation), None)


def _parts(facts: Facts, person: PersonFacts) -> Iterable[str]:
    led = len(facts.led_by(person.id))
    if led:
        yield f"leads {phrases.count(led, 'milestone')}"
    managed = Counter(p.manager_id for p in facts.people)[person.id]
    if managed:
        yield f"manages {phrases.count(managed, 'person', 'people')}"
    if any(plan.owner_id == person.id for plan in facts.plans):
        yield "owns the plan"
