"""Runs of text as Slack's rich text, which it does not parse, in stretches that fit into a block.

The elements are written out here: the SDK's models look at every attribute of each of them, which takes longer than
all else that makes a message. https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from bot.conversation.message import Run, joined
from bot.slack.data import weight

WEIGHT_OF_TEXT = 2_500
WEIGHT_OF_RUN = 75

_WORD = re.compile(r"\S{1,100}\s{0,100}|\s{1,100}")

Unit = TypeVar("Unit")


@dataclass(frozen=True)
class _Word:
    """A word with the space behind it; the first of a run weighs what the run does."""

    text: str
    is_bold: bool
    weight: int


@dataclass(frozen=True)
class Section:
    """An item of a list; one that is longer than a block is cut."""

    element: dict[str, Any]
    words: str
    weight: int

    @classmethod
    def of(cls, item: tuple[Run, ...]) -> "Section":
        first, *rest = list(fragments(item)) or [(Run(" "),)]
        kept = (*first, Run("…")) if rest else first
        element = section(kept)
        return cls(element, joined(kept), weight(element))


def rich_text(*elements: dict[str, Any]) -> dict[str, Any]:
    """The block that holds these elements."""
    return {"type": "rich_text", "elements": list(elements)}


def section(pieces: tuple[Run, ...]) -> dict[str, Any]:
    """A paragraph, or an item of a list."""
    return {"type": "rich_text_section", "elements": [_text(run) for run in pieces]}


def listing(sections: Sequence[Section], first: int | None) -> dict[str, Any]:
    """The items of a list: bullets, or numbered from `first` on."""
    if first is None:
        kind: dict[str, Any] = {"style": "bullet"}
    else:
        kind = {"style": "ordered"} | ({"offset": first - 1} if first > 1 else {})
    return {"type": "rich_text_list", "elements": [section.element for section in sections], **kind}


def _text(run: Run) -> dict[str, Any]:
    return {"type": "text", "text": run.text} | ({"style": {"bold": True}} if run.bold else {})


def fragments(pieces: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The runs in stretches that fit into a block, cut between words; nothing where there is nothing to read."""
    if sum(_most_weight(run) for run in pieces) <= WEIGHT_OF_TEXT:
        whole = tuple(_joined(pieces))
        yield from (whole,) if whole else ()
        return
    words = [
        _Word(word, run.bold, weight(word) + (0 if index else WEIGHT_OF_RUN))
        for run in pieces
        for index, word in enumerate(_WORD.findall(run.text))
    ]
    for stretch in packed(words, lambda word: word.weight, len(words), WEIGHT_OF_TEXT):
        yield tuple(_joined(Run(word.text, word.is_bold) for word in stretch))


def _most_weight(run: Run) -> int:
    """What its words can weigh together: each is weighed in quotes of its own."""
    return weight(run.text) + 2 * len(run.text) + WEIGHT_OF_RUN


def _joined(pieces: Iterable[Run]) -> Iterator[Run]:
    """The runs, neighbours of one weight as one; what has no letters is left out."""
    for is_bold, some in groupby((run for run in pieces if run.text), key=lambda run: run.bold):
        yield Run("".join(run.text for run in some), is_bold)


def packed(units: list[Unit], weight: Callable[[Unit], int], most: int, heaviest: int) -> Iterator[list[Unit]]:
    """The units in order, in groups of at most `most` units and, but for a group of one, at most `heaviest`."""
    group: list[Unit] = []
    total = 0
    for unit in units:
        this = weight(unit)
        if group and (len(group) == most or total + this > heaviest):
            yield group
            group, total = [], 0
        group.append(unit)
        total += this
    if group:
        yield group
