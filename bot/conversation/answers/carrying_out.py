"""Carries out everything that a message was read to mean, and answers in one message."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bot.conversation import phrases
from bot.conversation.answers.asking import ask
from bot.conversation.answers.guests import refuse_guest
from bot.conversation.answers.handing_over import answer_handovers
from bot.conversation.answers.help import answer_help
from bot.conversation.answers.leave import answer_leave
from bot.conversation.answers.listing import shape_in
from bot.conversation.answers.questions import answer_question
from bot.conversation.answers.reply import UNDO, Occasion, Reply
from bot.conversation.answers.snoozing import answer_snoozes
from bot.conversation.answers.undoing import undo_last
from bot.conversation.answers.updates import answer_updates
from bot.conversation.message import Buttons, Message, Part, buttons, line
from bot.conversation.understanding import (
    Acknowledge,
    Handover,
    Help,
    Intent,
    Leave,
    Question,
    Snooze,
    Unclear,
    Undo,
    Update,
)
from plans.milestone import by_due

NOTED = Message(
    "Noted. Nothing was changed.",
    (line("Noted. Nothing was changed."), line('Write "help" to see what I can do.', quiet=True)),
)


_GREETING = re.compile(
    r"\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening)|morning|afternoon)(?: \w+)?\W*", re.I
)


def _hello(occasion: Occasion) -> Message:
    """What somebody who says hello may want to know: what they lead, and what to write."""
    setting = occasion.setting
    led = by_due([m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open])
    if not led:
        head, example = "Hello. You lead nothing that is open.", ""
    else:
        first = f"{led[0].ref}, {phrases.due(led[0], setting.today, setting.plan.calendar)}"
        head = f"Hello. You lead {phrases.count(len(led), 'open milestone')}; the first is {first}."
        example = f'Say how one stands, for example "{led[0].ref} on track". '
    return Message(head, (line(head), line(f'{example}Or ask "what\'s overdue".', quiet=True)))


def _each(answer_one: Callable[[Occasion, Any], Reply]) -> Callable[[Occasion, Any], Reply]:
    def answer_all(occasion: Occasion, intents: Sequence[Intent]) -> Reply:
        return joined_replies([answer_one(occasion, intent) for intent in intents])

    return answer_all


def _ask_back(occasion: Occasion, unclear: Sequence[Unclear]) -> Reply:
    """A guest is not told that the plan has none of what they may not see."""
    is_of_others = occasion.setting.person.is_guest and all(one.why.startswith("The plan has no ") for one in unclear)
    return refuse_guest(occasion.setting) if is_of_others else ask(occasion, unclear)


_CARRY_OUT: dict[type[Intent], Callable[[Occasion, Any], Reply]] = {
    Update: answer_updates,
    Handover: answer_handovers,
    Leave: _each(answer_leave),
    Snooze: answer_snoozes,
    Question: _each(lambda occasion, question: answer_question(occasion, question, shape_in(occasion.text))),
    Undo: lambda occasion, _: undo_last(occasion),
    Help: lambda occasion, _: answer_help(occasion),
    Acknowledge: lambda occasion, _: Reply(_hello(occasion) if _GREETING.fullmatch(occasion.text) else NOTED),
    Unclear: _ask_back,
}
"""What carries out each kind of intent, in the order in which an answer speaks of them; a question back comes last."""


def carry_out(occasion: Occasion, intents: Sequence[Intent]) -> Reply:
    """Everything of one kind together: what is said of several milestones is read back as one list."""
    unknown = {type(intent) for intent in intents} - set(_CARRY_OUT)
    if unknown:
        raise TypeError(f"Nobody answers {', '.join(kind.__name__ for kind in unknown)}.")
    replies = []
    for kind, answer in _CARRY_OUT.items():
        of_kind = [intent for intent in intents if isinstance(intent, kind)]
        if of_kind:
            replies.append(answer(occasion, of_kind))
    return joined_replies(replies)


def joined_replies(replies: Sequence[Reply]) -> Reply:
    """Several replies as one message; the numbers of the first list among them are the ones that count.

    What the message did is undone together, so that there is one button for it, at the end.
    """
    if len(replies) == 1:
        return replies[0]
    numbered = next((reply.numbered for reply in replies if reply.numbered), ())
    undo = [button for reply in replies for button in reply.message.buttons if button.action == UNDO]
    parts = [kept for reply in replies for part in reply.message.parts for kept in _without_undo(part)]
    parts += buttons(*dict.fromkeys(undo))
    return Reply(Message("; ".join(reply.message.text for reply in replies), tuple(parts)), numbered)


def _without_undo(part: Part) -> tuple[Part, ...]:
    if not isinstance(part, Buttons):
        return (part,)
    return buttons(*(button for button in part.buttons if button.action != UNDO))
