"""The conversation: one message in, one answer out, the same on every platform.

What was said, what it changed and the answer that is owed for it are kept in one transaction, so that a message is
handled once and answered once whatever dies in between. Only then does the answer leave.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.conversation.amending import Act, acting, amend_pressed
from bot.conversation.answers.answering import answer
from bot.conversation.answers.changed_words import read_again, take_back_deleted
from bot.conversation.answers.commands import answer_command, whisper
from bot.conversation.answers.dropped import take_in
from bot.conversation.answers.handing_over import ask_what_waits
from bot.conversation.answers.holding import hold_back, was_held_back
from bot.conversation.answers.passing_on import answer_passed_on
from bot.conversation.answers.pressing import answer_for_everybody, answer_press
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.answers.strangers import answer_stranger
from bot.conversation.answers.undoing import take_back
from bot.conversation.answers.unfolding import unfold
from bot.conversation.filling.asking import NotFilled
from bot.conversation.filling.filling import NOT_OPENED, Taken, open_form, options_of, take_form
from bot.conversation.forms import FieldError, Form, Option, Sent, notice
from bot.conversation.heard import Deleted, Edited, Heard, Linked, PassedOn, Pressed, Speaker, Submitted, Typed
from bot.conversation.message import Message, plain, to_json
from bot.conversation.setting import Setting, setting_of
from jobs.delivery import Answer, owe_at_once
from jobs.departures import Departures
from storage import outbox
from storage.changes.accounts import Standing, note_standing
from storage.changes.events import Author
from storage.changes.people import connect_account, find_person_by_email
from storage.changes.updates import Said, keep_words, words_at
from storage.outbox import ReplyAddress
from storage.questions.people import PersonFacts, person_by_id, person_of_account
from storage.questions.reminded import Reminded, reminder_at
from storage.recall.lost_time import was_lost
from storage.store import Store

OrganisationOf = Callable[[Session, str, str], int]
"""The id of the organisation to which a platform's tenant belongs."""

log = structlog.get_logger()

LONGEST_TEXT = 10_000
TOO_LONG = (
    f"That message has more than {LONGEST_TEXT:,} characters, and I have not read it. "
    "Say how the milestone stands in a few sentences, and keep the rest as evidence."
)
NO_PLAN = (
    "There is no plan here yet. Send it to me as a file in a direct message, "
    "or bring it in with `milepost import FILE`."
)
LOST = (
    "I was brought back from a backup since this was shown, and no longer know what it was for. "
    "Say it in words instead: “2.1 is done”, “what's overdue”."
)
NOT_SHARED = "I do not know who you are in the plan yet, and nothing was shared."

Answering = Callable[[Occasion, str], Reply]
Outcome = TypeVar("Outcome")


