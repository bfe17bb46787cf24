"""Tables that are only set in columns: found by the white that runs down between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from documents.reading.document import Cell
from documents.reading.pdf_words import Line, Word, text_of

# Gaps in sentences, even justified ones, stay under this many letter heights.
_COLUMN_GAP = 0.9
_LEAST_LINES = 3
_NARROW = 0.22
_LOOSE = 1.25
Rule = tuple[float, float, float]


@dataclass
class UnruledTable:
    top: float
    rows: list[tuple[Cell, ...]]


@dataclass
class _Column:
    left: float
    right: float


@dataclass
class _Region:
    """Lines that keep to the same columns."""

    columns: list[_Column]
    lines: list[list[list[Word]]]
    first: int
    last: int


def unruled_tables(lines: list[Line], rules: Sequence[Rule], width: float) -> tuple[list[UnruledTable], list[Line]]:
    """Tables among a page's lines, and the lines that are in none. `rules` are level lines drawn on the page."""
    tables: list[UnruledTable] = []
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        region = _region(lines, at)
        if region is None or not _is_table(region, width):
            rest.append(lines[at])
            at += 1
            continue
        within = lines[region.first : region.last + 1]
        tables.append(UnruledTable(within[0].top, _rows(region, within, rules)))
        at = region.last + 1
    return tables, rest


def _region(lines: list[Line], first: int) -> _Region | None:
    """The lines from `first` that share columns; None where it is cut into no pieces itself."""
    pieces = _pieces(lines[first])
    if len(pieces) < 2:
        return None
    region = _Region([_Column(piece[0].x0, piece[-1].x1) for piece in pieces], [pieces], first, first)
    widest = 0.0
    for at in range(first + 1, len(lines)):
        pieces = _pieces(lines[at])
        gap = lines[at].top - lines[at - 1].bottom
        columns = _with(region.columns, pieces)
        if columns is None or (len(pieces) == 1 and widest and gap > 1.5 * widest + 2):
            break
        widest = max(widest, gap)
        region.columns, region.last = columns, at
        region.lines.append(pieces)
    return region


def _pieces(line: Line) -> list[list[Word]]:
    """A line's words, cut where the gap is too wide for a sentence."""
    pieces = [[line.words[0]]]
    for word in line.words[1:]:
        before = pieces[-1][-1]
        if word.x0 - before.x1 > _COLUMN_GAP * max(before.size, word.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _with(columns: list[_Column], pieces: list[list[Word]]) -> list[_Column] | None:
    """The columns made wide enough for a line; None where a piece of it would close the white between two."""
    wider = [_Column(column.left, column.right) for column in columns]
    for piece in pieces:
        left, right = piece[0].x0, piece[-1].x1
        met = [column for column in wider if column.left < right + 1 and left < column.right + 1]
        if len(met) > 1:
            return None
        if not met:
            wider.append(_Column(left, right))
        else:
            met[0].left, met[0].right = min(met[0].left, left), max(met[0].right, right)
    return sorted(wider, key=lambda column: column.left)


def _is_table(region: _Region, width: float) -> bool:
    """Three columns, or two of which one is narrow: two wide ones are a page set in columns."""
    cut = [pieces for pieces in region.lines if len(pieces) > 1]
    if len(cut) < _LEAST_LINES:
        return False
    if len(region.columns) > 2:
        return True
    return min(column.right - column.left for column in region.columns) < _NARROW * width


def _rows(region: _Region, lines: list[Line], rules: Sequence[Rule]) -> list[tuple[Cell, ...]]:
    starts = _ruled_starts(region, lines, rules) or _spaced_starts(lines) or _anchored_starts(region)
    rows = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        cells: list[list[Word]] = [[] for _ in region.columns]
        for pieces in region.lines[start:end]:
            for piece in pieces:
                cells[_column_of(piece, region.columns)] += piece
        rows.append(tuple(Cell.plain(text_of(words, c.right)) for words, c in zip(cells, region.columns, strict=True)))
    return rows


def _column_of(piece: list[Word], columns: list[_Column]) -> int:
    middle = (piece[0].x0 + piece[-1].x1) / 2
    return next(at for at, column in enumerate(columns) if middle <= column.right or at == len(columns) - 1)


def _ruled_starts(region: _Region, lines: list[Line], rules: Sequence[Rule]) -> list[int]:
    """Rows between level lines drawn under most of the table's width; [] where there are too few."""
    left, right = region.columns[0].left, region.columns[-1].right
    heights = [y for x0, x1, y in rules if min(x1, right) - max(x0, left) > 0.5 * (right - left)]
    starts = [0]
    for at in range(1, len(lines)):
        if any(lines[at - 1].top < y <= (lines[at].top + lines[at].bottom) / 2 for y in heights):
            starts.append(at)
    return starts if len(starts) > 2 else []


def _spaced_starts(lines: list[Line]) -> list[int]:
    """Rows set apart by more white than lines are; [] where all lines are spaced alike."""
    steps = [after.top - before.top for before, after in pairwise(lines)]
    close = min(steps)
    starts = [0] + [at + 1 for at, step in enumerate(steps) if step > _LOOSE * close]
    is_mixed = 2 < len(starts) < len(lines) or close <= 0
    return starts if is_mixed else []


def _anchored_starts(region: _Region) -> list[int]:
    """A row begins where its first column, or most of its columns, have something to say."""
    filled = [{_column_of(piece, region.columns) for piece in pieces} for pieces in region.lines]
    usual = median(len(columns) for columns in filled)
    starts = [at for at, columns in enumerate(filled) if 0 in columns and len(columns) >= min(2, usual)]
    return starts if starts and starts[0] == 0 else [0, *starts]
