"""Word documents (.docx): the body's paragraphs and tables in order, as they read with every change accepted."""

from collections.abc import Iterator
from pathlib import Path

import docx

from documents.reading.document import Document, Paragraph, Table, UnreadableDocument
from documents.reading.formats.limits import Limits, Tally
from documents.reading.formats.package import BROKEN_PACKAGE, Element, check_package, damaged
from documents.reading.formats.word_styles import Styles, W
from documents.reading.formats.word_tables import Grid, grid_of, has_rows_and_columns
from documents.reading.formats.word_text import Words, body_children

_NOT_READ = {
    f"{W}altChunk": "A file embedded in the document was left out.",
    f"{W}object": "Embedded objects were left out.",
    f"{W}drawing": "Pictures and drawings were left out; only words in them that Word keeps as text were read.",
}
_CHANGE_MARKS = (f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo", f"{W}cellDel", f"{W}cellIns")


def read(path: Path, limits: Limits) -> Document:
    """The document's blocks; raises `UnreadableDocument` for what is not a whole, open .docx file."""
    _refuse_other_kinds(path)
    notes = check_package(path, limits, "Word", ".docx")
    try:
        opened = docx.Document(str(path))
    except BROKEN_PACKAGE as reason:
        raise damaged(path.name, "Word", ".docx") from reason
    body = opened.element.body
    if body is None:
        raise damaged(path.name, "Word", ".docx")
    reading = _Reading(Styles(opened.part), Tally(path.name, limits))
    blocks = tuple(reading.blocks(body))
    notes += _left_out(body) + reading.words.notes() + reading.tally.notes
    return Document(path.name, blocks, tuple(notes))


def _refuse_other_kinds(path: Path) -> None:
    if path.suffix.lower() in {".docm", ".dotm"}:
        raise UnreadableDocument(
            f"{path.name} is a Word file with macros, which Milepost does not open. "
            "Save it as .docx in Word and bring that."
        )
    if path.suffix.lower() == ".doc":
        raise UnreadableDocument(
            f"{path.name} is in the old Word format. Open it in Word, save it as .docx, and bring that."
        )


def _left_out(body: Element) -> list[str]:
    notes = [note for tag, note in _NOT_READ.items() if next(body.iter(tag), None) is not None]
    if next(body.iter(*_CHANGE_MARKS), None) is not None:
        notes.append("The document has tracked changes. It was read as if every change were accepted.")
    return notes


class _Reading:
    """One walk through a body. Lists are numbered in its order, so it is walked once and from the top."""

    def __init__(self, styles: Styles, tally: Tally) -> None:
        self.words = Words(styles)
        self.tally = tally
        self._styles = styles
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, parent: Element) -> Iterator[Paragraph | Table]:
        for child in body_children(parent):
            if child.tag == f"{W}tbl":
                yield from self._table(child)
            else:
                yield from self._paragraph(child)

    def _paragraph(self, element: Element) -> Iterator[Paragraph]:
        self._paragraphs += 1
        text = self.words.paragraph(element).strip()
        place = self._place(f"paragraph {self._paragraphs}")
        if self._paragraphs % 256 == 0:
            self.tally.check_time(place)
        if text:
            yield Paragraph(self.tally.fitted(text, place), place, self._styles.heading_level(element))
        for boxed in self.words.take_boxes():
            yield Paragraph(self.tally.fitted(boxed, place), self._place("a text box"))

    def _table(self, element: Element, inside: str = "") -> Iterator[Paragraph | Table]:
        if _is_layout(element):
            for cell in element.iter(f"{W}tc"):
                if next(cell.iterancestors(f"{W}tbl")) is element:
                    yield from self.blocks(cell)
            return
        self._tables += 1
        place = self._place(f"table {self._tables}") + inside
        grid = Grid(self.words, self.tally, place)
        table = grid_of(element, grid)
        if table.rows:
            yield table
        for boxed in self.words.take_boxes():
            yield Paragraph(boxed, place)
        for row, nested in grid.nested:
            yield from self._table(nested, f", inside row {row} of {place}")

    def _place(self, what: str) -> str:
        return f"page {self.words.page}, {what}" if self.words.knows_pages else what


def _is_layout(table: Element) -> bool:
    """A table of one cell a row that only holds other tables in position."""
    rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
    if any(len(row.findall(f"{W}tc")) > 1 for row in rows):
        return False
    return any(has_rows_and_columns(nested) for nested in table.iter(f"{W}tbl") if nested is not table)
