"""The way of a notification from being due to its receipt: claimed by one process, sent, recorded.

A notification is claimed by a conditional UPDATE that repeats its condition and checks the row count, because a
SELECT ... FOR UPDATE is silently nothing on SQLite. A claim that was never recorded is settled by the sweep, which
asks the platform whether the message arrived before anybody sends it again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, Update, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage import tables
from storage.columns import UtcDateTime
from storage.tables import Notification

LEASE = timedelta(minutes=2)
LONGEST_HOLD = timedelta(days=1)
MOST_AT_ONCE = 4
"""How many messages to one organisation are on their way at a time, so that a slow one leaves room for others."""


@dataclass(frozen=True)
class Claim:
    """A notification that this process, and no other, is about to send or to settle.

    `claimed_by` is a name of this one claim, so that what comes late from an earlier one changes nothing.
    `since` is the first claim: from then on the message may have arrived. `way` counts the ways that were refused.
    `amends` is the message whose place it takes, where it is not one of its own.
    """

    id: str
    claimed_by: str
    kind: str
    attempts: int
    since: datetime
    way: int
    amends: str | None = None


@dataclass(frozen=True)
class Pace:
    """What a platform takes without refusing: so many messages to an organisation within a time, and how long after
    one message a conversation takes the next."""

    messages: int
    within: timedelta
    between: timedelta


def claim_next(session: Session, process: str, now: datetime, pace: Pace | None = None) -> Claim | None:
    """Claims what has been due the longest; None when nothing is due, or the pace has it wait.

    Organisations that have all they can take are passed over, so that none of the others waits for them. Where
    several copies ask PostgreSQL at once, each is given another one and none waits.
    """
    row = session.scalar(
        select(Notification.id)
        .where(
            *_is_claimable(now),
            _is_first_in_lane(),
            Notification.organisation_id.not_in(_busy(session, now, pace)),
            Notification.lane.not_in(_just_spoken_to(session, now, pace)),
        )
        .order_by(Notification.due_at, Notification.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return claim(session, row, process, now) if row is not None else None


def claim(session: Session, notification_id: str, process: str, now: datetime) -> Claim | None:
    """Claims one notification; None when somebody else was faster, it is not due, or another one comes first."""
    token = _token(process)
    claimed = session.execute(
        update(Notification)
        .where(Notification.id == notification_id, *_is_claimable(now), _is_first_in_lane())
        .values(
            claimed_by=token,
            claimed_at=func.coalesce(Notification.claimed_at, now),
            lease_until=now + LEASE,
            attempts=Notification.attempts + 1,
        )
        .execution_options(synchronize_session=False)
    )
    return _as_claim(session, notification_id, token) if _row_count(claimed) == 1 else None


def _token(process: str) -> str:
    return f"{process}/{uuid4().hex[:8]}"


def _is_claimable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Notification.settled_at.is_(None),
        Notification.due_at <= now,
        Notification.claimed_by.is_(None),
        or_(Notification.lease_until.is_(None), _has_run_out(now)),
    )


def _has_run_out(now: datetime) -> ColumnElement[bool]:
    """Also true of an end so far ahead that only a clock which has been put back since can have set it."""
    return or_(Notification.lease_until <= now, Notification.lease_until > now + LONGEST_HOLD)


@cache
def _is_first_in_lane() -> ColumnElement[bool]:
    """Nothing to the same reader or conversation is on its way, or due earlier: order within a lane is kept.

    Made once: putting the expression together takes longer than the database takes to answer it.
    """
    other = aliased(Notification)
    came_first = or_(
        other.due_at < Notification.due_at,
        and_(other.due_at == Notification.due_at, other.created_at < Notification.created_at),
    )
    return ~exists().where(
        other.organisation_id == Notification.organisation_id,
        other.lane == Notification.lane,
        other.settled_at.is_(None),
        other.id != Notification.id,
        or_(other.claimed_by.is_not(None), came_first),
    )


def _busy(session: Session, now: datetime, pace: Pace | None) -> set[int]:
    """The organisations to which enough is on its way, or was sent just now."""
    on_their_way = (
        select(Notification.organisation_id)
        .where(Notification.settled_at.is_(None), Notification.claimed_by.is_not(None), Notification.lease_until > now)
        .group_by(Notification.organisation_id)
        .having(func.count() >= MOST_AT_ONCE)
    )
    busy = set(session.scalars(on_their_way))
    if pace is not None:
        sent = (
            select(Notification.organisation_id)
            .where(*_sent_within(pace.within, now))
            .group_by(Notification.organisation_id)
            .having(func.count() >= pace.messages)
        )
        busy.update(session.scalars(sent))
    return busy


def _just_spoken_to(session: Session, now: datetime, pace: Pace | None) -> set[str]:
    if pace is None:
        return set()
    return set(session.scalars(select(Notification.lane).where(*_sent_within(pace.between, now))))


def _sent_within(span: timedelta, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Up to now only: what a clock that was put back has sent later than now holds nobody up."""
    return Notification.sent_at > now - span, Notification.sent_at <= now


