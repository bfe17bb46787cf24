"""What is said about a message that is held: why, in words that repeat nothing of it, and where."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """A reason for holding a message. `words` name what was noticed, never the words of the message."""

    AGE = "age"
    BIRTH = "birth"
    SCHOOL = "school"
    PLACEMENT = "placement"
    CHILD = "child"
    NUMBER = "number"
    ADDRESS = "address"
    FAMILY = "family"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Why.AGE: "a name beside an age",
    Why.BIRTH: "a date of birth",
    Why.SCHOOL: "a name or initials beside a school",
    Why.PLACEMENT: "a name or initials beside a placement or another step in a child's care",
    Why.CHILD: "a child or a parent by name",
    Why.NUMBER: "the number of a person or a case",
    Why.ADDRESS: "an address where a child or family lives",
    Why.FAMILY: "a family by name",
}


@dataclass(frozen=True)
class Found:
    """One thing that seems to identify somebody: the characters from `start` up to `end` of the message."""

    why: Why
    start: int
    end: int


@dataclass(frozen=True)
class Held:
    """`why` are the reasons, each once, in the order met; `spans` (start, end) are where they were met."""

    why: tuple[Why, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def words(self) -> str:
        """The reasons in one phrase: "a name beside an age and a family by name"."""
        said = [why.words for why in self.why]
        return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
