"""Counts of what the loops met with, since this process started, for whoever watches from outside."""

from collections import Counter
from threading import Lock

SWEEP_FINDINGS = ("arrived", "not_found", "no_account", "could_not_tell", "amended_again")


class Tally:
    """How often the sweep found each thing; every finding is there from the start, as nought."""

    def __init__(self) -> None:
        self._sweep = Counter(dict.fromkeys(SWEEP_FINDINGS, 0))
        self._lock = Lock()

    def found_by_sweep(self, finding: str) -> None:
        """`finding` is one of SWEEP_FINDINGS."""
        with self._lock:
            self._sweep[finding] += 1

    def sweep_findings(self) -> dict[str, int]:
        with self._lock:
            return dict(self._sweep)
