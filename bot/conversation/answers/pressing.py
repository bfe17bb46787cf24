"""Answers a press of a button. A button's action is a name in `_PRESSES`; adding a button is adding a line there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.conversation.answers.asking import chosen_update
from bot.conversation.answers.dates import decide
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.strangers import Identity, decide_identity
from bot.conversation.answers.undoing import undo_text
from bot.conversation.answers.updates import answer_updates
from bot.conversation.heard import Heard, Pressed
from bot.conversation.message import plain
from bot.conversation.setting import setting_of
from bot.conversation.understanding import Update
from plans.words import Status
from storage.changes.events import Author
from storage.changes.updates import Said, author_of_text, keep_words
from storage.questions.people import PersonFacts

GONE = "I do not know that button any more. Nothing was changed."

Read = TypeVar("Read")


class UnknownButton(ValueError):
    """A value that this version did not write: a button of an old message, or somebody trying."""


@dataclass(frozen=True)
class Press:
    """One press, inside the transaction of its answer."""

    session: Session
    person: PersonFacts
    pressed: Pressed
    value: dict[str, Any]
    now: datetime

    def read(self, key: str, kind: type[Read]) -> Read:
        value = self.value.get(key)
        if not isinstance(value, kind):
            raise UnknownButton(key)
        return value


def answer_press(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> Reply:
    """Carries out what the button says, as the person who pressed it.

    Each kind of press reads all of its value before it changes anything, so that an unknown one changes nothing.
    """
    press = _PRESSES.get(pressed.action)
    if press is None:
        return Reply(plain(GONE))
    try:
        value = json.loads(pressed.value or "{}")
        return press(Press(session, person, pressed, value if isinstance(value, dict) else {}, now))
    except (UnknownButton, json.JSONDecodeError):
        return Reply(plain(GONE))


def _status(press: Press) -> Reply:
    milestone_id, status = press.read("milestone", int), _as_status(press.read("status", str))
    return _update(press, milestone_id, lambda ref: Update(ref=ref, status=status))


def _choose(press: Press) -> Reply:
    milestone_id, text_id = press.read("milestone", int), press.read("text", int)
    if author_of_text(press.session, text_id) != press.person.id:
        return Reply(plain("That question was for somebody else. Nothing was changed."))
    try:
        chosen_update(press.value, "")
    except ValueError as error:
        raise UnknownButton("choose") from error
    return _update(press, milestone_id, lambda ref: chosen_update(press.value, ref))


def _as_status(word: str) -> Status:
    try:
        return Status(word)
    except ValueError as error:
        raise UnknownButton(word) from error


def _update(press: Press, milestone_id: int, meant: Callable[[str], Update]) -> Reply:
    """The same as if it had been said in words, in the thread of the message whose button it is."""
    pressed, person = press.pressed, press.person
    heard = Heard(
        speaker=pressed.speaker,
        conversation=pressed.conversation,
        message_id=pressed.press_id,
        text="",
        at=pressed.at,
        answers=pressed.message_id,
        is_private=pressed.is_private,
    )
    setting = setting_of(press.session, person, heard, press.now)
    milestone = setting.by_id(milestone_id) if setting else None
    if setting is None or milestone is None:
        return Reply(plain(GONE))
    update = meant(milestone.ref)
    platform = pressed.speaker.platform
    said = Said(person.id, platform, pressed.conversation, pressed.press_id, press.now, _words(update))
    author = keep_words(press.session, said)
    assert author.update_text_id is not None
    return answer_updates(Occasion(press.session, setting, author, author.update_text_id), [update])


def _words(update: Update) -> str:
    """What a press says, kept as the words of whoever pressed."""
    return f"[{update.ref} {update.status.words if update.status else 'chosen'}]"


def _undo(press: Press) -> Reply:
    return Reply(undo_text(press.session, press.read("text", int), Author(press.person.id, press.now)))


def _approve(press: Press) -> Reply:
    return Reply(decide(press.session, press.read("request", int), True, press.person, press.now))


def _refuse(press: Press) -> Reply:
    return Reply(decide(press.session, press.read("request", int), False, press.person, press.now))


def _nothing(press: Press) -> Reply:
    return Reply(plain("Then nothing is changed. Name the milestone by its reference and say it again."))


def _identity(press: Press) -> Reply:
    identity = Identity(
        person_id=press.read("person_id", int),
        platform=press.read("platform", str),
        tenant=press.read("tenant", str),
        account=press.read("account", str),
        is_them=press.read("is_them", bool),
    )
    return Reply(decide_identity(press.session, press.person, identity))


_PRESSES: dict[str, Callable[[Press], Reply]] = {
    "status": _status,
    "choose": _choose,
    "undo": _undo,
    "approve": _approve,
    "refuse": _refuse,
    "nothing": _nothing,
    "identity": _identity,
}
