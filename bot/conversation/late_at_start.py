"""What was late already when its plan came in: no rung is left for it, and its leads are asked once, if wanted."""

from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Items, Message, bold, line, runs, to_json
from plans.ladder import send_time
from plans.milestone import Milestone
from storage import outbox
from storage.changes.events import Author
from storage.changes.late_at_start import asked_late, note_asked_late
from storage.outbox import Reader
from storage.questions.milestones import every_milestone_of_plan
from storage.questions.people import person_by_id
from storage.questions.plans import PlanFacts

AT = time(9)


def late_by_lead(session: Session, plan: PlanFacts, now: datetime) -> dict[int, list[Milestone]]:
    """By the person who answers for them: the open milestones that were late too long ago for their ladder to speak."""
    today, asked = now.astimezone(plan.zone).date(), asked_late(session, plan.id)
    late: dict[int, list[Milestone]] = {}
    for milestone in every_milestone_of_plan(session, plan.id, today):
        is_silent = milestone.is_overdue(today) and not milestone.climbs and milestone.id not in asked
        if is_silent and milestone.lead_id is not None:
            late.setdefault(milestone.lead_id, []).append(milestone)
    return late


def how_many(late: dict[int, list[Milestone]]) -> str:
    """ "5 milestones of 2 leads"."""
    milestones = sum(len(theirs) for theirs in late.values())
    return f"{phrases.count(milestones, 'milestone')} of {phrases.count(len(late), 'lead')}"


def ask_about_late(session: Session, plan: PlanFacts, now: datetime, by_id: int | None = None) -> None:
    """One message to each lead with everything of theirs, at the next hour in which people work."""
    late = late_by_lead(session, plan, now)
    for lead_id, milestones in late.items():
        lead = person_by_id(session, lead_id)
        today = now.astimezone(lead.zone).date()
        at = send_time(plan.calendar.on_or_after(today), AT, lead.zone, now, plan.calendar)
        body = to_json(_message(milestones, plan, today))
        ids = [milestone.id for milestone in milestones]
        outbox.owe_notice(session, lead.organisation_id, Reader(person_id=lead_id), body, now, ids, at)
    if late:
        everything = [milestone.id for theirs in late.values() for milestone in theirs]
        note_asked_late(session, plan.id, everything, Author(by_id, now))


def _message(milestones: Sequence[Milestone], plan: PlanFacts, today: date) -> Message:
    several = len(milestones) > 1
    verb = "were" if several else "was"
    head = f"{phrases.count(len(milestones), 'milestone')} of yours {verb} late before I began to follow the plan"
    items = tuple(
        runs(
            bold(phrases.name(m)),
            f" · {phrases.due(m, today, plan.calendar)} · {phrases.status(m.status, plan.status_words)}",
        )
        for m in milestones
    )
    example = "1 done, 2 should be end of June" if several else "done"
    how = line(f'How do they stand? Answer in your own words, for example "{example}".', quiet=True)
    once = line("Nobody reminds you of these: their last day of reminders has passed.", quiet=True)
    return Message(head, (line(bold(head), f", {plan.title}."), Items(items), how, once))
