"""The way of a notification from being due to its receipt: claimed by one process, sent, recorded.

A notification is claimed by a conditional UPDATE that repeats its condition and checks the row count, because a
SELECT ... FOR UPDATE is silently nothing on SQLite. A claim that was never recorded is settled by the sweep, which
asks the platform whether the message arrived before anybody sends it again.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    JSON,
    ColumnElement,
    CursorResult,
    Select,
    Update,
    and_,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session, aliased

from storage import tables
from storage.columns import UtcDateTime
from storage.tables import Notification

LEASE = timedelta(minutes=2)
LONGEST_HOLD = timedelta(days=1)
MOST_AT_ONCE = 4
"""How many senders are at work for one organisation at a time, so that a slow one leaves room for others."""


@dataclass(frozen=True)
class Claim:
    """A notification that this process, and no other, is about to send or to settle.

    `claimed_by` is a name of this one claim, so that what comes late from an earlier one changes nothing.
    `since` is the first claim: from then on the message may have arrived, and where it `was_tried` before this claim
    some parts of it may have. `way` counts the ways that were refused. `amends` is the message whose place it takes,
    where it is not one of its own. `retried_at` is when a person last had it tried again.
    """

    id: str
    organisation_id: int
    claimed_by: str
    kind: str
    attempts: int
    since: datetime
    way: int
    amends: str | None = None
    was_tried: bool = False
    retried_at: datetime | None = None

    @property
    def patient_since(self) -> datetime:
        """From when on its trying is counted: a person who has it tried again gives it as long as at first."""
        return self.retried_at or self.since


@dataclass(frozen=True)
class Pace:
    """What a platform takes without refusing: so many messages to an organisation within a time, and how long after
    one message a conversation takes the next."""

    messages: int
    within: timedelta
    between: timedelta


def claim_some(
    session: Session,
    process: str,
    now: datetime,
    pace: Pace | None = None,
    most: Callable[[int], int] = lambda _: 1,
    resting: Collection[int] = (),
) -> list[Claim]:
    """Claims what has been due the longest, and what comes after it to the same organisation, each to another reader.

    `most` says how many an organisation's may be, and `resting` which are to be left alone. They are passed over,
    and those that have all they can take, so that none of the others waits for them. Where several copies ask
    PostgreSQL at once, each is given others and none waits.
    """
    token = claim_token(process)
    with _by_index(session):
        spoken_to = _just_spoken_to(session, now, pace) | _to_be_asked_first(session)
        asked = _at(now) | {"busy": [*_busy(session, now, pace), *resting], "spoken_to": list(spoken_to)}
        organisation_id = session.scalar(_whose_is_next(), asked)
        if organisation_id is None:
            return []
        room = _room(session, organisation_id, now, pace, most(organisation_id))
        values = {"organisation": organisation_id, "room": room, "token": token, "lease": now + LEASE}
        found = session.execute(_claiming(), asked | values).all()
    rows = sorted(found, key=lambda row: (row.due_at, row.created_at))
    claimed = [_as_claim(row, token, now) for row in rows]
    # Two of one instant to one reader are both the first: one of them goes, and the other after it.
    first = {row.lane: row.id for row in reversed(rows)}
    together = [one for one, row in zip(claimed, rows, strict=True) if first[row.lane] != one.id]
    for one in together:
        release_unsent(session, one, now)
    return [one for one in claimed if one not in together]


@contextmanager
def _by_index(session: Session) -> Iterator[None]:
    """Has PostgreSQL read what is due in the order of its indexes.

    It guesses from old figures how much that is, and when a Monday's thousands have come at once it would sort them
    all, with whatever was sent since, for each claim.
    """
    if session.get_bind().dialect.name == "sqlite":
        yield
        return
    session.execute(_PLANNER, {"sorts": "off"})
    yield
    session.execute(_PLANNER, {"sorts": "on"})


_PLANNER = text("SELECT set_config('enable_sort', :sorts, true), set_config('enable_bitmapscan', :sorts, true)")


def _room(session: Session, organisation_id: int, now: datetime, pace: Pace | None, most: int) -> int:
    """How many more may leave for an organisation within its pace; at least the one that was found to be next."""
    if pace is None or most == 1:
        return most
    asked = {"organisation": organisation_id, "since": now - pace.within, "now": now}
    return max(1, min(most, pace.messages - (session.scalar(_how_many_sent(), asked) or 0)))


@cache
def _how_many_sent() -> Select[int]:
    return select(func.count()).where(Notification.organisation_id == bindparam("organisation"), *_is_sent_since())


def is_anything_due(session: Session, now: datetime) -> bool:
    """Whether there is something to claim, unless another one of its lane or the pace has it wait: a look, no more."""
    return session.scalar(_anything_due(), _at(now)) is not None


def _at(now: datetime) -> dict[str, Any]:
    return {"now": now, "too_far": now + LONGEST_HOLD}


_UNASKED = select(tables.Recall.reader).where(tables.Recall.settled_at.is_(None))

_NOW: ColumnElement[datetime] = bindparam("now", type_=UtcDateTime())
_TOO_FAR: ColumnElement[datetime] = bindparam("too_far", type_=UtcDateTime())

# The statements of the way that every message takes are made once: putting one together takes longer than the
# database takes to answer it.


@cache
def _anything_due() -> Select[str]:
    return select(Notification.id).where(*_is_claimable()).limit(1)


@cache
def _whose_is_next() -> Select[int]:
    return (
        select(Notification.organisation_id)
        .where(*_may_leave(), Notification.organisation_id.not_in(bindparam("busy", expanding=True)))
        .order_by(Notification.due_at, Notification.created_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


@cache
def _claiming() -> Update:
    found = (
        select(Notification.id)
        .where(*_may_leave(), Notification.organisation_id == bindparam("organisation"))
        .order_by(Notification.due_at, Notification.created_at)
        .limit(bindparam("room"))
        .with_for_update(skip_locked=True)
    )
    # PostgreSQL may look for the rows of a plain IN more than once, and lock others each time.
    chosen = select(found.cte("found").prefix_with("MATERIALIZED", dialect="postgresql").c.id)
    return _claimed(Notification.id.in_(chosen), bindparam("token"))


@cache
def _claiming_one() -> Update:
    return _claimed(Notification.id == bindparam("claimed"), bindparam("token"))


_CLAIM = (
    Notification.id,
    Notification.organisation_id,
    Notification.kind,
    Notification.attempts,
    Notification.claimed_at,
    Notification.way,
    Notification.amends,
    Notification.retried_at,
)


def _as_claim(row: Any, token: str, now: datetime) -> Claim:
    tried = row.claimed_at != now
    return Claim(
        id=row.id,
        organisation_id=row.organisation_id,
        claimed_by=token,
        kind=row.kind,
        attempts=row.attempts,
        since=row.claimed_at,
        way=row.way,
        amends=row.amends,
        was_tried=tried,
        retried_at=row.retried_at,
    )


def _claimed(which: ColumnElement[bool], token: ColumnElement[str]) -> Update:
    row = Notification
    return (
        update(row.__table__)  # type: ignore[arg-type]
        .where(which, *_is_claimable(), _is_first_in_lane())
        .values(
            claimed_by=token,
            claimed_at=func.coalesce(row.claimed_at, _NOW),
            lease_until=bindparam("lease", type_=UtcDateTime()),
            attempts=row.attempts + 1,
        )
        .returning(*_CLAIM, row.due_at, row.created_at, row.lane)
    )


def _may_leave() -> tuple[ColumnElement[bool], ...]:
    spoken_to = Notification.lane.not_in(bindparam("spoken_to", expanding=True))
    return (*_is_claimable(), _is_first_in_lane(), spoken_to)


def claim(session: Session, notification_id: str, process: str, now: datetime) -> Claim | None:
    """Claims one notification; None when somebody else was faster, it is not due, or another one comes first."""
    token = claim_token(process)
    values = {"claimed": notification_id, "token": token, "lease": now + LEASE}
    row = session.execute(_claiming_one(), _at(now) | values).first()
    return _as_claim(row, token, now) if row is not None else None


def claim_token(process: str) -> str:
    return f"{process}/{uuid4().hex[:8]}"


def _is_claimable() -> tuple[ColumnElement[bool], ...]:
    return (
        Notification.settled_at.is_(None),
        Notification.due_at <= _NOW,
        Notification.claimed_by.is_(None),
        or_(Notification.lease_until.is_(None), _has_run_out()),
    )


def _has_run_out() -> ColumnElement[bool]:
    """Also true of an end so far ahead that only a clock which has been put back since can have set it."""
    return or_(Notification.lease_until <= _NOW, Notification.lease_until > _TOO_FAR)


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
        other.lane == Notification.lane,
        # Added to, so that no database looks through everything the organisation has instead of through the lane.
        other.organisation_id + 0 == Notification.organisation_id,
        other.settled_at.is_(None),
        other.id != Notification.id,
        or_(other.claimed_by.is_not(None), came_first),
    )


def _busy(session: Session, now: datetime, pace: Pace | None) -> set[int]:
    """The organisations that keep enough senders at work, or to which enough was sent just now."""
    at_work = Counter(session.scalars(_senders_at_work(), {"now": now}))
    busy = {organisation_id for organisation_id, senders in at_work.items() if senders >= MOST_AT_ONCE}
    if pace is not None:
        enough = {"since": now - pace.within, "now": now, "messages": pace.messages}
        busy.update(session.scalars(_with_enough_sent(), enough))
    return busy


@cache
def _senders_at_work() -> Select[int]:
    """For each sender the organisation for which it is at work: what it claimed at one time is all one's."""
    return (
        select(func.min(Notification.organisation_id))
        .where(Notification.settled_at.is_(None), Notification.claimed_by.is_not(None), Notification.lease_until > _NOW)
        .group_by(Notification.claimed_by)
    )


