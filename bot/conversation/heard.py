"""What reaches the conversation from any platform: something said, a button pressed, a form filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.conversation.forms import Form, Option, Sent
from bot.conversation.message import Message


@dataclass(frozen=True)
class Speaker:
    """Who is speaking, as the platform knows them; `name`, `email` and `is_guest` are given where it tells."""

    platform: str
    tenant: str
    account: str
    name: str | None = None
    email: str | None = None
    is_guest: bool | None = None


@dataclass(frozen=True)
class Attached:
    """A file that came with a message: its name, and where people look at it.

    `download` is where its bytes are to be had with the token of `tenant`; empty where they are not.
    """

    name: str
    address: str
    download: str = ""
    tenant: str = ""


@dataclass(frozen=True)
class Heard:
    """One message. `conversation` and `message_id` are its address: the same address is answered once.

    `answers` is the platform's id of the message that it replies to (the root of its thread), or None.
    `is_private` is false where others read along. `is_whispered` tells that it is a place which others read, though
    only its writer sees this and its answer.
    """

    speaker: Speaker
    conversation: str
    message_id: str
    text: str
    at: datetime
    answers: str | None = None
    is_private: bool = True
    files: tuple[Attached, ...] = ()
    is_whispered: bool = False


@dataclass(frozen=True)
class PassedOn:
    """A message that somebody points Milepost to, as an update or as evidence; they alone get the answer.

    `heard` is the message where it stands, and its speaker who wrote it; `by` is who passes it on, and `answer_in` the
    conversation with them alone. `address` leads to the message. The same `press_id` is taken once.
    """

    by: Speaker
    heard: Heard
    answer_in: str
    press_id: str
    address: str
    is_evidence: bool = False


@dataclass(frozen=True)
class Linked:
    """The milestones to which somebody put links where others read, by their numbers."""

    speaker: Speaker
    milestone_ids: tuple[int, ...]


@dataclass(frozen=True)
class Edited:
    """A message that its writer changed: `heard` as it reads now, at its own address.

    `edit_id` tells one edit from another; the same edit is heard once.
    """

    heard: Heard
    edit_id: str


@dataclass(frozen=True)
class Deleted:
    """A message that its writer deleted."""

    speaker: Speaker
    conversation: str
    message_id: str
    at: datetime
    answers: str | None = None
    is_private: bool = True


@dataclass(frozen=True)
class Pressed:
    """A button of the message `message_id` in `conversation`; `press_id` is the platform's id of this press.

    `shown_at` is when the message was put there, where the platform keeps messages that Milepost may have forgotten.
    """

    speaker: Speaker
    conversation: str
    message_id: str
    press_id: str
    action: str
    value: str
    at: datetime
    is_private: bool = True
    shown_at: datetime | None = None


@dataclass(frozen=True)
class Submitted:
    """A form as it was sent. `answers` are the values of each field that has any; `submission_id` tells one sending
    of a form from another, and the same is taken once. `conversation` is where its sender is spoken to alone.
    `shown_at` is when the form was opened, where that may have been before a restore.
    """

    speaker: Speaker
    conversation: str
    submission_id: str
    action: str
    value: str
    answers: Mapping[str, tuple[str, ...]]
    at: datetime
    shown_at: datetime | None = None


@dataclass(frozen=True)
class Typed:
    """The first letters of an option, typed into a field of a form that has too many to list."""

    speaker: Speaker
    action: str
    value: str
    field: str
    text: str
    at: datetime


class Listener(Protocol):
    """The conversation, as the platforms' listeners reach it."""

    def hear(self, heard: Heard) -> None:
        """Take in a message; the answer goes out through the outbox."""

    def reply(self, heard: Heard) -> Message:
        """Take in a command and return the answer, for those who alone can see it."""

    def pass_on(self, passed: PassedOn) -> None:
        """Take in a message that somebody points to; the answer goes out through the outbox, to them alone."""

    def share(self, pressed: Pressed) -> Message:
        """Take in that the answer to a command is to be seen by everybody there, and return it as they may see it."""

    def unfold(self, linked: Linked) -> Mapping[int, Message]:
        """What everybody who reads there may see of the milestones; those that are left out are not shown."""

    def edited(self, edited: Edited) -> None:
        """Take in that a message reads differently now; what follows goes out through the outbox."""

    def deleted(self, deleted: Deleted) -> None:
        """Take in that a message was deleted; what that takes back goes out through the outbox."""

    def press(self, pressed: Pressed) -> None:
        """Take in a press of a button; what it decides goes out through the outbox."""

    def recognise(self, speaker: Speaker) -> bool:
        """Whether it is known who that is, by their account or by the e-mail address the platform vouches for."""

    def form(self, pressed: Pressed) -> Form:
        """The form that a button opens, or a notice of why there is none."""

    def options(self, typed: Typed) -> tuple[Option, ...]:
        """The options of a field that what was typed may mean."""

    def submit(self, submitted: Submitted) -> Sent:
        """Take in a form; what it decides goes out through the outbox."""
