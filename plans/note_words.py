"""What is in a note: the days that it names, and the sentence that a word of it stands in."""

import re
from datetime import date

from plans.when import Years, find_when

_FULL_DATE = re.compile(r"(?:\d{4}|[./-]\s?\d{2})$")
_LONGEST = 200


def days_named(text: str, today: date) -> list[tuple[date, str]]:
    """The days that a text names with their year, the first day of a month or longer, and the sentences they are in."""
    days = []
    for found in find_when(text, today, years=Years.NEAREST):
        if found.when.first is not None and _FULL_DATE.search(text[found.start : found.end].strip()):
            days.append((found.when.first, sentence_around(text, found.start)))
    return days


# Not within a date (16.01.13) or behind a short form (e.g.).
_END = re.compile(r"(?<=[a-z\d)])[.;](?=\s+[A-Z(\"'])|\n")


def sentence_around(text: str, place: int) -> str:
    """The sentence of a text that a place is in, on one line."""
    ends = [match.end() for match in _END.finditer(text)]
    begin = max((end for end in ends if end <= place), default=0)
    end = min((end for end in ends if end > place), default=len(text))
    return first_words(text[begin:end])


def first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
