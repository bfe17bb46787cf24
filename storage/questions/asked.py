"""Questions that Milepost asked and has no answer to yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from storage import tables
from storage.plainly import Plain, ask, table_of

REMEMBERED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class AskedFacts:
    """One question to one person; `choices` are (label, value). `is_open` until it is answered or taken back."""

    id: int
    person_id: int
    kind: str
    about: dict[str, Any]
    choices: tuple[tuple[str, Any], ...]
    update_text_id: int | None
    is_open: bool


def open_questions(
    session: Session, person_id: int, platform: str, conversation: str, now: datetime, is_private: bool
) -> list[AskedFacts]:
    """What somebody was asked in a conversation in the last two weeks and has not answered, the latest first.

    A question without a conversation was asked by a notice, and may be answered wherever they are spoken to alone.
    """
    where = {"platform": platform, "conversation": conversation, "since": now - REMEMBERED_FOR}
    return [_as_facts(row) for row in ask(session, _open_questions(is_private), person_id=person_id, **where)]


@cache
def _open_questions(is_private: bool) -> Plain:
    table = table_of(tables.AskedQuestion)
    asked = table.c
    here = and_(asked.platform == bindparam("platform"), asked.conversation == bindparam("conversation"))
    return (
        select(table)
        .where(
            asked.person_id == bindparam("person_id"),
            or_(here, asked.conversation == "") if is_private else here,
            asked.closed_at.is_(None),
            asked.asked_at >= bindparam("since"),
        )
        .order_by(asked.id.desc())
    )


def question_by_id(session: Session, question_id: int) -> AskedFacts | None:
    row = session.get(tables.AskedQuestion, question_id)
    return _as_facts(row) if row else None


def _as_facts(row: Any) -> AskedFacts:
    return AskedFacts(
        row.id,
        row.person_id,
        row.kind,
        row.about,
        tuple((label, value) for label, value in row.choices),
        row.update_text_id,
        row.closed_at is None,
    )
