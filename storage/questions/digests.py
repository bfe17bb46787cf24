"""Which digest is due, what is to be looked through before one, and how a plan's is wanted."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from plans.digest_settings import DigestSettings, Rhythm
from storage import tables
from storage.changes.digests import joint_rhythm
from storage.climbing import rhythm_of, settings_of
from storage.columns import UtcDateTime


@dataclass(frozen=True)
class DueDigest:
    """A leadership channel whose time has come; `due_at` is the time it was waiting for."""

    channel_id: int
    plan_id: int
    due_at: datetime
    rhythm: Rhythm
    settings: DigestSettings


@dataclass(frozen=True)
class DueJoint:
    """Somebody who reads about several plans, and whose time has come."""

    joint_id: int
    person_id: int
    organisation_id: int
    due_at: datetime
    rhythm: Rhythm


@dataclass(frozen=True)
class DueCheck:
    """A plan that is looked through before its digest; `owner_id` is who is told, None where there is nobody."""

    plan_id: int
    organisation_id: int
    owner_id: int | None
    due_at: datetime
    rhythm: Rhythm
    settings: DigestSettings


@dataclass(frozen=True)
class DigestChannel:
    """`next_at` is None where no digest goes."""

    id: int
    name: str
    platform: str
    conversation: str
    next_at: datetime | None


def is_anything_due(session: Session, now: datetime) -> bool:
    """Whether a digest is to be written, or a plan looked through before one: a look, no more."""
    at = next_digest_at(session)
    return at is not None and at <= now


def next_digest_at(session: Session) -> datetime | None:
    """When there is next something to do for a digest; None when nothing is to come."""
    return session.scalar(_next())


# Asked with every tick, so made once: to put it together takes longer than the database takes to answer it.


@cache
def _next() -> Select[datetime]:
    channel, joint, plan = tables.LeadershipChannel, tables.JointDigest, tables.Plan
    instants = union_all(
        select(_earliest(channel.next_digest_at)).where(_was_asked("channel:", channel.id)),
        select(_earliest(joint.next_digest_at)).where(_was_asked("person:", joint.person_id)),
        select(_earliest(plan.next_check_at)),
    ).subquery()
    return select(_earliest(instants.c.at))


def _earliest(column: Any) -> Label[datetime]:
    return func.min(column, type_=UtcDateTime()).label("at")


def next_due_digest(session: Session, now: datetime) -> DueDigest | None:
    """The channel that has waited longest for its digest; None when none is due."""
    channel = session.scalar(
        select(tables.LeadershipChannel)
        .where(tables.LeadershipChannel.next_digest_at <= now, _was_asked("channel:", tables.LeadershipChannel.id))
        .order_by(tables.LeadershipChannel.next_digest_at)
        .limit(1)
    )
    if channel is None or channel.next_digest_at is None:
        return None
    plan = session.get_one(tables.Plan, channel.plan_id)
    return DueDigest(channel.id, plan.id, channel.next_digest_at, rhythm_of(plan), settings_of(plan))


def _was_asked(kind: str, number: Any) -> ColumnElement[bool]:
    """Whether it is known, after a restore, what this reader has been told since the backup."""
    unasked = select(tables.Recall.reader).where(tables.Recall.settled_at.is_(None))
    return literal(kind).concat(cast(number, String)).not_in(unasked)


def next_due_joint(session: Session, now: datetime) -> DueJoint | None:
    joint = session.scalar(
        select(tables.JointDigest)
        .where(tables.JointDigest.next_digest_at <= now, _was_asked("person:", tables.JointDigest.person_id))
        .order_by(tables.JointDigest.next_digest_at)
        .limit(1)
    )
    if joint is None:
        return None
    rhythm = joint_rhythm(session, joint.person_id, joint.plan_ids)
    return DueJoint(joint.id, joint.person_id, joint.organisation_id, joint.next_digest_at, rhythm)


def next_due_check(session: Session, now: datetime) -> DueCheck | None:
    """The plan that has waited longest to be looked through; None when none is due."""
    plan = session.scalar(
        select(tables.Plan).where(tables.Plan.next_check_at <= now).order_by(tables.Plan.next_check_at).limit(1)
    )
    if plan is None or plan.next_check_at is None:
        return None
    return DueCheck(
        plan.id, plan.organisation_id, plan.owner_id, plan.next_check_at, rhythm_of(plan), settings_of(plan)
    )


def digest_settings(session: Session, plan_id: int) -> DigestSettings:
    return settings_of(session.get_one(tables.Plan, plan_id))


def digest_rhythm(session: Session, plan_id: int) -> Rhythm:
    return rhythm_of(session.get_one(tables.Plan, plan_id))


def digest_channels(session: Session, plan_id: int) -> list[DigestChannel]:
    """Where a plan's leadership reads, the first first."""
    rows = session.scalars(
        select(tables.LeadershipChannel)
        .where(tables.LeadershipChannel.plan_id == plan_id)
        .order_by(tables.LeadershipChannel.id)
    )
    return [DigestChannel(row.id, row.name, row.platform, row.conversation, row.next_digest_at) for row in rows]


def read_together_by(session: Session, plan_id: int) -> list[str]:
    """Who reads about this plan together with others, by name."""
    rows = session.execute(
        select(tables.Person.name, tables.JointDigest.plan_ids)
        .join(tables.JointDigest, tables.JointDigest.person_id == tables.Person.id)
        .order_by(tables.Person.name)
    )
    return [name for name, plan_ids in rows if plan_id in plan_ids]
