"""How much of a file is read before it is refused. Every number has a name, so a sentence can say it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from documents.reading.document import UnreadableDocument

MEGABYTE = 1024 * 1024
_INSTEAD = "Save the part that holds the plan as a file of its own and bring that."
_INSTEAD_OF_A_PDF = "Save only the plan's pages as a PDF, or bring the Word or Excel file it came from."


@dataclass(frozen=True)
class Limits:
    """The ceilings of one read. A file past one of them is refused whole: half a plan is worse than none.

    `file_bytes` is the file on disk; `unpacked_bytes` all parts of a Word or Excel file together and
    `part_bytes` one part that has to be held in memory; `compression_ratio` is unpacked to packed, of parts
    above a megabyte. `rows` and `cells` are counted over the whole document, `columns` in one table. A cell
    longer than `characters_a_cell` is cut and noted. `seconds` is wall-clock time. `memory_bytes` is what a
    read in a process of its own (PDF) may use.
    """

    file_bytes: int = 50 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    part_bytes: int = 32 * MEGABYTE
    compression_ratio: int = 250
    rows: int = 20_000
    columns: int = 256
    cells: int = 500_000
    pages: int = 400
    characters_a_cell: int = 32_767
    seconds: float = 120.0
    memory_bytes: int = 1024 * MEGABYTE


class Tally:
    """Counts what one read has taken in, and raises `UnreadableDocument` at the first ceiling it meets."""

    def __init__(self, name: str, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self.notes: list[str] = []
        self._name = name
        self._limits = limits
        self._clock = clock
        self._started = clock()
        self._rows = 0
        self._cells = 0

    def row(self, cells: int, place: str) -> None:
        """Count one row of so many cells, met at `place`."""
        self._rows += 1
        self._cells += cells
        if cells > self._limits.columns:
            raise self.refusal(f"{place} has more than {self._limits.columns} columns")
        if self._rows > self._limits.rows:
            raise self.refusal(f"it has more than {self._limits.rows:,} rows")
        if self._cells > self._limits.cells:
            raise self.refusal(f"it has more than {self._limits.cells:,} cells")
        if self._rows % 64 == 0:
            self.check_time(place)

    def check_time(self, place: str) -> None:
        """Raise where the read has gone on too long; `place` is how far it came."""
        if self._clock() - self._started > self._limits.seconds:
            raise self.refusal(f"after {self._limits.seconds:.0f} seconds Milepost had only come to {place}")

    def fitted(self, text: str, place: str) -> str:
        """`text`, cut and noted where it is longer than a cell may be."""
        most = self._limits.characters_a_cell
        if len(text) <= most:
            return text
        self.notes.append(f"The text at {place} was cut after {most:,} characters of {len(text):,}.")
        return text[:most]

    def refusal(self, what: str) -> UnreadableDocument:
        """To be raised: the sentence for a file of which `what` is too much."""
        return _too_large(self._name, what, _INSTEAD)


def pdf_too_large(name: str, what: str = "its pages take more memory than Milepost gives them") -> UnreadableDocument:
    """To be raised: the sentence for a PDF of which `what` is too much."""
    return _too_large(name, what, _INSTEAD_OF_A_PDF)


def _too_large(name: str, what: str, instead: str) -> UnreadableDocument:
    return UnreadableDocument(f"{name} is too large to read as a plan: {what}. {instead}")
