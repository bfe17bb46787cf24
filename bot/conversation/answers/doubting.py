"""The improvement officer settles what does not add up: it is right, its lead is asked, or it may show."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Message, bold, joined, line, plain, runs, to_json
from storage import outbox
from storage.changes.digests import skip_week
from storage.changes.doubts import settle_doubts
from storage.changes.events import Author
from storage.outbox import Reader
from storage.questions.honesty import ASKED, RIGHT, SHOWN, DoubtFacts, doubts_by_id, owner_of_doubts
from storage.questions.people import PersonFacts, person_by_id
from storage.questions.plans import plan_by_id

WAYS = (RIGHT, ASKED, SHOWN)
GONE = "That adds up by now, or was about words that have changed. Nothing was changed."


def settle(session: Session, person: PersonFacts, ids: Sequence[int], how: str, now: datetime) -> Message:
    """A press under what does not add up: carried out once, by the plan's owner."""
    owner_id = owner_of_doubts(session, ids)
    if owner_id is None:
        return plain(GONE)
    if owner_id != person.id:
        return plain(f"{person_by_id(session, owner_id).name} settles what does not add up. Nothing was changed.")
    today = now.astimezone(person.zone).date()
    standing = doubts_by_id(session, ids, today, person.id)
    if not standing:
        return plain(GONE)
    changed = set(settle_doubts(session, [one.id for one in standing], how, Author(person.id, now)))
    doubts = [one for one in standing if one.milestone.id in changed]
    if not doubts:
        return plain(f"{_refs(standing)} {_be(standing)} settled so already. Nothing was changed.")
    return plain(_ask_leads(session, person, doubts, now) if how == ASKED else _said(doubts, how))


def _said(doubts: Sequence[DoubtFacts], how: str) -> str:
    if how == SHOWN:
        return f"{_refs(doubts)} may show in the digest as what does not add up."
    return f"{_refs(doubts)} {_be(doubts)} kept as right: I ask again only when what it rests on changes."


def _ask_leads(session: Session, person: PersonFacts, doubts: Sequence[DoubtFacts], now: datetime) -> str:
    asked, nobody = [], []
    for one in doubts:
        if one.milestone.lead_id is None:
            nobody.append(one.milestone.ref)
            continue
        reader = person_by_id(session, one.milestone.lead_id)
        message = _question(one, person.name)
        to = Reader(person_id=reader.id)
        outbox.owe_notice(session, reader.organisation_id, to, to_json(message), now, [one.milestone.id])
        asked.append(f"{reader.name} about {one.milestone.ref}")
    said = f"Asked {phrases.listed(asked)}." if asked else ""
    left = f"Nobody is known to ask about {phrases.listed(nobody)}." if nobody else ""
    return " ".join(words for words in (said, left) if words)


def _question(one: DoubtFacts, by: str) -> Message:
    """What the lead reads: the milestone, what does not fit together, and what would settle it."""
    headline = runs(bold(f"{by} asks about {phrases.name(one.milestone)}"), f": {one.finding.because}.")
    settled = line(f"It is settled by {one.finding.settled_by}. Answer in your own words.")
    return Message(joined(headline), (line(*headline), settled))


def skip(session: Session, person: PersonFacts, plan_id: int, day: date, now: datetime) -> Message:
    """A press of No digest this week: by the plan's owner."""
    plan = plan_by_id(session, plan_id)
    if plan.owner_id != person.id:
        return plain(f"{plan.owner or 'Nobody yet'} decides about the digest of {plan.title}. Nothing was changed.")
    skip_week(session, plan_id, day, Author(person.id, now))
    return plain(f"No digest of {phrases.short_title(plan.title)} in the week of {phrases.full_day(day, now.date())}.")


def _refs(doubts: Sequence[DoubtFacts]) -> str:
    return phrases.listed(list(dict.fromkeys(one.milestone.ref for one in doubts)))


def _be(doubts: Sequence[DoubtFacts]) -> str:
    return "is" if len({one.milestone.ref for one in doubts}) == 1 else "are"
