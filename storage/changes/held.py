"""Messages that were held because they seem to identify a child or family: that they were, never what they said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class MessageAddress:
    """Where a message stands, and who wrote it."""

    person_id: int
    platform: str
    conversation: str
    message_id: str


class Release(Enum):
    """What became of a writer's word that a held message is not about a child."""

    GRANTED = "granted"
    USED = "used"
    NOT_THEIRS = "not theirs"


def record_held(session: Session, message: MessageAddress, reasons: Sequence[str], now: datetime) -> int:
    """Remembers that a message was held; returns the number to release it by."""
    held = tables.HeldMessage(
        person_id=message.person_id,
        platform=message.platform,
        conversation=message.conversation,
        message_id=message.message_id,
        held_at=now,
        reasons=list(reasons),
    )
    session.add(held)
    session.flush()
    return held.id


def release_held(session: Session, held_id: int, person_id: int, now: datetime, for_how_long: timedelta) -> Release:
    """Its writer says that it is not about a child, and may send it again for so long."""
    held = session.get(tables.HeldMessage, held_id)
    if held is None or held.person_id != person_id:
        return Release.NOT_THEIRS
    if held.overridden_at is not None:
        return Release.USED
    held.released_at, held.released_until = now, now + for_how_long
    session.flush()
    return Release.GRANTED


def override_held(session: Session, message: MessageAddress, reasons: Sequence[str], now: datetime) -> bool:
    """Whether a message may pass because its writer said so of one held for the same reasons; each word counts once."""
    held = tables.HeldMessage
    open_ones = session.scalars(
        select(held)
        .where(held.person_id == message.person_id, held.released_until >= now, held.overridden_at.is_(None))
        .order_by(held.released_at.desc())
    )
    fitting = next((one for one in open_ones if set(reasons) <= set(one.reasons)), None)
    return fitting is not None and _use(session, fitting.id, message, now)


def _use(session: Session, held_id: int, message: MessageAddress, now: datetime) -> bool:
    # Two messages may arrive at once: the condition is repeated, and the one that changes the row passes.
    used = session.execute(
        update(tables.HeldMessage)
        .where(tables.HeldMessage.id == held_id, tables.HeldMessage.overridden_at.is_(None))
        .values(
            overridden_at=now,
            overridden_platform=message.platform,
            overridden_conversation=message.conversation,
            overridden_message_id=message.message_id,
        )
        .execution_options(synchronize_session="fetch")
    )
    assert isinstance(used, CursorResult)
    return used.rowcount == 1


def was_held(session: Session, message: MessageAddress) -> bool:
    """Whether the message at that address was held when its writer sent it."""
    held = tables.HeldMessage
    found = session.scalar(
        select(held.id)
        .where(held.platform == message.platform, held.conversation == message.conversation)
        .where(held.message_id == message.message_id, held.person_id == message.person_id)
        .limit(1)
    )
    return found is not None
