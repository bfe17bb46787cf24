"""The meetings that a document announces in a line of its own: "Improvement Panel dates: 14 July and 5 May 2026"."""

import re
from datetime import date

from documents.reading.document import Document, Paragraph
from documents.reading.markup import one_line
from plans.own_days import Meeting
from plans.when import Found, find_when
from plans.when.base import day_or_none

_ANNOUNCED = re.compile(
    r"^\W*(?:the\s|dates?\s(?:of|for)\s(?:the\s)?)?(?P<body>(?:[A-Z][\w'’&-]*\s){0,4}(?:Panel|Board|Committee|Forum))"
    r"(?:\s(?:will\s)?(?:next\s)?meets?(?:\sagain)?\son|(?:\smeetings?)?(?:\sdates?)?(?:\s(?:are|is)(?:\son)?)?\s?[:–—-])\s",
    re.IGNORECASE,
)
_LONGEST = 600
_ANY_DAY = date(2000, 1, 1)
"""Nothing is counted from it: only days whose year is written are taken."""


def meetings_in(document: Document) -> tuple[Meeting, ...]:
    """Every meeting of which the text outside tables gives body, day and year, each once, the first first."""
    found = [
        meeting
        for block in document.blocks
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST
        for meeting in _announced(one_line(block.text))
    ]
    return tuple(sorted(set(found)))


def _announced(text: str) -> list[Meeting]:
    match = _ANNOUNCED.match(text)
    if match is None:
        return []
    body = " ".join(match["body"].split())
    days = _days(find_when(text[match.end() :], _ANY_DAY))
    return [Meeting(day, body) for day in days]


def _days(found: list[Found]) -> list[date]:
    """Single days; one without a year has that of the next day that is written with one."""
    days: list[date] = []
    year = None
    for one in reversed(found):
        when = one.when
        for day in reversed(when.dates or ((when.first,) if when.first and when.first == when.last else ())):
            year = day.year if not when.year_assumed else year
            kept = day_or_none(year, day.month, day.day) if year is not None else None
            days += [kept] if kept else []
    return days
