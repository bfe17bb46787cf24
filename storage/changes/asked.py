"""Questions that Milepost asked: kept until they are answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class NewQuestion:
    """A question to one person in one conversation; `choices` are (label, value) of each answer that was offered."""

    kind: str
    about: Mapping[str, Any]
    choices: Sequence[tuple[str, Any]] = ()
    update_text_id: int | None = None


def keep_question(
    session: Session, person_id: int, platform: str, conversation: str, question: NewQuestion, now: datetime
) -> int:
    """Remembers what was asked; returns its number."""
    kept = tables.AskedQuestion(
        person_id=person_id,
        platform=platform,
        conversation=conversation,
        kind=question.kind,
        about=dict(question.about),
        choices=[list(choice) for choice in question.choices],
        update_text_id=question.update_text_id,
        asked_at=now,
    )
    session.add(kept)
    session.flush()
    return kept.id


def close_question(session: Session, question_id: int, because: str, now: datetime) -> bool:
    """The question is answered, or no longer asked; False when it was closed before."""
    kept = session.get_one(tables.AskedQuestion, question_id)
    if kept.closed_at is not None:
        return False
    kept.closed_at, kept.closed_because = now, because
    session.flush()
    return True


def close_questions_of(session: Session, update_text_id: int, because: str, now: datetime) -> None:
    """What was asked because of a message that was taken back is no longer asked."""
    session.execute(
        update(tables.AskedQuestion)
        .where(tables.AskedQuestion.update_text_id == update_text_id, tables.AskedQuestion.closed_at.is_(None))
        .values(closed_at=now, closed_because=because)
        .execution_options(synchronize_session="fetch")
    )
