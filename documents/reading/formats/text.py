"""Plain text and Markdown: tables with tabs, pipes or spaces between their cells, or with one cell to a line."""

import re
from collections.abc import Iterator
from pathlib import Path

from documents.reading.document import Cell, Document, Paragraph, Table
from documents.reading.formats.aligned import cells_at, column_starts, is_row
from documents.reading.formats.cells import Cells
from documents.reading.formats.intake import read_text
from documents.reading.formats.limits import Limits, Tally
from documents.reading.formats.stacked import stacked_tables
from documents.reading.markup import is_bulleted, is_plain, tidy, without_bullet, without_markup

_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)\s*#*$")
_RULE = re.compile(r"^[\s|:+=_-]*$")
_PIPES = re.compile(r"^\s*\|.*\|\s*$|^[^|]+(?:\s\|\s[^|]*){2,}$")
_BARE_PIPES = re.compile(r"\s*(?<!\\)\|\s*")


def read(path: Path, limits: Limits) -> Document:
    """The document in a text file. Raises `UnreadableDocument` where it is not text, or too large."""
    tally = Tally(path.name, limits)
    lines = read_text(path, limits).split("\n")
    blocks = tuple(stacked_tables(_blocks(lines, Cells(tally, limits))))
    return Document(path.name, blocks, tuple(tally.notes))


def _blocks(lines: list[str], made: Cells) -> Iterator[Paragraph | Table]:
    rows: list[tuple[Cell, ...]] = []
    places: list[str] = []
    starts: list[int] = []
    for number, line in enumerate(lines, start=1):
        starts = column_starts(line) or (starts if starts and is_row(line) else [])
        cells = cells_at(line, starts) if starts else _cells(line)
        if cells is None:
            if rows:
                yield Table(tuple(rows), places[0], tuple(places))
                rows, places = [], []
            yield from _paragraph(line, f"line {number}")
        elif not (_RULE.match(line) and ("|" in line or starts)):
            places.append(f"line {number}")
            rows.append(made.row(cells, places[-1]))
    if rows:
        yield Table(tuple(rows), places[0], tuple(places))


def _cells(line: str) -> list[str] | None:
    """The cells of a table's line; None where the line is not a table's."""
    if "\t" in line and line.strip():
        if is_plain(line.replace("\t", "")):
            return line.split("\t")
        return [tidy(without_markup(cell)) for cell in line.split("\t")]
    if _PIPES.match(line):
        inside = line.strip().removeprefix("|").removesuffix("|")
        return [tidy(without_markup(cell.replace("\\|", "|"))) for cell in _BARE_PIPES.split(inside)]
    return None


def _paragraph(line: str, place: str) -> Iterator[Paragraph]:
    if _RULE.match(line):
        return
    heading = _HEADING.match(line.strip())
    level = len(heading.group(1)) if heading else None
    text = tidy(without_markup(heading.group(2) if heading else line))
    if level is None and is_bulleted(line):
        text = f"• {without_bullet(text)}"
    for part in text.split("\n"):
        if part:
            yield Paragraph(part, place, level)
