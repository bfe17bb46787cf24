"""Words on a PDF page as lines and as running text; a line that only wraps is joined to the next."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils.text import dedupe_chars, extract_words

_SAME_LINE = 3.0
# Narrower than the gap between two words of justified text, wider than between letters that are spaced out.
_LETTER_GAP_RATIO = 0.2
_MARK = re.compile(r"[•●▪◦‣–·o\-*]\s|[•●▪◦‣\uf0b7]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s")
_SIGNS: dict[int, str | None] = {code: None for code in range(32)}
_SIGNS |= {0xF0B7: "•", 0xF0A7: "▪", ord("●"): "•"}
_BOLD_TWICE = 0.2


@dataclass(slots=True)
class Word:
    """Points from the page's left and top edges, as everywhere here."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float


@dataclass(slots=True)
class Line:
    words: list[Word]
    top: float
    bottom: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)


def words_of(chars: list[dict[str, Any]]) -> list[Word]:
    """Words of a page's characters; those set aslant (a watermark) are left out."""
    straight = [char for char in chars if _is_straight(char)]
    if _is_printed_twice(straight):
        straight = dedupe_chars(straight)
    found = extract_words(straight, x_tolerance_ratio=_LETTER_GAP_RATIO, return_chars=True, keep_blank_chars=False)
    return [
        Word(
            word["text"].translate(_SIGNS),
            word["x0"],
            word["x1"],
            word["top"],
            word["bottom"],
            max(char["size"] for char in word["chars"]),
        )
        for word in found
    ]


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Lines from the top, each with its words from the left; a raised "st" is on the line of its "31"."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: (word.bottom + word.top, word.x0)):
        middle = (word.top + word.bottom) / 2
        if lines and (middle < lines[-1].bottom - _SAME_LINE / 2 or abs(word.top - lines[-1].top) < _SAME_LINE):
            lines[-1].words.append(word)
            lines[-1].top = min(lines[-1].top, word.top)
            lines[-1].bottom = max(lines[-1].bottom, word.bottom)
        else:
            lines.append(Line([word], word.top, word.bottom))
    for line in lines:
        line.words.sort(key=lambda word: word.x0)
    return lines


def text_of(words: Iterable[Word], right: float) -> str:
    """The words as text: a line break only where the writer made one, which a full line did not need."""
    return joined(lines_of(words), right)


def joined(lines: list[Line], right: float) -> str:
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            text = line.text
        elif is_wrapped(before, line, right):
            text += ("" if text.endswith("-") and line.text[:1].islower() else " ") + line.text
        else:
            text += "\n" + line.text
    return text


def is_wrapped(before: Line, line: Line, right: float) -> bool:
    """Whether `line` only stands below because it would not have fitted at the end of `before`."""
    if _MARK.match(line.text):
        return False
    height = before.bottom - before.top
    if line.top - before.bottom > 0.9 * height:
        return False
    first = line.words[0]
    return before.x1 + (first.x1 - first.x0) + 0.2 * before.size > right - 0.1 * before.size


def _is_straight(char: dict[str, Any]) -> bool:
    along, up, down, across = char["matrix"][:4]
    return bool((abs(up) < 0.01 and abs(down) < 0.01) or (abs(along) < 0.01 and abs(across) < 0.01))


def _is_printed_twice(chars: list[dict[str, Any]]) -> bool:
    """Whether bold was made by printing letters a second time, a hair beside the first."""
    places = {(char["text"], round(char["x0"] / 2), round(char["top"] / 2)) for char in chars}
    return len(chars) - len(places) > _BOLD_TWICE * len(chars)
