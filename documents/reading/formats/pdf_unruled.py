"""Tables that are only set in columns: found by the white that runs down between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from documents.reading.document import Cell
from documents.reading.formats.pdf_ruled import Fill, fill_at
from documents.reading.formats.pdf_words import Line, Word, text_of

# Most gaps in sentences are narrower than this many letter heights; the odd wide one stands above no other.
_COLUMN_GAP = 0.55
_LEAST_LINES = 3
_NARROW = 0.22
_LOOSE = 1.25
Rule = tuple[float, float, float]


@dataclass
class UnruledTable:
    top: float
    rows: list[tuple[Cell, ...]]


@dataclass
class Column:
    """From the left edge of its leftmost word to the right edge of its rightmost."""

    left: float
    right: float


@dataclass
class Found:
    """`open_columns` are those of a table that stands at the page's foot and may go on over the page."""

    tables: list[UnruledTable]
    rest: list[Line]
    open_columns: list[Column]


@dataclass
class _Region:
    """Lines that keep to the same columns."""

    columns: list[Column]
    lines: list[list[list[Word]]]
    first: int
    last: int
    goes_on: bool


def unruled_tables(
    lines: list[Line], rules: Sequence[Rule], fills: list[Fill], width: float, open_columns: list[Column]
) -> Found:
    """Tables among a page's lines, and the lines that are in none.

    `rules` are level lines drawn on the page and `fills` its coloured boxes; `open_columns` are the columns of the
    table at the foot of the page before, [] where there was none.
    """
    found = Found([], [], [])
    at = 0
    while at < len(lines):
        region = _region(lines, at, open_columns if at == 0 else [])
        if region is None or not _is_table(region, width):
            found.rest.append(lines[at])
            at += 1
            continue
        within = lines[region.first : region.last + 1]
        found.tables.append(UnruledTable(within[0].top, _rows(region, within, rules, fills)))
        found.open_columns = region.columns if region.last == len(lines) - 1 else []
        at = region.last + 1
    return found


def _region(lines: list[Line], first: int, open_columns: list[Column]) -> _Region | None:
    """The lines from `first` that share columns; None where it is cut into no pieces itself."""
    pieces = _pieces(lines[first])
    if len(pieces) < 2:
        return None
    columns = _with(open_columns, pieces) if open_columns else None
    goes_on = columns is not None and len(columns) == len(open_columns)
    if columns is None or not goes_on:
        columns = [Column(piece[0].x0, piece[-1].x1) for piece in pieces]
    region = _Region(columns, [pieces], first, first, goes_on)
    widest = 0.0
    for at in range(first + 1, len(lines)):
        pieces = _pieces(lines[at])
        gap = lines[at].top - lines[at - 1].bottom
        wider = _with(region.columns, pieces)
        if wider is None or (len(pieces) == 1 and widest and gap > 1.5 * widest + 2):
            break
        widest = max(widest, gap)
        region.columns, region.last = wider, at
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


def _with(columns: list[Column], pieces: list[list[Word]]) -> list[Column] | None:
    """The columns made wide enough for a line; None where a piece of it would close the white between two."""
    wider = [Column(column.left, column.right) for column in columns]
    for piece in pieces:
        left, right = piece[0].x0, piece[-1].x1
        met = [column for column in wider if column.left < right + 1 and left < column.right + 1]
        if len(met) > 1:
            return None
        if not met:
            wider.append(Column(left, right))
        else:
            met[0].left, met[0].right = min(met[0].left, left), max(met[0].right, right)
    return sorted(wider, key=lambda column: column.left)


def _is_table(region: _Region, width: float) -> bool:
    """One that goes on from the page before, one of three columns, or of two if one is narrow.

    Two wide ones are a page of text set in columns.
    """
    if region.goes_on:
        return True
    cut = [pieces for pieces in region.lines if len(pieces) > 1]
    if len(cut) < _LEAST_LINES:
        return False
    if len(region.columns) > 2:
        return True
    return min(column.right - column.left for column in region.columns) < _NARROW * width


def _rows(region: _Region, lines: list[Line], rules: Sequence[Rule], fills: list[Fill]) -> list[tuple[Cell, ...]]:
    fills = [fill for fill in fills if fill[0][1] < lines[-1].bottom and fill[0][3] > lines[0].top]
    _add_coloured_columns(region.columns, fills)
    starts = _ruled_starts(region, lines, rules) or _spaced_starts(lines) or _anchored_starts(region)
    rows = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        cells: list[list[Word]] = [[] for _ in region.columns]
        for pieces in region.lines[start:end]:
            for piece in pieces:
                cells[_column_of(piece, region.columns)] += piece
        height = (lines[start].top, lines[end - 1].bottom)
        rows.append(tuple(_cell(words, c, height, fills) for words, c in zip(cells, region.columns, strict=True)))
    return rows


def _cell(words: list[Word], column: Column, height: tuple[float, float], fills: list[Fill]) -> Cell:
    text = text_of(words, column.right)
    colour = fill_at((column.left, height[0], column.right, height[1]), fills) if fills else None
    return Cell(text, colour) if colour else Cell.plain(text)


def _add_coloured_columns(columns: list[Column], fills: list[Fill]) -> None:
    """A status column may hold colours and no word at all."""
    for (left, _, right, _), colour in fills:
        if colour and not any(column.left < right and left < column.right for column in columns):
            columns.append(Column(left, right))
    columns.sort(key=lambda column: column.left)


def _column_of(piece: list[Word], columns: list[Column]) -> int:
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
    close = min(steps, default=0.0)
    starts = [0] + [at + 1 for at, step in enumerate(steps) if step > _LOOSE * close]
    is_mixed = 1 < len(starts) < len(lines) or close <= 0
    return starts if is_mixed else []


def _anchored_starts(region: _Region) -> list[int]:
    """A row begins where its first column, or most of its columns, have something to say."""
    filled = [{_column_of(piece, region.columns) for piece in pieces} for pieces in region.lines]
    usual = median(len(columns) for columns in filled)
    starts = [at for at, columns in enumerate(filled) if 0 in columns and len(columns) >= min(2, usual)]
    return starts if starts and starts[0] == 0 else [0, *starts]
