"""What is remembered of a message that was held: who, when, where and for which reasons, and never its words."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class HeldMessage(Base):
    """A message that seemed to identify a child or family and was not kept.

    `released_until` is set when its writer says that it is not about a child: until then they may send it again.
    `overridden_at` and the address beside it are of the message that was let through because of that; its words are
    kept as any other's.
    """

    __tablename__ = "held_message"
    __table_args__ = (
        # For the writer's next message: may it pass?
        Index("ix_held_message_person_id_released_until", "person_id", "released_until"),
        # For an edit of a message that was held.
        Index("ix_held_message_address", "platform", "conversation", "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    platform: Mapped[str]
    conversation: Mapped[str]
    message_id: Mapped[str]
    held_at: Mapped[datetime]
    reasons: Mapped[list[Any]]
    released_at: Mapped[datetime | None]
    released_until: Mapped[datetime | None]
    overridden_at: Mapped[datetime | None]
    overridden_platform: Mapped[str | None]
    overridden_conversation: Mapped[str | None]
    overridden_message_id: Mapped[str | None]
