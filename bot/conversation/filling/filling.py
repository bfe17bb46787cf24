"""Opens forms and takes them in. A form is a line in `_MAKERS`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversation.answers.holding import hold_back
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.filling import ladder, leave, new_milestone, settling, update
from bot.conversation.filling.asking import Asking, Filled, Maker, NotFilled, NotOpen, Ready
from bot.conversation.forms import OPEN, Field, FieldError, Form, Option, matching, notice
from bot.conversation.heard import Heard, Pressed, Submitted, Typed
from bot.conversation.message import Message, as_plain_text, line
from bot.conversation.safeguarding import find_held
from storage import outbox
from storage.changes.updates import Said, keep_words
from storage.questions.people import PersonFacts

GONE = "I do not know that form any more. Nothing was changed."
NOT_OPENED = "Nothing to fill in"
MOST_OPTIONS = 100
THE_FORM = "form"
"""The conversation under which forms are remembered as taken in."""

_MAKERS: dict[str, Maker] = {
    update.NAME: update.UPDATE,
    new_milestone.NAME: new_milestone.NEW_MILESTONE,
    settling.NAME: settling.SETTLING,
    leave.NAME: leave.LEAVE,
    ladder.NAME: ladder.LADDER,
}


@dataclass(frozen=True)
class Taken:
    """What became of a form: an answer that is owed for it, sentences beside its fields, or another form."""

    reply: Reply | None = None
    errors: tuple[FieldError, ...] = field(default=())
    next: Form | None = None


def open_form(session: Session, person: PersonFacts, pressed: Pressed, now: datetime) -> Form:
    """The form that a button of the action OPEN names; a notice where it is not for this person."""
    value = _value(pressed.value)
    name = value.get("form") if pressed.action == OPEN else None
    if not isinstance(name, str):
        return notice(NOT_OPENED, line(GONE))
    return _opened(name, Asking(session, person, value, now))


def _opened(name: str, asking: Asking) -> Form:
    maker = _MAKERS.get(name)
    try:
        form = maker.open(asking) if maker is not None else notice(NOT_OPENED, line(GONE))
    except NotOpen as refused:
        return notice(NOT_OPENED, line(str(refused)))
    return replace(form, action=name, value=form.value or json.dumps(dict(asking.value)))


def options_of(session: Session, person: PersonFacts, typed: Typed, now: datetime) -> tuple[Option, ...]:
    """The options of a field that what was typed may mean."""
    form = _opened(typed.action, Asking(session, person, _value(typed.value), now))
    asked = next((one for one in form.fields if one.name == typed.field), None)
    return matching(asked.options, typed.text, MOST_OPTIONS) if asked else ()


def take_form(session: Session, person: PersonFacts, submitted: Submitted, now: datetime) -> Taken:
    """Reads a form, and carries it out once where nothing is wrong with it."""
    maker, asking = _MAKERS.get(submitted.action), Asking(session, person, _value(submitted.value), now)
    if maker is None:
        return Taken(errors=(FieldError("", GONE),))
    form = _opened(submitted.action, asking)
    if not form.submit:
        # Whoever may not open it may not send it either, however they came by it.
        return Taken(errors=(FieldError("", _sentence(form)),))
    try:
        _refuse_what_does_not_fit(form.fields, submitted.answers)
        ready = maker.read(asking, Filled(submitted.answers))
    except NotFilled as wrong:
        return Taken(errors=wrong.errors)
    if isinstance(ready, Form):
        return Taken(next=replace(ready, action=submitted.action))
    return _carried_out(session, person, submitted, ready, now)


def _carried_out(session: Session, person: PersonFacts, submitted: Submitted, ready: Ready, now: datetime) -> Taken:
    platform = submitted.speaker.platform
    setting = replace(ready.setting, platform=platform)
    held = hold_back(session, setting, _as_heard(submitted, ready))
    if held is not None:
        return Taken(held, _held(ready, held))
    if not outbox.see(session, platform, THE_FORM, submitted.submission_id, now):
        return Taken()
    said = Said(person.id, platform, submitted.conversation, submitted.submission_id, now, ready.words)
    author = keep_words(session, said)
    assert author.update_text_id is not None
    return Taken(ready.carry_out(Occasion(session, setting, author, author.update_text_id, ready.words)))


def _as_heard(submitted: Submitted, ready: Ready) -> Heard:
    words = "\n".join(ready.said.values())
    return Heard(submitted.speaker, submitted.conversation, submitted.submission_id, words, submitted.at)


def _held(ready: Ready, held: Reply) -> tuple[FieldError, ...]:
    """The sentence stands beside the words that were held; what to do about them is written to their sender."""
    people, today = ready.setting.people, ready.setting.now.date()
    named = [name for name, words in ready.said.items() if find_held(words, people, today=today) is not None]
    sentence = f"{held.message.text}. Say it without that; I have written to you about it."
    return tuple(FieldError(name, sentence) for name in named or list(ready.said)[:1])


def _refuse_what_does_not_fit(fields: Sequence[Field], answers: Mapping[str, tuple[str, ...]]) -> None:
    """Raises NotFilled for what is missing, and for a choice that is not one of those offered."""
    errors = [FieldError(one.name, wrong) for one in fields if (wrong := _wrong(one, answers.get(one.name, ())))]
    if errors:
        raise NotFilled(*errors)


def _wrong(one: Field, answers: Sequence[str]) -> str:
    given = [answer for answer in answers if answer.strip()]
    if one.is_chosen and not {option.value for option in one.options}.issuperset(given):
        return "Choose one from the list."
    if one.is_required and not given:
        return "Choose one." if one.is_chosen else f"{one.label} is still empty."
    return ""


def _sentence(form: Form) -> str:
    return as_plain_text(Message("", form.about))


def _value(kept: str) -> dict[str, object]:
    try:
        value = json.loads(kept or "{}")
    except json.JSONDecodeError:
        return {}
    return value if isinstance(value, dict) else {}
