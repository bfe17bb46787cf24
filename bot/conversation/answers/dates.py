"""Later dates: asked for with a reason by the one, decided by another, and both hear of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.asking import Asks, remember
from bot.conversation.answers.awaiting import Awaited, await_word
from bot.conversation.answers.people import approver_of, reached
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.message import Message, bold, plain, runs, to_json
from bot.conversation.request_wording import request_message, said_of_end
from plans.follow import waiting_for
from plans.milestone import Milestone
from storage import outbox
from storage.changes.asked import NewQuestion, keep_question
from storage.changes.awaited import note_awaited
from storage.changes.dates import decide_date, give_reason, note_approver_asked, request_date
from storage.changes.events import Author
from storage.changes.overtaken import KIND
from storage.outbox import Reader
from storage.questions.dates import RequestFacts, open_requests, request_facts
from storage.questions.milestones import milestones_by_id, milestones_of_plan
from storage.questions.people import PersonFacts, person_by_id
from storage.questions.plans import responsible_for


@dataclass(frozen=True)
class Asked:
    """A later date that was asked for, as it is read back; `request_id` is set where its reason is missing."""

    words: str
    request_id: int | None = None


def ask_for_date(occasion: Occasion, milestone: Milestone, to: date, reason: str | None) -> Asked:
    """Asks for a later date; whoever decides hears at once where there is a reason, else when there is one."""
    session, today = occasion.session, occasion.setting.today
    approver = approver_of(session, milestone, today)
    is_theirs = approver is not None and approver.id == occasion.setting.person.id
    if (same := _asked_already(occasion, milestone, to, reason)) is not None:
        if is_theirs:
            _approve_own(occasion, same)
            return Asked(f"due {phrases.day(to, today)}")
        return Asked(f"asked already: {phrases.later_date(milestone, today, occasion.setting.person.name)}")
    _tell_overtaken(occasion, milestone, to)
    request = request_date(session, milestone.id, to, occasion.author, reason)
    assert milestone.due is not None
    if is_theirs:
        return _by_the_approver(occasion, milestone, request.id, to, reason)
    until = f"until {approver.name} says yes" if approver else "until the plan has an owner who can say yes"
    words = f"{phrases.short_day(to, today)} asked for; {until} it is due {phrases.short_day(milestone.due, today)}"
    if reason:
        tell_approver(occasion, milestone, request.id)
    return Asked(words, None if reason else request.id)


def _asked_already(occasion: Occasion, milestone: Milestone, to: date, reason: str | None) -> int | None:
    """The request by which whoever decides has been asked just this: to ask once more would tell them nothing."""
    if milestone.later is None or milestone.later.to != to or milestone.later.asked_of is None:
        return None
    waiting = open_requests(occasion.session, [milestone.id])
    return next((one.id for one in waiting if reason is None or one.reason == reason), None)


def _tell_overtaken(occasion: Occasion, milestone: Milestone, to: date) -> None:
    """Whoever else has asked for another date hears that it is not the one that waits any more."""
    today, by = occasion.setting.today, occasion.setting.person
    waiting = open_requests(occasion.session, [milestone.id]) if milestone.later is not None else []
    for earlier in (one for one in waiting if one.asked_by_id != by.id):
        now, was = phrases.short_day(to, today), phrases.short_day(earlier.to_on, today)
        said = f"{by.name} asks for {now} for {earlier.ref}: the {was} that you asked for waits no longer."
        occasion.tell(earlier.asked_by_id, plain(said), [milestone.id])


def _by_the_approver(occasion: Occasion, milestone: Milestone, request_id: int, to: date, reason: str | None) -> Asked:
    """Whoever decides moves the date themselves; they give a reason like everybody."""
    today = occasion.setting.today
    assert milestone.due is not None
    if reason is None:
        due = phrases.short_day(milestone.due, today)
        return Asked(f"{phrases.short_day(to, today)} once there is a reason; until then it is due {due}", request_id)
    _approve_own(occasion, request_id)
    return Asked(f"due {phrases.day(to, today)}")


def _approve_own(occasion: Occasion, request_id: int) -> None:
    facts = request_facts(occasion.session, request_id)
    assert facts is not None
    decide_date(occasion.session, request_id, True, occasion.author)
    _tell_others(occasion.session, facts, True, occasion.setting.person, occasion.now)


def ask_for_reason(occasion: Occasion, request_ids: Sequence[int]) -> str:
    """Remembers that the next words are the reason; the sentence that asks for it."""
    remember(occasion, Asks.REASON, {"requests": list(request_ids)})
    return question_why(occasion, request_ids)


def ask_again_why(occasion: Occasion, request_ids: Sequence[int]) -> Reply:
    """Words came that are no reason: the question stays open, with what one may look like."""
    said = ask_for_reason(occasion, request_ids)
    return Reply(
        plain(f'That does not tell me why. A few words are enough, for example "waiting for legal advice". {said}')
    )


def question_why(occasion: Occasion, request_ids: Sequence[int]) -> str:
    """Empty where every reason is given by now, or is wanted no longer."""
    found = [request_facts(occasion.session, one) for one in request_ids]
    facts = [one for one in found if one is not None and one.is_open and one.reason is None]
    if not facts:
        return ""
    milestones = milestones_by_id(occasion.session, [one.milestone_id for one in facts], occasion.setting.today)
    refs = phrases.listed([one.ref for one in facts])
    approver = approver_of(occasion.session, milestones[0], occasion.setting.today) if milestones else None
    need = "does" if len(facts) == 1 else "do"
    is_another = approver is not None and approver.id != occasion.setting.person.id
    asked = f" {approver.name} is asked when I know." if approver is not None and is_another else ""
    return f"Why {need} {refs} need longer?{asked}"


def take_reason(occasion: Occasion, request_ids: Sequence[int], reason: str) -> Reply:
    """The answer to why: kept with each request, and put before whoever decides."""
    session, lines = occasion.session, []
    for request_id in request_ids:
        facts = request_facts(session, request_id)
        if facts is None or not facts.is_open:
            continue
        give_reason(session, request_id, reason, occasion.author)
        milestone = milestones_by_id(session, [facts.milestone_id], occasion.setting.today)[0]
        to = phrases.short_day(facts.to_on, occasion.setting.today)
        approver = approver_of(session, milestone, occasion.setting.today)
        if approver is not None and approver.id == occasion.setting.person.id:
            _approve_own(occasion, request_id)
            lines.append(runs(bold(facts.ref), f" → reason kept, due {to}"))
            continue
        asked = tell_approver(occasion, milestone, request_id)
        told = f"{asked} is asked about {to}" if asked else "nobody is set to decide yet"
        lines.append(runs(bold(facts.ref), f" → reason kept, {told}"))
    if not lines:
        return Reply(plain("That was decided meanwhile. Nothing was changed."))
    return Reply(listed(lines, undo_button(occasion)))


def tell_approver(occasion: Occasion, milestone: Milestone, request_id: int) -> str | None:
    """Puts the request before whoever decides, with a button for each answer; returns their name, None for nobody."""
    session, today = occasion.session, occasion.setting.today
    approver = approver_of(session, milestone, today)
    facts = request_facts(session, request_id)
    if approver is None or facts is None:
        return None
    reader = person_by_id(session, reached(session, approver.id, milestone, today))
    plan = milestones_of_plan(session, milestone.plan_id, today, reader.id)
    waiting = [other.ref for other in waiting_for(milestone, plan, facts.to_on)]
    message = request_message(facts, occasion.now.astimezone(reader.zone).date(), waiting)
    told = occasion.tell(reader.id, message, [milestone.id])
    note_awaited(session, told, KIND, [request_id], has_buttons=True)
    note_approver_asked(session, request_id, reader.id, occasion.now)
    to, due = phrases.short_day(facts.to_on, today), facts.from_on
    meanwhile = f"Until then {facts.ref} is due {phrases.short_day(due, today)}." if due else ""
    awaited = Awaited(KIND, (request_id,), (milestone.id,), message, f"moving {facts.ref} to {to}", meanwhile)
    asker = person_by_id(session, facts.asked_by_id)
    await_word(session, awaited, reader, asker, occasion.setting.plan.calendar, occasion.now)
    return reader.name


def decide(session: Session, request_id: int, is_approved: bool, person: PersonFacts, now: datetime) -> Message:
    """A press of Approve or Refuse: carried out once, by whoever may, and told to whoever asked and to the lead."""
    refused = _why_not(session, request_id, person, now)
    facts = request_facts(session, request_id)
    if refused is not None or facts is None:
        return plain(refused or GONE)
    decide_date(session, request_id, is_approved, Author(person.id, now))
    _tell_others(session, facts, is_approved, person, now)
    return plain(_outcome(facts, is_approved, person.name, now.astimezone(person.zone).date()))


GONE = "I do not know that request any more. Nothing was changed."


def _why_not(session: Session, request_id: int, person: PersonFacts, now: datetime) -> str | None:
    """Why a press about a request changes nothing; None where it may."""
    facts, today = request_facts(session, request_id), now.astimezone(person.zone).date()
    if facts is None:
        return GONE
    milestone = milestones_by_id(session, [facts.milestone_id], today)[0]
    if not milestone.is_visible_to(person.id):
        return GONE
    approver = approver_of(session, milestone, today)
    if approver is None or person.id not in {approver.id, reached(session, approver.id, milestone, today)}:
        return f"Only the plan's owner decides about a later date for {facts.ref}. Nothing was changed."
    if facts.ended is not None:
        return f"{said_of_end(facts, facts.ended, person.id, today)} Nothing was changed."
    return None


def ask_why(session: Session, request_id: int, person: PersonFacts, now: datetime) -> Message:
    """A press of Ask why: whoever asked is asked, and their next words are the answer."""
    refused = _why_not(session, request_id, person, now)
    facts = request_facts(session, request_id)
    if refused is not None or facts is None:
        return plain(refused or GONE)
    asker = person_by_id(session, facts.asked_by_id)
    today = now.astimezone(asker.zone).date()
    question = plain(
        f"{person.name} asks why {facts.ref} needs until {phrases.short_day(facts.to_on, today)}. "
        "Write it here; it goes to them as you say it."
    )
    reader = Reader(person_id=asker.id)
    outbox.owe_notice(session, asker.organisation_id, reader, to_json(question), now, [facts.milestone_id])
    keep_question(session, asker.id, "", "", NewQuestion(Asks.REASON, {"requests": [request_id]}), now)
    return plain(f"{asker.name} is asked why. {facts.ref} stays as it is until you decide.")


def _outcome(facts: RequestFacts, is_approved: bool, by: str, today: date) -> str:
    to = phrases.short_day(facts.to_on, today)
    if is_approved:
        return f"{facts.ref} is now due {to}: {by} approved it."
    stays = f"it stays due {phrases.short_day(facts.from_on, today)}" if facts.from_on else "its date stays"
    return f"{facts.ref} is not moved to {to}: {by} refused, and {stays}."


def _tell_others(session: Session, facts: RequestFacts, is_approved: bool, by: PersonFacts, now: datetime) -> None:
    milestone = milestones_by_id(session, [facts.milestone_id], now.date())[0]
    lead_id = responsible_for(session, milestone, now.date()).lead_id
    for person_id in dict.fromkeys((facts.asked_by_id, lead_id)):
        if person_id is None or person_id == by.id:
            continue
        reader = person_by_id(session, person_id)
        said = _outcome(facts, is_approved, by.name, now.astimezone(reader.zone).date())
        to = Reader(person_id=person_id)
        outbox.owe_notice(session, reader.organisation_id, to, to_json(plain(said)), now, [facts.milestone_id])
