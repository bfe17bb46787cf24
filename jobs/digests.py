"""Writes the weekly digests that are due: one row for a plan, a channel and a week."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from plans.digest import WEEK, digest_time, latest_digest_week
from storage import outbox
from storage.changes.organisations import set_next_digest
from storage.questions.digests import DueDigest, next_due_digest
from storage.store import Store

log = structlog.get_logger()


def do_one_digest(store: Store, now: datetime) -> bool:
    """Writes the digest of one channel whose time has come; False when there is none.

    After weeks in which the machine was off it is the latest one, late, and not one for each week.
    """
    with store.write() as session:
        due = next_due_digest(session, now)
        if due is not None:
            _write(session, due, now)
    return due is not None


def _write(session: Session, due: DueDigest, now: datetime) -> None:
    week = latest_digest_week(now, due.zone, due.calendar)
    next_at = digest_time(week + WEEK, due.zone, due.calendar)
    if not set_next_digest(session, due.channel_id, seen=due.due_at, to=next_at):
        return
    is_new = outbox.owe_digest(session, due.channel_id, week, now)
    log.info("digest decided", plan=due.plan_id, channel=due.channel_id, week=week.isoformat(), is_new=is_new)
