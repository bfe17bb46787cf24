"""The last resort for short texts that no rule of ours knows: `dateparser`, with guards against what it gets wrong."""

import re
from datetime import UTC, date, datetime, time
from typing import Any

import dateparser

from plans.when.base import Base
from plans.when.meaning import When, a_day

_LONGEST = 40
# It must look like a date before dateparser may see it: it reads "may I", "sat in on" and "we need 12" as dates.
_LOOKS_LIKE_A_DATE = re.compile(
    r"^(?=.*\d)(?=.*[a-z]{3})[\w\s,.:'+/-]{6,40}$",
    re.IGNORECASE,
)
_NAMES_A_DATE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|days?|weeks?|months?|years?)\w*", re.IGNORECASE
)
# "A week today" becomes a week ago, and "on" a day of the past.
_MISREAD = re.compile(r"\b(?:today|tomorrow|on|ago|hours?|minutes?|may)\b", re.IGNORECASE)


def read_otherwise(text: str, base: Base) -> When:
    """What dateparser makes of a short, date-shaped text; a false When where it is not trusted."""
    if not 6 <= len(text) <= _LONGEST or not _LOOKS_LIKE_A_DATE.match(text):
        return When()
    if not _NAMES_A_DATE.search(text) or _MISREAD.search(text):
        return When()
    parsed = dateparser.parse(text, languages=["en"], settings=_settings(base.on))
    return a_day(parsed.date()) if parsed else When()


def _settings(on: date) -> Any:
    return {
        "DATE_ORDER": "DMY",
        "RELATIVE_BASE": datetime.combine(on, time(12), UTC).replace(tzinfo=None),
        "STRICT_PARSING": True,
        "PARSERS": ["relative-time", "absolute-time"],
    }


def warm() -> None:
    """Loads dateparser's tables, which takes a fifth of a second the first time."""
    read_otherwise("1 day 12 january 2011", Base(date(2011, 1, 1)))
