"""Tables with drawn lines on a PDF page: each cell's words, what it spans, what it is filled with."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from documents.reading.document import Cell
from documents.reading.formats.colours import from_parts
from documents.reading.formats.pdf_words import Word, text_of

_MOST_EDGES = 8000
_SNAP = 2.0
_LEAST_FILL = 4.0
_PADDING = 2.0
Box = tuple[float, float, float, float]
Fill = tuple[Box, str | None]


@dataclass
class RuledTable:
    top: float
    bottom: float
    rows: list[tuple[Cell, ...]]


def ruled_tables(page: Any, words: list[Word]) -> tuple[list[RuledTable], list[Word]]:
    """The page's ruled tables from the top, and the words that stand in none of them."""
    if not page.edges or len(page.edges) > _MOST_EDGES:
        return [], words
    fills = fills_of(page)
    tables = []
    for found in page.find_tables():
        grid = _Grid(found.cells)
        if grid.is_only_shading(fills):
            continue
        words = [word for word in words if not grid.take(word)]
        rows = grid.rows(fills)
        if rows:
            tables.append(RuledTable(grid.ys[0], grid.ys[-1], rows))
    return tables, words


class _Grid:
    """The lines of one table's cells, each cell known by the columns and rows it reaches over."""

    def __init__(self, boxes: list[Box]) -> None:
        self.xs = _snapped(x for box in boxes for x in (box[0], box[2]))
        self.ys = _snapped(y for box in boxes for y in (box[1], box[3]))
        self._boxes = sorted(boxes, key=lambda box: (box[1], box[0]))
        self._reach = [self._reached(box) for box in self._boxes]
        self._at: dict[tuple[int, int], int] = {}
        self._words: list[list[Word]] = [[] for _ in boxes]
        for index, (left, top, across, down) in enumerate(self._reach):
            for row in range(top, top + down):
                for column in range(left, left + across):
                    self._at.setdefault((row, column), index)

    def take(self, word: Word) -> bool:
        """Put the word in the cell its middle is in; False where it is in none."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        index = self._at.get((bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1))
        if index is None:
            return False
        self._words[index].append(word)
        return True

    def is_only_shading(self, fills: list[Fill]) -> bool:
        """Whether this is a coloured heading row or status column of a table that has no lines."""
        if len(self.xs) > 2 and len(self.ys) > 2:
            return False
        return all(any(_is_same(box, filled) for filled, _ in fills) for box in self._boxes)

    def rows(self, fills: list[Fill]) -> list[tuple[Cell, ...]]:
        """Rows of cells; a bare frame around a page is no table and gives none."""
        if len(self._boxes) < 2:
            return []
        rows: list[list[Cell]] = [[] for _ in range(len(self.ys) - 1)]
        for box, reach, words in zip(self._boxes, self._reach, self._words, strict=True):
            _, top, across, down = reach
            text = text_of(words, box[2] - _PADDING)
            rows[top].append(Cell(text, fill_at(box, fills), across, down))
        return [tuple(row) for row in rows]

    def _reached(self, box: Box) -> tuple[int, int, int, int]:
        left, top = _nearest(self.xs, box[0]), _nearest(self.ys, box[1])
        across, down = _nearest(self.xs, box[2]) - left, _nearest(self.ys, box[3]) - top
        return left, top, max(across, 1), max(down, 1)


def rule_heights(page: Any) -> list[tuple[float, float, float]]:
    """(x0, x1, y) of each level line on the page, from the top."""
    rules = [(e["x0"], e["x1"], e["top"]) for e in page.edges if e["orientation"] == "h"]
    return sorted(rules, key=lambda rule: rule[2])


def _snapped(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _nearest(lines: list[float], value: float) -> int:
    return max(bisect_right(lines, value + _SNAP / 2) - 1, 0)


def fills_of(page: Any) -> list[Fill]:
    """Filled boxes in the order they are painted; white paints over what was there."""
    return [
        ((shape["x0"], shape["top"], shape["x1"], shape["bottom"]), _colour(shape.get("non_stroking_color")))
        for shape in [*page.rects, *page.curves]
        if shape.get("fill") and min(shape["width"], shape["height"]) > _LEAST_FILL
    ]


def fill_at(box: Box, fills: list[Fill]) -> str | None:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    colour = None
    for (left, top, right, bottom), painted in fills:
        if left <= x <= right and top <= y <= bottom:
            colour = painted
    return None if colour == "FFFFFF" else colour


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(a - b) <= _SNAP for a, b in zip(one, other, strict=True))


def _colour(parts: Any) -> str | None:
    if isinstance(parts, int | float):
        parts = (parts,)
    if not isinstance(parts, list | tuple) or not all(isinstance(part, int | float) for part in parts):
        return None
    return from_parts(parts)