@cache
def _with_enough_sent() -> Select[int]:
    return (
        select(Notification.organisation_id)
        .where(*_is_sent_since())
        .group_by(Notification.organisation_id)
        .having(func.count() >= bindparam("messages"))
    )


def _just_spoken_to(session: Session, now: datetime, pace: Pace | None) -> set[str]:
    if pace is None:
        return set()
    return set(session.scalars(_lanes_sent_to(), {"since": now - pace.between, "now": now}))


@cache
def _lanes_sent_to() -> Select[str]:
    return select(Notification.lane).where(*_is_sent_since())


def _to_be_asked_first(session: Session) -> set[str]:
    """The readers of whom it is not known, after a restore, what they have been told since the backup."""
    return set(session.scalars(_UNASKED))


def _is_sent_since() -> tuple[ColumnElement[bool], ...]:
    """Up to now only: what a clock that was put back has sent later than now holds nobody up."""
    return Notification.sent_at > bindparam("since", type_=UtcDateTime()), Notification.sent_at <= _NOW


def claim_lost(session: Session, process: str, now: datetime) -> Claim | None:
    """Takes over a claim whose lease ran out unrecorded: its holder died between sending and recording, or before."""
    row = session.scalar(_lost(), _at(now))
    if row is None:
        return None
    token = claim_token(process)
    values = {"claimed": row, "token": token, "lease": now + LEASE}
    taken = session.execute(_taking_over(), _at(now) | values)
    if _row_count(taken) == 0:
        return None
    return _as_claim(session.execute(select(*_CLAIM).where(Notification.id == row)).one(), token, now)


