"""Which message of Milepost's somebody is answering, and what its numbers stand for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.outbox import ANSWER
from storage.questions.notices import numbered_items

ANSWERABLE_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Thread:
    """A message with numbered items: the milestone of each number, first is 1.

    `is_meant` tells that what is said next is about it: it is answered in its own thread, or it asked for a word.
    A list that only answered a question gives numbers a meaning, and nothing else.
    """

    notification_id: str
    milestone_ids: tuple[int, ...]
    is_meant: bool


def thread_of(
    session: Session, organisation_id: int, platform: str, conversation: str, message_id: str
) -> Thread | None:
    """The message that an answer in its thread is about; None where it is not one of ours, or lists nothing."""
    row = session.scalar(
        select(tables.Notification.id).where(
            tables.Notification.organisation_id == organisation_id,
            tables.Notification.receipt_platform == platform,
            tables.Notification.receipt_conversation == conversation,
            tables.Notification.receipt_message_id == message_id,
        )
    )
    return _thread(session, row, is_meant=True) if row else None


def last_list_in(
    session: Session, organisation_id: int, platform: str, conversation: str, now: datetime
) -> Thread | None:
    """The last message with numbered items in a conversation, which an answer outside any thread is about."""
    row = session.execute(
        select(tables.Notification.id, tables.Notification.kind)
        .join(tables.NotificationItem, tables.NotificationItem.notification_id == tables.Notification.id)
        .where(
            tables.Notification.organisation_id == organisation_id,
            tables.Notification.receipt_platform == platform,
            tables.Notification.receipt_conversation == conversation,
            tables.Notification.sent_at >= now - ANSWERABLE_FOR,
            tables.NotificationItem.position > 0,
            tables.NotificationItem.dropped.is_(None),
        )
        .order_by(tables.Notification.sent_at.desc(), tables.Notification.created_at.desc())
        .limit(1)
    ).first()
    return _thread(session, row.id, is_meant=row.kind != ANSWER) if row else None


def _thread(session: Session, notification_id: str, *, is_meant: bool) -> Thread | None:
    numbered = numbered_items(session, notification_id)
    if not numbered:
        return None
    return Thread(notification_id, tuple(numbered[number] for number in sorted(numbered)), is_meant)
