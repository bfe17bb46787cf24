"""What the page repeats and the plan does not say: running titles, footers, page numbers, rules of dashes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz import fuzz

from documents.reading.columns import is_header
from documents.reading.document import Document, Paragraph, Table
from documents.reading.grid import GridRow, grid_rows
from documents.reading.markup import one_line, plain

_PAGE_NUMBER = re.compile(r"^(page\s*)?\d{1,3}(\s*(of|/)\s*\d{1,3})?$", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-–—_=.|]*$")
# A footer is shorter than this; what is longer is something the plan says.
_LONGEST_FOOTER = 120
_SHORTEST_FOOTER = 20
# Reading by eye or machine garbles a letter or two of a footer ("COC/" for "CQC/").
_LIKENESS = 88
_FOOTER_WORDS = re.compile(r"\b(version|page|draft|v\d|final|printed|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Furniture:
    """`titles` run over the tables, as `plain` text; `footers` stand at the foot, as printed."""

    titles: frozenset[str] = frozenset()
    footers: tuple[str, ...] = ()
    title: str | None = None
    words: frozenset[str] = field(default=frozenset())

    def is_running_title(self, row: GridRow) -> bool:
        filled = row.filled
        return 0 < len(filled) <= 2 and any(plain(row.cells[at].text) in self.titles for at in filled)

    def is_footer(self, text: str) -> bool:
        words = one_line(text)
        return bool(_PAGE_NUMBER.match(words)) or any(
            len(words) <= len(footer) + 5 and fuzz.ratio(words.lower(), footer.lower()[: len(words)]) >= _LIKENESS
            for footer in self.footers
            if len(words) >= _SHORTEST_FOOTER
        )

    def without_footer(self, text: str) -> str:
        """A cell's text less a footer that the page break left in it."""
        if len(text) < _SHORTEST_FOOTER:
            return text
        if self.is_footer(text):
            return ""
        for footer in self.footers:
            at = text.find(footer[:_SHORTEST_FOOTER])
            if at >= 0:
                return (text[:at] + _after_footer(text[at:], footer)).strip()
        return text


def _after_footer(text: str, footer: str) -> str:
    length = next(
        (at for at, (a, b) in enumerate(zip(text, footer, strict=False)) if a != b), min(len(text), len(footer))
    )
    return text[length:]


def furniture_of(document: Document) -> Furniture:
    """What repeats in the document: rows over its headers, and short paragraphs between pieces of its tables."""
    grids = [grid_rows(block) for block in document.blocks if isinstance(block, Table)]
    titles = Counter(text for rows in grids for text in _over_headers(rows))
    running = [text for text, count in titles.items() if count >= 2 and len(text) >= _SHORTEST_FOOTER]
    return Furniture(
        titles=frozenset(map(plain, running)),
        footers=tuple(_footers(document)),
        title=running[0] if running else None,
        words=frozenset(_words(document)),
    )


def _over_headers(rows: Sequence[GridRow]) -> Iterable[str]:
    for row, following in pairwise(rows):
        filled = row.filled
        if 0 < len(filled) <= 2 and is_header(following) and not is_header(row):
            yield one_line(max((row.cells[at].text for at in filled), key=len))


def _footers(document: Document) -> Iterable[str]:
    """Short lines between two tables that say a version, a page or a date."""
    blocks = document.blocks
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if not (isinstance(before, Table) and isinstance(block, Paragraph) and isinstance(after, Table)):
            continue
        if _SHORTEST_FOOTER <= len(block.text) <= _LONGEST_FOOTER and _FOOTER_WORDS.search(block.text):
            yield block.text


def _words(document: Document) -> Iterable[str]:
    for block in document.blocks:
        texts = [block.text] if isinstance(block, Paragraph) else (cell.text for row in block.rows for cell in row)
        for text in texts:
            yield from re.findall(r"[a-z]{2,}", text.lower())


def is_rule(row: GridRow) -> bool:
    """A row of nothing, dashes or stray page numbers."""
    return all(_RULE.match(text) or re.fullmatch(r"[\d\s-]{1,3}", text) for text in row.texts)


def join_torn(pieces: Sequence[str], words: frozenset[str]) -> str:
    """Pieces of one text that the columns of a table have cut, with a space only where a word ends.

    Two pieces are one word when neither side of the cut is a word of the document, or the two together are.
    """
    joined = pieces[0].strip()
    for piece in pieces[1:]:
        left = re.findall(r"[A-Za-z]+$", joined)
        right = re.findall(r"^[A-Za-z]+", piece.strip())
        is_one_word = bool(left and right) and (left[0] + right[0]).lower() in words
        joined += piece.strip() if is_one_word else f" {piece.strip()}"
    return joined
