"""Sends what is due. Claim and word in one transaction, send with no session open, record in a second transaction.

What is quickly done is done for several messages at a time; each is claimed, sent and recorded as if it were alone.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

import structlog
from sqlalchemy.orm import Session

from jobs.channel import Address, Channel, DeliveryError, Receipt
from jobs.patience import has_tried_enough, wait_before_retry
from jobs.tally import Tally
from jobs.tempo import SECONDS_OF_A_ROUND, Tempo
from jobs.wording import Wording
from storage import claims, outbox
from storage.answers import owe_claimed
from storage.catching_up import wait_for_working_hours
from storage.changes.failures import tell_of_failure
from storage.claims import LEASE, Arrival, Claim, Pace
from storage.outbox import ReplyAddress
from storage.owed_lines import OF_LINES, settle_lines
from storage.questions import failures, notices, reminded
from storage.questions.digest_facts import check_facts, digest_facts, joint_facts
from storage.questions.notices import Notice, Place, ReminderFacts
from storage.questions.redrawn import redrawn_facts
from storage.recall.causes import causes_of
from storage.store import Store

log = structlog.get_logger()

SECONDS_UNRECORDED = 0.2
"""How long what has arrived may wait for what is sent after it, before it is recorded."""


SECONDS_TO_BEGIN_IN = LEASE.total_seconds() / 2
"""How long after it was claimed a message may begin to leave. A process that was held up for longer, as by a machine
that slept, has lost its claim, or is about to: somebody else may be sending the same."""


CLOCKS_DIFFER_BY = timedelta(days=1)
"""How far the platform's clock may be from ours: so much earlier than its first claim a message is looked for."""


