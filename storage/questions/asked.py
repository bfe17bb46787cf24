"""Questions that Milepost asked and has no answer to yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from storage import tables

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
    here = and_(tables.AskedQuestion.platform == platform, tables.AskedQuestion.conversation == conversation)
    anywhere = tables.AskedQuestion.conversation == ""
    rows = session.scalars(
        select(tables.AskedQuestion)
        .where(
            tables.AskedQuestion.person_id == person_id,
            or_(here, anywhere) if is_private else here,
            tables.AskedQuestion.closed_at.is_(None),
            tables.AskedQuestion.asked_at >= now - REMEMBERED_FOR,
        )
        .order_by(tables.AskedQuestion.id.desc())
    )
    return [_as_facts(row) for row in rows]


def question_by_id(session: Session, question_id: int) -> AskedFacts | None:
    row = session.get(tables.AskedQuestion, question_id)
    return _as_facts(row) if row else None


def _as_facts(row: tables.AskedQuestion) -> AskedFacts:
    return AskedFacts(
        row.id,
        row.person_id,
        row.kind,
        row.about,
        tuple((label, value) for label, value in row.choices),
        row.update_text_id,
        row.closed_at is None,
    )
