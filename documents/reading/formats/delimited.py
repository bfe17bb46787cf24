"""Comma, semicolon, tab and pipe separated files (.csv, .tsv): one table, whatever they were saved as."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from documents.reading.document import Cell, Document, Table, UnreadableDocument
from documents.reading.formats.cells import Cells
from documents.reading.formats.intake import read_text
from documents.reading.formats.limits import Limits, Tally

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 50
_SAMPLE_CHARACTERS = 65_536


def read(path: Path, limits: Limits) -> Document:
    """The file's rows as one table; no blocks where every line is blank.

    Raises `UnreadableDocument` for what is not text, or where a quote is opened and never closed.
    """
    text = read_text(path, limits)
    text, delimiter = _told(text)
    if not delimiter:
        delimiter = "\t" if path.suffix.lower() == ".tsv" and "\t" in text else _sniffed(text)
    tally = Tally(path.name, limits)
    try:
        table = _table(text, delimiter, tally, limits)
    except csv.Error as reason:
        raise UnreadableDocument(
            f"{path.name} cannot be divided into cells: {reason}. "
            "A quotation mark is probably opened and never closed. Open it in Excel and save it as CSV again."
        ) from reason
    return Document(path.name, (table,) if table.rows else (), tuple(tally.notes))


def _told(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;" says what divides the cells, and is not a row."""
    first, _, rest = text.partition("\n")
    if first.startswith("sep=") and len(first) == 5:
        return rest, first[4]
    return text, ""


def _sniffed(text: str) -> str:
    """The delimiter that cuts the first rows most evenly; the earlier of two that are alike."""
    sample = text[:_SAMPLE_CHARACTERS]
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    """0 where a delimiter cuts nothing, else the share of rows with the commonest number of cells, by columns."""
    if delimiter not in sample:
        return 0.0
    widths: Counter[int] = Counter()
    try:
        for row, _ in zip(csv.reader(_lines(sample), delimiter=delimiter), range(_SAMPLE_ROWS), strict=False):
            if row:
                widths[len(row)] += 1
    except csv.Error:
        return 0.0
    width, rows = widths.most_common(1)[0]
    return rows / widths.total() * min(width - 1, 4)


def _table(text: str, delimiter: str, tally: Tally, limits: Limits) -> Table:
    rows: list[tuple[Cell, ...]] = []
    places: list[str] = []
    cells = Cells(tally, limits)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    next_line, was_blank = 1, True
    for fields in reader:
        place, next_line = f"line {next_line}", reader.line_num + 1
        is_blank = not any(map(str.strip, fields))
        if is_blank and was_blank:
            continue
        rows.append(cells.row(fields, place, not is_blank))
        places.append(place)
        was_blank = is_blank
    if rows and was_blank:
        del rows[-1], places[-1]
    return Table(tuple(rows), places[0] if places else "line 1", tuple(places))


def _lines(text: str) -> Iterator[str]:
    # Not splitlines(): a form feed inside a cell is no end of a row.
    return io.StringIO(text, newline="")
