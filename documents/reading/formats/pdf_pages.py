"""A text PDF's pages as paragraphs and tables. `documents.reading.formats.pdf` runs this in a process of its own."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from documents.reading.document import Document, Paragraph, Table, UnreadableDocument
from documents.reading.formats.limits import Limits, Tally, pdf_too_large
from documents.reading.formats.pdf_ruled import Fill, RuledTable, fills_of, rule_heights, ruled_tables
from documents.reading.formats.pdf_unruled import Column, Rule, UnruledTable, unruled_tables
from documents.reading.formats.pdf_words import Line, Word, is_wrapped, joined, lines_of, words_of

# What pdfminer raises, in its own classes or in Python's, for a file that is not what it says.
_BROKEN = (
    *(PDFException, PSException, PdfminerException, MalformedPDFException),
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, TypeError, ValueError),
)
_LEAST_LETTERS = 5
_MOST_UNKNOWN = 0.2
_UNKNOWN = re.compile(r"\(cid:\d+\)|\ufffd")
_EDGE_OF_PAGE = 0.1
_HEADINGS = ((1.5, 1), (1.25, 2), (1.15, 3))
_LONGEST_HEADING = 150


@dataclass
class _Page:
    number: int
    width: float
    height: float
    ruled: list[RuledTable]
    words: list[Word]
    rules: list[Rule]
    fills: list[Fill]
    lines: list[Line]


def read_here(path: Path, limits: Limits) -> Document:
    """The document's blocks. Raises `UnreadableDocument` for a locked, damaged, scanned or overlong PDF."""
    tally = Tally(path.name, limits)
    losses = _Losses()
    try:
        with path.open("rb") as file, losses:
            # Not closed as a whole: pdfplumber would look up every page once more to close each.
            pages = list(_pages(pdfplumber.open(file), limits, tally))
    except _BROKEN as reason:
        raise _refused(path.name, reason) from reason
    _refuse_unless_text(pages, path.name)
    tally.notes += losses.notes()
    pages = _without_furniture(pages, tally)
    size = _body_size(pages)
    blocks: list[Paragraph | Table] = []
    open_columns: list[Column] = []
    for page in pages:
        found, open_columns = _blocks(page, size, tally, open_columns)
        blocks += found
    return Document(path.name, tuple(blocks), tuple(tally.notes))


class _Losses(logging.Handler):
    """Hears what pdfminer only says in its log: that a damaged part was read as far as it went."""

    def __init__(self) -> None:
        super().__init__()
        self._lost = 0
        self._log = logging.getLogger("pdfminer")

    def __enter__(self) -> None:
        # Whatever else the process logs, this much is said; the level is put back afterwards.
        self._level = self._log.level
        self._log.setLevel(logging.WARNING)
        self._log.addHandler(self)

    def __exit__(self, *_: object) -> None:
        self._log.removeHandler(self)
        self._log.setLevel(self._level)

    def emit(self, record: logging.LogRecord) -> None:
        self._lost += "Data-loss" in record.getMessage()

    def notes(self) -> list[str]:
        return ["Part of the file is damaged; some of its text may be missing."] if self._lost else []


def _pages(pdf: Any, limits: Limits, tally: Tally) -> Iterator[_Page]:
    # The count in the file may be a lie; it is looked at first because finding the pages takes time.
    said = resolve1(resolve1(pdf.doc.catalog.get("Pages")).get("Count"))
    if isinstance(said, int) and said > limits.pages:
        raise tally.refusal(f"it has {said:,} pages and Milepost reads up to {limits.pages:,}")
    if len(pdf.pages) > limits.pages:
        raise tally.refusal(f"it has {len(pdf.pages):,} pages and Milepost reads up to {limits.pages:,}")
    for page in pdf.pages:
        tally.check_time(f"page {page.page_number}")
        words = words_of(page.chars)
        if not words and page.images:
            tally.notes.append(f"Page {page.page_number} is only a picture and was left out.")
        ruled, rest = ruled_tables(page, words)
        yield _Page(
            page.page_number, page.width, page.height, ruled, words, rule_heights(page), fills_of(page), lines_of(rest)
        )
        page.close()


