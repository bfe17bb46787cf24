"""Channels: what Milepost says when invited, what somebody chooses for it there, and what is missed without it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.message import Button, Message, Part, bold, buttons, line, plain
from plans.permissions import may_choose_channels
from storage.changes.channels import add_working_channel
from storage.changes.organisations import add_leadership_channel
from storage.questions.channels import ChannelUse
from storage.questions.people import PersonFacts
from storage.questions.plans import PlanFacts, plan_by_id

CHANNEL = "channel"
MOST_PLANS = 5


class Use(Enum):
    """What a channel can be for."""

    SUMMARY = "summary"
    WORKING = "working"
    NEITHER = "neither"


class Loss(Enum):
    """Why nothing can be posted in a channel any more, and what to do about it."""

    REMOVED = "Milepost was taken out of it. To have it back write /invite @Milepost there."
    ARCHIVED = "It was archived. Take it out of the archive and write /invite @Milepost there."
    DELETED = "It was deleted."


@dataclass(frozen=True)
class Place:
    """A channel of a platform, with the name that people know it by."""

    platform: str
    conversation: str
    name: str


def hello(place: Place, plans: Sequence[PlanFacts], uses: Sequence[ChannelUse]) -> Message:
    """What Milepost will do in a channel that it was invited to, with a choice for each plan that has none there."""
    first = "I am Milepost. Mention me to ask about the plan, and answer in my threads; I keep nothing else of what is "
    first += "said here."
    parts: list[Part] = [line(first)]
    parts += [line(bold(_what_comes(use))) for use in uses]
    known = {use.plan_id for use in uses}
    open_ones = [plan for plan in plans if plan.id not in known][:MOST_PLANS] if not uses else []
    for plan in open_ones:
        parts += [line(bold(plan.title), ": should anything come here by itself?"), *buttons(*_choices(plan, place))]
    if open_ones:
        parts.append(line("A plan's owner can choose. Whatever is posted here names no child and no person's words."))
    elif not uses:
        parts.append(line("There is no plan yet; when there is one, invite me again to choose what comes here."))
    return Message(first, tuple(parts))


def _choices(plan: PlanFacts, place: Place) -> tuple[Button, ...]:
    def choice(label: str, use: Use) -> Button:
        value = {"plan": plan.id, "use": use.value, "name": place.name}
        return Button(label, CHANNEL, json.dumps(value))

    return (
        choice("Post the weekly summary here", Use.SUMMARY),
        choice("Working channel", Use.WORKING),
        choice("Neither", Use.NEITHER),
    )


def _what_comes(use: ChannelUse) -> str:
    if use.is_leadership:
        return f"The weekly summary of {use.plan} comes here, and what is ten working days late."
    return f"This is the working channel of {use.plan}: what you ask me here is about it."


def choose(session: Session, person: PersonFacts, plan_id: int, use: Use, place: Place, now: datetime) -> Message:
    """Somebody presses a choice under the hello."""
    plan = plan_by_id(session, plan_id)
    if not may_choose_channels(person.id, plan.owner_id):
        return plain(f"{plan.owner or 'The owner of the plan'} chooses what comes here. Nothing was changed.")
    if use is Use.NEITHER:
        return plain(f"Nothing of {plan.title} comes here by itself. You can still mention me.")
    if use is Use.WORKING:
        add_working_channel(session, plan.id, place.platform, place.conversation, place.name)
        return plain(f"This is the working channel of {plan.title} now: what you ask me here is about it.")
    add_leadership_channel(session, plan.id, place.platform, place.conversation, place.name, now)
    return plain(
        f"The weekly summary of {plan.title} comes here from now on, and what is ten working days late: references and "
        "status, nobody's words."
    )


def lost(name: str, loss: Loss, uses: Sequence[ChannelUse]) -> Message:
    """What the owner of these plans is told will not arrive now, and what to do."""
    missed = [_what_is_missed(use) for use in uses]
    headline = f"{phrases.listed(missed)} can no longer reach {name}."
    headline = headline[0].upper() + headline[1:]
    then = f" {loss.value} Or invite Milepost to another channel, and choose it there."
    return Message(headline + then, (line(bold(headline), then),))


def _what_is_missed(use: ChannelUse) -> str:
    what = "the weekly summary" if use.is_leadership else "what is asked in the working channel"
    return f"{what} of {use.plan}"
