"""The time from a backup until it was brought back: what was written in it is not known here."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.tables import Recall


def was_restored(session: Session) -> bool:
    """Whether this database was ever brought back from a backup."""
    return session.scalar(select(Recall.id).limit(1)) is not None


def was_lost(session: Session, organisation_id: int, at: datetime) -> bool:
    """Whether that instant is in the time that a restore has lost: what was written then is not known here."""
    is_within = Recall.organisation_id == organisation_id, Recall.taken_at < at, Recall.restored_at >= at
    return session.scalar(select(Recall.id).where(*is_within).limit(1)) is not None
