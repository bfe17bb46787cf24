"""What an answer is made of, and what everybody who answers needs."""

from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.conversation.message import Message
from bot.conversation.setting import Setting
from storage.changes.events import Author


@dataclass(frozen=True)
class Reply:
    """A message, and the milestones its numbered items stand for, in order."""

    message: Message
    numbered: tuple[int, ...] = field(default=())


@dataclass(frozen=True)
class Occasion:
    """One message being answered, inside the transaction of its answer. `author` is who said it, and where."""

    session: Session
    setting: Setting
    author: Author
    text_id: int
