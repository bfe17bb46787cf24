"""One Excel sheet's XML, read row by row, as a table."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from documents.reading.document import Cell, Table
from documents.reading.formats.excel_styles import CellStyles
from documents.reading.formats.limits import Limits, Tally
from documents.reading.formats.package import Element, elements

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _FORMULA = f"{_S}row", f"{_S}c", f"{_S}v", f"{_S}f"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BLANK = Cell("")
_MOST_NAMED = 5


class Strings:
    """The workbook's shared strings, each tidied once."""

    def __init__(self, strings: list[str]) -> None:
        self._strings = strings
        self._tidy: dict[int, str] = {}

    def at(self, index: int) -> str:
        if index not in self._tidy:
            self._tidy[index] = _tidy(self._strings[index])
        return self._tidy[index]


@dataclass(frozen=True)
class _Merge:
    left: int
    top: int
    right: int
    bottom: int


class SheetReading:
    """Reads one sheet once: its filled cells, what is merged, what is hidden, what a formula left out."""

    def __init__(self, title: str, strings: Strings, styles: CellStyles, limits: Limits, tally: Tally) -> None:
        self._title = title
        self._strings = strings
        self._styles = styles
        self._limits = limits
        self._tally = tally
        self._rows: dict[int, dict[int, tuple[str, str | None]]] = {}
        self._merges: list[_Merge] = []
        self._hidden_rows: list[int] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._unsaved: list[str] = []
        self._errors: list[str] = []
        self._made: dict[tuple[str, str | None], Cell] = {}

    def table(self, source: IO[bytes]) -> Table | None:
        """The sheet from its first to its last cell with something in it; None for an empty one.

        Blank rows in between are one blank row, however many there are.
        """
        last = 0
        for element in elements(source, (_ROW, f"{_S}mergeCell", f"{_S}col"), self._limits.part_bytes):
            if element.tag == _ROW:
                last = int(element.get("r") or last + 1)
                if last % 1024 == 0:
                    self._tally.check_time(f"sheet {self._title}, row {last}")
                self._take_row(element, last)
            elif element.tag == f"{_S}mergeCell":
                self._take_merge(element)
            elif _is_on(element, "hidden"):
                self._hidden_columns.append((int(element.get("min", 1)), int(element.get("max", 1))))
        if not self._rows:
            return None
        table = self._built()
        self._note_what_happened()
        return table

    def _take_row(self, element: Element, row: int) -> None:
        cells: dict[int, tuple[str, str | None]] = {}
        column, filled = 0, 0
        for cell in element.iterchildren(_CELL):
            reference = cell.get("r")
            column = _column(reference) if reference else column + 1
            style = cell.get("s") or "0"
            text = self._text(cell, style, row, column).strip() if len(cell) else ""
            fill = self._styles.fill(style)
            if text or fill:
                cells[column] = (text, fill)
            filled += bool(text)
        if not filled:
            return
        place = f"sheet {self._title}, row {row}"
        self._tally.row(filled, place)
        self._rows[row] = cells
        if _is_on(element, "hidden"):
            self._hidden_rows.append(row)

    def _text(self, cell: Element, style: str, row: int, column: int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return self._fitted(_inline(cell), row, column)
        value = cell.findtext(_VALUE)
        if not value:
            if cell.find(_FORMULA) is not None and kind != "str":
                self._unsaved.append(_named(row, column))
            return ""
        if kind == "s":
            return self._fitted(self._strings.at(int(value)), row, column)
        if kind == "n":
            return self._styles.number(value, style)
        if kind == "e":
            self._errors.append(f"{_named(row, column)} ({value})")
            return ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        return self._fitted(_tidy(value).removesuffix("T00:00:00"), row, column)

    def _fitted(self, text: str, row: int, column: int) -> str:
        if len(text) <= self._limits.characters_a_cell:
            return text
        return self._tally.fitted(text, f"sheet {self._title}, cell {_named(row, column)}")

    def _take_merge(self, element: Element) -> None:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
        if None not in (left, top, right, bottom) and top in self._rows:
            self._merges.append(_Merge(left or 0, top or 0, right or 0, bottom or 0))

    def _built(self) -> Table:
        numbers = _with_gaps(sorted(self._rows))
        columns = [column for cells in self._rows.values() for column, (text, _) in cells.items() if text]
        left, right = min(columns), max(columns)
        self._tally.row(right - left + 1, f"sheet {self._title}")
        spans, covered = self._spans(numbers, left, right)
        rows = tuple(self._built_row(number, range(left, right + 1), spans, covered) for number in numbers)
        places = tuple(f"sheet {self._title}, row {number}" for number in numbers)
        return Table(rows, f"sheet {self._title}", places)

    def _built_row(
        self, number: int, columns: range, spans: dict[tuple[int, int], tuple[int, int]], covered: set[tuple[int, int]]
    ) -> tuple[Cell, ...]:
        cells = self._rows.get(number, {})
        built = []
        for column in columns:
            if (number, column) in covered:
                continue
            text, fill = cells.get(column, ("", None))
            span = spans.get((number, column))
            built.append(Cell(text, fill, *span) if span else self._cell(text, fill))
        return tuple(built)

    def _cell(self, text: str, fill: str | None) -> Cell:
        if not text and fill is None:
            return _BLANK
        key = (text, fill)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = Cell(text, fill)
        return made

    def _spans(
        self, numbers: list[int], left: int, right: int
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """(across, down) of each merged cell, in kept rows and columns, and the places it covers."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        for merge in self._merges:
            rows = _between(numbers, merge.top, merge.bottom)
            columns = range(max(merge.left, left), min(merge.right, right) + 1)
            if not rows or not columns or (merge.top, merge.left) in covered:
                continue
            spans[rows[0], columns[0]] = (len(columns), len(rows))
            if len(covered) + len(rows) * len(columns) > self._limits.cells:
                raise self._tally.refusal(f"sheet {self._title} merges more cells than a plan holds")
            covered.update((row, column) for row in rows for column in columns)
            covered.discard((rows[0], columns[0]))
        return spans, covered

    def _note_what_happened(self) -> None:
        note, sheet = self._tally.notes.append, f'Sheet "{self._title}"'
        if self._hidden_rows:
            note(f"{sheet}: hidden rows were read like the others: {_ranges(self._hidden_rows)}.")
        used = [column for cells in self._rows.values() for column, (text, _) in cells.items() if text]
        hidden = [c for c in sorted(set(used)) if any(low <= c <= high for low, high in self._hidden_columns)]
        if hidden:
            letters = ", ".join(get_column_letter(column) for column in hidden)
            note(f"{sheet}: hidden columns were read like the others: {letters}.")
        if self._unsaved:
            note(
                f"{sheet}: formulas without a saved result were left empty: {_some(self._unsaved)}. "
                "Open the file in Excel and save it to have them read."
            )
        if self._errors:
            note(f"{sheet}: cells that show an error were left empty: {_some(self._errors)}.")


def _with_gaps(numbers: list[int]) -> list[int]:
    kept = numbers[:1]
    for before, number in pairwise(numbers):
        kept += [number] if number == before + 1 else [before + 1, number]
    return kept


def _between(numbers: list[int], low: int, high: int) -> list[int]:

    return numbers[bisect_left(numbers, low) : bisect_right(numbers, high)]


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter) - 64
    return number


def _named(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def _inline(cell: Element) -> str:
    texts = cell.iter(f"{_S}t")
    return _tidy("".join(t.text or "" for t in texts if t.getparent().tag != f"{_S}rPh"))


def _tidy(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _is_on(element: Element, name: str) -> bool:
    return element.get(name) in ("1", "true")


def _ranges(numbers: list[int]) -> str:
    """4, 5, 6, 9 as "4 to 6, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(low) if low == high else f"{low} to {high}" for low, high in runs)


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
