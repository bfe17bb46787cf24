"""Later dates: asked for by the one, decided by another, and both hear of it."""

import json
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.reply import Occasion
from bot.conversation.message import Button, Buttons, Message, Part, bold, joined, line, plain, runs, to_json
from plans.milestone import Milestone
from plans.permissions import may_decide
from storage import outbox
from storage.changes.events import Author
from storage.changes.updates import decide_date
from storage.outbox import Reader
from storage.questions.dates import RequestFacts, request_facts
from storage.questions.milestones import milestones_by_id
from storage.questions.people import PersonFacts, person_by_id
from storage.questions.plans import responsible_for


def tell_approver(occasion: Occasion, milestone: Milestone, request_id: int) -> str | None:
    """Puts the request before whoever decides, with a button for each answer; returns their name, None for nobody."""
    responsible = responsible_for(occasion.session, milestone, occasion.setting.today)
    approver_id = responsible.owner_id if responsible.owner_id is not None else responsible.manager_id
    facts = request_facts(occasion.session, request_id)
    if approver_id is None or facts is None:
        return None
    approver = person_by_id(occasion.session, approver_id)
    today = occasion.setting.now.astimezone(approver.zone).date()
    outbox.owe_notice(
        occasion.session,
        occasion.setting.plan.organisation_id,
        Reader(person_id=approver_id),
        to_json(request_message(facts, today)),
        occasion.setting.now,
        [milestone.id],
    )
    return approver.name


def request_message(facts: RequestFacts, today: date) -> Message:
    """What the approver reads: who asks, from when to when, why, and what went before."""
    move = f"{phrases.short_day(facts.from_on, today)} to " if facts.from_on else ""
    asked = runs(bold(f"{facts.asked_by} asks to move {facts.ref} from {move}{phrases.short_day(facts.to_on, today)}."))
    first = f" First date {phrases.short_day(facts.original, today)};" if facts.original else ""
    history = f"{facts.title}.{first} this would be move {facts.moves + 1}."
    parts: list[Part] = [line(*asked), line(history)]
    if facts.reason:
        parts.insert(1, line(f'Reason: "{facts.reason}"'))
    value = json.dumps({"request": facts.id})
    parts.append(Buttons((Button("Approve", "approve", value, "primary"), Button("Refuse", "refuse", value))))
    return Message(joined(asked), tuple(parts))


def decide(session: Session, request_id: int, is_approved: bool, person: PersonFacts, now: datetime) -> Message:
    """A press of Approve or Refuse: carried out once, by whoever may, and told to whoever asked."""
    facts = request_facts(session, request_id)
    if facts is None:
        return plain("I do not know that request any more. Nothing was changed.")
    milestone = milestones_by_id(session, [facts.milestone_id], now.date())[0]
    if not may_decide(person.id, responsible_for(session, milestone, now.date())):
        return plain(f"Only the plan's owner decides about a later date for {facts.ref}. Nothing was changed.")
    if facts.decision is not None or not decide_date(session, request_id, is_approved, Author(person.id, now)):
        return plain(f"The request to move {facts.ref} was {facts.decision} before. Nothing was changed.")
    decided = replace(facts, decision="approved" if is_approved else "refused")
    _tell_asker(session, decided, person, now)
    return plain(_outcome(decided, person.name, now.astimezone(person.zone).date()))


def _outcome(facts: RequestFacts, by: str, today: date) -> str:
    to = phrases.short_day(facts.to_on, today)
    if facts.decision == "approved":
        return f"{facts.ref} is now due {to}: {by} approved it."
    stays = f"it stays due {phrases.short_day(facts.from_on, today)}" if facts.from_on else "its date stays"
    return f"{facts.ref} is not moved to {to}: {by} refused, and {stays}."


def _tell_asker(session: Session, facts: RequestFacts, by: PersonFacts, now: datetime) -> None:
    if facts.asked_by_id == by.id:
        return
    asker = person_by_id(session, facts.asked_by_id)
    said = _outcome(facts, by.name, now.astimezone(asker.zone).date())
    reader = Reader(person_id=asker.id)
    outbox.owe_notice(session, asker.organisation_id, reader, to_json(plain(said)), now, [facts.milestone_id])
