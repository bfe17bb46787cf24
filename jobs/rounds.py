"""Everything the clock does, as a list of loops, each of which does one thing at a time until nothing is left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jobs.delivery import Post, do_one_delivery
from jobs.digests import do_one_digest
from jobs.recall import do_one_recall
from jobs.reminders import do_one_batch_of_reminders
from jobs.sweep import do_one_sweep
from storage.claims import next_due_at
from storage.questions.climbers import next_rung_at
from storage.questions.digests import next_digest_at
from storage.recall.queue import next_asking_at

SENDERS = 8
"""Messages that one process sends side by side: twice as many as go to one organisation, which may be slow."""


@dataclass(frozen=True)
class Loop:
    """A loop of the clock. `do_one` does one thing and says whether there was one to do.

    `at_once` is how many of it run side by side in one process.
    """

    name: str
    every_seconds: int
    do_one: Callable[[datetime], bool]
    at_once: int = 1

    def run(self, now: datetime, until_idle: int = 10_000) -> int:
        """Works until nothing is left, or so many things are done; says how many were."""
        done = 0
        while done < until_idle and self.do_one(now):
            done += 1
        return done


def loops(post: Post) -> tuple[Loop, ...]:
    """The loops in the order in which one moment's work flows: recall, decide, write, send, settle."""
    return (
        Loop("recall", 5, lambda now: do_one_recall(post, now)),
        Loop("reminders", 20, lambda now: do_one_batch_of_reminders(post.store, now)),
        Loop("digests", 20, lambda now: do_one_digest(post.store, now)),
        Loop("delivery", 1, lambda now: do_one_delivery(post, now), at_once=SENDERS),
        Loop("sweep", 30, lambda now: do_one_sweep(post, now)),
    )


def do_everything_due(post: Post, now: datetime) -> bool:
    """One round of every loop; whether anything was done."""
    return any([loop.run(now) for loop in loops(post)])


def next_instant(post: Post) -> datetime | None:
    """When there will next be something to do; None when nothing is to come."""
    with post.store.read() as session:
        instants = (next_rung_at(session), next_digest_at(session), next_due_at(session), next_asking_at(session))
    return min((at for at in instants if at is not None), default=None)
