"""The built-in web chat's own memory: what was said in each of its conversations, as Slack keeps its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage import tables

MILEPOST = "Milepost"


@dataclass(frozen=True)
class ChatLine:
    """One message. `body` is plain text for a person's own words, a kept message for Milepost's."""

    id: int
    conversation: str
    author: str
    body: str
    said_at: datetime
    notification_id: str | None = None


def say(
    session: Session, conversation: str, author: str, body: str, at: datetime, notification_id: str | None = None
) -> int:
    """Adds a message and returns its id. The same notification said twice is one message."""
    said = find_said(session, notification_id) if notification_id is not None else None
    if said is not None:
        return said.id
    row = tables.ChatMessage(
        conversation=conversation, author=author, body=body, said_at=at, notification_id=notification_id
    )
    session.add(row)
    session.flush()
    return row.id


def find_said(session: Session, notification_id: str) -> ChatLine | None:
    row = session.scalar(select(tables.ChatMessage).where(tables.ChatMessage.notification_id == notification_id))
    return _as_line(row) if row else None


def conversation_after(session: Session, conversation: str, after_id: int = 0, most: int = 200) -> list[ChatLine]:
    """The latest messages of a conversation that came after the given one, the oldest first."""
    rows = session.scalars(
        select(tables.ChatMessage)
        .where(tables.ChatMessage.conversation == conversation, tables.ChatMessage.id > after_id)
        .order_by(tables.ChatMessage.id.desc())
        .limit(most)
    ).all()
    return [_as_line(row) for row in reversed(rows)]


def find_line(session: Session, conversation: str, message_id: int) -> ChatLine | None:
    """One message of a conversation; None when that conversation has no such message."""
    row = session.get(tables.ChatMessage, message_id)
    return _as_line(row) if row is not None and row.conversation == conversation else None


def unread_by_conversation(session: Session, seen: Mapping[str, int]) -> dict[str, int]:
    """How many of Milepost's messages came after the one seen last, for each conversation that has any."""
    message = tables.ChatMessage
    newer = [and_(message.conversation == where, message.id > last) for where, last in seen.items()]
    if not newer:
        return {}
    rows = session.execute(
        select(message.conversation, func.count())
        .where(message.notification_id.is_not(None), or_(*newer))
        .group_by(message.conversation)
    )
    return {conversation: count for conversation, count in rows}


def _as_line(row: tables.ChatMessage) -> ChatLine:
    return ChatLine(row.id, row.conversation, row.author, row.body, row.said_at, row.notification_id)
