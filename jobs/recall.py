"""After a restore: asks each reader's conversations what was said in them since the backup, and writes that down."""

from collections.abc import Iterable
from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from jobs.channel import Address, DeliveryError, Said
from jobs.delivery import CLOCKS_DIFFER_BY, Post
from jobs.patience import has_tried_enough, wait_before_retry
from storage.recall import causes, queue, recording
from storage.recall.queue import Asking
from storage.recall.recording import Recalled

log = structlog.get_logger()


def do_one_recall(post: Post, now: datetime) -> bool:
    """Asks one conversation; False when there is none to ask, as there never is but after a restore."""
    with post.store.read() as session:
        if not queue.is_anything_to_ask(session, now):
            return False
    with post.store.write() as session:
        asking = queue.claim_next(session, now)
    if asking is None:
        return False
    try:
        said = _asked(post, asking)
    except DeliveryError as error:
        _refused(post, asking, error, now)
    else:
        _write_down(post, asking, said, now)
    return True


def _asked(post: Post, asking: Asking) -> list[Said]:
    channel = post.channels.get(asking.platform)
    if channel is None:
        raise DeliveryError("no_channel")
    to = Address(asking.platform, asking.conversation, None, asking.tenant)
    return list(channel.said(to, asking.taken_at - CLOCKS_DIFFER_BY))


def _write_down(post: Post, asking: Asking, said: Iterable[Said], now: datetime) -> None:
    found = [
        Recalled(one.notification_id, cause, one.at, asking.platform, one.receipt.conversation, one.receipt.message_id)
        for one in said
        if (cause := causes.read(one.cause)) is not None
    ]
    with post.store.write() as session:
        news = recording.record(session, asking.organisation_id, found)
        dropped = recording.drop_what_was_said(session, asking.reader, now)
        queue.settle(session, asking, now)
        _settle_rest(session, asking, now)
    log.info("conversation recalled", reader=asking.reader, messages=len(found), news=news, dropped=dropped)


def _settle_rest(session: Session, asking: Asking, now: datetime) -> None:
    for reader in queue.settle_rest(session, asking.organisation_id, now):
        recording.drop_what_was_said(session, reader, now)


def _refused(post: Post, asking: Asking, error: DeliveryError, now: datetime) -> None:
    """While asking may still help the reader is sent nothing; then each kind comes twice or not, as it does else."""
    log.warning("conversation not recalled", reader=asking.reader, reason=error.reason)
    with post.store.write() as session:
        if error.permanent or has_tried_enough(asking, now):
            queue.give_up(session, asking, error.reason, now)
            _settle_rest(session, asking, now)
        else:
            until = now + wait_before_retry(asking, error.retry_after)
            queue.put_off(session, asking, until, error.reason, everywhere=error.everywhere)
