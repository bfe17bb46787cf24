"""A link to a milestone, unfolded where it was posted: to everybody there, so nothing that only some may know."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Message, bold, joined, line, runs
from plans.milestone import Milestone
from storage.questions.milestones import milestones_by_id
from storage.questions.organisations import are_all_of
from storage.questions.people import PersonFacts
from storage.questions.plans import plan_by_id


def unfold(session: Session, person: PersonFacts, ids: Sequence[int], now: datetime) -> Mapping[int, Message]:
    """What is shown of each of these milestones; nothing of a restricted one, or to a guest, or of another council."""
    if person.is_guest:
        return {}
    known = [one for one in ids if are_all_of(session, person.organisation_id, "milestone", [one])]
    found = milestones_by_id(session, known, now.astimezone(person.zone).date())
    return {m.id: _shown(session, m, now) for m in found if m.is_visible_to(None)}


def _shown(session: Session, milestone: Milestone, now: datetime) -> Message:
    plan = plan_by_id(session, milestone.plan_id)
    local = now.astimezone(plan.zone)
    standing = phrases.status(milestone.status, plan.status_words)
    waiting = f", {waits}" if (waits := phrases.waits_for(milestone)) else ""
    due = phrases.due(milestone, local.date(), plan.calendar)
    said = runs(bold(phrases.name(milestone)), f" · {standing}{waiting} · {due}")
    lead = milestone.lead or milestone.holder or "no lead"
    on = phrases.short_day(local.date(), local.date())
    quiet = f"{lead} · {phrases.short_title(plan.title)}, as at {local:%H:%M} on {on}"
    return Message(joined(said), (line(*said), line(quiet, quiet=True)))