def _refused(name: str, reason: BaseException) -> UnreadableDocument:
    causes = [reason, *reason.args, reason.__cause__, reason.__context__]
    if any(isinstance(cause, MemoryError | RecursionError) for cause in causes):
        return pdf_too_large(name)
    if any(isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError) for cause in causes):
        return UnreadableDocument(
            f"{name} is protected by a password. Save it without one, or bring the Word or Excel file it came from."
        )
    return UnreadableDocument(
        f"{name} is damaged or only half saved: its pages cannot be found. "
        "Make the PDF again, or bring the Word or Excel file it came from."
    )


def _refuse_unless_text(pages: list[_Page], name: str) -> None:
    text = " ".join(word.text for page in pages for word in page.words)
    if len(text) < _LEAST_LETTERS * max(len(pages), 1) and len(text) < 200:
        raise UnreadableDocument(
            f"{name} looks like a scan: its pages are pictures and hold no text. "
            "Bring the Word or Excel file it came from, or have the text recognised (OCR) first."
        )
    if len(_UNKNOWN.findall(text)) * 3 > _MOST_UNKNOWN * len(text):
        raise UnreadableDocument(
            f"{name} does not say which letters its signs stand for, so its text would be guessed. "
            "Bring the Word or Excel file it came from."
        )


def _without_furniture(pages: list[_Page], tally: Tally) -> list[_Page]:
    """Pages without the lines that stand at the top or bottom of most of them: titles, page numbers."""
    seen = Counter(key for page in pages for key in {_furniture(line, page) for line in page.lines} if key)
    repeated = {key for key, times in seen.items() if times > 2 and times * 2 > len(pages)}
    if repeated:
        tally.notes.append("Lines repeated at the top or bottom of the pages were left out.")
    for page in pages:
        page.lines = [line for line in page.lines if _furniture(line, page) not in repeated]
    return pages


def _furniture(line: Line, page: _Page) -> str:
    """What is alike in such a line on every page; "" for a line in the middle of its page."""
    middle = (line.top + line.bottom) / 2 / page.height
    if _EDGE_OF_PAGE < middle < 1 - _EDGE_OF_PAGE:
        return ""
    return f"{middle > 0.5}:{re.sub(r'[0-9]+', '#', line.text)}"


def _body_size(pages: list[_Page]) -> float:
    """The letter height most of the text is set in."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0]


def _blocks(
    page: _Page, size: float, tally: Tally, open_columns: list[Column]
) -> tuple[list[Paragraph | Table], list[Column]]:
    """The page's blocks from the top, and the columns of a table without lines that may go on over the page."""
    place = f"page {page.number}"
    tops = sorted(table.top for table in page.ruled)
    tables: list[RuledTable | UnruledTable] = list(page.ruled)
    lines: list[Line] = []
    for above, below in zip([0.0, *tops], [*tops, page.height + 1], strict=True):
        between = [line for line in page.lines if above <= line.top < below]
        found = unruled_tables(between, page.rules, page.fills, page.width, open_columns)
        tables += found.tables
        lines += found.rest
        open_columns = found.open_columns
    parts: list[tuple[float, Paragraph | Table]] = [(t.top, _table(t, place, tally)) for t in tables]
    stops = sorted(table.top for table in tables)
    parts += [(group[0].top, _paragraph(group, place, size, tally)) for group in _paragraphs(lines, stops)]
    return [block for _, block in sorted(parts, key=lambda part: part[0])], open_columns


def _table(table: RuledTable | UnruledTable, place: str, tally: Tally) -> Table:
    for row in table.rows:
        tally.row(len(row), place)
    return Table(tuple(table.rows), place, (place,) * len(table.rows))


def _paragraphs(lines: list[Line], stops: list[float]) -> Iterator[list[Line]]:
    """Lines that run on into each other; a table between two lines parts them."""
    right = max((line.x1 for line in lines), default=0.0)
    group: list[Line] = []
    for line in lines:
        if group and not (
            abs(group[-1].size - line.size) < 1
            and is_wrapped(group[-1], line, right)
            and not any(group[-1].top < stop <= line.top for stop in stops)
        ):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _paragraph(lines: list[Line], place: str, size: float, tally: Tally) -> Paragraph:
    text = tally.fitted(joined(lines, max(line.x1 for line in lines)).replace("\n", " "), place)
    ratio = lines[0].size / size
    level = next((level for least, level in _HEADINGS if ratio >= least), None)
    is_heading = len(text) <= _LONGEST_HEADING and not text.endswith(".")
    return Paragraph(text, place, level if is_heading else None)
