"""Weeks, weekends, quarters, seasons and years."""

import re
from datetime import date, timedelta

from plans.when.base import (
    ONE_WEEK,
    Base,
    Kind,
    Rule,
    add_months,
    is_alone,
    monday_of,
    month_span,
    week_of,
    words_after,
    words_before,
)
from plans.when.meaning import When, a_day, a_span, ask, either, said
from plans.when.vocabulary import YEAR_TOLD, compiled
from plans.working_days import financial_year, quarter

_STEPS = {"this": 0, "current": 0, "": 0} | dict.fromkeys(("next", "new", "coming", "following"), 1)
_STEPS |= {"last": -1, "previous": -1}
_WHICH = r"(?P<which>this|current|next|coming|following|last|previous)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_YEAR = r"(?P<year>(?:19|20)\d\d)"


def _week(match: re.Match[str], base: Base) -> When | None:
    return week_of(base.on + _STEPS[match["which"].lower()] * ONE_WEEK)


def _quarter(match: re.Match[str], base: Base) -> When | None:
    first, _ = quarter(base.on)
    return a_span(*quarter(add_months(first, 3 * _STEPS[match["which"].lower()])))


def _year(match: re.Match[str], base: Base) -> When | None:
    """The calendar's year or the council's: nobody can tell from the words."""
    return _year_of(base, _STEPS[match["which"].lower()], match[0])


def _year_of(base: Base, steps: int, words: str) -> When:
    calendar = said(date(base.on.year + steps, 12, 31))
    council = said(financial_year(add_months(base.on, 12 * steps))[1])
    return ask(f'"{words}" could be the year to {calendar} or the financial year to {council}. Which is it?')


def _calendar_year(match: re.Match[str], base: Base) -> When | None:
    year = base.on.year + _STEPS[(match["which"] or "").lower()]
    return a_span(date(year, 1, 1), date(year, 12, 31))


def _financial_year(match: re.Match[str], base: Base) -> When | None:
    steps = _STEPS[(match["which"] or "").lower()]
    return a_span(*financial_year(add_months(base.on, 12 * steps)))


def _written_financial_year(match: re.Match[str], base: Base) -> When | None:
    """2026/27, FY 26/27: only where the second year is the one after the first."""
    starts, ends = base.year_of(match["year"]), int(match["ends"][-2:])
    if (starts + 1) % 100 != ends:
        return None
    return a_span(date(starts, 4, 1), date(starts + 1, 3, 31))


def _weekend(match: re.Match[str], base: Base) -> When | None:
    saturday = monday_of(base.on) + timedelta(days=5)
    which = (match["which"] or "").lower()
    if which == "last":
        return a_span(saturday - ONE_WEEK, saturday - timedelta(days=6))
    if which == "next":
        return either(match[0], saturday, saturday + ONE_WEEK)
    return a_span(saturday, saturday + timedelta(days=1))


_OF_A_SURVEY = re.compile(r"\s(?:of|in|on)\s(?:the\s)?(?:survey|form|audit|questionnaire)", re.IGNORECASE)
_QUARTER_MONTH = {1: 4, 2: 7, 3: 10, 4: 1}
_QUARTER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}


def _numbered_quarter(match: re.Match[str], base: Base) -> When | None:
    """Quarters of the financial year: Q1 is April to June."""
    if _OF_A_SURVEY.match(words_after(match)):
        return None
    word = (match["number"] or match["word"]).lower()
    number = int(word) if word.isdecimal() else _QUARTER_WORDS[word]
    month, year = _QUARTER_MONTH[number], match["year"] or match["short"]
    if year is None:
        chosen = base.choose(lambda near: quarter(date(near, month, 1)))
        return a_span(*chosen, year_assumed=True) if chosen else None
    starts = base.year_of(year)
    if match["ends"] or match["short_ends"] or number < 4:
        return a_span(*quarter(date(starts + (number == 4), month, 1)))
    return either(match[0], date(starts, 3, 31), date(starts + 1, 3, 31))


def _season_of(year: int, season: str) -> tuple[date, date]:
    first = date(year, _SEASONS[season], 1)
    return first, month_span(*_year_month(add_months(first, 2)))[1]


def _year_month(day: date) -> tuple[int, int]:
    return day.year, day.month


_SEASON_LEADS = re.compile(
    r"\b(?:by|in|until|till?|for|before|after|during|since|from|mid|early|late|end|of|to|and|or|now|due|start|over)"
    r"[\s-](?:the\s)?$",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"\s(?:term|holidays?|hols|break|half[\s-]term)\b", re.IGNORECASE)


def _season(match: re.Match[str], base: Base) -> When | None:
    """ "Summer 2027", "by the spring", "next autumn"; "spring into action" and "winter pressures" are none."""
    season, which = match["season"].lower(), (match["which"] or "").lower()
    year = match["year"] or match["short"] or base.year_told(match["told"])
    if _SCHOOL.match(words_after(match)):
        return ask(f'School dates differ from council to council. Which day do you mean by "{match[0]}"?')
    if year is not None:
        return a_span(*_season_of(base.year_of(year), season))
    if which in {"", "the"} and not is_alone(match) and not _SEASON_LEADS.search(words_before(match)):
        return None
    chosen = base.choose(lambda near: _season_of(near, season))
    return _which_season(match[0], which, season, chosen, base) if chosen else None


def _which_season(words: str, which: str, season: str, chosen: tuple[date, date], base: Base) -> When:
    if which == "next" and chosen[0].year == base.on.year:
        return either(words, chosen[1], _season_of(base.on.year + 1, season)[1])
    if which == "last":
        return a_span(*_season_of(chosen[0].year - 1, season))
    return a_span(*chosen, year_assumed=True)


