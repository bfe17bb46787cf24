"""Tables that were written down the page: one cell to a line, or a label and a value to a line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.reading.document import Cell, Paragraph, Table
from documents.reading.fields import Field, heading_field, is_heading
from documents.reading.markup import without_bullet

# Fewer headings than this under one another are a list, not a table.
_FEWEST_COLUMNS = 3
_INLINE_LABEL = re.compile(
    r"(?<=[.;,()\s])((?:lead|owner|responsible(?: officer)?|due(?: date)?|by when|timescale|deadline|target date"
    r"|status|rag|progress)(?: officer)?)\s*:\s*",
    re.IGNORECASE,
)
_FEWEST_LABELS = 2
# A line longer than this is prose, and no value of a label.
_LONGEST_VALUE = 400
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


def _unstacked(lines: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    run = [part for line in lines for part in _said_in_one_line(line)]
    at = 0
    while at < len(run):
        records = _records_from(run[at:])
        if records:
            yield _as_table(run[at : at + records])
            at += records
            continue
        width = _headings_from(run[at:])
        if not width:
            yield run[at]
            at += 1
            continue
        rows, left_over = _rows(run[at:], width)
        yield Table(tuple(tuple(map(Cell, row)) for row, _ in rows), run[at].place, tuple(place for _, place in rows))
        yield from left_over
        return


def _records_from(run: Sequence[Paragraph]) -> int:
    """How many lines from here are "Action: …", "Lead: …", "Due: …" of one step after another; 0 where none are."""
    count = 0
    while count < len(run) and (_labelled(run[count]) or (count and not _begins_a_part(run[count].text))):
        count += 1
    labels = [label for paragraph in run[:count] if (label := _labelled(paragraph))]
    fields = {heading_field(label) for label, _ in labels}
    is_table = bool(fields & _TITLES) and bool(fields & {Field.LEAD, Field.DUE}) and bool(labels)
    return count if is_table and _labelled(run[0]) and heading_field(labels[0][0]) in _TITLES | {Field.REF} else 0


def _said_in_one_line(paragraph: Paragraph) -> list[Paragraph]:
    """ "Publish the vision. Lead: Una Hart. Due: May" as a line for the action and one for each label."""
    labels = [match for match in _INLINE_LABEL.finditer(paragraph.text) if match.start()]
    fields = {heading_field(match[1]) for match in labels}
    if len(fields) < _FEWEST_LABELS or not fields & {Field.LEAD, Field.DUE}:
        return [paragraph]
    ends = [*(match.start() for match in labels[1:]), len(paragraph.text)]
    said = [paragraph.text[match.start(1) : end] for match, end in zip(labels, ends, strict=True)]
    action = without_bullet(paragraph.text[: labels[0].start()])
    return [replace(paragraph, text=text.strip(" .,;()-–—")) for text in (f"Action: {action}", *said)]


def _labelled(paragraph: Paragraph) -> tuple[str, str] | None:
    label, colon, value = paragraph.text.partition(":")
    is_label = bool(colon) and is_heading(label) and len(label.split()) <= 4
    return (label.strip(), value.strip()) if is_label else None


def _begins_a_part(text: str) -> bool:
    return len(text) > _LONGEST_VALUE or text[:1].isupper()


def _as_table(run: Sequence[Paragraph]) -> Table:
    """Rows of what is said under each label; a record begins where its first label comes again."""
    records: list[dict[str, str]] = []
    places: list[str] = []
    opening, last = "", ""
    for paragraph in run:
        label, value = _labelled(paragraph) or (last, paragraph.text)
        opening = opening or label
        if label == opening and (not records or label in records[-1]) and _labelled(paragraph):
            records.append({})
            places.append(paragraph.place)
        records[-1][label] = f"{records[-1].get(label, '')} {value}".strip()
        last = label
    headings = list(dict.fromkeys(label for record in records for label in record))
    rows = [headings, *([record.get(label, "") for label in headings] for record in records)]
    return Table(tuple(tuple(map(Cell, row)) for row in rows), run[0].place, (run[0].place, *places))


def _headings_from(run: Sequence[Paragraph]) -> int:
    """How many headings of a plan's table stand under one another here; 0 where they are not its headings."""
    width = 0
    while width < len(run) and is_heading(run[width].text):
        width += 1
    fields = {heading_field(paragraph.text) for paragraph in run[:width]}
    is_table = len(fields) >= _FEWEST_COLUMNS and bool(fields & _STEP_WORDS) and bool(fields & _TITLES)
    return width if is_table and len(run) >= 2 * width - 2 else 0


def _rows(run: Sequence[Paragraph], width: int) -> tuple[list[tuple[list[str], str]], list[Paragraph]]:
    """The rows, each with its place, and the lines that belong to none: by blank lines between, else by position."""
    groups: list[list[Paragraph]] = []
    for paragraph in run:
        if groups and _line(paragraph) == _line(groups[-1][-1]) + 1:
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    if len(groups) < 2 or any(len(group) != width for group in groups[:2]):
        return _by_position(run, width), []
    rows = [([paragraph.text for paragraph in group], group[0].place) for group in groups if len(group) == width]
    return rows, [paragraph for group in groups if len(group) != width for paragraph in group]


def _by_position(run: Sequence[Paragraph], width: int) -> list[tuple[list[str], str]]:
    """Rows of so many lines, a blank line for a blank cell, counted from the first heading."""
    first = _line(run[0])
    step = max(1, _line(run[1]) - first)
    rows: dict[int, tuple[list[str], str]] = {}
    for paragraph in run:
        cell = round((_line(paragraph) - first) / step)
        row, _ = rows.setdefault(cell // width, ([""] * width, paragraph.place))
        row[cell % width] = f"{row[cell % width]} {paragraph.text}".strip()
    return [rows[at] for at in sorted(rows)]


def _line(paragraph: Paragraph) -> int:
    return int(paragraph.place.rpartition(" ")[2])
