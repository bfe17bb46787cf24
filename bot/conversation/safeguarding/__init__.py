"""Whether a message seems to identify a child or family. Pure: text in, reasons out; nothing is kept or logged."""

from bot.conversation.safeguarding.detecting import find_held
from bot.conversation.safeguarding.held import Found, Held, Why

__all__ = ["Found", "Held", "Why", "find_held"]
