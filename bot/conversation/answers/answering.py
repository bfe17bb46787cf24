"""Understands one message and answers everything in it, in one message."""

from collections.abc import Sequence

from bot.conversation.answers.asking import ask
from bot.conversation.answers.help import answer_help
from bot.conversation.answers.questions import answer_question
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.undoing import undo_last
from bot.conversation.answers.updates import answer_updates
from bot.conversation.message import Message, plain
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
    understand,
)


def answer(occasion: Occasion, text: str) -> Reply:
    """The answer to a message: each thing it says carried out, each thing it asks answered, in the order said."""
    intents = understand(text, occasion.setting.context())
    updates = [intent for intent in intents if isinstance(intent, Update)]
    replies = [answer_updates(occasion, updates)] if updates else []
    replies += [_answer_one(occasion, intent) for intent in intents if not isinstance(intent, Update)]
    return joined_replies(replies)


def _answer_one(occasion: Occasion, intent: Intent) -> Reply:
    match intent:
        case Question():
            return answer_question(occasion, intent)
        case Unclear():
            return ask(occasion, [intent])
        case Undo():
            return undo_last(occasion)
        case Help():
            return answer_help(occasion)
        case Acknowledge():
            return Reply(plain("Noted. Nothing was changed."))
        case Handover() | Leave() | Snooze():
            return _for_the_owner(occasion, intent)
        case _:
            raise TypeError(f"Nobody answers {type(intent).__name__}.")


def _for_the_owner(occasion: Occasion, intent: Handover | Leave | Snooze) -> Reply:
    """Read, but for a person to carry out: who leads and who is away is set by the plan's owner."""
    what = {Handover: "a new lead", Leave: "leave", Snooze: "a later reminder"}[type(intent)]
    owner = occasion.setting.plan.owner or "the plan's owner"
    return Reply(plain(f"I read that as {what}. I cannot set that here: ask {owner}. Nothing was changed."))


def joined_replies(replies: Sequence[Reply]) -> Reply:
    """Several replies as one message; the numbers of the first list among them are the ones that count."""
    if len(replies) == 1:
        return replies[0]
    numbered = next((reply.numbered for reply in replies if reply.numbered), ())
    parts = tuple(part for reply in replies for part in reply.message.parts)
    return Reply(Message("; ".join(reply.message.text for reply in replies), parts), numbered)
