"""The tables of what people agree among themselves about milestones: dates, leads, cover, evidence, questions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class DateRequest(Base):
    """A later date that a lead asked for. The milestone keeps its own date until somebody decides.

    `told_at` is when `asked_of`, who decides, was asked: not before there is a reason. `ended_by` is what overtook it.
    """

    __tablename__ = "date_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    from_on: Mapped[date | None]
    to_on: Mapped[date]
    reason: Mapped[str | None]
    told_at: Mapped[datetime | None]
    asked_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)


class Handover(Base):
    """A milestone offered to a new lead. Until `waits_for` accepts, its lead stays answerable.

    `to_name` is the name as it was said; `to_id` is None while nobody of that name is known. `waits_for_id` is
    whose answer decides: the new lead's, or the present one's where somebody asked for it themselves.
    """

    __tablename__ = "handover"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_name: Mapped[str]
    waits_for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Absence(Base):
    """Somebody is away, from a day until a day, both included; `cover_id` hears what they would have heard.

    `notices` are the ids of the notifications that say so when it begins and ends.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date]
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    cancelled_at: Mapped[datetime | None]
    notices: Mapped[list[Any]]


class Snooze(Base):
    """Somebody asked to be reminded of a milestone on a later day; until then its reminders to them are held."""

    __tablename__ = "snooze"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    asked_at: Mapped[datetime]
    until_on: Mapped[date]
    cancelled_at: Mapped[datetime | None]


class Evidence(Base):
    """What shows that a milestone is done: a link, a file or a document's name. It stands while its event does."""

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    given_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]
    kind: Mapped[str]
    name: Mapped[str]
    address: Mapped[str | None]


class Confirmation(Base):
    """A milestone that is said to be done waits for the monitoring body, in the person of `asked_of`.

    `told_at` is when they were asked: not before there is evidence, or somebody has said that there is none.
    """

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    asked_of_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class AwaitedWord(Base):
    """A notice that is only owed while somebody has not decided: to them once more, and then to whoever asked.

    `kind` is the table of what waits (date_request, handover, confirmation), `subject_id` its row. A notice about
    several is owed while one of them waits. `has_buttons` where it is to read as what was decided from then on.
    """

    __tablename__ = "awaited_word"
    # For the end of what waits: which messages asked for it.
    __table_args__ = (Index("ix_awaited_word_subject", "kind", "subject_id"),)

    notification_id: Mapped[str] = mapped_column(ForeignKey("notification.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)
    has_buttons: Mapped[bool]


class AskedQuestion(Base):
    """A question that Milepost asked somebody, kept until it is answered: by a button, in words, or never.

    `kind` says what is asked, `about` what to go on from, `choices` the answers that were offered, each
    [label, value]. `update_text_id` are the words that were in doubt.
    """

    __tablename__ = "asked_question"
    __table_args__ = (Index("ix_asked_question_person_id", "person_id", "conversation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    platform: Mapped[str]
    conversation: Mapped[str]
    kind: Mapped[str]
    about: Mapped[dict[str, Any]]
    choices: Mapped[list[Any]]
    update_text_id: Mapped[int | None] = mapped_column(ForeignKey("update_text.id"))
    asked_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_because: Mapped[str | None]


class RestrictedTo(Base):
    """A milestone with any of these rows is shown to these people and its lead only; nobody else learns of it."""

    __tablename__ = "restricted_to"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
