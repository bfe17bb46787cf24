"""What is decided about weekly digests: how a plan's is wanted, that one was written, who reads of several."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.orm import Session

from plans.digest_settings import WEEK, DigestSettings, Rhythm, monday_of
from storage import tables
from storage.changes.events import Author, note_event
from storage.climbing import calendar_of, rhythm_of, settings_of
from storage.versions import NOBODYS, OF_PLAN


def set_digest_settings(session: Session, plan_id: int, settings: DigestSettings, author: Author) -> None:
    """The plan's digest is wanted so from now on; what is planned moves with it. What is as it was, is no event."""
    plan = session.get_one(tables.Plan, plan_id)
    before = settings_of(plan)
    if before == settings:
        return
    plan.digest = settings.as_data()
    session.flush()
    changes = {
        name: [_kept(before, name), _kept(settings, name)]
        for name in vars(settings)
        if getattr(before, name) != getattr(settings, name)
    }
    note_event(session, plan_id, "digest_settings", changes, author)
    if {"day", "at", "zone"} & set(changes):
        _plan_anew(session, plan, author.at)


def _kept(settings: DigestSettings, name: str) -> Any:
    return settings.as_data().get(name)


def _plan_anew(session: Session, plan: tables.Plan, now: datetime) -> None:
    rhythm = rhythm_of(plan)
    next_at = rhythm.time_of(rhythm.next_week(now))
    for channel in _channels(session, plan.id):
        if channel.next_digest_at is not None:
            channel.next_digest_at = next_at
    if plan.next_check_at is not None:
        plan.next_check_at = rhythm.next_check(now)
    session.flush()


def skip_week(session: Session, plan_id: int, day: date, author: Author, *, is_skipped: bool = True) -> None:
    """There is no digest in the week of that day; or there is one after all. Weeks long gone are forgotten."""
    settings = settings_of(session.get_one(tables.Plan, plan_id))
    week = monday_of(day)
    kept = {one for one in settings.skipped if one >= author.at.date() - 2 * WEEK}
    kept = kept | {week} if is_skipped else kept - {week}
    set_digest_settings(session, plan_id, replace(settings, skipped=tuple(sorted(kept))), author)


def switch_digest(session: Session, channel_id: int, is_on: bool, author: Author) -> None:
    """Whether the digest goes to this channel."""
    channel = session.get_one(tables.LeadershipChannel, channel_id)
    if (channel.next_digest_at is not None) == is_on:
        return
    rhythm = rhythm_of(session.get_one(tables.Plan, channel.plan_id))
    channel.next_digest_at = rhythm.time_of(rhythm.next_week(author.at)) if is_on else None
    session.flush()
    plan = session.get_one(tables.Plan, channel.plan_id)
    is_any = any(each.next_digest_at is not None for each in _channels(session, channel.plan_id))
    plan.next_check_at = rhythm.next_check(author.at) if is_any else None
    note_event(session, channel.plan_id, "digest_channel", {channel.name: [not is_on, is_on]}, author)


def _channels(session: Session, plan_id: int) -> list[tables.LeadershipChannel]:
    return list(session.scalars(select(tables.LeadershipChannel).where(tables.LeadershipChannel.plan_id == plan_id)))


def set_next_digest(session: Session, channel_id: int, seen: datetime, to: datetime) -> bool:
    """Moves a channel on to its next digest; False when another copy did so first."""
    channel = tables.LeadershipChannel
    return _moved(session, update(channel).where(channel.id == channel_id, channel.next_digest_at == seen), to)


def set_next_joint(session: Session, joint_id: int, seen: datetime, to: datetime) -> bool:
    """Moves a digest of several plans on to its next week; False when another copy did so first."""
    joint = tables.JointDigest
    return _moved(session, update(joint).where(joint.id == joint_id, joint.next_digest_at == seen), to)


def _moved(session: Session, statement: Any, to: datetime) -> bool:
    moved = session.execute(statement.values(next_digest_at=to))
    return isinstance(moved, CursorResult) and moved.rowcount == 1


def set_next_check(session: Session, plan_id: int, seen: datetime, to: datetime) -> bool:
    """Moves a plan on to its next check; False when another copy did so first."""
    plan = tables.Plan
    moved = session.execute(
        update(plan).where(plan.id == plan_id, plan.next_check_at == seen).values(next_check_at=to),
        # Of when it looks again no answer tells.
        execution_options={OF_PLAN: NOBODYS},
    )
    return isinstance(moved, CursorResult) and moved.rowcount == 1


def read_together(session: Session, person_id: int, plan_ids: Sequence[int], now: datetime) -> None:
    """Somebody reads about these plans in one message each Monday; without any, no more."""
    person = session.get_one(tables.Person, person_id)
    session.execute(delete(tables.JointDigest).where(tables.JointDigest.person_id == person_id))
    if not plan_ids:
        return
    rhythm = joint_rhythm(session, person_id, plan_ids)
    session.add(
        tables.JointDigest(
            organisation_id=person.organisation_id,
            person_id=person_id,
            plan_ids=list(plan_ids),
            next_digest_at=rhythm.time_of(rhythm.next_week(now)),
        )
    )
    session.flush()


def joint_rhythm(session: Session, person_id: int, plan_ids: Sequence[int]) -> Rhythm:
    """Monday at nine on the reader's own clock, in the working days of the first plan."""
    person = session.get_one(tables.Person, person_id)
    return Rhythm(ZoneInfo(person.zone), calendar_of(session.get_one(tables.Plan, plan_ids[0])))
