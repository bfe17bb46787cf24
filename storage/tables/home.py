"""The table of Homes: what each person who has opened theirs is shown there, so that it is drawn anew only on news."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Home(Base):
    """The Home of an account, from the first time it was opened.

    `shown` is a short name of what is published there, None where that is not known; `looked_at` the state of the
    organisation for which it was made, so that nothing is made again while nothing has changed. `leased_until` is
    until when one copy is publishing it, or nobody tries again after a refusal.
    """

    __tablename__ = "home"
    # For the pace: how many were published in the last minute.
    __table_args__ = (Index("ix_home_published_at", "published_at"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]
    shown: Mapped[str | None]
    looked_at: Mapped[str | None]
    published_at: Mapped[datetime | None]
    leased_until: Mapped[datetime | None]
