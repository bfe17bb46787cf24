"""Web pages (.html): headings, paragraphs and tables in order; scripts, styles and hidden parts left out."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from documents.reading.document import Cell, Document, Paragraph, Table
from documents.reading.formats.colours import css_colour
from documents.reading.formats.intake import read_text
from documents.reading.formats.limits import Limits, Tally

_UNSEEN = frozenset(["script", "style", "head", "template", "noscript", "svg", "object", "iframe", "del"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = ["address", "article", "aside", "body", "center", "div", "fieldset", "footer", "form", "header", "html"]
_TEXTS = ["blockquote", "caption", "dd", "dl", "dt", "figure", "hr", "li", "main", "nav", "ol", "p", "pre", "ul"]
_BLOCKS = frozenset([*_PARTS, *_TEXTS, *_HEADINGS, "section", "summary"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f\xa0]+")
_MOST_DOWN = 1000
_Attributes = dict[str, str | None]


def read(path: Path, limits: Limits) -> Document:
    """The page's blocks. Raises `UnreadableDocument` where it is not text, or too large."""
    reader = _Reader(Tally(path.name, limits), limits)
    reader.feed(read_text(path, limits))
    reader.close()
    reader.finish()
    return Document(path.name, tuple(reader.blocks), tuple(reader.notes()))


@dataclass
class _Cell:
    text: str
    fill: str | None
    across: int
    down: int


@dataclass
class _Table:
    place: str
    rows: list[list[_Cell]] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    fills: list[str | None] = field(default_factory=list)
    cell: _Cell | None = None
    inner: list[Table] = field(default_factory=list)

    def built(self) -> Table:
        rows = [(tuple(map(_built, row)), place) for row, place in zip(self.rows, self.places, strict=True) if row]
        return Table(tuple(row for row, _ in rows), self.place, tuple(place for _, place in rows))


def _built(cell: _Cell) -> Cell:
    if cell.fill is None and cell.across == cell.down == 1:
        return Cell.plain(cell.text)
    return Cell(cell.text, cell.fill, cell.across, cell.down)


class _Reader(HTMLParser):
    """Follows the tags as browsers forgive them: a row or cell that is never closed ends where the next begins."""

    def __init__(self, tally: Tally, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Paragraph | Table] = []
        self._tally = tally
        self._limits = limits
        self._words: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[int | None] = []
        self._level: int | None = None
        self._place = "line 1"
        self._unseen: list[str] = []
        self._has_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.append(tag)
        elif tag in _UNSEEN or (tag not in _VOID and self._is_hidden(attributes)):
            self._unseen.append(tag)
        elif tag == "br":
            self._words.append("\n")
        elif tag == "table":
            self._open_table()
        elif tag == "tr" and self._tables:
            self._open_row(attributes)
        elif tag in ("td", "th") and self._tables:
            self._open_cell(attributes)
        elif tag in _BLOCKS:
            self._open_block(tag, attributes)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[0]:
                self._unseen.pop()
        elif tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th") and self._tables:
            self._close_cell()
        elif tag in _BLOCKS:
            self._end_paragraph()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        self._tally.check_time(f"line {self.getpos()[0]}")
        if not self._unseen:
            self._words.append(_SPACES.sub(" ", data))

    def finish(self) -> None:
        while self._tables:
            self._close_table()
        self._end_paragraph()

    def notes(self) -> list[str]:
        hidden = ["Parts of the page that are hidden were left out."] if self._has_hidden else []
        return hidden + self._tally.notes

    def _is_hidden(self, attributes: _Attributes) -> bool:
        if not attributes:
            return False
        hidden = "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))
        self._has_hidden |= hidden
        return hidden

    def _open_block(self, tag: str, attributes: _Attributes) -> None:
        self._end_paragraph()
        self._level = _HEADINGS.get(tag)
        self._place = f"line {self.getpos()[0]}"
        if tag in ("ul", "ol"):
            self._lists.append(_whole(attributes.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._words.append(self._list_mark())

    def _list_mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "• "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _end_paragraph(self) -> None:
        """In a cell a paragraph is a line of it; outside it is a block."""
        if self._tables and self._tables[-1].cell is not None:
            self._words.append("\n")
            return
        text = self._taken()
        if text:
            self.blocks.append(Paragraph(self._tally.fitted(text, self._place), self._place, self._level))
        self._level = None

    def _taken(self) -> str:
        if not self._words:
            return ""
        text, self._words = "".join(self._words), []
        if "\n" not in text:
            return "" if text == "• " else text.strip()
        lines = [line.strip() for line in text.split("\n")]
        return "\n".join(line for line in lines if line and line != "•")

    def _open_table(self) -> None:
        if not self._tables:
            self._end_paragraph()
        elif self._tables[-1].cell is not None:
            self._tables[-1].cell.text = self._taken()
        self._tables.append(_Table(f"line {self.getpos()[0]}"))

    def _open_row(self, attributes: _Attributes) -> None:
        self._close_cell()
        table = self._tables[-1]
        table.rows.append([])
        table.places.append(f"line {self.getpos()[0]}")
        table.fills.append(_fill(attributes))

    def _open_cell(self, attributes: _Attributes) -> None:
        self._close_cell()
        table = self._tables[-1]
        if not table.rows:
            self._open_row({})
        across = min(_whole(attributes.get("colspan"), 1), self._limits.columns)
        down = min(_whole(attributes.get("rowspan"), 1), _MOST_DOWN)
        table.cell = _Cell("", _fill(attributes) or table.fills[-1], across, down)

    def _close_cell(self) -> None:
        table = self._tables[-1]
        if table.cell is None:
            self._end_paragraph()
            return
        before, text = table.cell.text, self._taken()
        table.cell.text = self._tally.fitted(f"{before}\n{text}".strip() if before else text, table.places[-1])
        table.rows[-1].append(table.cell)
        table.cell = None

    def _close_table(self) -> None:
        self._close_cell()
        open_table = self._tables.pop()
        for row, place in zip(open_table.rows, open_table.places, strict=True):
            self._tally.row(len(row), place)
        table = open_table.built()
        above = self._tables[-1] if self._tables else None
        if above is None or above.cell is None:
            self.blocks += [table, *open_table.inner] if table.rows else open_table.inner
        elif len(table.rows) > 1 and any(len(row) > 1 for row in table.rows):
            above.inner += [table, *open_table.inner]
        else:
            lines = [above.cell.text, *(cell.text for row in table.rows for cell in row)]
            above.cell.text = "\n".join(filter(None, lines))
            above.inner += open_table.inner


def _fill(attributes: _Attributes) -> str | None:
    if not attributes:
        return None
    said = _BACKGROUND.search(attributes.get("style") or "")
    return css_colour(said[1] if said else attributes.get("bgcolor") or "")


def _whole(text: str | None, otherwise: int) -> int:
    return max(int(text), 1) if text and text.isdecimal() and len(text) < 7 else otherwise
