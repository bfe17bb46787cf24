"""Marks that other programs leave in text: HTML tags, Markdown emphasis, list marks."""

import html
import re

_LINE_ENDS = re.compile(r"<\s*(?:br|/p|/li|/div|/tr|/h[1-6])\s*/?\s*>", re.IGNORECASE)
_ITEM = re.compile(r"<\s*li(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s+[a-zA-Z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s<>]+))?)*\s*/?>")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])")
BULLET = "•"
_BULLET_MARKS = "•●▪◦‣∙⁃■□\uf0b7\uf0a7\uf0d8"
_BULLET_AT_START = re.compile(rf"^\s*(?:[{_BULLET_MARKS}]|[-–*o](?=\s))\s*")
_INLINE_BULLET = re.compile(rf"\s*[{_BULLET_MARKS}]\s+")


_MARKS = re.compile(r"[<&*]|__|  ")


def without_markup(text: str) -> str:
    """The words alone: inline tags gone, `<li>` as a bullet, `<br>` and `</p>` as line ends, entities resolved."""
    if "<" in text:
        text = _LINE_ENDS.sub("\n", _ITEM.sub(f"\n{BULLET} ", text))
        text = _TAG.sub("", text)
    if "&" in text:
        text = html.unescape(text)
    if "*" in text or "__" in text:
        text = _SLANTED.sub(r"\1", _EMPHASIS.sub(r"\2", text))
    return text


def is_plain(text: str) -> bool:
    """Whether `without_markup` and `tidy` would leave all but the ends of it as it is."""
    return text.isprintable() and not _MARKS.search(text)


def tidy(text: str) -> str:
    """One space between words, no blank lines; line ends are kept."""
    lines = (re.sub(r"[^\S\n]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def plain(text: str) -> str:
    """Letters and digits only, lower case, for comparing what layout has changed."""
    return re.sub(r"[\W_]+", "", text.lower())


def words_of(text: str) -> frozenset[str]:
    """A vocabulary written as one text, each word once."""
    return frozenset(text.split())


def is_bulleted(text: str) -> bool:
    return bool(_BULLET_AT_START.match(text))


def without_bullet(text: str) -> str:
    return _BULLET_AT_START.sub("", text, count=1).strip()


def bullets(text: str) -> list[str]:
    """The points of a cell that is a bulleted list, each on one line; [] where it is not one.

    A line without a mark carries on the point before it; text before the first mark is not a list's point.
    """
    lines = _INLINE_BULLET.sub(f"\n{BULLET} ", text).strip().split("\n")
    points: list[str] = []
    for line in lines:
        if is_bulleted(line):
            points.append(without_bullet(line))
        elif points:
            points[-1] = f"{points[-1]} {line.strip()}"
        elif line.strip():
            return []
    return [one_line(point) for point in points if point.strip()]
