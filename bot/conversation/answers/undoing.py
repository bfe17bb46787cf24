"""Takes back what a message changed, as a change of its own: the history keeps both."""

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import Message, bold, joined, line, plain, runs
from storage.changes.events import Author
from storage.changes.updates import author_of_text, undo
from storage.questions.milestones import milestones_by_id
from storage.questions.plans import last_update_of

NOTHING_TO_UNDO = "There is nothing of yours to take back. Nothing was changed."


def undo_last(occasion: Occasion) -> Reply:
    """Takes back the last thing that the speaker changed."""
    text_id = last_update_of(occasion.session, occasion.setting.person.id)
    if text_id is None:
        return Reply(plain(NOTHING_TO_UNDO))
    return Reply(undo_text(occasion.session, text_id, occasion.author))


def undo_text(session: Session, text_id: int, author: Author) -> Message:
    """Takes back everything one message changed; only its writer can."""
    if author_of_text(session, text_id) != author.person_id:
        return plain("Only whoever wrote it can take it back. Nothing was changed.")
    events = undo(session, text_id, author)
    if not events:
        return plain("That was taken back before. Nothing was changed.")
    ids = list(dict.fromkeys(event.milestone_id for event in reversed(events) if event.milestone_id))
    back = milestones_by_id(session, ids, author.at.date())
    pieces = [piece for m in back for piece in (bold(m.ref), f" is {phrases.status(m.status)} again, ")]
    said = runs("Taken back: ", *pieces)
    said = (*said[:-1], type(said[-1])(said[-1].text.removesuffix(", ") + "."))
    return Message(joined(said), (line(*said),))
