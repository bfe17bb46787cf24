"""The table of what a restored Milepost has still to ask about."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, index_where


class Recall(Base):
    """A conversation of a reader that is asked, after a restore, what was said in it since the backup.

    `reader` is the lane of what is owed to them. One who has no conversation is told nothing before everybody else has
    been asked: what failed to reach them was told to somebody. `refused` is the last refusal's short word; it stays
    where nothing could be learned. `taken_at` to `restored_at` is the time that was lost. Settled rows stay, too: they
    say that more may have been heard than the milestones show.
    """

    __tablename__ = "recall"
    __table_args__ = (
        # For the tick that asks, and for delivery: whose conversations have not been asked yet.
        index_where("settled_at IS NULL", "ix_recall_pending", "next_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    reader: Mapped[str]
    platform: Mapped[str | None]
    conversation: Mapped[str | None]
    tenant: Mapped[str | None]
    taken_at: Mapped[datetime]
    restored_at: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None]
    refused: Mapped[str | None]
    settled_at: Mapped[datetime | None]