def _plain_year(match: re.Match[str], base: Base) -> When | None:
    if not re.search(
        r"\b(?:in|by|during|until|till|since|of|before|early|late|mid|summer|end|start|beginning)[\s-](?:the\s)?$",
        words_before(match),
        re.IGNORECASE,
    ):
        return None
    year = base.year_of(match["year"])
    return a_span(date(year, 1, 1), date(year, 12, 31))


def _part_week(_match: re.Match[str], base: Base) -> When:
    """On a Saturday or Sunday "the end of the week" is the coming week's."""
    return week_of(base.on if base.on.weekday() < 5 else base.on + ONE_WEEK)


def _week_end(match: re.Match[str], base: Base) -> When | None:
    due = _part_week(match, base).due
    return a_day(due) if due else None


def _year_end(_match: re.Match[str], base: Base) -> When | None:
    """ "Year end" is the accounts', 31 March, to everybody in a council."""
    return a_day(financial_year(base.on)[1])


def _quarter_end(_match: re.Match[str], base: Base) -> When | None:
    return a_day(quarter(base.on)[1])


def _part_year(match: re.Match[str], base: Base) -> When | None:
    return _year_of(base, 0, match[0])


PERIODS = (
    Rule(Kind.WEEK, compiled(rf"{_WHICH}\s(?:wk|week)\b(?!\s*-?end)"), _week),
    Rule(
        Kind.WEEK,
        compiled(r"(?:the\s)?week\safter\snext\b|next\sweek\sbut\sone\b"),
        lambda _match, base: week_of(base.on + 2 * ONE_WEEK),
    ),
    Rule(
        Kind.NEAR,
        compiled(r"(?:this|same)\stime\snext\sweek\b"),
        lambda _match, base: a_day(base.on + ONE_WEEK),
    ),
    Rule(Kind.SPAN, compiled(r"(?:(?P<which>this|next|last|the)\s)?weekend\b"), _weekend),
    Rule(Kind.WEEK, compiled(r"(?:wk|week)\b"), _part_week, part_only=True),
    Rule(Kind.SPAN, compiled(rf"{_WHICH}\s(?:quarter|qtr)\b"), _quarter),
    Rule(Kind.SPAN, compiled(r"(?P<which>)(?:quarter|qtr)\b"), _quarter, part_only=True),
    Rule(
        Kind.SPAN,
        compiled(
            r"(?:q(?:uarter|tr)?\s?(?P<number>[1-4])|(?P<word>first|second|third|fourth|final|last)\s(?:quarter|qtr))\b"
            rf"(?:,?\s(?:of\s)?(?:FY\s?)?{_YEAR}(?:\s?[/-]\s?(?P<ends>(?:20)?\d\d))?(?!\d)"
            r"|\sof\s(?:this|the)(?:\sfinancial)?\syear\b|,?\s(?:FY\s?)?(?P<short>\d\d)\s?[/-]\s?(?P<short_ends>\d\d)(?!\d))?"
        ),
        _numbered_quarter,
    ),
    Rule(
        Kind.SPAN,
        compiled(
            r"(?:(?P<which>this|next|last|the|coming)\s)?(?P<season>spring|summer|autumn|winter)\b"
            rf"(?:\s(?:of\s)?{_YEAR}(?!\d)|\s'(?P<short>\d\d)\b|{YEAR_TOLD})?"
        ),
        _season,
    ),
    Rule(Kind.YEAR, compiled(rf"{_WHICH}\syear\b"), _year),
    Rule(Kind.SPAN, compiled(rf"{_WHICH}\scalendar\syear\b"), _calendar_year),
    Rule(Kind.SPAN, compiled(r"(?P<which>)calendar\syear\b"), _calendar_year, part_only=True),
    Rule(Kind.YEAR, compiled(r"(?P<which>)year\b"), _year, part_only=True),
    Rule(
        Kind.SPAN,
        compiled(
            r"(?P<which>this|current|next|coming|following|last|previous|new)\s(?:financial\s(?:year|yr)|fy|council\syear|fiscal\syear)\b"
        ),
        _financial_year,
    ),
    Rule(
        Kind.SPAN,
        compiled(r"(?P<which>)(?:financial\s(?:year|yr)|fy|council\syear|fiscal\syear)\b"),
        _financial_year,
        part_only=True,
    ),
    Rule(Kind.SPAN, compiled(rf"(?:fy\s?)?{_YEAR}\s?[/-]\s?(?P<ends>(?:20)?\d\d)(?![\d/-])"), _written_financial_year),
    Rule(Kind.SPAN, compiled(r"fy\s?(?P<year>\d\d)\s?[/-]\s?(?P<ends>\d\d)(?![\d/-])"), _written_financial_year),
    Rule(Kind.SPAN, compiled(rf"{_YEAR}(?![\w/%]|[.:-]\d)"), _plain_year),
    Rule(Kind.OTHER, compiled(r"(?:financial\s)?(?:year|yr)[\s-]end\b"), _year_end),
    Rule(
        Kind.OTHER,
        compiled(r"calendar\syear[\s-]end\b"),
        lambda _match, base: a_day(date(base.on.year, 12, 31)),
    ),
    Rule(Kind.OTHER, compiled(r"(?:quarter|qtr)[\s-]end\b|eoq\b"), _quarter_end),
    Rule(Kind.OTHER, compiled(r"eow\b"), _week_end),
    Rule(Kind.OTHER, compiled(r"eoy\b"), _part_year),
)
