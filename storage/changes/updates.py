"""What leads say about their milestones: kept word for word, with what was read from it, and able to be taken back."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import Executable, insert, select
from sqlalchemy.orm import Session

from plans.words import Status
from storage import tables
from storage.changes.asked import close_questions_of
from storage.changes.completions import CONFIRMED, end_confirmation
from storage.changes.dates import forget_reason
from storage.changes.events import Author, change_milestone, take_back
from storage.changes.waiting import end_what_waits
from storage.plainly import ask, table_of


@dataclass(frozen=True)
class Said:
    """Somebody's words with the address of their message."""

    person_id: int
    platform: str
    conversation: str
    message_id: str
    at: datetime
    text: str
    edits_id: int | None = None


def keep_words(session: Session, said: Said) -> Author:
    """Keeps what was said, and returns who said it as the author of the changes that follow from it.

    `edits_id` is the wording before, where the message was edited.
    """
    text_id = ask(
        session,
        _keeping_words(),
        person_id=said.person_id,
        platform=said.platform,
        conversation=said.conversation,
        message_id=said.message_id,
        said_at=said.at,
        text=said.text,
        edits_id=said.edits_id,
    ).scalar_one()
    return Author(said.person_id, said.at, text_id)


@cache
def _keeping_words() -> Executable:
    said = table_of(tables.UpdateText)
    return insert(said).returning(said.c.id)


def record_update(
    session: Session, milestone_id: int, author: Author, status: Status | None = None, progress: int | None = None
) -> tables.Event:
    """A word about a milestone: it answers what was asked, whether or not it changes the status."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    fields: dict[str, object] = {"last_word_at": author.at}
    if status is not None:
        fields["status"] = status
    if progress is not None:
        fields["progress"] = progress
    if status is not None and not status.is_finished:
        end_confirmation(session, milestone_id, author.at, "not done after all")
    return change_milestone(session, milestone, "updated", fields, author)


def set_due(session: Session, milestone_id: int, due: date, author: Author) -> tables.Event:
    """A date that needs nobody's leave: the first one a milestone gets, or an earlier one."""
    milestone = session.get_one(tables.Milestone, milestone_id)
    fields: dict[str, object] = {"due_on": due}
    if milestone.original_due_on is None:
        fields["original_due_on"] = due
    return change_milestone(session, milestone, "due_set", fields, author)


def undo(session: Session, update_text_id: int, author: Author) -> list[tables.Event]:
    """Takes back everything that one message changed or began; what was taken back before stays so.

    Returns the events that were taken back, the latest first.
    """
    undone = select(tables.Event.undoes_id).where(tables.Event.undoes_id.is_not(None))
    events = session.scalars(
        select(tables.Event)
        .where(tables.Event.update_text_id == update_text_id, tables.Event.undoes_id.is_(None))
        .where(tables.Event.id.not_in(undone))
        .order_by(tables.Event.id.desc())
    ).all()
    confirmed = {event.milestone_id for event in events if _is_confirmed(session, event)}
    taken = [event for event in events if event.milestone_id not in confirmed or event.milestone_id is None]
    for event in taken:
        end_what_waits(session, event, author)
        if event.kind == "reason_given":
            forget_reason(session, event.milestone_id or 0)
        take_back(session, event, author)
    close_questions_of(session, update_text_id, "taken back", author.at)
    return taken


def _is_confirmed(session: Session, event: tables.Event) -> bool:
    """What the monitoring body has confirmed is no longer its lead's to take back."""
    found = session.scalar(
        select(tables.Confirmation.id).where(
            tables.Confirmation.event_id == event.id, tables.Confirmation.decision == CONFIRMED
        )
    )
    return found is not None


def author_of_text(session: Session, update_text_id: int) -> int | None:
    """Whose words they are; None where there are none of that number."""
    return session.scalar(select(tables.UpdateText.person_id).where(tables.UpdateText.id == update_text_id))


@dataclass(frozen=True)
class KeptWords:
    """The present wording of a message."""

    id: int
    person_id: int
    text: str
    is_deleted: bool


def words_at(session: Session, platform: str, conversation: str, message_id: str) -> KeptWords | None:
    """What the message at that address says now; None where nothing of it was kept."""
    row = session.scalar(
        select(tables.UpdateText)
        .where(
            tables.UpdateText.message_id == message_id,
            tables.UpdateText.platform == platform,
            tables.UpdateText.conversation == conversation,
        )
        .order_by(tables.UpdateText.id.desc())
        .limit(1)
    )
    return KeptWords(row.id, row.person_id, row.text, row.deleted_at is not None) if row else None


def note_deleted(session: Session, update_text_id: int, now: datetime) -> None:
    """Its writer deleted the message in the chat; the history keeps what it said."""
    session.get_one(tables.UpdateText, update_text_id).deleted_at = now
