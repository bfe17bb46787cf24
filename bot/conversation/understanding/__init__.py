"""Reads a message into intents. Pure: text and context in, intents out."""

from bot.conversation.understanding.elements import as_element
from bot.conversation.understanding.explain import explain
from bot.conversation.understanding.intents import (
    About,
    Acknowledge,
    Context,
    Handover,
    Help,
    Intent,
    KnownMilestone,
    Leave,
    Question,
    Snooze,
    Unclear,
    Undo,
    Update,
    Wanted,
)
from bot.conversation.understanding.named import named_in
from bot.conversation.understanding.reader import read_message

__all__ = [
    "About",
    "Acknowledge",
    "Context",
    "Handover",
    "Help",
    "Intent",
    "KnownMilestone",
    "Leave",
    "Question",
    "Snooze",
    "Unclear",
    "Undo",
    "Update",
    "Wanted",
    "as_element",
    "explain",
    "named_in",
    "understand",
]


def understand(text: str, context: Context) -> list[Intent]:
    """What the message asks for or says, in the order said; never empty: what cannot be read is `Unclear`."""
    return read_message(text, context)
