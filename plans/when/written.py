"""Dates written out: 24.8.12, 31- July- 2011, 18-Feb, Jan 14th, 2012-09-30. Day first, never the American way."""

import re

from plans.when.base import Base, Kind, Rule, day_or_none, is_alone, words_after, words_before
from plans.when.meaning import MONTH_NAMES, When, a_day, ask, said
from plans.when.vocabulary import (
    MONTH,
    ORDINALS,
    WEEKDAY,
    YEAR_TOLD,
    compiled,
    month_number,
    one_of,
    weekday_number,
)

_ORDINAL = r"(?:st|nd|rd|th)"
_DAY = rf"(?P<day>[0-3]?\d)(?:\s?(?P<ordinal>{_ORDINAL}))?"
_WEEKDAY_BEFORE = rf"(?:(?P<weekday>{WEEKDAY})\b\.?,?\s{{1,2}}(?:the\s)?)?"
_NOT_A_YEAR = rf"(?!\d|[.:/]\d|\s?(?:%|am\b|pm\b|{_ORDINAL}\b|x\b)|[\s-]{{1,3}}(?:of\s)?{MONTH}\b)"
_YEAR = rf"(?:[\s.,/-]{{0,3}}(?P<year>(?:19|20)\d\d)(?!\d)|[\s./-]?(?P<short>'?\d\d){_NOT_A_YEAR})"
_ISO_SEP = "[-/.]"

_NUMBERED_THING = re.compile(
    r"\b(?:actions?|recs?|recommendations?|milestones?|items?|sections?|paras?|paragraphs?|pages?|form|version|v"
    r"|no|number|phase|stage|room|class|ward|band|level|grade|tier|unit|objective|priority|outcome)\.?\s{0,2}$",
    re.IGNORECASE,
)
_MAY_IS_A_VERB = re.compile(
    r"\s+(?:not|be|need|have|still|also|require|well|want|slip|take|get|go|come|move|change|only|yet|never|or may)\b",
    re.IGNORECASE,
)
_BEFORE_A_DATE = re.compile(
    r"(?:\b(?:by|on|until|till?|before|after|from|due|to|for|since|now|date|deadline|between|panel|board"
    rf"|w/c|w/e|w/b|{WEEKDAY}|about|around|say|start|end|starts|ends|starting|ending|commencing)\b[\s:]{{0,2}}"
    r"|[(:>-]\s?)$",
    re.IGNORECASE,
)
_A_FRACTION = re.compile(r"\s*(?:of\b|done\b|complete|way\b|finished|th\b|full|staff|people|cases)", re.IGNORECASE)


def _checked_weekday(match: re.Match[str], base: Base, when: When) -> When:
    """A weekday that does not go with the date is asked about, unless the date was in the year before."""
    written = match.groupdict().get("weekday")
    if not written or when.first is None or when.first.weekday() == weekday_number(written):
        return when
    if when.year_assumed:
        earlier = day_or_none(when.first.year - 1, when.first.month, when.first.day)
        is_nearer = earlier is not None and base.on - earlier < when.first - base.on
        if earlier and is_nearer and earlier.weekday() == weekday_number(written):
            return a_day(earlier, year_assumed=True)
    return ask(f'"{match[0].strip()}" does not go together: it is {said(when.first)}. Which day do you mean?')


def _short_year_fits(match: re.Match[str], base: Base) -> bool:
    """ "1 May 12 people came" has no year in it: before more words it must be a year near ours."""
    short = match["short"]
    if short.startswith("'") or not re.match(r"\s+[a-z]", words_after(match)):
        return True
    return abs(base.year_of(short) - base.on.year) <= 3


def _iso(match: re.Match[str], base: Base) -> When | None:
    return base.day(int(match["day"]), int(match["month"]), match["year"]) if _real(match) else None


def _real(match: re.Match[str]) -> bool:
    return 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31


def _numeric(match: re.Match[str], base: Base) -> When | None:
    if re.search(r"\b(?:v|version|ver|section|clause|para)\.?\s?$", words_before(match), re.IGNORECASE):
        return None
    day, month = int(match["day"]), int(match["month"])
    if _real(match):
        return base.day(day, month, match["year"])
    american = day_or_none(base.year_of(match["year"]), day, month)
    if american is None or match["sep"] != "/":
        return None
    return ask(f'"{match[0]}" has no month {month}. Do you mean {said(american)}?')


def _day_and_month_number(match: re.Match[str], base: Base) -> When | None:
    """14/3; but 1/2, 9/10 and 24/7 are dates only after "by", "on" and the like, or on their own."""
    day, month = int(match["day"]), int(match["month"])
    if not _real(match) or _A_FRACTION.match(words_after(match)):
        return None
    looks_like_a_share = day <= month or (day, month) == (24, 7)
    if looks_like_a_share and not is_alone(match) and not _BEFORE_A_DATE.search(words_before(match)):
        return None
    return base.day(day, month)


def _dotted_day_and_month(match: re.Match[str], base: Base) -> When | None:
    """30.09 after "by" is a date; on its own it could be the number of a milestone."""
    if not _real(match):
        return None
    if base.whole and is_alone(match):
        name = MONTH_NAMES[int(match["month"]) - 1]
        return ask(f'"{match[0]}" could be {int(match["day"])} {name} or the number of a milestone. Which is it?')
    if len(match["month"]) < 2 or not re.search(
        r"\b(?:by|before|until|till?|due)\s$", words_before(match), re.IGNORECASE
    ):
        return None
    return base.day(int(match["day"]), int(match["month"]))


