"""The tables of a plan: what its document says, who leads what, where it is read, and everything that changed it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from plans.words import Role, Status
from plans.working_days import LONDON
from storage.tables.agreement import RestrictedTo
from storage.tables.base import Base
from storage.tables.people import Person, Post


class Policy(Base):
    """A ladder as data, never changed once written: what has started keeps the ladder it started with."""

    __tablename__ = "policy"

    id: Mapped[int] = mapped_column(primary_key=True)
    rungs: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class Plan(Base):
    """`confirmer_id` confirms for the `monitoring_body` what is said to be done; where it is None, the owner does.

    `digest` is how its weekly digest is wanted, where that is not as it comes; `next_check_at` when its owner is told
    what does not add up, None while no digest is to come.
    """

    __tablename__ = "plan"
    __table_args__ = (
        # For the tick that asks whose plan is looked through before its digest.
        Index("ix_plan_next_check_at", "next_check_at", postgresql_where=text("next_check_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    council: Mapped[str | None]
    as_at: Mapped[date | None]
    published: Mapped[date | None]
    status_key: Mapped[list[Any]]
    zone: Mapped[str] = mapped_column(default=LONDON)
    closures: Mapped[list[Any]]
    # Days that people name: [day, body] of each meeting, [first, last, kind, season] of each term and half term.
    meetings: Mapped[list[Any]] = mapped_column(default=list)
    school: Mapped[list[Any]] = mapped_column(default=list)
    review_every_days: Mapped[int] = mapped_column(default=28)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id"))
    source_name: Mapped[str]
    source_hash: Mapped[str]
    # The whole document: read by whoever compares a newer one with it, and not with every message.
    reading: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    imported_at: Mapped[datetime]
    wants_evidence: Mapped[bool] = mapped_column(default=True)
    monitoring_body: Mapped[str | None]
    confirmer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[dict[str, Any]] = mapped_column(default=dict)
    next_check_at: Mapped[datetime | None]


class PlanVersion(Base):
    """How often a plan has changed: `number` is one more after each transaction that changed anything of it."""

    __tablename__ = "plan_version"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), primary_key=True)
    number: Mapped[int]


class PlanChange(Base):
    """What one version of a plan changed: a milestone, or None for anything. Only the latest versions are kept."""

    __tablename__ = "plan_change"
    # For whoever remembers the plan in an earlier version.
    __table_args__ = (Index("ix_plan_change_plan_id_number", "plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    milestone_id: Mapped[int | None]


class LeadershipChannel(Base):
    """Where a plan's leadership reads: the weekly digest, and what is ten working days late.

    `next_digest_at` is None where no digest goes.
    """

    __tablename__ = "leadership_channel"
    __table_args__ = (
        UniqueConstraint("plan_id", "platform", "conversation"),
        # For the tick that asks which digest is due.
        Index("ix_leadership_channel_next_digest_at", "next_digest_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    platform: Mapped[str]
    conversation: Mapped[str]
    name: Mapped[str]
    next_digest_at: Mapped[datetime | None]
    lost_at: Mapped[datetime | None]


class WorkingChannel(Base):
    """Where those who work on a plan talk: what is said to Milepost there is about that plan.

    Here and in a leadership channel `lost_at` is when Milepost was taken out of it, or it was archived.
    """

    __tablename__ = "working_channel"
    __table_args__ = (UniqueConstraint("plan_id", "platform", "conversation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    platform: Mapped[str]
    conversation: Mapped[str]
    name: Mapped[str]
    lost_at: Mapped[datetime | None]


class Recommendation(Base):
    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    ref: Mapped[str]
    text: Mapped[str]
    service: Mapped[str | None]
    timescale: Mapped[str | None]
    due_on: Mapped[date | None]
    source: Mapped[str | None]


class Theme(Base):
    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("plan_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    name: Mapped[str]


class Action(Base):
    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    position: Mapped[int]
    ref: Mapped[str]
    title: Mapped[str]
    objectives: Mapped[str | None]
    success_criteria: Mapped[str | None]
    outcome: Mapped[str | None]
    recommendations: Mapped[list[Any]]


class Milestone(Base):
    """A dated step of an action, as it stands now.

    `tracked_from` is when Milepost began to count this due date: no earlier rung is owed. `climbed_to` is the
    last day whose rungs were written; `next_rung_at` the instant at which the next ones are to be written, None
    when there are none left. `policy_id` is the ladder it climbs, from its first rung on. `retired_at` is when a new
    document left it out.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("plan_id", "ref"),
        # For the tick that asks what is due: its cost follows what is due, not what is tracked.
        Index("ix_milestone_next_rung_at", "next_rung_at", postgresql_where=text("next_rung_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    action_id: Mapped[int | None] = mapped_column(ForeignKey("action.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    position: Mapped[int]
    ref: Mapped[str]
    title: Mapped[str]
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    original_due_on: Mapped[date | None]
    moves: Mapped[int] = mapped_column(default=0)
    due_text: Mapped[str | None]
    is_immediate: Mapped[bool] = mapped_column(default=False)
    is_ongoing: Mapped[bool] = mapped_column(default=False)
    status: Mapped[Status | None]
    status_text: Mapped[str | None]
    progress: Mapped[int | None]
    reported: Mapped[list[Any]]
    details: Mapped[dict[str, Any]]
    last_word_at: Mapped[datetime | None]
    tracked_from: Mapped[datetime]
    climbed_to: Mapped[date | None]
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id"))
    next_rung_at: Mapped[datetime | None]
    came_in_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]

    plan: Mapped[Plan] = relationship(viewonly=True)
    theme: Mapped[Theme | None] = relationship(viewonly=True)
    action: Mapped[Action | None] = relationship(viewonly=True)
    leads: Mapped[list["Lead"]] = relationship(viewonly=True, order_by="Lead.position")
    restricted_to: Mapped[list["RestrictedTo"]] = relationship(viewonly=True, order_by="RestrictedTo.person_id")


class Lead(Base):
    """Who is named beside a milestone: a person or a post; one is answerable, the others support."""

    __tablename__ = "lead"
    __table_args__ = (CheckConstraint("(person_id IS NULL) <> (post_id IS NULL)", name="person_or_post"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    role: Mapped[Role]
    organisation: Mapped[str | None]
    position: Mapped[int]

    person: Mapped[Person | None] = relationship(viewonly=True)
    post: Mapped[Post | None] = relationship(viewonly=True)


class Event(Base):
    """One change to a plan; only ever added. `changes` is {field: [before, after]} in JSON values.

    `on_behalf_of_id` is the lead for whom somebody else spoke.
    """

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_milestone_id_at", "milestone_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changes: Mapped[dict[str, Any]]
    update_text_id: Mapped[int | None] = mapped_column(ForeignKey("update_text.id"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)


class UpdateText(Base):
    """What somebody said, word for word, with the address of the message.

    A message that was edited has a row for each wording; `edits_id` is the one before. `deleted_at` is when its
    writer deleted it in the chat.
    """

    __tablename__ = "update_text"
    __table_args__ = (
        # For an edit or a deletion, which name the message by its address.
        Index("ix_update_text_message_id", "message_id"),
        # For what somebody said moments ago, which the next message may carry on.
        Index("ix_update_text_person_said", "person_id", "said_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    platform: Mapped[str]
    conversation: Mapped[str]
    message_id: Mapped[str]
    said_at: Mapped[datetime]
    text: Mapped[str]
    edits_id: Mapped[int | None] = mapped_column(ForeignKey("update_text.id"))
    deleted_at: Mapped[datetime | None]