class Conversation:
    """Listens for everybody. `organisation_of` says whose tenant somebody speaks in, `departures` send the answers."""

    def __init__(self, store: Store, organisation_of: OrganisationOf, clock: Clock, departures: Departures) -> None:
        self._store = store
        self._organisation_of = organisation_of
        self._clock = clock
        self._departures = departures

    def hear(self, heard: Heard) -> None:
        """Takes in a message; the answer goes out through the outbox, once."""
        with self._acting() as act:
            if not _see(act.session, heard.speaker, heard.conversation, heard.message_id, act.now):
                log.info("message seen before", platform=heard.speaker.platform, message=heard.message_id)
                return
            reply = self._answer(act.session, heard, act.now)
            self._owe(act, heard.speaker, heard.conversation, _thread(heard), reply)

    def reply(self, heard: Heard) -> Message:
        """Takes in a command and returns the answer, for those who alone can see it."""
        with self._acting() as act:
            _see(act.session, heard.speaker, heard.conversation, heard.message_id, act.now)
            answering = whisper if heard.is_whispered else answer_command
            return self._answer(act.session, heard, act.now, answering).message

    def pass_on(self, passed: PassedOn) -> None:
        """Takes in a message that somebody points to; they alone get the answer, through the outbox."""
        with self._acting() as act:
            if not _see(act.session, passed.by, f"shortcut:{passed.answer_in}", passed.press_id, act.now):
                return
            reply = self._answer_passed_on(act.session, passed, act.now)
            self._owe(act, passed.by, passed.answer_in, None, reply)

    def share(self, pressed: Pressed) -> Message:
        """Takes in that the answer to a command is to be seen by everybody there, and returns it as they may see it."""
        now = self._clock.now()
        with self._store.write() as session:
            stranger = plain(NOT_SHARED)
            return self._take_press(session, pressed, now, answer_for_everybody, lambda told: told, stranger)

    def unfold(self, linked: Linked) -> Mapping[int, Message]:
        """What everybody may see of the milestones that somebody put links to."""
        now = self._clock.now()
        with self._store.write() as session:
            person = self._person(session, linked.speaker)
            return unfold(session, person, linked.milestone_ids, now) if person is not None else {}

    def edited(self, edited: Edited) -> None:
        """Takes in that its writer changed a message: what it said is taken back, and it is read again."""
        heard = edited.heard
        with self._acting() as act:
            if not _see(act.session, heard.speaker, f"edit:{heard.conversation}", edited.edit_id, act.now):
                return
            reply = self._answer_edit(act.session, heard, act.now)
            if reply is not None:
                self._owe(act, heard.speaker, heard.conversation, _thread(heard), reply)

    def deleted(self, deleted: Deleted) -> None:
        """Takes in that its writer deleted a message: what it said is taken back, and the history keeps both."""
        writer = deleted.speaker
        with self._acting() as act:
            if not _see(act.session, writer, f"deletion:{deleted.conversation}", deleted.message_id, act.now):
                return
            person = self._person(act.session, writer)
            said = take_back_deleted(act.session, person, deleted, act.now) if person is not None else None
            if said is not None:
                self._owe(act, writer, deleted.conversation, deleted.answers, Reply(said))

    def press(self, pressed: Pressed) -> None:
        """Takes in a press of a button; the message that has it becomes what was decided, else that is said there."""
        with self._acting() as act:
            if not _see(act.session, pressed.speaker, f"press:{pressed.conversation}", pressed.press_id, act.now):
                return
            reply = self._take_press(act.session, pressed, act.now, answer_press, Reply)
            reminded = self._reminder_pressed(act.session, pressed)
            said = amend_pressed(act, reminded, reply) if reminded is not None else reply
            if said is not None:
                thread = None if pressed.is_private else pressed.message_id
                self._owe(act, pressed.speaker, pressed.conversation, thread, said)

    def recognise(self, speaker: Speaker) -> bool:
        """Whether it is known who that is; somebody known by their e-mail address is connected with their account."""
        with self._store.write() as session:
            return self._person(session, speaker) is not None

    def form(self, pressed: Pressed) -> Form:
        """The form that a button opens, or a notice of why there is none."""
        now = self._clock.now()
        with self._store.write() as session:
            return self._take_press(session, pressed, now, open_form, lambda told: notice(NOT_OPENED, *told.parts))

    def options(self, typed: Typed) -> tuple[Option, ...]:
        """The options of a field that what was typed may mean."""
        now = self._clock.now()
        with self._store.write() as session:
            person = self._person(session, typed.speaker)
            return options_of(session, person, typed, now) if person is not None else ()

    def submit(self, submitted: Submitted) -> Sent:
        """Takes in a form, once; the answer goes out through the outbox where its sender is spoken to alone."""
        try:
            with self._acting() as act:
                taken = self._take_form(act.session, submitted, act.now)
                if taken.reply is not None:
                    self._owe(act, submitted.speaker, submitted.conversation, None, taken.reply)
        except NotFilled as wrong:
            # What was found wrong while it was carried out leaves nothing behind.
            return Sent(wrong.errors)
        return Sent(taken.errors, taken.next)

    @contextmanager
    def _acting(self) -> Iterator[Act]:
        """One transaction for what somebody does; what is owed because of it leaves when it is kept.

        The answer is claimed in it too, which saves a transaction where somebody waits: should the process die
        before it has left, the sweep finds it.
        """
        with self._store.write() as session, acting(session, self._clock.now()) as act:
            yield act
        self._departures.leave(act.answer, act.owed)

    def _reminder_pressed(self, session: Session, pressed: Pressed) -> Reminded | None:
        """The reminder that has the button, where its reader is alone with it."""
        if not pressed.is_private:
            return None
        speaker = pressed.speaker
        organisation_id = self._organisation_of(session, speaker.platform, speaker.tenant)
        return reminder_at(session, organisation_id, speaker.platform, pressed.conversation, pressed.message_id)

    def _take_form(self, session: Session, submitted: Submitted, now: datetime) -> Taken:
        person = self._person(session, submitted.speaker)
        if person is None:
            told = self._answer_stranger(session, submitted.speaker, now).message
            return Taken(errors=(FieldError("", told.text),))
        if self._is_of_lost_time(session, submitted.speaker, submitted.shown_at):
            return Taken(errors=(FieldError("", LOST),))
        return take_form(session, person, submitted, now)

    def _owe(self, act: Act, to: Speaker, conversation: str, thread: str | None, reply: Reply) -> None:
        address = ReplyAddress(to.platform, conversation, thread)
        organisation_id = self._organisation_of(act.session, to.platform, to.tenant)
        owed = Answer(organisation_id, address, to_json(reply.message), reply.numbered)
        act.answer = owe_at_once(self._departures.post, act.session, owed, act.now)

    def _answer(self, session: Session, heard: Heard, now: datetime, answer_what: Answering = answer) -> Reply:
        if len(heard.text) > LONGEST_TEXT:
            return Reply(plain(TOO_LONG))
        person = self._person(session, heard.speaker)
        if person is None:
            return self._answer_stranger(session, heard.speaker, now)
        setting = setting_of(session, person, heard, now)
        if setting is None:
            return _first_plan(session, person, heard, now) or Reply(plain(NO_PLAN))
        return _answer_words(session, setting, _said(person, heard, now), heard, answer_what)

    def _answer_edit(self, session: Session, heard: Heard, now: datetime) -> Reply | None:
        """The answer to a message as it reads now; None where nothing of it was kept, or nothing of it changed."""
        person = self._person(session, heard.speaker)
        before = words_at(session, heard.speaker.platform, heard.conversation, heard.message_id)
        if before is None and person is not None and was_held_back(session, person.id, heard):
            return self._answer(session, heard, now)
        if person is None or before is None or before.is_deleted or before.person_id != person.id:
            return None
        if before.text.strip() == heard.text.strip():
            return None
        if len(heard.text) > LONGEST_TEXT:
            return Reply(plain(f"{TOO_LONG} What your message said before stands."))
        take_back(session, before.id, Author(person.id, now))
        setting = setting_of(session, person, heard, now)
        if setting is None:
            return None
        said = replace(_said(person, heard, now), edits_id=before.id)
        return read_again(_answer_words(session, setting, said, heard, answer))

    def _take_press(
        self,
        session: Session,
        pressed: Pressed,
        now: datetime,
        carry_out: Callable[[Session, PersonFacts, Pressed, datetime], Outcome],
        refuse: Callable[[Message], Outcome],
        stranger: Message | None = None,
    ) -> Outcome:
        """What comes of a press. Whatever a button leads to, it is reached through here, and by nobody unknown and no
        button of lost time; `stranger` is what one who is not known is told, where that is not as usual."""
        person = self._person(session, pressed.speaker)
        if person is None:
            return refuse(stranger or self._answer_stranger(session, pressed.speaker, now).message)
        if self._is_of_lost_time(session, pressed.speaker, pressed.shown_at):
            return refuse(plain(LOST))
        return carry_out(session, person, pressed, now)

    def _is_of_lost_time(self, session: Session, speaker: Speaker, shown_at: datetime | None) -> bool:
        """Whether a database that is gone has shown a button or a form: what it names may be something else's here."""
        if shown_at is None:
            return False
        return was_lost(session, self._organisation_of(session, speaker.platform, speaker.tenant), shown_at)

    def _answer_passed_on(self, session: Session, passed: PassedOn, now: datetime) -> Reply:
        person = self._person(session, passed.by)
        if person is None:
            return self._answer_stranger(session, passed.by, now)
        writer = self._person(session, passed.heard.speaker)
        return answer_passed_on(session, person, writer, passed, now) or Reply(plain(NO_PLAN))

    def _answer_stranger(self, session: Session, speaker: Speaker, now: datetime) -> Reply:
        organisation_id = self._organisation_of(session, speaker.platform, speaker.tenant)
        return answer_stranger(session, organisation_id, speaker, now)

    def _person(self, session: Session, speaker: Speaker) -> PersonFacts | None:
        """Who it is: the person of that account, or the one whose e-mail address the platform vouches for."""
        organisation_id = self._organisation_of(session, speaker.platform, speaker.tenant)
        known = person_of_account(session, speaker.platform, speaker.tenant, speaker.account)
        if known is not None and known.organisation_id != organisation_id:
            return None
        if known is not None:
            return self._as_guest(session, known, speaker)
        if not speaker.email:
            return None
        person = find_person_by_email(session, organisation_id, speaker.email)
        if person is None:
            return None
        connect_account(session, person.id, speaker.platform, speaker.tenant, speaker.account)
        log.info("account connected by e-mail", person=person.id, platform=speaker.platform)
        known = self._as_guest(session, person_by_id(session, person.id), speaker)
        ask_what_waits(session, known, self._clock.now())
        return known

    def _as_guest(self, session: Session, person: PersonFacts, speaker: Speaker) -> PersonFacts:
        """The person as their platform says now whether they are a guest there; unchanged where it does not say."""
        if speaker.is_guest is None or speaker.is_guest == person.is_guest:
            return person
        standing = Standing(speaker.account, is_guest=speaker.is_guest)
        note_standing(session, speaker.platform, speaker.tenant, [standing], self._clock.now())
        return person_by_id(session, person.id)


