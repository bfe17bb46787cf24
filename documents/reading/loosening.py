"""Lines of text that a sheet keeps in cells: a title over the table, a note under it, an appendix further down."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from documents.reading.columns import is_header
from documents.reading.document import Document, Paragraph, Table
from documents.reading.grid import GridRow, grid_rows
from documents.reading.markup import is_bulleted, one_line


def loosened(document: Document) -> Document:
    """The document with every line that merely stands in a table's first column as a paragraph of its own.

    Between the rows of a table such a line is a section of it, and stays.
    """
    blocks: list[Paragraph | Table] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(block)
        elif block.rows:
            blocks.extend(_parts(block))
    return replace(document, blocks=tuple(blocks))


def _parts(table: Table) -> Iterator[Paragraph | Table]:
    grid = grid_rows(table)
    loose = _loose(grid)
    if not any(loose):
        yield table
        return
    start = 0
    for at, row in enumerate(grid):
        if not loose[at]:
            continue
        yield from _slice(table, start, at)
        yield Paragraph(one_line(row.cells[0].text), row.place)
        start = at + 1
    yield from _slice(table, start, len(grid))


def _slice(table: Table, start: int, end: int) -> Iterator[Table]:
    if start < end:
        places = table.row_places[start:end]
        yield Table(table.rows[start:end], places[0] if places else table.place, places)


def _loose(grid: Sequence[GridRow]) -> list[bool]:
    """Which rows are lines of text: all before the first header, and later ones with no row of data below them."""
    loose = [False] * len(grid)
    is_over_data = False
    first_header = next((at for at, row in enumerate(grid) if is_header(row)), len(grid))
    width = max(len(row.cells) for row in grid)
    for at in range(len(grid) - 1, -1, -1):
        row = grid[at]
        if at <= first_header or is_header(row):
            is_over_data = False
        elif len(row.filled) > 1:
            is_over_data = True
        if len(row.filled) == 1 and width > 1:
            loose[at] = not is_over_data and _is_a_line(row)
    return loose


def _is_a_line(row: GridRow) -> bool:
    text = row.cells[0].text
    return row.filled == [0] and (text[:1].isupper() or text[:1].isdigit() or is_bulleted(text))
