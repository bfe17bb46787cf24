"""A message that seems to identify a child or family is not kept or repeated; its writer alone hears what to take out.

Its words are gone when the writer says that it is not about a child, so they send it again: the next message that is
held for no other reason passes, within a quarter of an hour, and that it did is recorded.
"""

import json
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Reply
from bot.conversation.heard import Heard
from bot.conversation.message import Button, Message, bold, buttons, line, plain, to_json
from bot.conversation.safeguarding import Held, Why, find_held
from bot.conversation.setting import Setting
from storage import outbox
from storage.changes.held import MessageAddress, Release, override_held, record_held, release_held, was_held
from storage.outbox import Reader
from storage.questions.threads import said_before

log = structlog.get_logger()

SEND_AGAIN_FOR = timedelta(minutes=15)
CARRIES_ON_FOR = timedelta(minutes=15)
"""How long the message before may belong to this one, so that a name in one and an age in the other are seen."""
NOT_ABOUT_A_CHILD = "It is not about a child"
IN_A_CHANNEL = "I have not kept that message, and have written to you alone about it. Please delete it here."

_SEEMS = {
    Why.BIRTH: ("give a date of birth", "the date"),
    Why.NUMBER: ("give the number of a person or a case", "the number"),
    Why.ADDRESS: ("say where a child or family lives", "the address"),
    Why.FAMILY: ("name a family", "the name"),
}
_SEEMS_A_CHILD = ("name a child", "the name")


def hold_back(session: Session, setting: Setting, heard: Heard) -> Reply | None:
    """What its writer is told of a message that is held; None for one that may be kept and answered."""
    before = said_before(session, setting.person.id, heard.speaker.platform, heard.conversation, _moments_ago(setting))
    held = find_held(_everything_in(heard), setting.people, before or "", setting.now.date())
    if held is None:
        return None
    message = _address(setting.person.id, heard)
    reasons = [why.value for why in held.why]
    if override_held(session, message, reasons, setting.now):
        log.info("held message let through", person=message.person_id, message=message.message_id, reasons=reasons)
        return None
    held_id = record_held(session, message, reasons, setting.now)
    log.info("message held", person=message.person_id, message=message.message_id, reasons=reasons)
    return _answer_where_it_was_said(session, setting, held_id, held)


def _moments_ago(setting: Setting) -> datetime:
    return setting.now - CARRIES_ON_FOR


def was_held_back(session: Session, person_id: int, heard: Heard) -> bool:
    """Whether an edited message is one of which nothing was kept, so that it is read as a new one."""
    return was_held(session, _address(person_id, heard))


def let_next_through(session: Session, person_id: int, held_id: int, now: datetime) -> Message:
    """Their word that it is not about a child is recorded, and they are asked to send it again."""
    released = release_held(session, held_id, person_id, now, SEND_AGAIN_FOR)
    if released is Release.NOT_THEIRS:
        return plain("That message was somebody else's. Nothing was changed.")
    if released is Release.USED:
        return plain("You have sent that message again already. Nothing was changed.")
    minutes = int(SEND_AGAIN_FOR.total_seconds() // 60)
    return plain(
        f"Then send it again within {minutes} minutes, and I will take it as it is: I kept none of its words. "
        "It is recorded that you say it is not about a child."
    )


def _everything_in(heard: Heard) -> str:
    """The name of a file that comes along may name a child as well."""
    return "\n".join([heard.text, *(file.name for file in heard.files)])


def _address(person_id: int, heard: Heard) -> MessageAddress:
    return MessageAddress(person_id, heard.speaker.platform, heard.conversation, heard.message_id)


def _answer_where_it_was_said(session: Session, setting: Setting, held_id: int, held: Held) -> Reply:
    """In private at once; where others read along they learn no more than that something was not kept."""
    told = _told(held_id, held)
    if setting.is_private:
        return Reply(told)
    writer = setting.person
    outbox.owe_notice(session, writer.organisation_id, Reader(person_id=writer.id), to_json(told), setting.now)
    return Reply(plain(IN_A_CHANNEL))


def _told(held_id: int, held: Held) -> Message:
    seems, what = _SEEMS.get(held.why[0], _SEEMS_A_CHILD)
    fact = f"I have not kept that message: it seems to {seems}"
    ask = f" ({held.words}). Please say it again without {what}; a count or “one child” is enough."
    delete = "What you wrote still stands in this chat until you delete it."
    button = Button(NOT_ABOUT_A_CHILD, "not_about_a_child", json.dumps({"held": held_id}))
    return Message(fact, (line(bold(fact), ask), line(delete, quiet=True), *buttons(button)))
