"""What a message can mean, and what must be known to tell."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from plans.words import Status
from plans.working_days import ENGLAND, WorkingDays


@dataclass(frozen=True)
class KnownMilestone:
    """A milestone as the reader of a message needs to know it. `leads` are full names of people or posts."""

    ref: str
    title: str
    action: str
    action_title: str = ""
    theme: str | None = None
    leads: tuple[str, ...] = ()
    due: date | None = None
    status: Status | None = None

    @property
    def is_open(self) -> bool:
        return self.status is None or not self.status.is_finished


@dataclass(frozen=True)
class Context:
    """Everything outside the text that its meaning rests on.

    `now` is aware, in the speaker's own zone. `about` is the reference of the milestone whose thread the
    message answers. `numbered` are the references of the items of the list the message answers, first is
    item 1. `people` are the full names of the plan's leads and officers.
    """

    now: datetime
    speaker: str
    milestones: tuple[KnownMilestone, ...]
    about: str | None = None
    numbered: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    calendar: WorkingDays = ENGLAND


@dataclass(frozen=True, kw_only=True)
class Intent:
    """`confidence` is 0 to 1; `words` are the words of the message that it was read from."""

    confidence: float = 1.0
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Update(Intent):
    """What was said about one milestone. `progress` is a percentage; `due` a date other than the plan's."""

    ref: str
    status: Status | None = None
    progress: int | None = None
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Handover(Intent):
    ref: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Snooze(Intent):
    ref: str | None
    until: date


@dataclass(frozen=True, kw_only=True)
class Leave(Intent):
    """`until` is the last day away, or the day named after "until"."""

    starts: date | None
    until: date
    cover: str | None = None


class About(StrEnum):
    """What a question asks for."""

    OVERDUE = "overdue"
    DUE = "due"
    STATUS = "status"
    CHANGES = "changes"
    UNOWNED = "unowned"
    STALE = "stale"
    SUMMARY = "summary"
    RISK = "risk"
    AWAY = "away"


MILEPOST = "you"
"""Whose a question is that is put to Milepost about itself."""


@dataclass(frozen=True, kw_only=True)
class Question(Intent):
    """`owner` is a full name, "me", or `MILEPOST`; `ref` a milestone or an action; `since`/`to` the period named."""

    about: About
    owner: str | None = None
    ref: str | None = None
    theme: str | None = None
    since: date | None = None
    to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Acknowledge(Intent):
    pass


@dataclass(frozen=True, kw_only=True)
class Undo(Intent):
    pass


@dataclass(frozen=True, kw_only=True)
class Help(Intent):
    pass


class Wanted(StrEnum):
    """What is missing from a message that is not clear."""

    MILESTONE = "milestone"
    PERSON = "person"
    REMINDER_DAY = "reminder day"
    LAST_DAY_AWAY = "last day away"
    FEWER_MESSAGES = "fewer messages"


@dataclass(frozen=True, kw_only=True)
class Unclear(Intent):
    """Not enough to act on. `why` is a sentence; `choices` are the references it may have meant, if any.

    `meant` is what would have been done to each of them, so that a chosen button can go on from it. `wanted` is
    what the answer would have to say; where a person, a day or fewer messages are wanted, `choices` are what for.
    """

    why: str = ""
    choices: tuple[str, ...] = ()
    meant: Intent | None = None
    wanted: Wanted = Wanted.MILESTONE
