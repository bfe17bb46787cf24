"""In the built-in chat everybody whom the plans name can be spoken as: each has an account there."""

from sqlalchemy.orm import Session

from bot.web.rooms import conversation_of
from bot.web.send import PLATFORM, TENANT
from storage.changes.people import connect_account
from storage.questions.people import people_without_account


def give_everybody_an_account(session: Session, organisation_id: int) -> None:
    """Connects whoever has none yet; a platform they are reached on already stays the preferred one."""
    for person in people_without_account(session, organisation_id, PLATFORM):
        connect_account(session, person.id, PLATFORM, TENANT, conversation_of(person.id))
