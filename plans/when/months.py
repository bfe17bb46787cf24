"""Months without a year: "by June", "next March", "the end of the month"."""

import re
from datetime import timedelta

from plans.when.base import Base, Kind, Rule, Years, add_months, is_alone, month_span, words_after, words_before
from plans.when.meaning import When, a_day, a_span, either
from plans.when.vocabulary import MONTH, NAMES_TOO, YEAR_TOLD, compiled, month_number

_STEPS = {"this": 0, "current": 0, "": 0, "next": 1, "coming": 1, "following": 1, "last": -1, "previous": -1}
_WHICH = r"(?P<which>this|current|next|coming|following|last|previous)"

_MONTH_LEADS = re.compile(
    r"(?:\b(?:by|in|for|until|till?|since|before|after|during|due|of|this|next|last|from|between|through|around|about"
    r"|approx|end|mid|early|late|beginning|start|now|now\sin|into|expected|aiming\sfor|target|deadline|date|say|on"
    r"|and|or|to|probably|likely|realistically|maybe|more\slike|than|is)[\s:]{1,2}(?:the\s)?|[(/:-]\s?|mid-)$",
    re.IGNORECASE,
)
_TO_A_MONTH = re.compile(rf"\s?(?:-|/|to|until)\s?{MONTH}\b", re.IGNORECASE)
_MAY_LEADS = re.compile(
    r"(?:\b(?:by|in|until|till?|since|before|after|during|of|from|end|mid|early|late)\s|[/-]\s?)$", re.IGNORECASE
)
_MEANT_FOR_A_PERSON = re.compile(
    r"\b(?:pass(?:ed|ing)?|hand(?:ed|ing)?|g[ia]ve|reassign(?:ed)?|assign(?:ed)?|over|talk(?:ed)?|sp[eo]a?k?e?|sent"
    r"|send|report(?:s|ing)?|from|and|for|belongs|transfer|cc)\b[^,;]{0,16}\b(?:to|and|from|for|or|is|on)\s$",
    re.IGNORECASE,
)
_A_PERSON_OR_A_VERB = re.compile(
    r"(?:'s\b|\s+(?:i\b|I\b|we\b|you\b|he\b|she\b|they\b|the\b|said|says|is|has|will|was|would|can|who"
    r"|and\s+[A-Z]|[A-Z][a-z]+\b|this|it|them|through|him|her"
    r"|not|be|need|have|still|also|on\b|up\b|out\b|into))",
)


def _bare_month(match: re.Match[str], base: Base) -> When | None:
    """A month with nothing but a word like "by" to show that it is one."""
    word, before = match["month"], words_before(match)
    lead = (_MAY_LEADS if word == "may" else _MONTH_LEADS).search(before)
    doubtful = word.lower() in NAMES_TOO
    if _starts_a_span(match) or match["told"]:
        return base.month(month_number(word), base.year_told(match["told"]))
    if doubtful and not is_alone(match) and (not lead or _MEANT_FOR_A_PERSON.search(before) or _names_someone(match)):
        return None
    return base.month(month_number(word))


def _starts_a_span(match: re.Match[str]) -> bool:
    """ "Jan to March": another month follows."""
    return _TO_A_MONTH.match(words_after(match)) is not None


def _names_someone(match: re.Match[str]) -> bool:
    after = words_after(match)
    if not _A_PERSON_OR_A_VERB.match(after):
        return False
    lead = re.search(
        r"\b(?:by|in|until|till|since|during|end of|mid|early|late|before|after)\s$", words_before(match), re.I
    )
    return lead is None


def _which_month(match: re.Match[str], base: Base) -> When | None:
    """ "Next March" is two Marches as long as this year's is still to come."""
    if match["month"].lower() == "may" and not match["month"].istitle():
        return None
    word, month = match["which"].lower(), month_number(match["month"])
    if word == "last":
        return base.counted_from(base.on.replace(day=1) - timedelta(days=1), Years.LAST).month(month)
    coming = base.counted_from(base.on).month(month)
    if word != "next" or coming.first is None or coming.first.year > base.on.year:
        return coming
    later = month_span(coming.first.year + 1, month)
    return either(match[0], month_span(coming.first.year, month)[1], later[1])


def _month_after(base: Base, steps: int) -> When:
    first = add_months(base.on.replace(day=1), steps)
    return a_span(*month_span(first.year, first.month))


def _month(match: re.Match[str], base: Base) -> When | None:
    return _month_after(base, _STEPS[match["which"].lower()])


def _month_end(_match: re.Match[str], base: Base) -> When | None:
    return a_day(month_span(base.on.year, base.on.month)[1])


MONTHS_ALONE = (
    Rule(Kind.MONTH, compiled(rf"(?P<which>this\scoming|coming|this|next|last)\s(?P<month>{MONTH})\b"), _which_month),
    Rule(Kind.MONTH, compiled(rf"(?P<month>{MONTH})\b{YEAR_TOLD}?"), _bare_month),
)
MONTHS_COUNTED = (
    Rule(Kind.MONTH, compiled(rf"{_WHICH}\s(?:month|mth)\b"), _month),
    Rule(Kind.MONTH, compiled(r"(?P<which>)(?:month|mth)\b"), _month, part_only=True),
    Rule(Kind.OTHER, compiled(r"(?:month|mth)[\s-]end\b|eom\b"), _month_end),
    Rule(
        Kind.MONTH,
        compiled(r"(?:the\s)?month\safter\snext\b"),
        lambda _match, base: _month_after(base, 2),
    ),
)