def uptime() -> float:
    """Seconds since the machine was started, those in which it slept included where they are counted."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


@dataclass(frozen=True)
class Post:
    """Everything delivery works with: `name` is this process, as its claims show it; None is no `pace` at all."""

    store: Store
    channels: Mapping[str, Channel]
    wording: Wording
    name: str
    tally: Tally = field(default_factory=Tally)
    pace: Pace | None = None
    tempo: Tempo = field(default_factory=Tempo)


@dataclass(frozen=True)
class Answer:
    """What is said to somebody who waits; `milestone_ids` are the numbered items of its list."""

    organisation_id: int
    to: ReplyAddress
    body: str
    milestone_ids: Sequence[int] = ()


@dataclass(frozen=True)
class Parcel:
    """A claimed notification, ready to leave."""

    claim: Claim
    to: Address
    message: Any
    cause: str | None = None
    taken_at: float = field(default_factory=lambda: uptime())


def do_one_delivery(post: Post, now: datetime) -> bool:
    """Sends what has been due the longest, and with it what else is due to the same organisation.

    False when nothing is. A look comes first: where there is only one writer, whoever finds nothing must not take its
    turn from somebody who has.
    """
    with post.store.read() as session:
        if not claims.is_anything_due(session, now):
            return False
    with post.store.write() as session:
        tempo = post.tempo
        claimed = claims.claim_some(session, post.name, now, post.pace, tempo.how_many, tempo.resting(now))
        parcels = _prepare_all(post, session, claimed, now)
    if parcels:
        _send_all(post, parcels, now)
    return bool(claimed)


def deliver(post: Post, notification_id: str, now: datetime) -> None:
    """Sends one notification at once, where somebody is waiting for it; else the next tick does."""
    with post.store.write() as session:
        parcel = _take(post, session, notification_id, now)
    if parcel is not None:
        send_at_once(post, parcel, now)


def owe_at_once(post: Post, session: Session, answer: Answer, now: datetime) -> Parcel | None:
    """Owes an answer and takes it in the same transaction, ready to leave when that is kept.

    None where the next round sees to it.
    """
    to, owed = answer.to, (answer.organisation_id, answer.to, answer.body, now, answer.milestone_ids)
    if to.platform not in post.channels:
        outbox.owe_answer(session, *owed)
        return None
    claimed = owe_claimed(session, post.name, *owed)
    if claimed is None:
        return None
    address = Address(to.platform, to.conversation, to.thread, claimed.tenant)
    return Parcel(claimed.claim, address, post.wording.kept(answer.body))


def _take(post: Post, session: Session, notification_id: str, now: datetime) -> Parcel | None:
    claim = claims.claim(session, notification_id, post.name, now)
    return next(iter(_prepare_all(post, session, [claim], now)), None) if claim else None


def send_at_once(post: Post, parcel: Parcel, now: datetime) -> None:
    """Sends what was taken, once its transaction is kept."""
    arrival = _send(post, parcel, now)
    if arrival is not None:
        record_arrivals(post.store, [arrival], now)


def _send_all(post: Post, parcels: Sequence[Parcel], now: datetime) -> None:
    """Those of one organisation, one after the other; what arrived is recorded together, and at the latest when that
    has taken a while.

    What has not left when the time is up is given back for somebody else, or for the next round: a slow platform
    must not hold what is claimed until its lease runs out, nor a process that is to stop.
    """
    began = recorded = monotonic()
    organisation_id = parcels[0].claim.organisation_id
    arrived: list[Arrival] = []
    sent = 0
    for parcel in parcels:
        if monotonic() - began > SECONDS_OF_A_ROUND or organisation_id in post.tempo.resting(now):
            break
        arrival = _send(post, parcel, now)
        sent += 1
        if arrival is not None:
            arrived.append(arrival)
        if arrived and monotonic() - recorded > SECONDS_UNRECORDED:
            record_arrivals(post.store, arrived, now)
            arrived, recorded = [], monotonic()
    post.tempo.note(organisation_id, sent, monotonic() - began)
    if arrived or sent < len(parcels):
        record_arrivals(post.store, arrived, now, unsent=[parcel.claim for parcel in parcels[sent:]])


@dataclass(frozen=True)
class _Ready:
    """A claimed notification that may leave now, and where to."""

    claim: Claim
    notice: Notice
    to: Address


def _prepare_all(post: Post, session: Session, claimed: Sequence[Claim], now: datetime) -> list[Parcel]:
    """Words the messages from the latest state, which is read once for all of them; settles what has nothing to say."""
    if not claimed:
        return []
    ready = _ready(post, session, claimed, now)
    lines = settle_lines(session, [one.notice for one in ready if one.claim.kind in OF_LINES], now)
    worded = [(one, _word(post.wording, session, one.notice, lines, now)) for one in ready]
    leaving = [(one, message) for one, message in worded if message is not None]
    for one in (one for one, message in worded if message is None):
        _drop(session, one.claim, outbox.NOTHING_LEFT, now)
    causes = causes_of(session, [one.notice for one, _ in leaving])
    return [Parcel(one.claim, one.to, message, causes.get(one.claim.id)) for one, message in leaving]


def _ready(post: Post, session: Session, claimed: Sequence[Claim], now: datetime) -> list[_Ready]:
    """Those that may leave now; the others are settled, or given back until they may."""
    found = notices.load(session, [claim.id for claim in claimed])
    places = notices.places_of(session, found.values())
    ready = []
    for claim in claimed:
        ways = _ways(claim, places[claim.id], post.channels)
        if found[claim.id].has_left:
            _drop(session, claim, "left", now)
        elif claim.kind == outbox.AMENDMENT and found[claim.id].row.amends is None:
            _drop(session, claim, outbox.NOTHING_LEFT, now)
        elif not ways:
            give_up(session, claim, "no_account", now)
        else:
            notice = found[claim.id]
            ready.append(_Ready(replace(claim, amends=notice.row.amends), notice, ways[0]))
    waiting = wait_for_working_hours(session, [(one.claim, one.notice) for one in ready], now)
    for claim in (one.claim for one in ready if one.claim.id in waiting):
        at = waiting[claim.id].isoformat()
        log.info("notification waits for working hours", notification=claim.id, kind=claim.kind, at=at)
    return [one for one in ready if one.claim.id not in waiting]


def _drop(session: Session, claim: Claim, reason: str, now: datetime) -> None:
    claims.record_dropped(session, claim, reason, now)
    log.info("notification dropped", notification=claim.id, kind=claim.kind, reason=reason)


def ways_of(session: Session, claim: Claim, channels: Mapping[str, Channel]) -> tuple[Address, ...]:
    """The ways of reaching the reader that this process has a channel for and that were not refused for good."""
    found = notices.load(session, [claim.id])
    return _ways(claim, notices.places_of(session, found.values())[claim.id], channels)


def _ways(claim: Claim, places: Sequence[Place], channels: Mapping[str, Channel]) -> tuple[Address, ...]:
    ways = [
        Address(place.platform, place.conversation, place.thread, place.tenant)
        for place in places
        if place.platform in channels
    ]
    return tuple(ways[claim.way :])


def _word(
    wording: Wording, session: Session, notice: Notice, lines: Mapping[str, ReminderFacts], now: datetime
) -> Any | None:
    """The message; None where nothing is left to say. `lines` are those of reminders."""
    if notice.is_asking and not notices.is_still_awaited(session, notice.row.id):
        return None
    match notice.row.kind:
        case outbox.REMINDER | outbox.ESCALATION:
            facts = lines[notice.row.id]
            return wording.reminder(facts) if facts.lines else None
        case outbox.AMENDMENT if notice.row.redraws is not None:
            redrawn = redrawn_facts(session, notice, now)
            return wording.redrawn(redrawn) if redrawn is not None else None
        case outbox.AMENDMENT:
            amended = reminded.amended_facts(session, notice, now)
            return wording.reminder(amended) if amended is not None else None
        case outbox.DIGEST:
            return wording.digest(digest_facts(session, notice.row.id, now))
        case outbox.JOINT_DIGEST:
            joint = joint_facts(session, notice.row.id, now)
            return wording.joint_digest(joint) if joint is not None else None
        case outbox.DOUBTS:
            check = check_facts(session, notice.row.id, now)
            return wording.doubts(check) if check.doubts or check.preview else None
        case outbox.FAILURE:
            failed = failures.failure_facts(session, notice.row.id, now)
            return wording.failure(failed) if failed.lines else None
        case _:
            return wording.kept(notice.body)


def _send(post: Post, parcel: Parcel, now: datetime) -> Arrival | None:
    """Where the message arrived; None where it did not, which is settled by then or left to the sweep."""
    if uptime() - parcel.taken_at > SECONDS_TO_BEGIN_IN:
        log.warning("notification held up for too long", notification=parcel.claim.id, kind=parcel.claim.kind)
        return None
    try:
        receipt = _carry(post.channels[parcel.to.platform], parcel)
    except DeliveryError as error:
        if error.everywhere:
            wait, whose = wait_before_retry(parcel.claim, error.retry_after), parcel.claim.organisation_id
            log.warning("organisation left alone", organisation=whose, reason=error.reason, wait=wait.seconds)
            post.tempo.rest(whose, now + wait)
        _record_refusal(post, parcel.claim, error, now)
        return None
    return Arrival(parcel.claim, parcel.to.platform, receipt.conversation, receipt.message_id)


def _carry(channel: Channel, parcel: Parcel) -> Receipt:
    claim = parcel.claim
    if claim.amends is not None:
        return channel.amend(parcel.to, claim.amends, parcel.message, claim.id)
    since = first_tried(claim) if claim.was_tried else None
    return channel.send(parcel.to, parcel.message, claim.id, parcel.cause, since)


def first_tried(claim: Claim) -> datetime:
    """From when on a message may have arrived, by the platform's clock."""
    return claim.since - CLOCKS_DIFFER_BY


