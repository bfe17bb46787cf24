"""Phrase tables: plain words in data, found in running text.

A phrase is written as it is said, with a little notation:

    on (track|schedule)   one of several words
    [just] about          a word or words that may be left out
    not .. ready          up to three words in between
    slip*                 any ending
    isn't                 with or without its apostrophe

Words may be joined by spaces or a hyphen. The longest phrase that begins at a word wins.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

Value = TypeVar("Value")

_ELEMENT = re.compile(r"\([^)]*\)\*?|\[[^\]]*\]|\S+")
_WORD = re.compile(r"[^\W_]+(?:['.][^\W_]+)*|[§¤]|[^\w\s]")
_BETWEEN = r"(?:\s+|-)"
_GAP = r"(?:[^\s,;:()]+\s+){0,3}?"


@dataclass(frozen=True)
class PhraseFound(Generic[Value]):
    """`text[start:end]` is the phrase's words, `value` what the table says they mean."""

    start: int
    end: int
    value: Value


class PhraseBook(Generic[Value]):
    """A table of phrases, looked up by their first word so that a long table costs little."""

    def __init__(self, table: Mapping[Value, Iterable[str]] | Iterable[tuple[Value, Iterable[str]]]) -> None:
        pairs = table.items() if isinstance(table, Mapping) else table
        by_first: dict[str, list[tuple[str, Value]]] = {}
        for value, phrases in pairs:
            for phrase in phrases:
                for first in first_words(phrase):
                    by_first.setdefault(first, []).append((phrase, value))
        self._by_first = {
            first: sorted(entries, key=lambda entry: -len(entry[0])) for first, entries in by_first.items()
        }

    def find(self, low: str) -> Iterator[PhraseFound[Value]]:
        """The phrases in `low` (lower case), left to right, none over another."""
        reached = 0
        for word in _WORD.finditer(low):
            if word.start() < reached:
                continue
            found = self._at(low, word.group(), word.start())
            if found:
                reached = found.end
                yield found

    def first(self, low: str) -> PhraseFound[Value] | None:
        return next(self.find(low), None)

    def _at(self, low: str, word: str, start: int) -> PhraseFound[Value] | None:
        best: PhraseFound[Value] | None = None
        for phrase, value in self._by_first.get(word.replace("'", ""), ()):
            match = _compiled(phrase).match(low, start)
            if match and (best is None or match.end() > best.end):
                best = PhraseFound(start, match.end(), value)
        return best


@cache
def _compiled(phrase: str) -> re.Pattern[str]:
    """When it is first looked for: the tables hold some 1,400 phrases, and most processes never meet most of them."""
    return re.compile(_pattern(phrase))


def first_words(phrase: str) -> set[str]:
    """The words a phrase can begin with, apostrophes left out. An ending cannot be open on a first word."""
    firsts: set[str] = set()
    for element in _ELEMENT.findall(phrase):
        inner = element.strip("[]()")
        firsts |= {_first_token(option) for option in inner.split("|")}
        if not element.startswith("["):
            return firsts
    return firsts


def _first_token(option: str) -> str:
    word = _WORD.match(option)
    return (word.group() if word else option).replace("'", "")


def _pattern(phrase: str) -> str:
    elements = _ELEMENT.findall(phrase)
    core = max(at for at, element in enumerate(elements) if not element.startswith("["))
    parts = [_part(element, at, core) for at, element in enumerate(elements)]
    return _edge(elements[0]) + "".join(parts) + _right_edge(elements[-1])


def _part(element: str, at: int, core: int) -> str:
    """An optional word brings the space that joins it to the last word that must be there."""
    if element == "..":
        return _GAP
    if element.startswith("["):
        inner = _one_of(element[1:-1])
        return rf"(?:{_BETWEEN}{inner})?" if at > core else rf"(?:{inner}{_BETWEEN})?"
    return _one_of(element) + (_BETWEEN if at < core else "")


def _one_of(element: str) -> str:
    inner = element[1:].rstrip("*").rstrip(")") if element.startswith("(") else element
    options = [_words(option) for option in inner.split("|")]
    ending = r"\w*" if element.startswith("(") and element.endswith("*") else ""
    return f"(?:{'|'.join(options)}){ending}"


def _words(option: str) -> str:
    return _BETWEEN.join(_word(word) for word in option.split())


def _word(word: str) -> str:
    if len(word) > 1 and word.endswith("*"):
        return re.escape(word[:-1]).replace("'", "'?") + r"\w*"
    return re.escape(word).replace("'", "'?")


def _edge(element: str) -> str:
    return r"(?<![\w])" if _is_wordy(element) else ""


def _right_edge(element: str) -> str:
    return r"(?![\w])" if _is_wordy(element) else ""


def _is_wordy(element: str) -> bool:
    return bool(re.search(r"\w", element))


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for looking words up."""
    return frozenset(text.split())
