"""Rows of plain cells, made quickly: separated text is read in little more time than making them takes."""

from collections.abc import Sequence

from documents.reading.document import Cell
from documents.reading.formats.limits import Limits, Tally


class Cells:
    """Makes each text's cell once: a plan says "Green" and "Head of Law" many times over."""

    def __init__(self, tally: Tally, limits: Limits) -> None:
        self._tally = tally
        self._made = _Made(tally, limits.characters_a_cell)
        self._cell_of = self._made.__getitem__

    def row(self, texts: Sequence[str], place: str, counted: bool = True) -> tuple[Cell, ...]:
        """The cells of one row, without the white at their ends; a row not `counted` is blank."""
        self._tally.row(len(texts) if counted else 0, place)
        self._made.place = place
        return tuple(map(self._cell_of, texts))


class _Made(dict[str, Cell]):
    def __init__(self, tally: Tally, most: int) -> None:
        self.place = ""
        self._tally = tally
        self._most = most

    def __missing__(self, written: str) -> Cell:
        text = written.strip()
        if len(text) > self._most:
            text = self._tally.fitted(text, self.place)
        cell = self[written] = Cell.plain(text)
        return cell
