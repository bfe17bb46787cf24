"""Where a message was said and by whom: everything that its answer needs to know, read once."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy.orm import Session

from bot.conversation.heard import Heard
from bot.conversation.prepared import prepared
from bot.conversation.understanding import Context
from plans.milestone import Milestone
from plans.permissions import may_see
from storage.questions.channels import plan_of_channel
from storage.questions.milestones import milestones_of_plan, stood_of_plan
from storage.questions.people import PersonFacts
from storage.questions.plans import PlanFacts, plan_by_id, plans_of
from storage.questions.threads import Thread, last_list_in, last_spoken_of, thread_of


@dataclass(frozen=True)
class Setting:
    """One person speaking about one plan. `numbered` are the milestones of the list they may be answering.

    `about` is the milestone whose message they are answering, where it is about one only; `is_thread` is true where
    they answer it in its thread. `is_private` is false where others read along: then nobody's words are repeated, and
    no restricted milestone is known. `writer` is whose words they pass on, where those are somebody else's.
    """

    person: PersonFacts
    plan: PlanFacts
    milestones: tuple[Milestone, ...]
    people: tuple[str, ...]
    now: datetime
    numbered: tuple[Milestone, ...] = ()
    about: Milestone | None = None
    is_private: bool = True
    is_thread: bool = False
    writer: str | None = None
    platform: str = ""
    conversation: str = ""

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(self.person.zone).date()

    def by_ref(self, ref: str) -> Milestone | None:
        return prepared(self.milestones).by_ref.get(ref.lower())

    def by_id(self, milestone_id: int) -> Milestone | None:
        return prepared(self.milestones).by_id.get(milestone_id)

    def of_action(self, ref: str) -> tuple[Milestone, ...]:
        return prepared(self.milestones).by_action.get(ref.lower(), ())

    @property
    def overdue(self) -> tuple[Milestone, ...]:
        """What is late, the first due first."""
        return prepared(self.milestones).overdue_on(self.today)

    def context(self) -> Context:
        """What the understanding of a message may know."""
        return Context(
            now=self.now.astimezone(self.person.zone),
            speaker=self.writer or self.person.name,
            milestones=prepared(self.milestones).known,
            about=self.about.ref if self.about else None,
            numbered=tuple(m.ref for m in self.numbered),
            people=self.people,
            calendar=self.plan.calendar,
        )


def setting_of(session: Session, person: PersonFacts, heard: Heard, now: datetime) -> Setting | None:
    """The plan that a message is about, with its milestones; None where the organisation has no plan."""
    thread = _thread(session, person, heard, now)
    reader_id = person.id if heard.is_private else None
    plan = _plan_here(session, person, heard) or _plan_of(session, person, thread, now, reader_id)
    if plan is None:
        return None
    setting = setting_in(session, person, plan, now, reader_id)
    listed = (setting.by_id(one) for one in (thread.milestone_ids if thread else ()))
    numbered = tuple(milestone for milestone in listed if milestone is not None)
    corrected = _corrected(session, person, heard, now)
    is_of_thread = thread is not None and thread.is_meant and not corrected
    meant = [setting.by_id(one) for one in corrected] if corrected else list(numbered if is_of_thread else ())
    return replace(
        setting,
        numbered=numbered,
        about=meant[0] if len(meant) == 1 else None,
        is_private=heard.is_private,
        is_thread=heard.answers is not None,
        platform=heard.speaker.platform,
        conversation=heard.conversation,
    )


def setting_in(session: Session, person: PersonFacts, plan: PlanFacts, now: datetime, reader_id: int | None) -> Setting:
    """Somebody alone with one plan, wherever they are; `reader_id` is who may know what is restricted, if anybody."""
    stood = stood_of_plan(session, plan.id, now.astimezone(plan.zone).date())
    milestones = stood.visible_to(reader_id)
    if person.is_guest:
        milestones = tuple(m for m in milestones if may_see(person.id, m.lead_id, is_guest=True))
    # Everybody who can be named in the plan: its leads and posts, and the people the organisation knows. A guest is
    # told of nobody else.
    others = () if person.is_guest else stood.people
    return Setting(person, plan, milestones, tuple(dict.fromkeys((*prepared(milestones).leads, *others))), now)


def setting_passed_on(
    session: Session, by: PersonFacts, heard: Heard, writer: str | None, now: datetime
) -> Setting | None:
    """Where somebody points to a message: they alone read the answer, and no list but the message's own is meant.

    `writer` is the name of whoever wrote it, where that is somebody else. What is asked back may be answered anywhere.
    """
    platform, place, root = heard.speaker.platform, heard.conversation, heard.answers
    is_ours = root is not None and thread_of(session, by.organisation_id, platform, place, root) is not None
    setting = setting_of(session, by, replace(heard, conversation=place if is_ours else "", is_private=True), now)
    return replace(setting, conversation="", writer=writer) if setting is not None else None


def _thread(session: Session, person: PersonFacts, heard: Heard, now: datetime) -> Thread | None:
    organisation_id, platform = person.organisation_id, heard.speaker.platform
    if heard.answers is not None:
        answered = thread_of(session, organisation_id, platform, heard.conversation, heard.answers)
        if answered is not None:
            return answered
    return last_list_in(session, organisation_id, platform, heard.conversation, now) if heard.is_private else None


def _plan_here(session: Session, person: PersonFacts, heard: Heard) -> PlanFacts | None:
    """The plan whose channel it was said in, where others read along."""
    if heard.is_private:
        return None
    found = plan_of_channel(session, person.organisation_id, heard.speaker.platform, heard.conversation)
    return plan_by_id(session, found) if found is not None else None


# What begins so goes on about the milestone that was spoken of a moment ago.
_CORRECTS = re.compile(
    r"\W*(?:(?:actually|sorry|oops|whoops|correction|scrap that|no,? wait|wait|i meant?|on second thoughts?)\b"
    r"[\s,:.-]*)+"
    r"|\W*make (?:that|it)\b",
    re.IGNORECASE,
)
CORRECTED_WITHIN = timedelta(minutes=30)


def _corrected(session: Session, person: PersonFacts, heard: Heard, now: datetime) -> list[int]:
    """The milestones of their last words, which "actually make that 3 July" puts right."""
    if not heard.is_private or _CORRECTS.match(heard.text) is None:
        return []
    since = now - CORRECTED_WITHIN
    return last_spoken_of(session, person.id, heard.speaker.platform, heard.conversation, since)


def _plan_of(
    session: Session, person: PersonFacts, thread: Thread | None, now: datetime, reader_id: int | None
) -> PlanFacts | None:
    """The plan of the message that is answered, else the one plan in which the speaker leads, else the newest."""
    plans = plans_of(session, person.organisation_id)
    if len(plans) < 2:
        return plans[0] if plans else None
    by_plan = {plan.id: milestones_of_plan(session, plan.id, now.date(), reader_id) for plan in plans}
    if thread is not None:
        asked = set(thread.milestone_ids)
        about = next((p for p in plans if any(m.id in asked for m in by_plan[p.id])), None)
        if about is not None:
            return about
    own = [p for p in plans if any(m.lead_id == person.id and m.is_open for m in by_plan[p.id])]
    return plan_by_id(session, (own or plans)[0].id)
