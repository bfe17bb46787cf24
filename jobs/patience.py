"""How long to wait before a message is tried again, and when it has been tried enough."""

from datetime import datetime, timedelta
from typing import Protocol
from zlib import crc32

from storage.claims import LONGEST_HOLD

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
TRIED_FOR = timedelta(days=1)
MOST_ATTEMPTS = 40


class Tried(Protocol):
    """What is tried again: `patient_since` is from when on its trying is counted, `attempts` how often since then."""

    @property
    def id(self) -> str: ...

    @property
    def patient_since(self) -> datetime: ...

    @property
    def attempts(self) -> int: ...


def has_tried_enough(claim: Tried, now: datetime) -> bool:
    """A day of trying, or so many attempts within it: what kills every process that sends it must end, too."""
    return now - claim.patient_since >= TRIED_FOR or claim.attempts >= MOST_ATTEMPTS


def wait_before_retry(claim: Tried, retry_after: float | None = None) -> timedelta:
    """Twice as long after each attempt up to an hour; never less than the seconds that the platform asks for.

    What failed together would come again together: each notification waits up to a quarter longer, by its own id.
    """
    asked = timedelta(seconds=retry_after) if retry_after is not None else _doubled(claim.attempts)
    return min(asked * (1 + _share(claim) / 4), LONGEST_HOLD)


def _doubled(attempts: int) -> timedelta:
    doubled: timedelta = FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 16)
    return min(doubled, LONGEST_WAIT)


def _share(claim: Tried) -> float:
    """From 0 up to 1, another one for each notification and attempt, and always the same one."""
    return crc32(f"{claim.id}:{claim.attempts}".encode()) / 2**32
