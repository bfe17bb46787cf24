"""Waiting for one's turn within a process: first come, first served."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """SQLite lets one writer in at a time and has the others try again and again, so that some wait for very long.

    Here the threads of one process wait in a row, and each is woken when it is its turn.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    @contextmanager
    def one(self, seconds: float) -> Iterator[None]:
        """A turn; after so many seconds of waiting it goes on without, and the database has the last word."""
        is_ours = self._wait(seconds)
        try:
            yield
        finally:
            if is_ours:
                self._give_back()

    def _wait(self, seconds: float) -> bool:
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            ours = Lock()
            ours.acquire()
            self._waiting.append(ours)
        if ours.acquire(timeout=seconds):
            return True
        with self._lock:
            if ours in self._waiting:
                self._waiting.remove(ours)
                return False
        # It became ours between the end of the wait and the look at the row.
        return True

    def _give_back(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
