"""What a person may do about a notification that has not reached its reader: try it again, or drop it.

Each is a conditional UPDATE: what is on its way is left alone, and what was sent stays sent.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, or_, update
from sqlalchemy.orm import Session

from storage import tables

BY_HAND = "dropped_by_hand"

_ROW = tables.Notification
_IS_FAILED = and_(_ROW.failed_at.is_not(None), _ROW.dropped_at.is_(None), _ROW.sent_at.is_(None))
_WAITS = and_(_ROW.settled_at.is_(None), _ROW.claimed_by.is_(None))


def retry(session: Session, notification_id: str, now: datetime) -> bool:
    """Lets what failed, or is held after a refusal, be tried from now on for as long as if it were the first time.

    False when it is in neither state. Its words are decided anew when it is sent; what was answered meanwhile is
    not said.
    """
    is_held = and_(_WAITS, _ROW.lease_until > now)
    return _changed(
        session,
        notification_id,
        or_(_IS_FAILED, is_held),
        retried_at=now,
        attempts=0,
        way=0,
        claimed_by=None,
        lease_until=None,
        failed_at=None,
        settled_at=None,
        failure=None,
        told_in=None,
    )


def drop(session: Session, notification_id: str, now: datetime) -> bool:
    """Gives up what failed or still waits; False when it is on its way, was sent, or was dropped before."""
    if _changed(session, notification_id, _IS_FAILED, dropped_at=now):
        return True
    return _changed(session, notification_id, _WAITS, dropped_at=now, settled_at=now, failure=BY_HAND)


def retry_each(session: Session, notification_ids: Sequence[str], now: datetime) -> int:
    """How many of them will be tried again."""
    return sum(retry(session, one, now) for one in notification_ids)


def _changed(session: Session, notification_id: str, condition: ColumnElement[bool], **values: Any) -> bool:
    done = session.execute(
        update(_ROW)
        .where(_ROW.id == notification_id, condition)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(done, CursorResult)
    return done.rowcount == 1
