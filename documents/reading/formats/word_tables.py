"""A Word table as rows of cells: merges as spans, shading as a fill, tracked rows as accepted."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.reading.document import Cell, Table
from documents.reading.formats.limits import Tally
from documents.reading.formats.package import Element
from documents.reading.formats.word_styles import W
from documents.reading.formats.word_text import Words, body_children

_HIGHLIGHTS = {
    "red": "FF0000",
    "darkRed": "8B0000",
    "yellow": "FFFF00",
    "darkYellow": "808000",
    "green": "00FF00",
    "darkGreen": "006400",
    "blue": "0000FF",
    "darkBlue": "00008B",
    "cyan": "00FFFF",
    "darkCyan": "008B8B",
    "magenta": "FF00FF",
    "lightGray": "D3D3D3",
    "darkGray": "A9A9A9",
    "black": "000000",
}
_ROW_WRAPPERS = frozenset(f"{W}{name}" for name in ["sdt", "sdtContent", "ins", "moveTo", "customXml"])
_MOST_ACROSS = 63


@dataclass
class Grid:
    """What is gathered while one table is read: nested tables that follow it, with their row."""

    words: Words
    tally: Tally
    place: str
    nested: list[tuple[int, Element]] = field(default_factory=list)


@dataclass
class _Open:
    """A cell whose lower edge is not met yet."""

    text: str
    fill: str | None
    across: int
    down: int = 1

    def cell(self) -> Cell:
        return Cell(self.text, self.fill, self.across, self.down)


def grid_of(table: Element, grid: Grid) -> Table:
    """The table's rows; a vertically merged cell stands in its first row alone, as wide and deep as it is."""
    rows: list[list[_Open]] = []
    places: list[str] = []
    above: dict[int, _Open] = {}
    for number, row in enumerate(_children(table, f"{W}tr"), start=1):
        if _is_deleted(row):
            continue
        place = f"{grid.place}, row {number}"
        cells, above = _row(row, above, grid, number)
        grid.tally.row(len(cells), place)
        rows.append(cells)
        places.append(place)
    return Table(tuple(tuple(cell.cell() for cell in row) for row in rows), grid.place, tuple(places))


def has_rows_and_columns(table: Element) -> bool:
    rows = table.findall(f"{W}tr")
    return len(rows) > 1 and any(len(row.findall(f"{W}tc")) > 1 for row in rows)


def _row(row: Element, above: dict[int, _Open], grid: Grid, number: int) -> tuple[list[_Open], dict[int, _Open]]:
    """One row's own cells, and what stands at each grid column for the row below to continue."""
    column = _skipped(row, "gridBefore")
    cells = [_Open("", None, column)] if column else []
    standing: dict[int, _Open] = {}
    for element in _children(row, f"{W}tc"):
        properties = element.find(f"{W}tcPr")
        across = _across(properties)
        if _merge(properties, "hMerge") == "continue" and cells:
            cells[-1].across += across
        elif _merge(properties, "vMerge") == "continue" and column in above:
            standing[column] = above[column]
            standing[column].down += 1
        else:
            standing[column] = _Open(_text(element, grid, number), _fill(element, properties), across)
            cells.append(standing[column])
        column += across
    after = _skipped(row, "gridAfter")
    return cells + ([_Open("", None, after)] if after else []), standing


def _children(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent.iterchildren(tag, *_ROW_WRAPPERS):
        if child.tag == tag:
            yield child
        else:
            yield from _children(child, tag)


def _is_deleted(row: Element) -> bool:
    properties = row.find(f"{W}trPr")
    return properties is not None and properties.find(f"{W}del") is not None


def _skipped(row: Element, side: str) -> int:
    properties = row.find(f"{W}trPr")
    skipped = None if properties is None else properties.find(f"{W}{side}")
    return 0 if skipped is None else _bounded(skipped.get(f"{W}val"), least=0)


def _across(properties: Element | None) -> int:
    span = None if properties is None else properties.find(f"{W}gridSpan")
    return 1 if span is None else _bounded(span.get(f"{W}val"), least=1)


def _bounded(number: str | None, least: int) -> int:
    return min(max(int(number), least), _MOST_ACROSS) if number and number.isdigit() else least


def _merge(properties: Element | None, kind: str) -> str:
    merge = None if properties is None else properties.find(f"{W}{kind}")
    return "" if merge is None else str(merge.get(f"{W}val", "continue"))


def _text(cell: Element, grid: Grid, row: int) -> str:
    properties = cell.find(f"{W}tcPr")
    if properties is not None and properties.find(f"{W}cellDel") is not None:
        return ""
    lines: list[str] = []
    for child in body_children(cell):
        if child.tag == f"{W}p":
            lines.append(grid.words.paragraph(child))
        elif has_rows_and_columns(child):
            grid.nested.append((row, child))
        else:
            lines += [_text(inner, grid, row) for inner in child.iter(f"{W}tc")]
    text = lines[0] if len(lines) == 1 else "\n".join(lines)
    return grid.tally.fitted(text.strip(), f"{grid.place}, row {row}")


def _fill(cell: Element, properties: Element | None) -> str | None:
    """The cell's own shading, else what all its words are shaded or highlighted with."""
    own = None if properties is None else _shade(properties)
    return own or _shade_of_words(cell)


def _shade_of_words(cell: Element) -> str | None:
    if next(cell.iter(f"{W}shd", f"{W}highlight"), None) is None:
        return None
    shades = {
        _run_shade(run) or _paragraph_shade(run)
        for run in cell.iter(f"{W}r")
        if any((text.text or "").strip() for text in run.iterchildren(f"{W}t"))
    }
    return shades.pop() if len(shades) == 1 else None


def _run_shade(run: Element) -> str | None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return None
    highlight = properties.find(f"{W}highlight")
    if highlight is not None:
        return _HIGHLIGHTS.get(highlight.get(f"{W}val", ""))
    return _shade(properties)


def _paragraph_shade(run: Element) -> str | None:
    paragraph = next(run.iterancestors(f"{W}p"), None)
    properties = None if paragraph is None else paragraph.find(f"{W}pPr")
    return None if properties is None else _shade(properties)


def _shade(properties: Element) -> str | None:
    shade = properties.find(f"{W}shd")
    if shade is None:
        return None
    side = "color" if shade.get(f"{W}val") == "solid" else "fill"
    colour = str(shade.get(f"{W}{side}", "")).upper()
    return colour if len(colour) == 6 and set(colour) <= set("0123456789ABCDEF") else None
