"""Writes the weekly digests that are due: one row for a plan, a channel and a week."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from plans.digest import HOUR, WEEK, digest_time, latest_digest_week
from plans.ladder import send_time
from storage import outbox
from storage.changes.organisations import set_next_digest
from storage.questions.digests import DueDigest, next_due_digest
from storage.store import Store

log = structlog.get_logger()


def do_one_digest(store: Store, now: datetime) -> bool:
    """Writes the digest of one channel whose time has come; False when there is none.

    After weeks in which the machine was off it is the latest one, late, and not one for each week; it waits for
    hours in which people work.
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
    first_day = digest_time(week, due.zone, due.calendar).date()
    at = send_time(first_day, HOUR, due.zone, now, due.calendar)
    if at >= next_at:
        # It would come together with the next one, which says the same and more.
        log.info("digest passed over", plan=due.plan_id, channel=due.channel_id, week=week.isoformat())
        return
    is_new = outbox.owe_digest(session, due.channel_id, week, at, now)
    log.info("digest decided", plan=due.plan_id, channel=due.channel_id, week=week.isoformat(), is_new=is_new)
