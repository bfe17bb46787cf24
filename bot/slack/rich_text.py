"""Runs of text as Slack's rich text, which it does not parse, in stretches that fit into a block."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from slack_sdk.models.blocks import RichTextElementParts, RichTextSectionElement

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

    element: RichTextSectionElement
    words: str
    weight: int

    @classmethod
    def of(cls, item: tuple[Run, ...]) -> "Section":
        first, *rest = list(fragments(item)) or [(Run(" "),)]
        kept = (*first, Run("…")) if rest else first
        element = section(kept)
        return cls(element, joined(kept), weight(element.to_dict()))


def section(pieces: tuple[Run, ...]) -> RichTextSectionElement:
    return RichTextSectionElement(elements=[_rich_text(run) for run in pieces])


def _rich_text(run: Run) -> RichTextElementParts.Text:
    style = RichTextElementParts.TextStyle(bold=True) if run.bold else None
    return RichTextElementParts.Text(text=run.text, style=style)


def fragments(pieces: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The runs in stretches that fit into a block, cut between words; nothing where there is nothing to read."""
    words = [
        _Word(word, run.bold, weight(word) + (0 if index else WEIGHT_OF_RUN))
        for run in pieces
        for index, word in enumerate(_WORD.findall(run.text))
    ]
    for stretch in packed(words, lambda word: word.weight, len(words), WEIGHT_OF_TEXT):
        runs = groupby(stretch, key=lambda word: word.is_bold)
        yield tuple(Run("".join(word.text for word in run), is_bold) for is_bold, run in runs)


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