def _first_plan(session: Session, person: PersonFacts, heard: Heard, now: datetime) -> Reply | None:
    """A file that may be the organisation's first plan is read; None where there is none."""
    if not heard.is_private:
        return None
    return take_in(session, person, heard.files, heard.speaker.platform, heard.conversation, now)


def _answer_words(session: Session, setting: Setting, said: Said, heard: Heard, answer_what: Answering) -> Reply:
    held = hold_back(session, setting, heard)
    if held is not None:
        return held
    author = keep_words(session, said)
    assert author.update_text_id is not None
    return answer_what(Occasion(session, setting, author, author.update_text_id, heard.text, heard.files), heard.text)


def _see(session: Session, speaker: Speaker, conversation: str, message_id: str, now: datetime) -> bool:
    """A channel that two workspaces share has one name in both: each of them hears what is said there."""
    return outbox.see(session, speaker.platform, f"{speaker.tenant}/{conversation}", message_id, now)


def _thread(heard: Heard) -> str | None:
    """Among others an answer stays in the thread it belongs to; in private only where there is a thread already."""
    return heard.answers if heard.is_private else heard.answers or heard.message_id


def _said(person: PersonFacts, heard: Heard, now: datetime) -> Said:
    return Said(person.id, heard.speaker.platform, heard.conversation, heard.message_id, now, heard.text)
