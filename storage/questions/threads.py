"""Which message of Milepost's somebody is answering, and what its numbers stand for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import and_, bindparam, exists, func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.columns import UtcDateTime
from storage.outbox import ANSWER
from storage.plainly import Plain, ask, table_of
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


def said_before(session: Session, person_id: int, platform: str, conversation: str, since: datetime) -> str | None:
    """What somebody said last in a conversation since an instant, where it was kept and still stands."""
    where = {"person_id": person_id, "platform": platform, "conversation": conversation}
    text: str | None = ask(session, _said_before(), since=since, **where).scalar()
    return text


def last_spoken_of(session: Session, person_id: int, platform: str, conversation: str, since: datetime) -> list[int]:
    """The milestones that somebody's last words of any effect in a conversation were about, since an instant."""
    said, event = tables.UpdateText, tables.Event
    undone = select(event.undoes_id).where(event.undoes_id.is_not(None))
    of_theirs = (
        select(event.update_text_id, event.milestone_id)
        .join(said, said.id == event.update_text_id)
        .where(
            said.person_id == person_id,
            said.said_at >= since,
            said.platform == platform,
            said.conversation == conversation,
            event.milestone_id.is_not(None),
            event.undoes_id.is_(None),
            event.id.not_in(undone),
        )
        .order_by(event.id.desc())
    )
    rows = session.execute(of_theirs).all()
    return list(dict.fromkeys(row.milestone_id for row in rows if row.update_text_id == rows[0].update_text_id))


def thread_of(
    session: Session, organisation_id: int, platform: str, conversation: str, message_id: str
) -> Thread | None:
    """The message that an answer in its thread is about; None where it is not one of ours, or lists nothing.

    Where the message was amended, its numbers are those of the last list that it showed.
    """
    where = {"organisation_id": organisation_id, "platform": platform, "conversation": conversation}
    row = ask(session, _list_at(), **where, message_id=message_id).first()
    return _thread(session, row[0], is_meant=True) if row else None


def last_list_in(
    session: Session, organisation_id: int, platform: str, conversation: str, now: datetime
) -> Thread | None:
    """The last message with numbered items in a conversation, which an answer outside any thread is about.

    A message that was amended stays where it was, and asked for a word if it did so at first.
    """
    where = {"organisation_id": organisation_id, "platform": platform, "conversation": conversation}
    row = ask(session, _last_list(), **where, since=now - ANSWERABLE_FOR).first()
    return _thread(session, row[0], is_meant=row[1]) if row else None


# These are made once: putting them together takes longer than the database takes to answer them.


@cache
def _said_before() -> Plain:
    said = table_of(tables.UpdateText).c
    return (
        select(said.text)
        .where(
            said.person_id == bindparam("person_id"),
            said.said_at >= bindparam("since"),
            said.platform == bindparam("platform"),
            said.conversation == bindparam("conversation"),
            said.deleted_at.is_(None),
        )
        .order_by(said.id.desc())
        .limit(1)
    )


_SENT, _ITEM = table_of(tables.Notification), table_of(tables.NotificationItem)


@cache
def _list_at() -> Plain:
    at = _SENT.c.receipt_message_id == bindparam("message_id")
    return _lists_in().where(at).order_by(*_LATEST_WORDING).limit(1)


@cache
def _last_list() -> Plain:
    first = _SENT.alias("first")
    is_same_message = and_(
        first.c.organisation_id == bindparam("organisation_id"),
        first.c.receipt_platform == _SENT.c.receipt_platform,
        first.c.receipt_conversation == _SENT.c.receipt_conversation,
        first.c.receipt_message_id == _SENT.c.receipt_message_id,
    )
    asked_for_a_word = exists().where(is_same_message, first.c.kind != ANSWER)
    return (
        _lists_in()
        .add_columns(asked_for_a_word)
        .where(_SENT.c.sent_at >= bindparam("since", type_=UtcDateTime()))
        .order_by(
            select(func.min(first.c.sent_at)).where(is_same_message).scalar_subquery().desc(),
            select(func.min(first.c.created_at)).where(is_same_message).scalar_subquery().desc(),
            *_LATEST_WORDING,
        )
        .limit(1)
    )


# The last two for a clock that stands still: what is amended was there before, and lines are counted as they come.
_LATEST_WORDING = (
    _SENT.c.sent_at.desc(),
    _SENT.c.created_at.desc(),
    _SENT.c.amends.is_not(None).desc(),
    select(func.max(_ITEM.c.id)).where(_ITEM.c.notification_id == _SENT.c.id).scalar_subquery().desc(),
)


def _lists_in() -> Plain:
    """The notifications with numbered items that arrived in a conversation."""
    item = _ITEM.c
    return select(_SENT.c.id).where(
        _SENT.c.organisation_id == bindparam("organisation_id"),
        _SENT.c.receipt_platform == bindparam("platform"),
        _SENT.c.receipt_conversation == bindparam("conversation"),
        exists().where(item.notification_id == _SENT.c.id, item.position > 0, item.dropped.is_(None)),
    )


def _thread(session: Session, notification_id: str, *, is_meant: bool) -> Thread | None:
    numbered = numbered_items(session, notification_id)
    if not numbered:
        return None
    return Thread(notification_id, tuple(numbered[number] for number in sorted(numbered)), is_meant)
