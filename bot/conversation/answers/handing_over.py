"""Hand-overs: a milestone is offered, its lead stays answerable until somebody accepts, and both hear."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.awaiting import Awaited, await_word
from bot.conversation.answers.people import person_named, reached
from bot.conversation.answers.reply import Occasion, Reply, listed, undo_button
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, bold, line, plain, runs, to_json
from bot.conversation.understanding import Handover
from plans.milestone import Milestone
from plans.permissions import Responsible, may_give_away, may_update
from storage import outbox
from storage.changes.events import Author
from storage.changes.handovers import decide_handover, give_lead, name_new_lead, offer
from storage.outbox import Reader
from storage.questions.handovers import HandoverFacts, handover_by_id, offers_waiting_for
from storage.questions.milestones import milestones_by_id
from storage.questions.people import PersonFacts, accounts_of, person_by_id
from storage.questions.plans import plan_by_id, responsible_for

TAKE, GIVE, ADD = "take", "give", "add"
"""What is asked: whether the reader takes it, gives it to somebody who asked for it, or lets somebody new be added."""


@dataclass(frozen=True)
class Offered:
    """How one hand-over went. `asks` is (whom, what, which offer) where somebody has to decide."""

    said: tuple[Run, ...]
    is_kept: bool = True
    asks: tuple[int, str, int] | None = None


def answer_handovers(occasion: Occasion, orders: Sequence[Handover]) -> Reply:
    """Everything that one message hands over; whoever has to decide about several is asked once."""
    offered = [_hand_over(occasion, order) for order in orders]
    waiting: dict[tuple[int, str], list[int]] = {}
    for one in offered:
        if one.asks is not None:
            waiting.setdefault(one.asks[:2], []).append(one.asks[2])
    for (reader_id, kind), ids in waiting.items():
        _tell(occasion, reader_id, kind, ids)
    undo = [undo_button(occasion)] if any(one.is_kept for one in offered) else []
    return Reply(listed([one.said for one in offered], *undo))


def _hand_over(occasion: Occasion, order: Handover) -> Offered:
    setting = occasion.setting
    milestone = setting.by_ref(order.ref)
    assert milestone is not None, "the understanding only names milestones of the plan"
    responsible = responsible_for(occasion.session, milestone, setting.today)
    to = person_named(occasion, order.to)
    if to is not None and to.id == responsible.lead_id:
        whose = "yours" if to.id == setting.person.id else f"led by {to.name}"
        return Offered(runs(bold(milestone.ref), f" is {whose} already. Nothing was changed."), is_kept=False)
    if to is not None and not milestone.is_visible_to(to.id):
        return Offered(
            runs(bold(milestone.ref), " is restricted: only somebody of its group can lead it. Nothing was changed."),
            is_kept=False,
        )
    if to is not None and to.id == setting.person.id:
        return _take(occasion, milestone, responsible)
    if not may_update(setting.person.id, responsible):
        return Offered(
            runs(
                bold(milestone.ref),
                f" is led by {_lead_name(milestone)}: only its lead, their manager or the plan's owner can hand it "
                "over. Nothing was changed.",
            ),
            is_kept=False,
        )
    return _offer_to(occasion, milestone, to) if to is not None else _offer_to_stranger(occasion, milestone, order.to)


def _lead_name(milestone: Milestone) -> str:
    return milestone.holder or milestone.lead or "nobody"


def _take(occasion: Occasion, milestone: Milestone, responsible: Responsible) -> Offered:
    """ "I'll take it": at once for whoever is above the lead; otherwise the lead, or the owner, says yes first."""
    person = occasion.setting.person
    if may_give_away(person.id, responsible):
        give_lead(occasion.session, milestone.id, person.id, occasion.author)
        if responsible.lead_id is not None:
            said = f"{person.name} has taken {phrases.name(milestone)}. You are not reminded of it any more."
            occasion.tell(responsible.lead_id, plain(said))
        return Offered(runs(bold(milestone.ref), f" → yours from now on{_told(occasion, responsible)}"))
    decides = _first_reached(occasion, milestone, (responsible.lead_id, responsible.owner_id))
    if decides is None:
        return Offered(runs(bold(milestone.ref), " has nobody who can say yes. Nothing was changed."), is_kept=False)
    kept = offer(occasion.session, milestone.id, person.name, person.id, decides, occasion.author)
    asked = person_by_id(occasion.session, decides).name
    stays = f"it stays with {_lead_name(milestone)}" if milestone.lead else "it stays without a lead"
    return Offered(
        runs(bold(milestone.ref), f" → {asked} is asked to give it to you; until then, {stays}"),
        asks=(decides, GIVE, kept.id),
    )


def _told(occasion: Occasion, responsible: Responsible) -> str:
    if responsible.lead_id is None:
        return ""
    return f"; {person_by_id(occasion.session, responsible.lead_id).name} is told"


def _first_reached(occasion: Occasion, milestone: Milestone, people: Sequence[int | None]) -> int | None:
    """The first of these people who has an account and may know of it, or who stands in for them."""
    for person_id in people:
        if person_id is not None and milestone.is_visible_to(person_id) and accounts_of(occasion.session, person_id):
            return reached(occasion.session, person_id, milestone, occasion.setting.today)
    return None


def _offer_to(occasion: Occasion, milestone: Milestone, to: PersonFacts) -> Offered:
    kept = offer(occasion.session, milestone.id, to.name, to.id, to.id, occasion.author)
    if not accounts_of(occasion.session, to.id):
        return Offered(
            runs(
                bold(milestone.ref),
                f" → offered to {to.name}, whom I cannot reach yet: asked at the first word from them. "
                f"Until they accept, {_stays(milestone)}",
            )
        )
    return Offered(
        runs(bold(milestone.ref), f" → {to.name} is asked to take it; until they accept, {_stays(milestone)}"),
        asks=(to.id, TAKE, kept.id),
    )


def _stays(milestone: Milestone) -> str:
    return f"it stays with {_lead_name(milestone)}" if milestone.lead else "it has no lead"


def _offer_to_stranger(occasion: Occasion, milestone: Milestone, name: str) -> Offered:
    """A person outside the plan: its owner adds them, or does not."""
    owner_id = occasion.setting.plan.owner_id
    if owner_id == occasion.setting.person.id:
        kept = offer(occasion.session, milestone.id, name, None, None, occasion.author)
        added = person_by_id(occasion.session, name_new_lead(occasion.session, kept.id))
        return Offered(
            runs(
                bold(milestone.ref),
                f" → {added.name} is added to the plan's people, and asked at the first word from them; "
                f"until they accept, {_stays(milestone)}",
            )
        )
    if owner_id is None or not milestone.is_visible_to(owner_id):
        said = f": I do not know {name}, and nobody is set to add them. Nothing was changed."
        return Offered(runs(bold(milestone.ref), said), is_kept=False)
    kept = offer(occasion.session, milestone.id, name, None, owner_id, occasion.author)
    owner = occasion.setting.plan.owner
    return Offered(
        runs(
            bold(milestone.ref),
            f" → I do not know {name}, so {owner} is asked to add them; until then, {_stays(milestone)}",
        ),
        asks=(owner_id, ADD, kept.id),
    )


def _tell(occasion: Occasion, reader_id: int, kind: str, ids: Sequence[int]) -> None:
    reader = person_by_id(occasion.session, reader_id)
    message = offer_message(occasion.session, kind, ids, reader, occasion.now)
    milestone_ids = _milestone_ids(occasion.session, ids)
    occasion.tell(reader_id, message, milestone_ids)
    refs = [m.ref for m in milestones_by_id(occasion.session, milestone_ids, occasion.setting.today)]
    about = {TAKE: f"taking {phrases.listed(refs)}"}.get(kind, f"who leads {phrases.listed(refs)}")
    awaited = Awaited("handover", tuple(ids), tuple(milestone_ids), message, about, "Until then nothing changes hands.")
    await_word(occasion.session, awaited, reader, occasion.setting.person, occasion.setting.plan.calendar, occasion.now)


def _milestone_ids(session: Session, ids: Sequence[int]) -> list[int]:
    facts = [handover_by_id(session, one) for one in ids]
    return [one.milestone_id for one in facts if one is not None]


def offer_message(session: Session, kind: str, ids: Sequence[int], reader: PersonFacts, now: datetime) -> Message:
    """What whoever decides reads: who offers what to whom, and a button for each answer."""
    first = handover_by_id(session, ids[0])
    assert first is not None
    today = now.astimezone(reader.zone).date()
    milestones = milestones_by_id(session, _milestone_ids(session, ids), today)
    names = phrases.listed([phrases.name(m) for m in milestones[:1]])
    what = names if len(milestones) == 1 else f"{len(milestones)} milestones"
    asker = person_by_id(session, first.asked_by_id).name
    headline, yes, no = {
        TAKE: (f"{asker} asks you to take {what}.", "Accept", "Not mine"),
        GIVE: (f"{asker} would like to take {what}. Give it to {asker}?", f"Give it to {asker}", "Keep it"),
        ADD: (
            f"{asker} wants to give {what} to {first.to_name}, who is not known in the plan. Add them?",
            f"Add {first.to_name}",
            "No",
        ),
    }[kind]
    lead = milestones[0].holder or milestones[0].lead
    stays = f"Until you answer, {lead} stays its lead." if lead else "Until you answer it has no lead."
    parts: list[Part] = [line(bold(headline))]
    words = plan_by_id(session, milestones[0].plan_id).status_words
    if len(milestones) > 1 or kind == TAKE:
        parts.append(Items(tuple(_about(m, words) for m in milestones), start=1 if len(milestones) > 1 else None))
    value = {"handovers": list(ids)}
    parts += [
        Buttons(
            (
                Button(yes, "handover", json.dumps({**value, "yes": True}), "primary"),
                Button(no, "handover", json.dumps({**value, "yes": False})),
            )
        ),
        line(stays, quiet=True),
    ]
    return Message(headline, tuple(parts))


def _about(milestone: Milestone, own_words: Mapping[str, str]) -> tuple[Run, ...]:
    due = f"due {milestone.due:%A} {milestone.due.day} {milestone.due:%B}" if milestone.due else "no due date"
    return runs(bold(phrases.name(milestone)), f" · {due} · {phrases.status(milestone.status, own_words)}")


def decide_offers(session: Session, person: PersonFacts, ids: Sequence[int], is_yes: bool, now: datetime) -> Message:
    """A press under an offer: carried out once, by whoever may, and told to whoever offered and to the old lead."""
    found = [facts for facts in (handover_by_id(session, one) for one in ids) if facts is not None]
    if not found:
        return plain("I do not know that offer any more. Nothing was changed.")
    news: dict[int, list[tuple[str, int]]] = {}
    lines = [runs(_decide(session, person, facts, is_yes, now, news)) for facts in found]
    for person_id, told in news.items():
        body = to_json(listed([runs(said) for said, _ in told]))
        reader = Reader(person_id=person_id)
        outbox.owe_notice(
            session, person.organisation_id, reader, body, now, [milestone_id for _, milestone_id in told]
        )
    return listed(lines)


def _decide(
    session: Session,
    person: PersonFacts,
    facts: HandoverFacts,
    is_yes: bool,
    now: datetime,
    news: dict[int, list[tuple[str, int]]],
) -> str:
    """Carries out the answer to one offer; `news` gathers what others are to be told of it."""
    today = now.astimezone(person.zone).date()
    milestone = milestones_by_id(session, [facts.milestone_id], today)[0]
    responsible = responsible_for(session, milestone, today)
    may = person.id == facts.waits_for_id or (
        facts.waits_for_id == responsible.lead_id and may_give_away(person.id, responsible)
    )
    if not may or not milestone.is_visible_to(person.id):
        return "That offer is for somebody else. Nothing was changed."
    if facts.decision is not None:
        return f"The offer of {milestone.ref} was {facts.decision} before. Nothing was changed."
    if facts.to_id is None and is_yes:
        return _add(session, milestone, facts)
    decide_handover(session, facts.id, is_yes, Author(person.id, now))
    said = _outcome(milestone, facts, person, is_yes)
    told = dict.fromkeys((facts.asked_by_id, responsible.lead_id, facts.to_id if is_yes else None))
    for person_id in told:
        if person_id is not None and person_id != person.id:
            news.setdefault(person_id, []).append((said, milestone.id))
    return _own_outcome(milestone, facts, person, is_yes) or said


def _own_outcome(milestone: Milestone, facts: HandoverFacts, by: PersonFacts, is_yes: bool) -> str:
    """What whoever decided reads, where it is about themselves."""
    if facts.to_id == by.id:
        return f"{milestone.ref} is yours now." if is_yes else f"{milestone.ref} is not yours: {_stays(milestone)}."
    if not is_yes and milestone.lead_id == by.id:
        return f"You keep {milestone.ref}."
    return ""


def _outcome(milestone: Milestone, facts: HandoverFacts, by: PersonFacts, is_yes: bool) -> str:
    if is_yes:
        return f"{facts.to_name} leads {phrases.name(milestone)} from now on."
    if facts.to_id == by.id:
        return f"{by.name} says {phrases.name(milestone)} is not theirs: {_stays(milestone)}."
    return f"{by.name} did not give {phrases.name(milestone)} to {facts.to_name}: {_stays(milestone)}."


def _add(session: Session, milestone: Milestone, facts: HandoverFacts) -> str:
    name_new_lead(session, facts.id)
    return (
        f"{facts.to_name} is added to the plan's people, and asked about {milestone.ref} at the first word from them. "
        f"Until they accept, {_stays(milestone)}."
    )


def ask_what_waits(session: Session, person: PersonFacts, now: datetime) -> None:
    """Puts the offers before somebody who can only be reached from now on."""
    waiting = [facts.id for facts in offers_waiting_for(session, person.id) if facts.to_id == person.id]
    if waiting:
        message = offer_message(session, TAKE, waiting, person, now)
        reader = Reader(person_id=person.id)
        outbox.owe_notice(
            session, person.organisation_id, reader, to_json(message), now, _milestone_ids(session, waiting)
        )


def tell_not_theirs(occasion: Occasion, refs: Sequence[str]) -> Reply:
    """Somebody says that milestones are not theirs, and knows no better: the plan's owner hears of it."""
    setting = occasion.setting
    milestones = [m for m in (setting.by_ref(ref) for ref in refs) if m is not None]
    owner_id = setting.plan.owner_id
    said = phrases.listed([m.ref for m in milestones])
    until = "Until somebody takes it, reminders come to you"
    if owner_id is None or owner_id == setting.person.id:
        return Reply(plain(f'{until}: say "give {milestones[0].ref} to" and a name.'))
    names = phrases.listed([phrases.name(m) for m in milestones])
    notice = f"{setting.person.name} says {names} {'is' if len(milestones) == 1 else 'are'} not theirs to lead."
    how = f'Say whose it is, for example "give {milestones[0].ref} to Alex Hill".'
    seen = [m.id for m in milestones if m.is_visible_to(owner_id)]
    if len(seen) < len(milestones):
        return Reply(plain(f"{until}: nobody above you may know of {said}."))
    occasion.tell(owner_id, Message(notice, (line(bold(notice)), line(how, quiet=True))), seen)
    return Reply(plain(f"{setting.plan.owner} is told that {said} is not yours. {until}."))