def _as_claim(session: Session, notification_id: str, token: str) -> Claim:
    columns = (
        Notification.kind,
        Notification.attempts,
        Notification.claimed_at,
        Notification.way,
        Notification.amends,
    )
    kind, attempts, since, way, amends = session.execute(
        select(*columns).where(Notification.id == notification_id)
    ).one()
    assert since is not None
    return Claim(notification_id, token, kind, attempts, since, way, amends)


def claim_lost(session: Session, process: str, now: datetime) -> Claim | None:
    """Takes over a claim whose lease ran out unrecorded: its holder died between sending and recording, or before."""
    condition = (Notification.settled_at.is_(None), Notification.claimed_by.is_not(None), _has_run_out(now))
    row = session.scalar(
        select(Notification.id)
        .where(*condition)
        .order_by(Notification.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if row is None:
        return None
    token = _token(process)
    taken = session.execute(
        update(Notification)
        .where(Notification.id == row, *condition)
        .values(claimed_by=token, lease_until=now + LEASE)
        .execution_options(synchronize_session=False)
    )
    return _as_claim(session, row, token) if _row_count(taken) == 1 else None


def record_sent(
    session: Session, claim: Claim, platform: str, conversation: str, message_id: str, now: datetime
) -> bool:
    """The message arrived; False when the claim was lost to somebody else meanwhile."""
    return _settle(
        session,
        claim,
        sent_at=now,
        settled_at=now,
        receipt_platform=platform,
        receipt_conversation=conversation,
        receipt_message_id=message_id,
    )


def record_failed(session: Session, claim: Claim, reason: str, now: datetime) -> bool:
    """The message will not be tried again; it stays listed with its reason."""
    return _settle(session, claim, failed_at=now, settled_at=now, failure=reason)


def record_dropped(session: Session, claim: Claim, reason: str, now: datetime) -> bool:
    """Nothing is left to say."""
    return _settle(session, claim, dropped_at=now, settled_at=now, failure=reason)


def release(session: Session, claim: Claim, not_before: datetime, reason: str | None = None) -> bool:
    """Gives the claim back: the message has certainly not arrived and may be sent from `not_before` on."""
    return _settle(session, claim, claimed_by=None, lease_until=not_before, failure=reason)


def release_for_later(session: Session, claim: Claim, not_before: datetime, reason: str) -> bool:
    """Gives the claim back because the platform asks for a wait: that is no attempt."""
    return _settle(
        session, claim, claimed_by=None, lease_until=not_before, failure=reason, attempts=Notification.attempts - 1
    )


def release_until(session: Session, claim: Claim, due_at: datetime) -> bool:
    """Gives the claim back to be sent at another time than planned, which may be days ahead: that is no attempt."""
    values: dict[str, Any] = {"claimed_by": None, "lease_until": None, "due_at": due_at}
    if claim.attempts == 1:
        # Nothing was tried yet, and the day of trying begins when something is.
        values["claimed_at"] = None
    return _settle(session, claim, attempts=Notification.attempts - 1, **values)


def release_for_another_way(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Gives the claim back to be sent in the reader's next way at once: this one was refused for good."""
    return _settle(session, claim, claimed_by=None, lease_until=now, failure=reason, way=claim.way + 1)


def release_as_new(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Gives the claim back to be sent at once as a message of its own: the one it was to amend cannot be changed."""
    return _settle(session, claim, claimed_by=None, lease_until=now, failure=reason, amends=None)


def _settle(session: Session, claim: Claim, **values: Any) -> bool:
    statement: Update = (
        update(tables.Notification)
        .where(
            Notification.id == claim.id,
            Notification.claimed_by == claim.claimed_by,
            Notification.settled_at.is_(None),
        )
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return _row_count(session.execute(statement)) == 1


def next_due_at(session: Session) -> datetime | None:
    """When the next unsettled notification may go out; None when there is none.

    What another one of its lane holds up has no time of its own.
    """
    may_go = func.coalesce(Notification.lease_until, Notification.due_at)
    return session.scalar(
        select(func.min(may_go, type_=UtcDateTime())).where(Notification.settled_at.is_(None), _is_first_in_lane())
    )


def _row_count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
