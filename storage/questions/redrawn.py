"""Messages that asked for a decision and have left, as they are to read now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.overtaken import KIND
from storage.questions.dates import RequestFacts, request_facts
from storage.questions.notices import Notice


@dataclass(frozen=True)
class RedrawnFacts:
    """`body` is the message as it was put before its reader, `today` their own day, `request` what it asked about."""

    body: str
    reader_id: int
    today: date
    request: RequestFacts


def redrawn_facts(session: Session, redrawing: Notice, now: datetime) -> RedrawnFacts | None:
    """What the notice that is to be redrawn is about, as it stands now; None where that is not known any more."""
    notice = session.get_one(tables.Notification, redrawing.row.redraws)
    awaited = tables.AwaitedWord
    request_id = session.scalar(
        select(awaited.subject_id).where(awaited.notification_id == notice.id, awaited.kind == KIND)
    )
    facts = request_facts(session, request_id) if request_id is not None else None
    if facts is None or notice.body is None or notice.person_id is None:
        return None
    return RedrawnFacts(notice.body, notice.person_id, redrawing.today(now), facts)
