"""The tables of the built-in web chat."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class ChatMessage(Base):
    """The built-in web chat's own memory, as Slack has its own."""

    __tablename__ = "chat_message"
    __table_args__ = (Index("ix_chat_message_conversation", "conversation", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation: Mapped[str]
    author: Mapped[str]
    account: Mapped[str | None]
    answers: Mapped[str | None]
    body: Mapped[str]
    said_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    notification_id: Mapped[str | None] = mapped_column(unique=True)


class ChatChange(Base):
    """One time that a message of the built-in web chat was edited or deleted: open pages draw it again."""

    __tablename__ = "chat_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_message_id: Mapped[int] = mapped_column(ForeignKey("chat_message.id"))
    at: Mapped[datetime]
