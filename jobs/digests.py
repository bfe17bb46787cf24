"""Writes the weekly digests that are due: one row for a plan, a channel and a week; and what goes before them."""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from plans.digest_settings import WEEK
from plans.ladder import send_time
from storage import outbox
from storage.changes.digests import set_next_check, set_next_digest, set_next_joint
from storage.changes.doubts import keep_doubts
from storage.questions.digests import (
    DueCheck,
    DueDigest,
    DueJoint,
    is_anything_due,
    next_due_check,
    next_due_digest,
    next_due_joint,
)
from storage.recall.queue import is_anybody_unasked
from storage.store import Store

log = structlog.get_logger()


def do_one_digest(store: Store, now: datetime) -> bool:
    """Looks one plan through, or writes one digest whose time has come; False when there is none.

    After weeks in which the machine was off it is the latest one, late, and not one for each week; it waits for
    hours in which people work.
    """
    with store.read() as session:
        if not is_anything_due(session, now):
            return False
    with store.write() as session:
        if is_anybody_unasked(session):
            return False
        check = next_due_check(session, now)
        if check is not None:
            _look_through(session, check, now)
            return True
        due = next_due_digest(session, now)
        if due is not None:
            _write(session, due, now)
            return True
        joint = next_due_joint(session, now)
        if joint is not None:
            _write_joint(session, joint, now)
        return joint is not None


def _write(session: Session, due: DueDigest, now: datetime) -> None:
    rhythm = due.rhythm
    week = rhythm.latest_week(now)
    next_at = rhythm.time_of(week + WEEK)
    if not set_next_digest(session, due.channel_id, seen=due.due_at, to=next_at):
        return
    if week in due.settings.skipped:
        log.info("digest skipped", plan=due.plan_id, channel=due.channel_id, week=week.isoformat())
        return
    first_day = rhythm.time_of(week).date()
    at = send_time(first_day, rhythm.hour, rhythm.zone, now, rhythm.calendar)
    if at >= next_at:
        # It would come together with the next one, which says the same and more.
        log.info("digest passed over", plan=due.plan_id, channel=due.channel_id, week=week.isoformat())
        return
    is_new = outbox.owe_digest(session, due.channel_id, week, at, now)
    log.info("digest decided", plan=due.plan_id, channel=due.channel_id, week=week.isoformat(), is_new=is_new)


def _write_joint(session: Session, due: DueJoint, now: datetime) -> None:
    rhythm = due.rhythm
    week = rhythm.latest_week(now)
    next_at = rhythm.time_of(week + WEEK)
    if not set_next_joint(session, due.joint_id, seen=due.due_at, to=next_at):
        return
    at = send_time(rhythm.time_of(week).date(), rhythm.hour, rhythm.zone, now, rhythm.calendar)
    if at < next_at:
        is_new = outbox.owe_joint_digest(session, due.organisation_id, due.person_id, week, at, now)
        log.info("joint digest decided", joint=due.joint_id, week=week.isoformat(), is_new=is_new)


def _look_through(session: Session, due: DueCheck, now: datetime) -> None:
    """What does not add up is kept and put before the plan's owner; too late for the digest, it is not said."""
    rhythm = due.rhythm
    if not set_next_check(session, due.plan_id, seen=due.due_at, to=rhythm.next_check(now)):
        return
    goes_out = rhythm.time_of(rhythm.next_week(due.due_at))
    week = rhythm.latest_week(goes_out)
    if due.owner_id is None or now >= goes_out or week in due.settings.skipped:
        log.info("plan not looked through", plan=due.plan_id, week=week.isoformat())
        return
    found = keep_doubts(session, due.plan_id, due.owner_id, now.astimezone(rhythm.zone).date(), now)
    if found or due.settings.has_preview:
        outbox.owe_doubts(session, due.organisation_id, due.owner_id, due.plan_id, goes_out, now)
    log.info("plan looked through", plan=due.plan_id, week=week.isoformat(), found=found)
