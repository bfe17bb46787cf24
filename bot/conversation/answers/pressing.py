"""Answers a press of a button. A button's action is a name in `_PRESSES`; adding a button is adding a line there."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.conversation import phrases
from bot.conversation.answers import doubting
from bot.conversation.answers.asking import ALL_OF_THEM, NONE_OF_THESE, ask_new_lead
from bot.conversation.answers.channels import Place, Use, choose
from bot.conversation.answers.commands import share
from bot.conversation.answers.confirming import decide_done
from bot.conversation.answers.dates import ask_why, decide
from bot.conversation.answers.dropped import decide as decide_file
from bot.conversation.answers.going_on import go_on_from_press
from bot.conversation.answers.handing_over import ask_what_waits, decide_offers
from bot.conversation.answers.holding import let_next_through
from bot.conversation.answers.leavers import LEFT_FOR_NOW
from bot.conversation.answers.listing import ONLY_MINE, Shape, question_from_data
from bot.conversation.answers.questions import answer_question
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.said_already import said_already, still_open
from bot.conversation.answers.snoozing import ask_when
from bot.conversation.answers.strangers import Identity, decide_identity
from bot.conversation.answers.undoing import undo_text
from bot.conversation.answers.updates import answer_updates
from bot.conversation.heard import Heard, Pressed
from bot.conversation.message import Message, plain
from bot.conversation.setting import Setting, setting_of
from bot.conversation.understanding import Update
from plans.milestone import Milestone
from plans.words import Status
from storage.changes.events import Author
from storage.changes.updates import Said, keep_words
from storage.questions.asked import question_by_id
from storage.questions.organisations import are_all_of
from storage.questions.people import PersonFacts, person_of_account

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
    carry_out = _PRESSES.get(pressed.action)
    try:
        return carry_out(_press_of(session, person, pressed, now)) if carry_out is not None else Reply(plain(GONE))
    except UnknownButton:
        return Reply(plain(GONE))


def _press_of(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> Press:
    """What cannot be read of its value, or is of another organisation, is as if nothing were there."""
    try:
        value = json.loads(pressed.value or "{}")
    except json.JSONDecodeError:
        value = {}
    known = value if isinstance(value, dict) and _is_their_own(session, person, value) else {}
    return Press(session, person, pressed, known, now)


def answer_for_everybody(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> Message:
    """The answer to a command again, as everybody may see it who reads where it was given."""
    press = _press_of(session, person, pressed, now)
    try:
        words = press.read("words", str)
    except UnknownButton:
        return plain(GONE)
    occasion = _occasion(press, f"[share] {words}")
    return (share(occasion, words) if occasion is not None else None) or plain(GONE)


def _answer(press: Press) -> Reply:
    """A button under a question that Milepost asked and remembers."""
    question = question_by_id(press.session, press.read("question", int))
    choice = press.read("choice", int)
    if question is None:
        return Reply(plain(GONE))
    if question.person_id != press.person.id:
        return Reply(plain("That question was for somebody else. Nothing was changed."))
    if not question.is_open:
        return Reply(plain("That question was answered before. Nothing was changed."))
    label = question.choices[choice][0] if 0 <= choice < len(question.choices) else _LABELS.get(choice, "")
    occasion = _occasion(press, f"[{label}]")
    reply = go_on_from_press(occasion, question, choice) if occasion is not None else None
    return reply or Reply(plain(GONE))


_LABELS = {ALL_OF_THEM: "all of them", NONE_OF_THESE: "none of these"}


def _as_status(word: str) -> Status:
    try:
        return Status(word)
    except ValueError as error:
        raise UnknownButton(word) from error


def _setting(press: Press) -> Setting | None:
    """The same as if it had been said in words, in the thread of the message whose button it is."""
    pressed = press.pressed
    heard = Heard(
        speaker=pressed.speaker,
        conversation=pressed.conversation,
        message_id=pressed.press_id,
        text="",
        at=pressed.at,
        answers=pressed.message_id,
        is_private=pressed.is_private,
    )
    return setting_of(press.session, press.person, heard, press.now)


def _occasion(press: Press, words: str) -> Occasion | None:
    """What a press says is kept as the words of whoever pressed."""
    setting, pressed = _setting(press), press.pressed
    if setting is None:
        return None
    platform = pressed.speaker.platform
    said = Said(press.person.id, platform, pressed.conversation, pressed.press_id, press.now, words)
    author = keep_words(press.session, said)
    assert author.update_text_id is not None
    return Occasion(press.session, setting, author, author.update_text_id)


def _status(press: Press) -> Reply:
    milestone_id, status = press.read("milestone", int), _as_status(press.read("status", str))
    setting = _setting(press)
    milestone = setting.by_id(milestone_id) if setting else None
    if setting is not None and milestone is not None:
        already = said_already(press.session, setting, press.pressed, milestone, status)
        if already is not None:
            return already
    words = phrases.status_name(status, setting.plan.status_words) if setting is not None else status.words
    occasion = _occasion(press, f"[{milestone.ref} {words}]") if milestone is not None else None
    if occasion is None or milestone is None:
        return Reply(plain(GONE))
    return answer_updates(occasion, [Update(ref=milestone.ref, status=status)])


def _page(press: Press) -> Reply:
    """Another page of a reminder; where the message is none any more, the button is not known."""
    return Reply(plain(GONE), is_shown=True, page=press.read("page", int))


def _plan_in(press: Press) -> Reply:
    """What a file is that may be a plan."""
    return decide_file(press.session, press.person, press.read("dropped", int), press.read("what", str), press.now)


def _some(press: Press) -> list[int]:
    """The milestones that a button names, or everything that is still open in the reminder that has the button."""
    if press.value.get("all") is True:
        return still_open(press.session, press.person, press.pressed, press.now)
    ids = press.read("milestones", list)
    if not ids or not all(isinstance(one, int) for one in ids):
        raise UnknownButton("milestones")
    return ids


def _later(press: Press) -> Reply:
    return _about_some(press, "[later]", ask_when)


def _not_mine(press: Press) -> Reply:
    return _about_some(press, "[not mine]", lambda occasion, some: ask_new_lead(occasion, [m.ref for m in some]))


def _give_away(press: Press) -> Reply:
    return _about_some(press, "[give them to]", lambda occasion, some: ask_new_lead(occasion, [m.ref for m in some]))


def _about_some(press: Press, words: str, reply: Callable[[Occasion, list[Milestone]], Reply]) -> Reply:
    """Of several milestones, which one is meant is asked first by naming them all: an answer in words names one."""
    ids, occasion = _some(press), _occasion(press, words)
    known = [occasion.setting.by_id(one) for one in ids] if occasion is not None else []
    some = [milestone for milestone in known if milestone is not None and milestone.is_open]
    return reply(occasion, some) if occasion is not None and some else Reply(plain(GONE))


def _undo(press: Press) -> Reply:
    return undo_text(press.session, press.read("text", int), Author(press.person.id, press.now))


def _approve(press: Press) -> Reply:
    return Reply(decide(press.session, press.read("request", int), True, press.person, press.now))


def _refuse(press: Press) -> Reply:
    return Reply(decide(press.session, press.read("request", int), False, press.person, press.now))


def _ask_why(press: Press) -> Reply:
    return Reply(ask_why(press.session, press.read("request", int), press.person, press.now))


def _confirm(press: Press) -> Reply:
    confirmation, is_done = press.read("confirmation", int), press.read("yes", bool)
    return Reply(decide_done(press.session, press.person, confirmation, is_done, press.now))


def _handover(press: Press) -> Reply:
    ids, is_yes = press.read("handovers", list), press.read("yes", bool)
    if not all(isinstance(one, int) for one in ids):
        raise UnknownButton("handovers")
    return Reply(decide_offers(press.session, press.person, ids, is_yes, press.now))


def _list_as(shape: Shape) -> Callable[[Press], Reply]:
    """A list that was shown, in another shape: as whoever presses may know of it, and as it stands now."""
    return lambda press: _asked_again(press, shape)


def _only_mine(press: Press) -> Reply:
    """What of a list is led by whoever presses."""
    return _asked_again(press, Shape.FIRST, is_mine=True)


def _asked_again(press: Press, shape: Shape, is_mine: bool = False) -> Reply:
    question = question_from_data(press.value)
    occasion = (
        _occasion(press, "[only mine]" if is_mine else f"[{shape.replace('_', ' ')}]") if question is not None else None
    )
    if question is None or occasion is None:
        return Reply(plain(GONE))
    return answer_question(occasion, replace(question, owner="me") if is_mine else question, shape)


def _identity(press: Press) -> Reply:
    identity = Identity(
        person_id=press.read("person_id", int),
        platform=press.read("platform", str),
        tenant=press.read("tenant", str),
        account=press.read("account", str),
        is_them=press.read("is_them", bool),
    )
    reply = Reply(decide_identity(press.session, press.person, identity))
    known = person_of_account(press.session, identity.platform, identity.tenant, identity.account)
    if known is not None and identity.is_them:
        ask_what_waits(press.session, known, press.now)
    return reply


def _not_about_a_child(press: Press) -> Reply:
    return Reply(let_next_through(press.session, press.person.id, press.read("held", int), press.now))


def _channel(press: Press) -> Reply:
    plan_id, use, name = press.read("plan", int), press.read("use", str), press.read("name", str)
    if press.person.is_guest or use not in {one.value for one in Use}:
        raise UnknownButton(use)
    place = Place(press.pressed.speaker.platform, press.pressed.conversation, name)
    return Reply(choose(press.session, press.person, plan_id, Use(use), place, press.now))


def _doubt(press: Press) -> Reply:
    ids, how = press.read("doubts", list), press.read("as", str)
    if not ids or not all(isinstance(one, int) for one in ids) or how not in doubting.WAYS:
        raise UnknownButton("doubts")
    return Reply(doubting.settle(press.session, press.person, ids, how, press.now))


def _skip_digest(press: Press) -> Reply:
    plan_id, day = press.read("plan", int), press.read("day", str)
    return Reply(doubting.skip(press.session, press.person, plan_id, date.fromisoformat(day), press.now))


_NUMBERS_OF = {
    "confirmation": "confirmation",
    "dropped": "dropped_file",
    "doubts": "doubt",
    "handovers": "handover",
    "held": "held_message",
    "milestone": "milestone",
    "milestones": "milestone",
    "person_id": "person",
    "plan": "plan",
    "question": "question",
    "request": "date_request",
    "text": "update_text",
}
"""What a number in a button's value is the number of."""


