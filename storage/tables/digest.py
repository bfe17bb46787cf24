"""The tables of the weekly digest beside the digests themselves."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Doubt(Base):
    """Something that does not add up, as its plan's owner was told. `basis` is a hash of what it rests on: other
    words, another status or another date is another doubt.

    `settled_as` is right, asked or shown, None while it is open; `event_id` the event that says so.
    """

    __tablename__ = "doubt"
    __table_args__ = (UniqueConstraint("milestone_id", "doubt", "basis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    doubt: Mapped[str]
    basis: Mapped[str] = mapped_column(String(64))
    found_at: Mapped[datetime]
    settled_as: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)


class JointDigest(Base):
    """Somebody reads about several plans in one message a week; `plan_ids` in the order in which they are told."""

    __tablename__ = "joint_digest"
    __table_args__ = (
        # For the tick that asks which digest is due.
        Index("ix_joint_digest_next_digest_at", "next_digest_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    plan_ids: Mapped[list[Any]]
    next_digest_at: Mapped[datetime]
