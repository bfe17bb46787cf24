"""Settles what was claimed and never recorded: its sender died, or the platform's answer was lost.

The platform is asked whether the message arrived. If it did, that is recorded; if not, it may be sent again. A
message that was to be amended is simply amended again: it then reads as it should, once.
"""

from datetime import datetime, timedelta

import structlog

from jobs.channel import Address, DeliveryError, Receipt
from jobs.delivery import Post, first_tried, give_up, record_arrivals, ways_of
from jobs.patience import has_tried_enough, wait_before_retry
from storage import claims, outbox
from storage.claims import Arrival, Claim

log = structlog.get_logger()

MAY_COME_TWICE = {
    outbox.REMINDER: True,
    outbox.ESCALATION: True,
    outbox.ANSWER: True,
    outbox.AMENDMENT: True,
    outbox.NOTICE: True,
    outbox.FAILURE: True,
    outbox.DOUBTS: True,
    outbox.DIGEST: False,
    outbox.JOINT_DIGEST: False,
}
"""What happens where the platform cannot be asked: a kind comes a second time rather than never, or the reverse."""


def do_one_sweep(post: Post, now: datetime) -> bool:
    """Settles one claim whose lease ran out; False when there is none."""
    with post.store.read() as session:
        if not claims.is_anything_lost(session, now):
            return False
    with post.store.write() as session:
        claim = claims.claim_lost(session, post.name, now)
        ways = ways_of(session, claim, post.channels) if claim else ()
    if claim is None:
        return False
    if ways and (claim.amends is not None or claim.kind == outbox.AMENDMENT):
        post.tally.found_by_sweep("amended_again")
        _release(post, claim, "amended_again", now)
    elif ways:
        _settle(post, claim, ways[0], now)
    else:
        post.tally.found_by_sweep("no_account")
        _release(post, claim, "no_account", now)
    return True


def _settle(post: Post, claim: Claim, to: Address, now: datetime) -> None:
    try:
        receipt = post.channels[to.platform].find(to, claim.id, since=first_tried(claim))
    except DeliveryError as error:
        _cannot_tell(post, claim, error, now)
    else:
        _act_on(post, claim, to, receipt, now)


def _act_on(post: Post, claim: Claim, to: Address, receipt: Receipt | None, now: datetime) -> None:
    if receipt is not None:
        log.info("sweep found it sent", notification=claim.id)
        post.tally.found_by_sweep("arrived")
        record_arrivals(post.store, [Arrival(claim, to.platform, receipt.conversation, receipt.message_id)], now)
    else:
        post.tally.found_by_sweep("not_found")
        _release(post, claim, "not_found", now)


def _cannot_tell(post: Post, claim: Claim, error: DeliveryError, now: datetime) -> None:
    """While asking may still help the claim stays, and is looked at again when its lease runs out."""
    log.warning("sweep could not tell", notification=claim.id, kind=claim.kind, reason=error.reason)
    post.tally.found_by_sweep("could_not_tell")
    if not error.permanent and not has_tried_enough(claim, now):
        return
    if MAY_COME_TWICE[claim.kind]:
        _release(post, claim, error.reason, now)
    else:
        with post.store.write() as session:
            give_up(session, claim, "may_have_arrived", now)


def _release(post: Post, claim: Claim, reason: str, now: datetime) -> None:
    with post.store.write() as session:
        if has_tried_enough(claim, now):
            give_up(session, claim, reason, now)
        else:
            wait = timedelta() if claim.attempts <= 1 else wait_before_retry(claim)
            claims.release(session, claim, now + wait, reason)
    log.info("sweep released it", notification=claim.id, reason=reason)
