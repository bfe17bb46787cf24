"""Tables that were pasted with one cell to a line: headings first, then the cells of each row in turn."""

from collections.abc import Iterable, Iterator, Sequence

from documents.reading.document import Cell, Paragraph, Table
from documents.reading.fields import Field, heading_field, is_heading

# Fewer headings than this under one another are a list, not a table.
_FEWEST_COLUMNS = 3
_STEP_WORDS = frozenset({Field.LEAD, Field.DUE, Field.STATUS})
_TITLES = frozenset({Field.ACTION, Field.MILESTONE, Field.RECOMMENDATION, Field.OBJECTIVES})


def stacked_tables(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The same blocks, with every run of lines that is a table of one cell to a line made into one.

    A blank line stands for a blank cell, so the lines' own numbers say which cell each one is.
    """
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.level is None:
            run.append(block)
            continue
        yield from _unstacked(run)
        run = []
        yield block
    yield from _unstacked(run)


def _unstacked(run: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    at = 0
    while at < len(run):
        width = _headings_from(run[at:])
        if not width:
            yield run[at]
            at += 1
            continue
        yield _table(run[at:], width)
        return


def _headings_from(run: Sequence[Paragraph]) -> int:
    """How many headings of a plan's table stand under one another here; 0 where they are not its headings."""
    width = 0
    while width < len(run) and is_heading(run[width].text):
        width += 1
    fields = {heading_field(paragraph.text) for paragraph in run[:width]}
    is_table = len(fields) >= _FEWEST_COLUMNS and bool(fields & _STEP_WORDS) and bool(fields & _TITLES)
    return width if is_table and len(run) >= 2 * width - 2 else 0


def _table(run: Sequence[Paragraph], width: int) -> Table:
    first = _line(run[0])
    step = max(1, _line(run[1]) - first)
    rows: dict[int, list[str]] = {}
    places: dict[int, str] = {}
    for paragraph in run:
        cell = round((_line(paragraph) - first) / step)
        row = rows.setdefault(cell // width, [""] * width)
        row[cell % width] = f"{row[cell % width]} {paragraph.text}".strip()
        places.setdefault(cell // width, paragraph.place)
    order = sorted(rows)
    return Table(
        tuple(tuple(Cell(text) for text in rows[at]) for at in order),
        run[0].place,
        tuple(places[at] for at in order),
    )


def _line(paragraph: Paragraph) -> int:
    return int(paragraph.place.rpartition(" ")[2])
