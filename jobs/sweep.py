"""Settles what was claimed and never recorded: its sender died, or the platform's answer was lost.

The platform is asked whether the message arrived. If it did, that is recorded; if not, it may be sent again.
"""

from datetime import datetime

import structlog

from jobs.channel import Address, DeliveryError
from jobs.delivery import Post, address_of, record_arrival, wait_before_retry
from storage import outbox
from storage.outbox import Claim

log = structlog.get_logger()


def do_one_sweep(post: Post, now: datetime) -> bool:
    """Settles one claim whose lease ran out; False when there is none."""
    with post.store.write() as session:
        claim = outbox.claim_lost(session, post.name, now)
        to = address_of(session, claim.id, post.channels) if claim else None
    if claim is None:
        return False
    _settle(post, claim, to, now)
    return True


def _settle(post: Post, claim: Claim, to: Address | None, now: datetime) -> None:
    if to is None:
        _release(post, claim, now, "no_account")
        return
    try:
        receipt = post.channels[to.platform].find(to, claim.id)
    except DeliveryError as error:
        # Whether it arrived is still unknown: the claim stays, and is looked at again when its lease runs out.
        log.warning("sweep could not tell", notification=claim.id, reason=error.reason)
        post.tally.found_by_sweep("could_not_tell")
        return
    if receipt is not None:
        log.info("sweep found it sent", notification=claim.id)
        post.tally.found_by_sweep("arrived")
        record_arrival(post.store, claim, to.platform, receipt, now)
    else:
        _release(post, claim, now, "not_found")


def _release(post: Post, claim: Claim, now: datetime, reason: str) -> None:
    with post.store.write() as session:
        if claim.attempts >= outbox.MOST_ATTEMPTS:
            outbox.record_failed(session, claim, reason, now)
        else:
            outbox.release(
                session, claim, now if claim.attempts <= 1 else now + wait_before_retry(claim.attempts, None)
            )
    log.info("sweep released it", notification=claim.id, reason=reason)
    post.tally.found_by_sweep(reason)
