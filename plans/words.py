"""The vocabulary of improvement plans, as the whole house uses it."""

from enum import StrEnum


class Status(StrEnum):
    """How a milestone stands, in the order in which a milestone usually passes through them."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    COMPLETE = "complete"
    CONFIRMED = "confirmed"

    @property
    def sign(self) -> str:
        """A shape that tells the status apart without colour."""
        return _SIGNS[self]

    @property
    def words(self) -> str:
        """The status in plain English, where the plan has no words of its own for it."""
        return self.value.replace("_", " ")

    @property
    def is_finished(self) -> bool:
        return self in FINISHED


_SIGNS = {
    Status.NOT_STARTED: "○",
    Status.ON_TRACK: "●",
    Status.AT_RISK: "▲",
    Status.OFF_TRACK: "■",
    Status.COMPLETE: "✔",
    Status.CONFIRMED: "✔",
}

FINISHED = frozenset({Status.COMPLETE, Status.CONFIRMED})


class Role(StrEnum):
    """One lead is answerable for a milestone; everybody else named beside it supports."""

    LEAD = "lead"
    SUPPORT = "support"