def _is_their_own(session: Session, person: PersonFacts, value: dict[str, Any]) -> bool:
    """Whether everything that a button names is of the organisation of whoever presses it."""
    named = ((kind, value[key]) for key, kind in _NUMBERS_OF.items() if key in value)
    return all(are_all_of(session, person.organisation_id, kind, _numbers(ids)) for kind, ids in named)


def _numbers(ids: Any) -> list[int]:
    return [one for one in (ids if isinstance(ids, list) else [ids]) if isinstance(one, int)]


_PRESSES: dict[str, Callable[[Press], Reply]] = {
    "status": _status,
    "answer": _answer,
    "undo": _undo,
    "page": _page,
    "plan_in": _plan_in,
    "approve": _approve,
    "refuse": _refuse,
    "ask_why": _ask_why,
    "confirm": _confirm,
    "handover": _handover,
    "later": _later,
    "not_mine": _not_mine,
    Shape.WHOLE: _list_as(Shape.WHOLE),
    Shape.BY_LEAD: _list_as(Shape.BY_LEAD),
    Shape.FILE: _list_as(Shape.FILE),
    ONLY_MINE: _only_mine,
    "give_away": _give_away,
    "channel": _channel,
    "leave_them": lambda _: Reply(plain(LEFT_FOR_NOW)),
    "identity": _identity,
    "not_about_a_child": _not_about_a_child,
    "doubt": _doubt,
    "skip_digest": _skip_digest,
}
