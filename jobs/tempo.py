"""How many messages to an organisation a sender takes at a time: as many as it will have sent in a moment."""

from threading import Lock

MOST = 50
SECONDS_OF_A_ROUND = 2.0
"""Nothing that was claimed is begun after so long: a process that is to stop has eight seconds for all of it."""

SECONDS_AIMED_AT = 1.0


class Tempo:
    """Remembers how long a message to each organisation took last, in this process."""

    def __init__(self) -> None:
        self._seconds: dict[int, float] = {}
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
