"""Sends what is due. Claim and word in one transaction, send with no session open, record in a second transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from jobs.channel import Address, Channel, DeliveryError, Receipt
from jobs.tally import Tally
from jobs.wording import Wording
from storage import outbox
from storage.outbox import Claim
from storage.questions import notices
from storage.store import Store

log = structlog.get_logger()

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True)
class Post:
    """Everything delivery works with: `name` is this process, as its claims show it."""

    store: Store
    channels: Mapping[str, Channel]
    wording: Wording
    name: str
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Parcel:
    """A claimed notification, ready to leave."""

    claim: Claim
    to: Address
    message: Any


def do_one_delivery(post: Post, now: datetime) -> bool:
    """Sends the notification that has been due the longest; False when none is due."""
    with post.store.write() as session:
        claim = outbox.claim_next(session, post.name, now)
        parcel = _prepare(post, session, claim, now) if claim else None
    if parcel is not None:
        _send(post, parcel, now)
    return claim is not None


def deliver(post: Post, notification_id: str, now: datetime) -> None:
    """Sends one notification at once, where somebody is waiting for it; else the next tick does."""
    with post.store.write() as session:
        claim = outbox.claim(session, notification_id, post.name, now)
        parcel = _prepare(post, session, claim, now) if claim else None
    if parcel is not None:
        _send(post, parcel, now)


def _prepare(post: Post, session: Session, claim: Claim, now: datetime) -> Parcel | None:
    """Words the message from the latest state; settles the claim when there is nothing to say or nowhere to say it."""
    to = address_of(session, claim.id, post.channels)
    if to is None:
        _give_up(session, claim, "no_account", now)
        return None
    message = _word(post.wording, session, claim, now)
    if message is None:
        outbox.record_dropped(session, claim, "nothing_left", now)
        log.info("notification dropped", notification=claim.id, kind=claim.kind, reason="nothing_left")
        return None
    return Parcel(claim, to, message)


def address_of(session: Session, notification_id: str, channels: Mapping[str, Channel]) -> Address | None:
    """The first way of reaching the reader that this process has a channel for."""
    for platform, conversation, thread in notices.destination_of(session, notification_id).places:
        if platform in channels:
            return Address(platform, conversation, thread)
    return None


def _word(wording: Wording, session: Session, claim: Claim, now: datetime) -> Any | None:
    match claim.kind:
        case outbox.REMINDER | outbox.ESCALATION:
            facts = notices.settle_lines(session, claim.id, now)
            return wording.reminder(facts) if facts.lines else None
        case outbox.DIGEST:
            return wording.digest(notices.digest_facts(session, claim.id, now))
        case _:
            return wording.kept(notices.body_of(session, claim.id))


def _send(post: Post, parcel: Parcel, now: datetime) -> None:
    try:
        receipt = post.channels[parcel.to.platform].send(parcel.to, parcel.message, parcel.claim.id)
    except DeliveryError as error:
        _record_failure(post.store, parcel.claim, error, now)
    else:
        record_arrival(post.store, parcel.claim, parcel.to.platform, receipt, now)


def record_arrival(store: Store, claim: Claim, platform: str, receipt: Receipt, now: datetime) -> None:
    with store.write() as session:
        outbox.record_sent(session, claim, platform, receipt.conversation, receipt.message_id, now)
    log.info("notification sent", notification=claim.id, kind=claim.kind, platform=platform)


def _record_failure(store: Store, claim: Claim, error: DeliveryError, now: datetime) -> None:
    """A lasting refusal is listed, a passing one tried again later, and a lost answer left for the sweep to settle."""
    if error.uncertain:
        log.warning("notification uncertain", notification=claim.id, kind=claim.kind, reason=error.reason)
        return
    with store.write() as session:
        if error.permanent or claim.attempts >= outbox.MOST_ATTEMPTS:
            _give_up(session, claim, error.reason, now)
        else:
            outbox.release(session, claim, now + wait_before_retry(claim.attempts, error.retry_after), error.reason)
            log.warning("notification delayed", notification=claim.id, kind=claim.kind, reason=error.reason)


def _give_up(session: Session, claim: Claim, reason: str, now: datetime) -> None:
    outbox.record_failed(session, claim, reason, now)
    log.warning("notification failed", notification=claim.id, kind=claim.kind, reason=reason)


def wait_before_retry(attempts: int, retry_after: float | None) -> timedelta:
    """How long to wait after so many attempts: what the platform asks for, else twice as long each time."""
    if retry_after is not None:
        return timedelta(seconds=retry_after)
    doubled = timedelta(seconds=FIRST_WAIT.total_seconds() * 2 ** (attempts - 1))
    return min(doubled, LONGEST_WAIT)
