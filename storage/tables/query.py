"""The table of what a person must settle about a document."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Query(Base):
    """A question that a document left open. `taken` is the value it was taken for: an ISO date, a status's name.

    `position` is its place among the questions of the plan's present document, None where that asks it no more.
    `milestone_id` is what it is about, None for the plan itself; `covers` are the ids of all milestones that rest on
    what a colour or label means. `row` is the source row, [heading, text] for each cell. `event_id` is the change
    that settled it: when that is taken back, the question is open again.
    """

    __tablename__ = "query"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    milestone_id: Mapped[int | None] = mapped_column(ForeignKey("milestone.id"), index=True)
    position: Mapped[int | None]
    ref: Mapped[str | None]
    field: Mapped[str]
    text: Mapped[str]
    why: Mapped[str]
    place: Mapped[str | None]
    row: Mapped[list[Any]]
    taken_as: Mapped[str | None]
    taken: Mapped[str | None]
    covers: Mapped[list[Any]]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
