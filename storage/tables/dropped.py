"""Files that somebody sent in a direct message and that may be plans."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base, index_where


class DroppedFile(Base):
    """A file that is read as a plan, and what was decided of it.

    `download` is where its bytes are to be had, `address` where people look at it. `claimed_until` is until when a
    process reads it. `reading` is what it says, kept until it is decided; `decision` is imported, evidence, left,
    no plan or unreadable.
    """

    __tablename__ = "dropped_file"
    __table_args__ = (
        # For the next one to be read.
        index_where("read_at IS NULL", "ix_dropped_file_unread", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    platform: Mapped[str]
    tenant: Mapped[str]
    conversation: Mapped[str]
    thread: Mapped[str | None]
    name: Mapped[str]
    address: Mapped[str]
    download: Mapped[str]
    sent_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    source_hash: Mapped[str | None]
    reading: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    decided_at: Mapped[datetime | None]
    decision: Mapped[str | None]
