"""The status key that a plan prints: which of its tables or lines it is, and what each colour or label means."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from documents.reading.document import Document, Paragraph, Table
from documents.reading.grid import GridRow, grid_rows
from documents.reading.markup import one_line
from plans.reading import StatusLabel
from plans.status_key import StatusKey, colour_named, colour_of_fill, graded, status_in_words
from plans.words import Status

_KEY_WORDS = re.compile(r"\b(key|b?rag|status|rating|legend|shading)\b", re.IGNORECASE)
_MOST_LINES = 9
_LINE = re.compile(
    r"(?<!\w)(?P<colour>blue|red|amber|yellow|green|purple|grey|gray|white|orange|black|[BRAGY])"
    r"\s*(?:\([BRAGYW]\)\s*)?(?:[-–—:=]|is\b|means\b)\s*"
    r"(?P<label>[^;\n]+?)(?=[;,.]?\s*(?<!\w)(?:(?:blue|red|amber|yellow|green|purple|grey|gray|white|orange|black)\b|[BRAGY]\s*[-–—:=])\s*|[;\n]|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PrintedKey:
    """The plan's key, empty where it prints none, and the tables that hold it and so are no part of the plan."""

    key: StatusKey = field(default_factory=StatusKey)
    tables: tuple[Table, ...] = ()


def printed_key(document: Document) -> PrintedKey:
    """The first table, else the first lines, that explain at least two statuses."""
    before = ""
    for block in document.blocks:
        if isinstance(block, Table):
            labels = graded(_table_labels(block, before))
            if _tells_apart(labels):
                return PrintedKey(StatusKey(labels), (block,))
        else:
            before = block.text
    labels = graded(_lines(document))
    return PrintedKey(StatusKey(labels if _tells_apart(labels) else ()))


def _tells_apart(labels: Iterable[StatusLabel]) -> bool:
    return len({label.status for label in labels}) >= 2


def _table_labels(table: Table, before: str) -> list[StatusLabel]:
    rows = [row for row in grid_rows(table) if row.filled or any(cell.fill for cell in row.cells)]
    if not rows or len(rows) > _MOST_LINES:
        return []
    if pairs := _side_by_side(rows):
        return [label for colour, text in pairs if (label := _label([colour, text], None))]
    if any(len(row.filled) > 3 for row in rows) or not _is_key(rows, before):
        return []
    if len(rows) == 1:
        return [label for cell in rows[0].cells if (label := _label([cell.text], cell.fill))]
    return [label for row in rows if (label := _row_label(row))]


def _is_key(rows: list[GridRow], before: str) -> bool:
    """Whether it is called a key, or has a colour's name in front of every line."""
    called = bool(_KEY_WORDS.search(" ".join([before, *rows[0].texts])))
    return called or all(len(row.filled) == 2 and _is_colour(row.cells[row.filled[0]].text) for row in rows)


def _side_by_side(rows: list[GridRow]) -> list[tuple[str, str]]:
    """Colours and meanings of a key that lies across: colours over meanings, or colour and meaning in turn."""
    texts = [[row.cells[at].text for at in row.filled] for row in rows]
    if len(texts) == 2 and len(texts[0]) == len(texts[1]) > 1 and all(map(_is_colour, texts[0])):
        return list(zip(texts[0], texts[1], strict=True))
    if len(texts) == 1 and len(texts[0]) > 3 and all(map(_is_colour, texts[0][::2])):
        return list(zip(texts[0][::2], texts[0][1::2], strict=False))
    return []


def _is_colour(text: str) -> bool:
    return colour_named(text) is not None and len(text.split()) <= 2


def _row_label(row: GridRow) -> StatusLabel | None:
    fill = next((cell.fill for cell in row.cells if colour_of_fill(cell.fill)), None)
    return _label([one_line(row.cells[at].text) for at in row.filled], fill)


def _label(texts: list[str], fill: str | None) -> StatusLabel | None:
    """One line of a key. Its colour is the cell's own, or the word in front; its label is the words beside it."""
    named = next((colour_named(text) for text in texts if _is_colour(text)), None)
    words = [text for text in texts if not _is_colour(text)]
    for text in words:
        status = status_in_words(text)
        if status:
            return StatusLabel(_short(words[0], status), status, named or colour_of_fill(fill))
    return None


def _short(text: str, status: Status) -> str:
    return text.rstrip(".") if status_in_words(text) == status else text


def _lines(document: Document) -> Iterator[StatusLabel]:
    """ "Red – off track; Amber – at risk" on one line or several."""
    for block in document.blocks:
        if not isinstance(block, Paragraph) or len(block.text) > 600:
            continue
        for match in _LINE.finditer(one_line(block.text)):
            status = status_in_words(match["label"])
            if status:
                yield StatusLabel(match["label"].strip(" .,"), status, colour_named(match["colour"].capitalize()))
