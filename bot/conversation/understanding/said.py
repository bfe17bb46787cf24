"""A message with what is known about places in it: the dates, the milestones named, the sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from plans.when import Found

MILESTONE = "§"
DATE = "¤"

_SENTENCE_END = re.compile(r"\n+|[.!?;…]+(?=\s|$)")


class Naming(StrEnum):
    """How a milestone was named."""

    REF = "reference"
    AREA = "action or area"
    ITEM = "item of the list"
    MINE = "the speaker's own"
    OTHERS = "the others"
    PERSON = "somebody's own"
    WORDS = "words"


@dataclass(frozen=True)
class Mention:
    """`text[start:end]` names `refs`. `area` is the action's reference when a whole action is named.

    `unknown` is what was written where the plan has no such reference. `is_excepted` follows "except".
    """

    start: int
    end: int
    refs: tuple[str, ...]
    naming: Naming
    area: str | None = None
    unknown: str | None = None
    is_excepted: bool = False


@dataclass(frozen=True)
class Said:
    """A cleaned message. `low` is as long as `text`: lower case, each milestone a §, each date a ¤."""

    text: str
    low: str
    dates: tuple[Found, ...] = ()
    mentions: tuple[Mention, ...] = ()

    def part(self, start: int, end: int) -> "Part":
        return Part(self, start, end)

    def sentences(self) -> Iterator["Part"]:
        start = 0
        for mark in _SENTENCE_END.finditer(self.low):
            if self.low[start : mark.end()].strip():
                yield self.part(start, mark.end())
            start = mark.end()
        if self.low[start:].strip():
            yield self.part(start, len(self.low))


@dataclass(frozen=True)
class Part:
    """A stretch of a message."""

    said: Said
    start: int
    end: int
    low: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "low", self.said.low[self.start : self.end])

    @property
    def text(self) -> str:
        return self.said.text[self.start : self.end]

    @property
    def undated(self) -> str:
        """The text with its dates blanked, of the same length: "due by 1 May" names no Ms May."""
        text = self.text
        for found in self.dates:
            start, end = found.start - self.start, found.end - self.start
            text = text[:start] + " " * len(text[start:end]) + text[end:]
        return text

    @property
    def words(self) -> str:
        return " ".join(self.text.split())

    @property
    def is_asked(self) -> bool:
        return self.low.rstrip().endswith("?")

    @property
    def dates(self) -> list[Found]:
        return [found for found in self.said.dates if self.start <= found.start < self.end]

    @property
    def mentions(self) -> list[Mention]:
        return [mention for mention in self.said.mentions if self.start <= mention.start < self.end]

    @property
    def refs(self) -> tuple[str, ...]:
        named = (ref for mention in self.mentions if not mention.is_excepted for ref in mention.refs)
        return tuple(dict.fromkeys(named))

    def split(self, offsets: list[int]) -> list["Part"]:
        """The part cut at offsets into `low`."""
        edges = sorted({0, *offsets, len(self.low)})
        return [
            self.said.part(self.start + here, self.start + there)
            for here, there in pairwise(edges)
            if self.low[here:there].strip()
        ]


def lower_same_length(text: str) -> str:
    """Lower case letter by letter, leaving the few letters whose lower case is longer."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def mask(low: str, spans: list[tuple[int, int]], sign: str) -> str:
    """`low` with each span replaced by the sign and spaces, of the same length."""
    for start, end in spans:
        low = low[:start] + sign + " " * (end - start - 1) + low[end:]
    return low
