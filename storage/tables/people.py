"""The tables of who there is: organisations, people with their accounts, and the posts they hold."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from plans.working_days import LONDON
from storage.tables.base import Base


class Organisation(Base):
    """A tenant: one Slack workspace, or the local one. Nothing of one is ever seen by another.

    `left_at` is when it took Milepost out; what it had is kept for `keep_days` more, and then forgotten. `mark` goes
    with every message that the clock sends, so that what it says is never taken for another installation's.
    """

    __tablename__ = "organisation"
    __table_args__ = (UniqueConstraint("platform", "tenant"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    platform: Mapped[str]
    tenant: Mapped[str]
    keep_days: Mapped[int] = mapped_column(default=90)
    left_at: Mapped[datetime | None]
    mark: Mapped[str] = mapped_column(String(12), default=lambda: uuid4().hex[:12])


class Person(Base):
    """`left_at` is since when every account of theirs is closed, and nobody can reach them. `is_guest` is true where
    each is a guest's, or of another workspace: they see only what is their own."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    email: Mapped[str | None]
    employer: Mapped[str | None]
    zone: Mapped[str] = mapped_column(default=LONDON)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    left_at: Mapped[datetime | None]
    is_guest: Mapped[bool] = mapped_column(default=False)


class Account(Base):
    """A person on a platform. `closed_at` is when the platform said that it is an account no more; `room` is the
    conversation with them alone, once one was opened."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("platform", "tenant", "account"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    platform: Mapped[str]
    tenant: Mapped[str]
    account: Mapped[str]
    room: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    is_guest: Mapped[bool] = mapped_column(default=False)


class Post(Base):
    """A job title that holds milestones, whoever has the job."""

    __tablename__ = "post"
    __table_args__ = (UniqueConstraint("organisation_id", "title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    title: Mapped[str]


class PostHolding(Base):
    """Who holds a post, from a day until a day, both included; an open end is None."""

    __tablename__ = "post_holding"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
