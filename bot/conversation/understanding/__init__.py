"""Reads a message into intents. Pure: text and context in, intents out."""

from bot.conversation.understanding.intents import (
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
)

__all__ = [
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
    "understand",
]


def understand(text: str, context: Context) -> list[Intent]:
    """What the message asks for or says, in the order said; never empty: what cannot be read is `Unclear`."""
    raise NotImplementedError
