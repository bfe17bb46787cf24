"""What a Word paragraph's style says of it: a heading and its level, a bullet, the number Word draws."""

import re
from dataclasses import dataclass, field, replace

from docx.opc.part import Part

from documents.reading.formats.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LEVELS = 9
_ROMAN_SIGNS = (
    ("m", 1000),
    ("cm", 900),
    ("d", 500),
    ("cd", 400),
    ("c", 100),
    ("xc", 90),
    ("l", 50),
    ("xl", 40),
    ("x", 10),
    ("ix", 9),
    ("v", 5),
    ("iv", 4),
    ("i", 1),
)


@dataclass(frozen=True)
class Style:
    level: int | None = None
    list_id: str | None = None
    list_level: int = 0


@dataclass(frozen=True)
class ListLevel:
    kind: str
    text: str
    start: int


@dataclass
class NumberedList:
    """One list's levels and how far each has counted; Word's lists of one `abstractNum` count together."""

    levels: dict[int, ListLevel]
    counts: dict[int, int] = field(default_factory=dict)


class Styles:
    """The styles and lists of one document. `list_mark` counts, so paragraphs come in document order."""

    def __init__(self, part: Part) -> None:
        self._styles = _styles(_related(part, "/styles"))
        numbering = _related(part, "/numbering")
        abstract = _abstract_lists(numbering)
        self._lists: dict[str, NumberedList] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        for number in _all(numbering, "num"):
            list_id, of = number.get(f"{W}numId"), _value(number, "abstractNumId")
            if list_id and of in abstract:
                self._lists[list_id] = abstract[of]
                self._restarts[list_id] = _restarts(number)

    def heading_level(self, paragraph: Element) -> int | None:
        """1 to 6, or None for ordinary text."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return None
        outline = _value(properties, "outlineLvl")
        if outline is not None and outline.isdigit() and int(outline) < _LEVELS:
            return min(int(outline) + 1, 6)
        return self._styles.get(_value(properties, "pStyle") or "", Style()).level

    def list_mark(self, paragraph: Element, is_empty: bool) -> str:
        """ "•", the number Word would draw ("2.1"), or "" where the paragraph is not in a list."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        if is_empty and properties.find(f"{W}rPr/{W}del") is not None:
            return ""
        list_id, level = self._list_of(properties)
        numbered = self._lists.get(list_id or "")
        if numbered is None or level not in numbered.levels:
            return ""
        if numbered.levels[level].kind == "bullet":
            return "" if is_empty else "•"
        self._count(list_id or "", numbered, level)
        return _drawn(numbered, level)

    def _list_of(self, properties: Element) -> tuple[str | None, int]:
        style = self._styles.get(_value(properties, "pStyle") or "", Style())
        direct = properties.find(f"{W}numPr")
        if direct is None:
            return style.list_id, style.list_level
        level = _value(direct, "ilvl")
        return (
            _value(direct, "numId") or style.list_id,
            int(level) if level and level.isdigit() else style.list_level,
        )

    def _count(self, list_id: str, numbered: NumberedList, level: int) -> None:
        counts, restarts = numbered.counts, self._restarts[list_id]
        if level in restarts:
            counts[level] = restarts.pop(level)
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = numbered.levels[level].start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]


def _drawn(numbered: NumberedList, level: int) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        known = numbered.levels.get(at, ListLevel("decimal", "", 1))
        return _in_kind(numbered.counts.get(at, known.start), known.kind)

    return re.sub(r"%(\d)", number, numbered.levels[level].text).strip()


def _in_kind(number: int, kind: str) -> str:
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    written = ""
    for sign, worth in _ROMAN_SIGNS:
        written += sign * (number // worth)
        number %= worth
    return written


def _styles(part: Element | None) -> dict[str, Style]:
    found: dict[str, Style] = {}
    parents: dict[str, str] = {}
    for style in _all(part, "style"):
        name = style.get(f"{W}styleId") or ""
        parents[name] = _value(style, "basedOn") or ""
        found[name] = _own_style(style)
    return {name: _inherited(name, found, parents) for name in found}


def _own_style(style: Element) -> Style:
    name = (_value(style, "name") or "").strip()
    heading = _HEADING.match(name)
    level = min(int(heading[1]), 6) if heading and int(heading[1]) else None
    if name.lower() == "title":
        level = 1
    numbering = style.find(f"{W}pPr/{W}numPr")
    if numbering is None:
        return Style(level)
    own_level = _value(numbering, "ilvl")
    return Style(level, _value(numbering, "numId"), int(own_level) if own_level and own_level.isdigit() else 0)


def _inherited(name: str, found: dict[str, Style], parents: dict[str, str]) -> Style:
    style, seen = found[name], {name}
    parent = parents[name]
    while parent in found and parent not in seen:
        seen.add(parent)
        above = found[parent]
        if style.level is None:
            style = replace(style, level=above.level)
        if style.list_id is None:
            style = replace(style, list_id=above.list_id, list_level=above.list_level)
        parent = parents[parent]
    return style


def _abstract_lists(part: Element | None) -> dict[str | None, NumberedList]:
    return {
        abstract.get(f"{W}abstractNumId"): NumberedList(dict(_levels(abstract)))
        for abstract in _all(part, "abstractNum")
    }


def _levels(abstract: Element) -> list[tuple[int, ListLevel]]:
    return [
        (
            _whole(level.get(f"{W}ilvl"), 0),
            ListLevel(
                _value(level, "numFmt") or "decimal",
                _value(level, "lvlText") or "",
                _whole(_value(level, "start"), 1),
            ),
        )
        for level in abstract.findall(f"{W}lvl")
    ]


def _restarts(number: Element) -> dict[int, int]:
    return {
        _whole(override.get(f"{W}ilvl"), 0): _whole(_value(override, "startOverride"), 1)
        for override in number.findall(f"{W}lvlOverride")
        if override.find(f"{W}startOverride") is not None
    }


def _related(part: Part, kind: str) -> Element | None:
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(kind):
            return getattr(relation.target_part, "element", None)
    return None


def _all(part: Element | None, name: str) -> list[Element]:
    return [] if part is None else part.findall(f"{W}{name}")


def _value(element: Element, name: str) -> str | None:
    child = element.find(f"{W}{name}")
    return None if child is None else child.get(_VAL)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() else otherwise
