"""The days of its own that an organisation's people name: its meetings, and its schools' terms and half terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, order=True)
class Meeting:
    """One meeting of a body: "Improvement Panel" on a day."""

    on: date
    body: str


SchoolKind = Literal["term", "half term"]


@dataclass(frozen=True, order=True)
class SchoolTime:
    """A term or a half term, from its first to its last day; `name` is its season: autumn, spring or summer."""

    first: date
    last: date
    kind: SchoolKind
    name: str


def bodies_called(meetings: Iterable[Meeting], words: str) -> list[str]:
    """The bodies that the words may mean: the one of that very name, else each that ends in them."""
    said = " ".join(words.lower().split())
    bodies = sorted({meeting.body for meeting in meetings})
    exact = [body for body in bodies if body.lower() == said]
    return exact or [body for body in bodies if body.lower().split()[-1:] == said.split()[-1:] and said in body.lower()]


def next_meeting(meetings: Iterable[Meeting], body: str, today: date) -> date | None:
    """The body's first meeting after a day."""
    return min((one.on for one in meetings if one.body == body and one.on > today), default=None)


def last_meeting(meetings: Iterable[Meeting], body: str, today: date) -> date | None:
    """The body's last meeting before a day."""
    return max((one.on for one in meetings if one.body == body and one.on < today), default=None)
