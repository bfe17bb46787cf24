"""How many messages to an organisation a sender takes at a time, and how long it leaves one alone that asks for it."""

from datetime import datetime, timedelta
from threading import Lock

MOST = 50
SECONDS_OF_A_ROUND = 2.0
"""Nothing that was claimed is begun after so long: a process that is to stop has eight seconds for all of it."""

SECONDS_AIMED_AT = 1.0
LONGEST_REST = timedelta(days=1)


class Tempo:
    """Remembers how long a message to each organisation took last, in this process, and who is to be left alone.

    Each copy is told for itself to wait: the one message it costs is refused, and given back.
    """

    def __init__(self) -> None:
        self._seconds: dict[int, float] = {}
        self._rests_until: dict[int, datetime] = {}
        self._lock = Lock()

    def how_many(self, organisation_id: int) -> int:
        """Many where it goes fast, one where it does not."""
        with self._lock:
            seconds = self._seconds.get(organisation_id, 0.0)
        return MOST if seconds * MOST <= SECONDS_AIMED_AT else max(1, int(SECONDS_AIMED_AT / seconds))

    def note(self, organisation_id: int, messages: int, seconds: float) -> None:
        """So many messages took so long."""
        if messages:
            with self._lock:
                self._seconds[organisation_id] = seconds / messages

    def rest(self, organisation_id: int, until: datetime) -> None:
        """Its workspace takes nothing more until then."""
        with self._lock:
            self._rests_until[organisation_id] = max(until, self._rests_until.get(organisation_id, until))

    def resting(self, now: datetime) -> set[int]:
        """The organisations to be left alone now; an end further off than a day was set by a clock put back since."""
        with self._lock:
            for organisation_id, until in list(self._rests_until.items()):
                if not now < until <= now + LONGEST_REST:
                    del self._rests_until[organisation_id]
            return set(self._rests_until)
