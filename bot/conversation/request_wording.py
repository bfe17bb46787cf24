"""Says a request for a later date to whoever decides: with its buttons, or how it ended."""

import json
from collections.abc import Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.message import Button, Buttons, Message, Part, bold, from_json, joined, line, runs
from storage.changes.overtaken import End
from storage.questions.dates import Ended, RequestFacts
from storage.questions.redrawn import RedrawnFacts

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def request_message(facts: RequestFacts, today: date, waiting: Sequence[str] = ()) -> Message:
    """What whoever decides reads: who asks, from when to when, why, and what went before."""
    move = f"{phrases.short_day(facts.from_on, today)} to " if facts.from_on else ""
    asked = runs(bold(f"{facts.asked_by} asks to move {facts.ref} from {move}{phrases.short_day(facts.to_on, today)}."))
    first = f" First date {phrases.short_day(facts.original, today)};" if facts.original else ""
    number = _ORDINALS[facts.moves] if facts.moves < len(_ORDINALS) else f"{facts.moves + 1}th"
    waits = f" {phrases.listed(waiting)} {'waits' if len(waiting) == 1 else 'wait'} for it." if waiting else ""
    parts: list[Part] = [line(*asked), line(f"{facts.title}.{first} this would be the {number} move.{waits}")]
    if facts.reason:
        parts.insert(1, line(f'Reason: "{facts.reason}"'))
    value = json.dumps({"request": facts.id})
    parts.append(
        Buttons(
            (
                Button("Approve", "approve", value, "primary"),
                Button("Refuse", "refuse", value),
                Button("Ask why", "ask_why", value),
            )
        )
    )
    return Message(joined(asked), tuple(parts))


def say_redrawn(facts: RedrawnFacts) -> Message:
    """The message as it was put before its reader; of what is decided since, the end in the place of its buttons."""
    request, today = facts.request, facts.today
    if request.ended is None:
        return from_json(facts.body)
    move = f"{phrases.short_day(request.from_on, today)} to " if request.from_on else ""
    asked = f"{request.asked_by} asked to move {request.ref} from {move}{phrases.short_day(request.to_on, today)}."
    said = said_of_end(request, request.ended, facts.reader_id, today)
    parts: list[Part] = [line(asked), line(request.title)]
    if request.reason:
        parts.append(line(f'Reason: "{request.reason}"'))
    return Message(said, (*parts, line(bold(said))))


def said_of_end(request: RequestFacts, ended: Ended, reader_id: int, today: date) -> str:
    """How a request ended, in a sentence to its reader."""
    ref, to = request.ref, phrases.short_day(request.to_on, today)
    by = "you" if ended.by_id == reader_id else ended.by or "Milepost"
    match ended.end:
        case End.APPROVED:
            return f"Approved by {by}: {ref} was moved to {to}."
        case End.REFUSED:
            stays = f"stays due {phrases.short_day(request.from_on, today)}" if request.from_on else "keeps its date"
            return f"Refused by {by}: {ref} {stays}."
        case End.WITHDRAWN:
            return f"Withdrawn: {by} took the request to move {ref} to {to} back."
        case _:
            return f"No answer is needed any more: {_overtaken(request, ended, by, today)}."


def _overtaken(request: RequestFacts, ended: Ended, by: str, today: date) -> str:
    ref, instead = request.ref, phrases.short_day(ended.instead, today) if ended.instead else ""
    match ended.end:
        case End.REPLACED:
            return f"{by} asked for {instead} since" if instead else f"{by} asked for another date since"
        case End.COMPLETE:
            return f"{ref} is complete"
        case End.CLOSED:
            return f"{ref} is not in the plan any more"
        case End.HANDED_OVER:
            return f"{ended.lead or 'nobody'} leads {ref} now, and may ask again"
        case _:
            return f"{ref} is due {instead} by another change" if instead else f"{ref} has no date any more"