def is_anything_lost(session: Session, now: datetime) -> bool:
    """Whether there is a claim to take over: a look, no more."""
    return session.scalar(_anything_lost(), _at(now)) is not None


_IS_LOST = (Notification.settled_at.is_(None), Notification.claimed_by.is_not(None), _has_run_out())


@cache
def _anything_lost() -> Select[str]:
    return select(Notification.id).where(*_IS_LOST).limit(1)


@cache
def _lost() -> Select[str]:
    return _anything_lost().order_by(Notification.due_at).with_for_update(skip_locked=True)


@cache
def _taking_over() -> Update:
    values = {"claimed_by": bindparam("token"), "lease_until": bindparam("lease", type_=UtcDateTime())}
    row = Notification.__table__
    return update(row).where(Notification.id == bindparam("claimed"), *_IS_LOST).values(**values)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Arrival:
    """A claimed message that arrived, where, and as what."""

    claim: Claim
    platform: str
    conversation: str
    message_id: str


def record_arrivals(session: Session, arrivals: Sequence[Arrival], now: datetime) -> list[Arrival]:
    """Those messages arrived; returns the ones whose claim was lost to somebody else meanwhile."""
    rows = [[a.claim.id, a.claim.claimed_by, a.platform, a.conversation, a.message_id] for a in arrivals]
    arriving = _arriving(session.get_bind().dialect.name)
    recorded = set(session.connection().execute(arriving, {"arrived": rows, "at": now}).scalars())
    return [one for one in arrivals if one.claim.id not in recorded]


