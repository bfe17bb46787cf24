"""A message that its writer edits or deletes in the chat: the record follows it, and the history keeps both."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Reply
from bot.conversation.answers.undoing import take_back
from bot.conversation.heard import Deleted
from bot.conversation.message import Message, line
from storage.changes.events import Author
from storage.changes.updates import note_deleted, words_at
from storage.questions.people import PersonFacts

CHANGED = "You changed your message: what it said before is taken back, and it is read as it stands now."
DELETED = "You deleted your message. The history keeps what it said, and that it was taken back."


def read_again(reply: Reply) -> Reply:
    """The answer to an edited message says first that it replaces another."""
    message = reply.message
    return Reply(Message(message.text, (line(CHANGED, quiet=True), *message.parts)), reply.numbered)


def take_back_deleted(session: Session, person: PersonFacts, deleted: Deleted, now: datetime) -> Message | None:
    """Takes back what a deleted message said; None where it was not theirs, or had changed nothing."""
    before = words_at(session, deleted.speaker.platform, deleted.conversation, deleted.message_id)
    if before is None or before.is_deleted or before.person_id != person.id:
        return None
    note_deleted(session, before.id, now)
    taken = take_back(session, before.id, Author(person.id, now))
    return Message(taken.text, (*taken.parts, line(DELETED, quiet=True))) if taken is not None else None
