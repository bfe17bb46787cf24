"""The page as a whole: what is theirs by urgency, what waits for them, and how their plans and people stand. Pure."""

from collections.abc import Iterator
from hashlib import sha256

from bot.conversation import phrases
from bot.conversation.failure_wording import WhatToDo, look_there
from bot.conversation.forms import open_button
from bot.conversation.homes.deciding import May, decisions
from bot.conversation.homes.reader import Reader
from bot.conversation.homes.standing import covered, not_reached, own, plans, team
from bot.conversation.message import Message, Part, bold, buttons, line, to_json
from plans.milestone import Milestone
from storage.questions.home import HomeFacts
from storage.questions.people import PersonFacts

NOTHING = "You lead nothing that is open, and nothing waits for you."
NO_PLAN = "There is no plan here yet. An improvement officer brings one in with `milepost import FILE`."
UNKNOWN = (
    "I do not know you in the plan yet. Write me a message: I ask the plan’s owner who you are, and this page is yours "
    "when they have said so."
)


def home_page(facts: HomeFacts, person: PersonFacts, may: May, what_to_do: WhatToDo = look_there) -> Message:
    """The page of one person: what waits for them first."""
    if not facts.plans:
        return Message(NO_PLAN, (line(NO_PLAN),))
    reader = Reader(facts, person, what_to_do)
    sections = [
        *decisions(reader, may),
        *own(reader),
        *covered(reader),
        *team(reader),
        *plans(reader),
        *not_reached(reader),
    ]
    parts = tuple(sections) or (line(bold(NOTHING)), *_next(reader))
    last = [open_button("Leave and cover…", "leave")]
    if any(True for _ in _mine_to_say(reader)):
        last.insert(0, open_button("Update…", "update"))
    return Message(f"{person.name}, your milestones and what waits for you", (*parts, *buttons(*last)))


def stranger_page() -> Message:
    """The page of somebody whom no plan is known to name."""
    return Message(UNKNOWN, (line(UNKNOWN),))


def _mine_to_say(reader: Reader) -> Iterator[Milestone]:
    theirs = {reader.person.id, *(one.id for one in reader.team)}
    owned = {plan.id for plan in reader.owned}
    return (m for plan, m in reader.everything if m.is_open and (m.lead_id in theirs or plan.id in owned))


def _next(reader: Reader) -> list[Part]:
    if reader.person.is_guest:
        return [line("As a guest you see the milestones that you lead. Whoever owns the plan can tell you more of it.")]
    titles = phrases.listed([phrases.short_title(plan.title) for plan in reader.facts.plans])
    return [
        line(f"Ask me about {titles} in a message, for example “what’s overdue” or “how is the plan doing”."),
        line("Is a milestone yours? Write its reference and “that is mine”, and its lead is asked.", quiet=True),
    ]


def name_of(page: Message) -> str:
    """A short name of what a page says: two that say the same have the same."""
    return sha256(to_json(page).encode()).hexdigest()[:32]
