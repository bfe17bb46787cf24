"""What an answer is made of, and what everybody who answers needs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.heard import Attached
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, joined, line, to_json
from bot.conversation.setting import Setting
from storage import outbox
from storage.changes.events import Author
from storage.outbox import Reader

UNDO = "undo"


@dataclass(frozen=True)
class Reply:
    """A message, and the milestones its numbered items stand for, in order.

    `is_shown` tells that a reminder on which this was pressed shows all of it, but for what it `asks`; `page` is the
    page of the reminder that is wanted.
    """

    message: Message
    numbered: tuple[int, ...] = field(default=())
    is_shown: bool = False
    asks: Message | None = None
    page: int | None = None


@dataclass(frozen=True)
class Occasion:
    """One message being answered, inside the transaction of its answer. `author` is who said it, and where.

    `text_id` is the message whose undoing takes everything back that is done now; `text` are its words, and
    `writer_id` is whose they are, where somebody else passes them on.
    """

    session: Session
    setting: Setting
    author: Author
    text_id: int
    text: str = ""
    files: tuple[Attached, ...] = ()
    writer_id: int | None = None

    @property
    def now(self) -> datetime:
        return self.setting.now

    def tell(
        self, person_id: int, message: Message, milestone_ids: Sequence[int] = (), due_at: datetime | None = None
    ) -> str:
        """Owes somebody a message because of this one; returns the notification's id."""
        organisation_id = self.setting.plan.organisation_id
        reader = Reader(person_id=person_id)
        return outbox.owe_notice(
            self.session, organisation_id, reader, to_json(message), self.now, milestone_ids, due_at
        )


def undo_button(occasion: Occasion) -> Button:
    return Button("Undo", UNDO, json.dumps({"text": occasion.text_id}))


def listed(lines: Sequence[tuple[Run, ...]], *buttons: Button, ask: str = "") -> Message:
    """What was done, a line each, with what is asked of it and the buttons under it."""
    parts: list[Part] = [line(*lines[0]) if len(lines) == 1 else Items(tuple(lines), start=None)]
    if ask:
        parts.append(line(ask))
    if buttons:
        parts.append(Buttons(tuple(buttons)))
    return Message("; ".join(joined(one) for one in lines), tuple(parts))
