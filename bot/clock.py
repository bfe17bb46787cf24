"""The two clocks: the machine's, and one that can be turned."""

from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class TurnableClock:
    """A clock that is set to an instant and, when `runs` is true, goes on from there at the usual pace."""

    def __init__(self, start: datetime, *, runs: bool = False) -> None:
        self._lock = Lock()
        self._runs = runs
        self.set(start)

    def now(self) -> datetime:
        with self._lock:
            passed = datetime.now(UTC) - self._set_at if self._runs else timedelta()
            return self._instant + passed

    def set(self, instant: datetime) -> None:
        with self._lock:
            self._instant, self._set_at = instant.astimezone(UTC), datetime.now(UTC)
