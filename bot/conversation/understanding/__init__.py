"""Reads a message into intents. Pure: text and context in, intents out."""

from bot.conversation.understanding import spelling
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
from plans import when

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
    "warm",
]


def warm() -> None:
    """Loads what the first message would wait for: the dictionary and the tables of dates, some tenths of a second."""
    spelling.warm()
    when.warm()


def understand(text: str, context: Context) -> list[Intent]:
    """What the message asks for or says, in the order said; never empty: what cannot be read is `Unclear`."""
    return read_message(text, context)