@cache
def _arriving(dialect: str) -> Update:
    """One statement for all: each of its own would be asked for by itself, and takes three times as long."""
    one_by_one = func.json_each if dialect == "sqlite" else func.json_array_elements
    arrived = one_by_one(bindparam("arrived", type_=JSON)).table_valued(column("value", JSON)).alias("arrived")
    id_, token, platform, conversation, message_id = (arrived.c.value.op("->>")(place) for place in range(5))
    at = bindparam("at", type_=UtcDateTime())
    return (
        update(Notification.__table__)  # type: ignore[arg-type]
        .where(Notification.id == id_, Notification.claimed_by == token, Notification.settled_at.is_(None))
        .values(
            sent_at=at,
            settled_at=at,
            receipt_platform=platform,
            receipt_conversation=conversation,
            receipt_message_id=message_id,
        )
        .returning(Notification.id)
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
    return _untry(session, claim, lease_until=None, due_at=due_at)


def release_unsent(session: Session, claim: Claim, now: datetime) -> bool:
    """Gives the claim back because nobody came to send it: that is no attempt."""
    return _untry(session, claim, lease_until=now)


def _untry(session: Session, claim: Claim, **values: Any) -> bool:
    """As if it had not been claimed: what was never tried has its day of trying still before it."""
    since = claim.since if claim.was_tried else None
    return _settle(session, claim, claimed_by=None, claimed_at=since, attempts=Notification.attempts - 1, **values)


def release_for_another_way(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Gives the claim back to be sent in the reader's next way at once: this one was refused for good."""
    return _settle(session, claim, claimed_by=None, lease_until=now, failure=reason, way=claim.way + 1)


def release_as_new(session: Session, claim: Claim, now: datetime, reason: str) -> bool:
    """Gives the claim back to be sent at once as a message of its own: the one it was to amend cannot be changed."""
    return _settle(session, claim, claimed_by=None, lease_until=now, failure=reason, amends=None, redraws=None)


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
    return session.scalar(_next())


@cache
def _next() -> Select[datetime]:
    may_go = func.coalesce(Notification.lease_until, Notification.due_at)
    return select(func.min(may_go, type_=UtcDateTime())).where(
        Notification.settled_at.is_(None), _is_first_in_lane(), Notification.lane.not_in(_UNASKED)
    )


def _row_count(result: Any) -> int:
    assert isinstance(result, CursorResult)
    return result.rowcount
