"""What everybody who makes a form or reads one needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.forms import FieldError, Form
from bot.conversation.setting import Setting
from plans.when import read_when
from storage.questions.people import PersonFacts
from storage.questions.plans import PlanFacts, plans_of

LONGEST_WORDS = 3_000
"""Characters of one field: as much as Slack takes, and enough for anything that is not a document."""

Read = TypeVar("Read")


class NotOpen(Exception):
    """A form is not for this person, or there is nothing to fill in. The message is a sentence for them."""


class NotFilled(Exception):
    """Something is wrong with what was filled in, said beside the fields that have it."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(*errors)
        self.errors = errors


@dataclass(frozen=True)
class Asking:
    """One person with one form, inside a transaction. `value` is what the form is about, as its button carried it."""

    session: Session
    person: PersonFacts
    value: Mapping[str, Any]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.astimezone(self.person.zone).date()

    def read(self, key: str, kind: type[Read]) -> Read | None:
        """A part of the value; None where it is not there, or is something else."""
        found = self.value.get(key)
        return found if isinstance(found, kind) else None

    def plans(self) -> list[PlanFacts]:
        """The plans of the person's organisation, the newest first; nothing of another is ever reached from here."""
        return plans_of(self.session, self.person.organisation_id)

    def owned_plan(self, what: str) -> PlanFacts:
        """The plan that the form is about, or the newest they own; raises NotOpen for whoever owns none."""
        wanted = self.read("plan", int)
        plans = [plan for plan in self.plans() if wanted in (None, plan.id)]
        owned = next((plan for plan in plans if plan.owner_id == self.person.id), None)
        if owned is None:
            owner = next((plan.owner for plan in plans if plan.owner), None)
            raise NotOpen(f"Only the plan's owner{f', {owner},' if owner else ''} can {what}.")
        return owned


@dataclass(frozen=True)
class Filled:
    """The answers of a form, field by field."""

    answers: Mapping[str, tuple[str, ...]]

    def text(self, name: str) -> str:
        return "\n".join(self.answers.get(name, ())).replace("\r\n", "\n").strip()

    def chosen(self, name: str) -> tuple[str, ...]:
        return tuple(value for value in self.answers.get(name, ()) if value)

    def number(self, name: str) -> int | None:
        """The id that was chosen in a field."""
        value = self.text(name)
        return int(value) if value.isascii() and value.isdigit() else None

    def day(self, name: str, today: date) -> date | None:
        """A date, picked or written as people write it; None where there is none, raises NotFilled for no date."""
        said = self.text(name)
        if not said:
            return None
        when = read_when(said, today)
        if when.dates or when.due is None:
            raise NotFilled(FieldError(name, f"“{said}” is not one date. Write it like 18 February 2027."))
        return when.due


@dataclass(frozen=True)
class Ready:
    """A form that was read and found right, with nothing carried out yet.

    `said` are the words in it that its sender wrote, field by field; `words` is how all of it is remembered.
    """

    setting: Setting
    words: str
    carry_out: Callable[[Occasion], Reply]
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Maker:
    """One form: `open` makes it, raising NotOpen; `read` takes it in, raising NotFilled, or shows another in its
    place.
    """

    open: Callable[[Asking], Form]
    read: Callable[[Asking, Filled], Ready | Form]
