"""The period a question names: "next week", "since Friday", "in the next 30 days", "by the end of June"."""

import re
from datetime import date, timedelta

from bot.conversation.understanding.said import Part
from plans.when import Found, add_length, find_lengths, subtract_length
from plans.working_days import WorkingDays

Period = tuple[date | None, date | None]

_SINCE = re.compile(r"\b(?:since|from|after|as of)\s+(?:the\s+|about\s+)?$")
_BY = re.compile(
    r"\b(?:by|before|until|up to|to|no later than|between now and|from now to"
    r"|now and)\s+(?:the\s+)?(?:end\s+of\s+)?$"
)
_LOOKS_BACK = re.compile(r"\b(?:last|past|previous|since|from|after|as of)\b")
_AHEAD = re.compile(r"\b(?:next|in|within|over|coming|following|for)\s+(?:the\s+)?(?:next\s+|coming\s+|following\s+)?$")
_BACK = re.compile(r"\b(?:last|past|previous)\s+$")
_ONE_WEEK = timedelta(days=7)


def read_period(part: Part, today: date, calendar: WorkingDays, looks_back: bool) -> Period:
    """(from, to) as named; None for an end left open."""
    if not part.dates:
        return _length(part, today, calendar)
    found = part.dates[-1] if not looks_back else part.dates[0]
    before = part.low[: found.start - part.start]
    first, last = found.when.first, found.when.last
    if first is None or last is None:
        return None, None
    words = part.said.text[found.start : found.end].lower()
    if words.startswith("after "):
        return first, None
    if looks_back and _LOOKS_BACK.search(before + words):
        return _since(first, found, part, today), None if _is_open(before) else last
    if (
        looks_back
        and first > today
        and found.when.first != found.when.last
        and not re.search(r"\d{4}|next|coming", words)
    ):
        return _a_year_before(first), _a_year_before(last)
    if looks_back and first <= today:
        return first, None if last >= today else last
    if _BY.search(before):
        return today if re.search(r"\bnow\s+(?:and|to)\s+(?:the\s+)?(?:end\s+of\s+)?$", before) else None, last
    if _SINCE.search(before):
        return (last + timedelta(days=1) if "after" in before[-12:] else first), None
    return first, last


def _is_open(before: str) -> bool:
    return bool(_SINCE.search(before) or re.search(r"\bsince\b", before))


def _since(first: date, found: Found, part: Part, today: date) -> date:
    """The last such day: "since Friday" is the Friday gone by, "since 1 March" this year's or last year's."""
    if first <= today:
        return first
    words = part.said.text[found.start : found.end]
    if not re.search(r"\d", words) and (first - today).days <= 7:
        return first - _ONE_WEEK
    return _a_year_before(first)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else day - timedelta(days=366)


def _length(part: Part, today: date, calendar: WorkingDays) -> Period:
    for found in find_lengths(part.text):
        before = part.low[: found.start]
        if _BACK.search(before):
            return subtract_length(today, found.length, calendar), None
        if _AHEAD.search(before):
            return today, add_length(today, found.length, calendar)
    return None, None
