"""What waits for somebody's decision, each with the buttons that decide it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.conversation import phrases
from bot.conversation.homes.reader import Reader
from bot.conversation.message import Button, Buttons, Part, Run, bold, line, runs
from plans.milestone import Milestone
from storage.questions.home import OpenOffer, OpenRequest

MOST_DECISIONS = 8

Waiting = tuple[tuple[Run, ...], tuple[Button, ...]]


@dataclass(frozen=True)
class May:
    """Whether the reader decides about a later date of a milestone, and whether they confirm it for whoever was asked:
    they may stand in for somebody who is away.
    """

    decide: Callable[[Milestone], bool]
    confirm: Callable[[int | None, Milestone], bool]


def decisions(reader: Reader, may: May) -> list[Part]:
    waiting = list(_waiting(reader, may))
    if not waiting:
        return []
    parts: list[Part] = [line(bold(f"For you to decide: {len(waiting)}"))]
    for said, choices in waiting[:MOST_DECISIONS]:
        parts += [line(*said), Buttons(choices)]
    if len(waiting) > MOST_DECISIONS:
        parts.append(line(f"and {len(waiting) - MOST_DECISIONS} more, when these are decided", quiet=True))
    return parts


def _waiting(reader: Reader, may: May) -> Iterator[Waiting]:
    known = {milestone.id: milestone for _, milestone in reader.everything}
    for date_request in reader.facts.dates:
        milestone = known.get(date_request.milestone_id)
        if milestone is not None and may.decide(milestone):
            yield _date(reader, date_request, milestone)
    for done in reader.facts.done:
        milestone = known.get(done.milestone_id)
        if milestone is not None and may.confirm(done.asked_of_id, milestone):
            yield _done(done, milestone)
    for offer in reader.facts.offers:
        milestone = known.get(offer.milestone_id)
        if milestone is not None and offer.waits_for_id == reader.person.id:
            yield _offer(reader, offer, milestone)


def _date(reader: Reader, request: OpenRequest, milestone: Milestone) -> Waiting:
    assert request.to_on is not None
    to = phrases.short_day(request.to_on, reader.today)
    since = f" from {phrases.short_day(milestone.due, reader.today)}" if milestone.due else ""
    value = json.dumps({"request": request.id})
    said = runs(bold(f"{milestone.ref}{since} to {to}?"), f" {request.by}: “{phrases.beginning(request.reason or '')}”")
    return said, (
        Button("Approve", "approve", value, "primary"),
        Button("Refuse", "refuse", value),
        Button("Ask why", "ask_why", value),
    )


def _done(request: OpenRequest, milestone: Milestone) -> Waiting:
    shown = phrases.listed(milestone.evidence) if milestone.evidence else "none given"
    said = runs(bold(f"{milestone.ref} is done?"), f" {request.by} says so. Evidence: {phrases.beginning(shown)}.")
    value = {"confirmation": request.id}
    return said, (
        Button("Confirm", "confirm", json.dumps({**value, "yes": True}), "primary"),
        Button("Not yet", "confirm", json.dumps({**value, "yes": False})),
    )


def _offer(reader: Reader, offer: OpenOffer, milestone: Milestone) -> Waiting:
    to_whom = "to you" if offer.to_name == reader.person.name else f"to {offer.to_name}"
    said = runs(bold(f"{milestone.ref} {to_whom}?"), f" {offer.by} asks. {phrases.title(milestone)}")
    value = {"handovers": [offer.id]}
    return said, (
        Button("Accept", "handover", json.dumps({**value, "yes": True}), "primary"),
        Button("No", "handover", json.dumps({**value, "yes": False})),
    )
