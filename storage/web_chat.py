"""The built-in web chat's own memory: what was said in each of its conversations, as Slack keeps its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from storage import tables

PLATFORM = "web"
MILEPOST = "Milepost"


@dataclass(frozen=True)
class ChatLine:
    """One message. `body` is plain text for a person's own words, a kept message for Milepost's.

    `account` is whose words they are: only those can be edited and deleted. `answers` is the message they answer.
    """

    id: int
    conversation: str
    author: str
    body: str
    said_at: datetime
    notification_id: str | None = None
    account: str | None = None
    answers: str | None = None
    is_edited: bool = False
    is_deleted: bool = False


def say(
    session: Session,
    conversation: str,
    author: str,
    body: str,
    at: datetime,
    notification_id: str | None = None,
    account: str | None = None,
    answers: str | None = None,
) -> int:
    """Adds a message and returns its id. The same notification said twice is one message."""
    said = find_said(session, notification_id) if notification_id is not None else None
    if said is not None:
        return said.id
    row = tables.ChatMessage(
        conversation=conversation,
        author=author,
        account=account,
        answers=answers,
        body=body,
        said_at=at,
        notification_id=notification_id,
    )
    session.add(row)
    session.flush()
    return row.id


def edit(session: Session, message_id: int, body: str, at: datetime) -> int:
    """Puts other words in place of a message's; returns the number of this change."""
    row = session.get_one(tables.ChatMessage, message_id)
    row.body, row.edited_at = body, at
    return _note_change(session, row.id, at)


def amend(session: Session, conversation: str, message_id: int, body: str, at: datetime) -> bool:
    """Has one of Milepost's messages read so from now on; False when that conversation has no such message."""
    row = session.get(tables.ChatMessage, message_id)
    if row is None or row.conversation != conversation or row.notification_id is None:
        return False
    if row.body != body:
        row.body = body
        _note_change(session, row.id, at)
    return True


def delete(session: Session, message_id: int, at: datetime) -> int:
    """Takes the words of a message away, and leaves that there was one; returns the number of this change."""
    row = session.get_one(tables.ChatMessage, message_id)
    row.body, row.deleted_at = "", at
    return _note_change(session, row.id, at)


def _note_change(session: Session, message_id: int, at: datetime) -> int:
    change = tables.ChatChange(chat_message_id=message_id, at=at)
    session.add(change)
    session.flush()
    return change.id


def changed_after(session: Session, conversation: str, change_id: int) -> list[ChatLine]:
    """The messages of a conversation that were edited or deleted after the given change, as they stand now."""
    changes = select(tables.ChatChange.chat_message_id).where(tables.ChatChange.id > change_id)
    rows = session.scalars(
        select(tables.ChatMessage)
        .where(tables.ChatMessage.conversation == conversation, tables.ChatMessage.id.in_(changes))
        .order_by(tables.ChatMessage.id)
    )
    return [_as_line(row) for row in rows]


def newest_change(session: Session) -> int:
    """The number of the latest edit or deletion anywhere; 0 where there was none."""
    return session.scalar(select(func.max(tables.ChatChange.id))) or 0


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
    return ChatLine(
        id=row.id,
        conversation=row.conversation,
        author=row.author,
        body=row.body,
        said_at=row.said_at,
        notification_id=row.notification_id,
        account=row.account,
        answers=row.answers,
        is_edited=row.edited_at is not None,
        is_deleted=row.deleted_at is not None,
    )