def record_arrivals(store: Store, arrivals: Sequence[Arrival], now: datetime, unsent: Sequence[Claim] = ()) -> None:
    """Records what arrived, and gives back what did not leave."""
    with store.write() as session:
        lost = claims.record_arrivals(session, arrivals, now) if arrivals else []
        for claim in unsent:
            claims.release_unsent(session, claim, now)
    for one in arrivals:
        if one in lost:
            log.warning("notification sent after its claim was lost", notification=one.claim.id, platform=one.platform)
        else:
            log.info("notification sent", notification=one.claim.id, kind=one.claim.kind, platform=one.platform)


def _record_refusal(post: Post, claim: Claim, error: DeliveryError, now: datetime) -> None:
    """Each refusal has its own consequence.

    What cannot be amended any more is sent as a message of its own. A lasting refusal goes another way where there is
    one, else it is listed and told; a passing one is tried again later; and where the answer was lost the sweep asks
    what became of the message.
    """
    if error.uncertain:
        log.warning("notification uncertain", notification=claim.id, kind=claim.kind, reason=error.reason)
        return
    with post.store.write() as session:
        if error.gone:
            claims.release_as_new(session, claim, now, error.reason)
        elif error.permanent:
            _go_another_way(session, post, claim, error.reason, now)
        elif error.retry_after is not None:
            claims.release_for_later(session, claim, now + wait_before_retry(claim, error.retry_after), error.reason)
        elif has_tried_enough(claim, now):
            give_up(session, claim, error.reason, now)
        else:
            claims.release(session, claim, now + wait_before_retry(claim), error.reason)
    log.warning("notification not delivered", notification=claim.id, kind=claim.kind, reason=error.reason)


def _go_another_way(session: Session, post: Post, claim: Claim, reason: str, now: datetime) -> None:
    if len(ways_of(session, claim, post.channels)) > 1:
        claims.release_for_another_way(session, claim, now, reason)
    else:
        give_up(session, claim, reason, now)


def give_up(session: Session, claim: Claim, reason: str, now: datetime) -> None:
    """The message will not be sent: it stays listed with the reason, and somebody who can act is told.

    A reminder that was read and cannot be changed any more is no news: what was decided is kept all the same.
    """
    if claims.record_failed(session, claim, reason, now):
        told = tell_of_failure(session, claim.id, now) if claim.kind != outbox.AMENDMENT else None
        log.warning("notification failed", notification=claim.id, kind=claim.kind, reason=reason, told=told)
