"""Where an answer leaves from: beside whoever said something, so that they are acknowledged without waiting for it."""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import structlog

from jobs.delivery import Parcel, Post, deliver, record_arrivals, send_at_once

log = structlog.get_logger()

SECONDS_TO_FINISH = 8.0

SENDERS = 8
MOST_UNDER_WAY = 64
"""So many acts' answers are sent or wait for a sender; whoever comes then sends their own, and waits for it."""


@dataclass
class Departures:
    """What is said because of an act leaves from here, once the act is kept.

    Where it goes to one of the `far` platforms it leaves on a thread of its own. Slack takes an event for undelivered
    when it is not acknowledged within 3 s, and stops sending them where that happens often: a time in which Slack
    takes messages slowly must not become one in which nobody is heard.
    https://docs.slack.dev/apis/events-api/#responding
    """

    post: Post
    now: Callable[[], datetime]
    far: Collection[str] = ()
    _under_way: dict[Future[None], Parcel | None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _pool: ThreadPoolExecutor | None = None
    _is_stopping: bool = False

    def leave(self, answer: Parcel | None, owed: Sequence[str]) -> None:
        """Sends the answer, which is claimed already, and then what else is owed."""
        if answer is None and not owed:
            return
        is_far = bool(self.far) if answer is None else answer.to.platform in self.far
        if not (is_far and self._begun(answer, owed)):
            self._send(answer, owed)

    def _begun(self, answer: Parcel | None, owed: Sequence[str]) -> bool:
        """Whether there is a sender for it."""
        with self._lock:
            if self._is_stopping or len(self._under_way) >= MOST_UNDER_WAY:
                return False
            if self._pool is None:
                self._pool = ThreadPoolExecutor(SENDERS, thread_name_prefix="departures")
            sending = self._pool.submit(self._send, answer, owed)
            self._under_way[sending] = answer
        sending.add_done_callback(self._ended)
        return True

    def _send(self, answer: Parcel | None, owed: Sequence[str]) -> None:
        if answer is not None:
            send_at_once(self.post, answer, self.now())
        for notification_id in owed:
            deliver(self.post, notification_id, self.now())

    def _ended(self, sending: Future[None]) -> None:
        """Of what went wrong nobody else would hear; what was claimed is settled by the sweep."""
        with self._lock:
            answer = self._under_way.pop(sending)
        error = None if sending.cancelled() else sending.exception()
        if error is not None:
            which = answer.claim.id if answer is not None else None
            log.error("answer not sent", notification=which, reason=type(error).__name__)

    def stop(self, within_seconds: float = SECONDS_TO_FINISH) -> bool:
        """Finishes what is being sent and gives the rest back; whether all of it was finished in time."""
        with self._lock:
            self._is_stopping = True
            left = dict(self._under_way)
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
        unsent = [answer.claim for sending, answer in left.items() if sending.cancelled() and answer is not None]
        if unsent:
            record_arrivals(self.post.store, [], self.now(), unsent)
        return not wait([sending for sending in left if not sending.cancelled()], within_seconds).not_done
