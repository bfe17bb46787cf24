"""What every format is turned into before anybody tries to understand it: paragraphs and tables, in order."""

from dataclasses import dataclass, field
from typing import Self


class UnreadableDocument(Exception):
    """The file cannot be read as a plan. The message is a sentence for the person who brought it."""


@dataclass(frozen=True)
class Cell:
    """One cell as it stands in the file. `fill` is its background as "RRGGBB" where it has one.

    `across` and `down` are how many columns and rows it spans; the cells it covers are not repeated.
    """

    text: str
    fill: str | None = None
    across: int = 1
    down: int = 1

    @classmethod
    def plain(cls, text: str) -> Self:
        """`Cell(text)` in half the time: the other fields are found on the class, where their defaults stand."""
        cell = object.__new__(cls)
        object.__setattr__(cell, "text", text)
        return cell


@dataclass(frozen=True)
class Paragraph:
    """Text outside a table; `level` is 1 to 6 for a heading, None for ordinary text."""

    text: str
    place: str
    level: int | None = None


@dataclass(frozen=True)
class Table:
    """Rows of cells. `place` says where in the file the table begins, as a person would look for it.

    `row_places` has one entry a row, for formats that can say more than the table's own place.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: str
    row_places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """A whole file. `notes` says what was left out in reading it (hidden rows, pictures, pages past a limit)."""

    name: str
    blocks: tuple[Paragraph | Table, ...]
    notes: tuple[str, ...] = field(default=())
