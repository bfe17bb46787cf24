"""Who left: their milestones are with nobody, and the plan's owner is told once, with a way to give them away."""

import json
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Button, Message, bold, buttons, line, to_json
from plans.milestone import Milestone
from storage import outbox
from storage.outbox import Reader
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import PersonFacts
from storage.questions.plans import plans_of

LEAVE_THEM = "leave_them"
LEFT_FOR_NOW = "They stay with nobody for now, and on the list of what nobody is being reminded about."
MOST_NAMED = 12


def tell_who_left(session: Session, person: PersonFacts, now: datetime) -> None:
    """Tells the owner of each plan in which somebody leads something open that their last account was closed."""
    _tell_owners(session, person, now, lambda led: _left(person, led))


def tell_who_is_back(session: Session, person: PersonFacts, now: datetime) -> None:
    """Tells the same that they can be reached again, and are reminded again."""
    _tell_owners(session, person, now, lambda led: _back(person, led))


def _tell_owners(
    session: Session, person: PersonFacts, now: datetime, say: Callable[[list[Milestone]], Message]
) -> None:
    for plan in plans_of(session, person.organisation_id):
        today = now.astimezone(plan.zone).date()
        seen = milestones_of_plan(session, plan.id, today, plan.owner_id)
        led = [milestone for milestone in seen if milestone.lead_id == person.id and milestone.is_open]
        if led and plan.owner_id is not None and plan.owner_id != person.id:
            reader, ids = Reader(person_id=plan.owner_id), [milestone.id for milestone in led]
            outbox.owe_notice(session, person.organisation_id, reader, to_json(say(led)), now, ids)


def _left(person: PersonFacts, led: list[Milestone]) -> Message:
    headline = f"{person.name}'s account was closed, and {_named(led)} {_are(led)} with nobody now."
    how = 'Until somebody leads them nobody is reminded of them. You can also write it, for example "give 1.1 to Alex".'
    how = how.replace("1.1", led[0].ref)
    ids = json.dumps({"milestones": [milestone.id for milestone in led]})
    give, keep = Button("Give them to …", "give_away", ids, "primary"), Button("Leave them for now", LEAVE_THEM, ids)
    return Message(headline, (line(bold(headline)), line(how, quiet=True), *buttons(give, keep)))


def _back(person: PersonFacts, led: list[Milestone]) -> Message:
    headline = f"{person.name} has an account again, and is reminded of {_named(led)} as before."
    return Message(headline, (line(headline),))


def _named(led: list[Milestone]) -> str:
    refs = [milestone.ref for milestone in led]
    more = [f"{len(refs) - MOST_NAMED} more"] if len(refs) > MOST_NAMED else []
    return phrases.listed([*refs[:MOST_NAMED], *more])


def _are(led: list[Milestone]) -> str:
    return "is" if len(led) == 1 else "are"