def _day_month(match: re.Match[str], base: Base) -> When | None:
    word, ordinal = match["month"], match["ordinal"]
    year = match["year"] or match["short"] or base.year_told(match["told"])
    if match["short"] and not _short_year_fits(match, base):
        year = None
    if not ordinal and not match["weekday"] and _NUMBERED_THING.search(words_before(match)):
        return None
    if word.lower() == "may" and not (ordinal or year) and _MAY_IS_A_VERB.match(words_after(match)):
        return None
    if not int(match["day"]) >= 1:
        return None
    return _checked_weekday(match, base, base.day(int(match["day"]), month_number(word), year))


def _worded_day_month(match: re.Match[str], base: Base) -> When | None:
    return base.day(ORDINALS[match["day"].lower()], month_number(match["month"]), match["year"])


def _month_day(match: re.Match[str], base: Base) -> When | None:
    year = match["year"] or match["year2"]
    return _checked_weekday(match, base, base.day(int(match["day"]), month_number(match["month"]), year))


def _month_year(match: re.Match[str], base: Base) -> When | None:
    return base.month(month_number(match["month"]), match["year"])


def _is_a_short_answer(match: re.Match[str], base: Base) -> bool:
    """ "By Dec 14", said in 2026: nobody writes to us of 2014, while a plan of 2012 does write of December 12."""
    is_far = abs(base.year_of(match["number"]) - base.on.year) > 2
    return is_far and not match.string[match.end() :].strip(" .!") and len(match.string[: match.start()].split()) <= 1


def _month_number(match: re.Match[str], base: Base) -> When | None:
    """December 12: December 2012 in a plan, and in chat either that or the 12th."""
    word, number = match["month"], int(match["number"])
    is_a_verb = word in {"may", "march", "mar"} and not is_alone(match)
    if is_a_verb and not _BEFORE_A_DATE.search(words_before(match)):
        return None
    month = month_number(word)
    if len(match["number"]) == 1:
        return base.day(number, month)
    as_month = base.month(month, match["number"])
    as_day = base.day(number, month)
    if base.number_is_year and not (as_day and _is_a_short_answer(match, base)):
        return as_month
    if not base.on.year <= base.year_of(match["number"]) <= base.on.year + 2:
        return as_day if as_day else None
    if not as_day:
        return as_month
    name = MONTH_NAMES[month - 1]
    return ask(f'"{match[0]}" could be {number} {name} or the month of {name} 20{number:02}. Which is it?')


WRITTEN_NUMBERS = (
    Rule(
        Kind.WRITTEN,
        compiled(
            rf"(?P<year>(?:19|20)\d\d){_ISO_SEP}(?P<month>\d\d?){_ISO_SEP}(?P<day>\d\d?)(?!\d|[./-]\d)(?:T\d\d:\d\d\S{{0,16}})?"
        ),
        _iso,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(
            rf"{_WEEKDAY_BEFORE}(?<![/])(?P<day>\d\d?)\s?(?P<sep>[./-])\s?(?P<month>\d\d?)\s?(?P=sep)\s?"
            r"(?P<year>(?:19|20)\d\d|\d\d)(?![\w%]|[./]\d|(?P=sep)\d)"
        ),
        _numeric,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(r"(?<![/\d-])(?P<day>[0-3]?\d)/(?P<month>[01]?\d)(?![\w%/]|\.\d)"),
        _day_and_month_number,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(r"(?<![/\d-])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)(?![\w%/]|\.\d)"),
        _dotted_day_and_month,
    ),
)
WRITTEN_MONTHS = (
    Rule(
        Kind.WRITTEN,
        compiled(
            rf"{_WEEKDAY_BEFORE}{_DAY}[\s.,/-]{{0,3}}(?:of\s)?(?P<month>{MONTH})(?![a-z])\.?(?:{_YEAR}|{YEAR_TOLD})?"
        ),
        _day_month,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(rf"(?P<day>{one_of(ORDINALS)})\s(?:of\s)?(?P<month>{MONTH})\b(?:,?\s(?P<year>(?:19|20)\d\d)(?!\d))?"),
        _worded_day_month,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(
            rf"{_WEEKDAY_BEFORE}(?P<month>{MONTH})\b\.?[\s-](?:the\s)?(?P<day>[0-3]?\d)"
            rf"(?:\s?{_ORDINAL}\b(?:,?\s(?P<year>(?:19|20)\d\d)(?!\d))?|,?\s(?P<year2>(?:19|20)\d\d)(?!\d))"
        ),
        _month_day,
    ),
    Rule(
        Kind.MONTH,
        compiled(rf"(?P<month>{MONTH})\b\.?[\s,./-]{{0,3}}(?:of\s)?(?P<year>(?:19|20)\d\d)(?![\d/]|-\d)"),
        _month_year,
    ),
    Rule(
        Kind.MONTH,
        compiled(rf"(?P<month>{MONTH})\b\.?(?:\s?'|-|/)(?P<year>\d\d)(?![\d/%]|[.:-]\d)"),
        _month_year,
    ),
    Rule(
        Kind.MONTH,
        compiled(rf"(?P<month>{MONTH})\b\.?\s(?P<number>[0-3]\d|[1-9]){_NOT_A_YEAR}"),
        _month_number,
    ),
)
