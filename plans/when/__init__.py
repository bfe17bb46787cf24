"""Dates as councils and people write them: one reader for documents and for chat."""

from plans.when.base import Years
from plans.when.fallback import warm
from plans.when.lengths import FoundLength, Length, Unit, add_length, find_lengths, subtract_length
from plans.when.meaning import Found, When, as_answer, said
from plans.when.reader import find_when, read_when

__all__ = [
    "Found",
    "FoundLength",
    "Length",
    "Unit",
    "When",
    "Years",
    "add_length",
    "as_answer",
    "find_lengths",
    "find_when",
    "read_when",
    "said",
    "subtract_length",
    "warm",
]
