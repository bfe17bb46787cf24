"""Where dates are counted from, and the arithmetic of months and weeks."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from plans.when.meaning import MONTH_NAMES, When, a_day, a_span, ask
from plans.working_days import ENGLAND, WorkingDays

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
MONDAY, FRIDAY, SUNDAY = 0, 4, 6


class Years(StrEnum):
    """Which year a date without one is in: the next such day to come, the nearest, or the last one gone."""

    NEXT = "next"
    NEAREST = "nearest"
    LAST = "last"


@dataclass(frozen=True)
class Base:
    """The day words are counted from, with what else decides their meaning.

    `number_is_year`: "December 12" is December 2012, as in plans; otherwise it may be the 12th of December.
    `whole`: the text is the answer to "when?", so that "two weeks" is counted and "8.4" is asked about.
    """

    on: date
    calendar: WorkingDays = ENGLAND
    years: Years = Years.NEXT
    number_is_year: bool = False
    whole: bool = False

    def counted_from(self, on: date, years: Years = Years.NEXT) -> "Base":
        return replace(self, on=on, years=years)

    def year_of(self, written: str) -> int:
        """The year that "2012", "12" or "'12" stands for."""
        digits = int(written.lstrip("'"))
        if len(written.lstrip("'")) == 4:
            return digits
        year = 2000 + digits
        return year if year <= self.on.year + 25 else year - 100

    def year_told(self, word: str | None) -> str | None:
        """The year that the word in "March next year" stands for."""
        return str(self.on.year + {"this": 0, "next": 1, "last": -1}[word.lower()]) if word else None

    def choose(self, candidates: Callable[[int], tuple[date, date] | None]) -> tuple[date, date] | None:
        """The span without a written year that is meant, where `candidates(year)` is the one of a year."""
        spans = [span for year in range(self.on.year - 1, self.on.year + 2) if (span := _within(candidates, year))]
        if self.years is Years.LAST:
            return next((span for span in reversed(spans) if span[0] <= self.on), None)
        if self.years is Years.NEAREST:
            return min(spans, key=lambda span: abs((span[1] - self.on).days), default=None)
        return next((span for span in spans if span[1] >= self.on), None)

    def day(self, day: int, month: int, year: str | None = None) -> When:
        """A written day; one that does not exist is asked about, never moved."""
        if year is not None:
            exact = day_or_none(self.year_of(year), month, day)
            return a_day(exact) if exact else _no_such_day(day, month, self.year_of(year))
        if day_or_none(2000, month, day) is None:
            return _no_such_day(day, month, None)
        chosen = self.choose(lambda near: _single(day_or_none(near, month, min(day, _days_in(near, month)))))
        if chosen is None:
            return When()
        # Only 29 February is not in every year: the coming one may lack it.
        if chosen[0].day != day:
            return _no_such_day(day, month, chosen[0].year)
        return a_day(chosen[0], year_assumed=True)

    def month(self, month: int, year: str | None = None) -> When:
        if year is not None:
            return a_span(*month_span(self.year_of(year), month))
        chosen = self.choose(lambda near: month_span(near, month))
        return a_span(*chosen, year_assumed=True) if chosen else When()


def _within(candidates: Callable[[int], tuple[date, date] | None], year: int) -> tuple[date, date] | None:
    return candidates(year) if date.min.year < year < date.max.year else None


def _single(day: date | None) -> tuple[date, date] | None:
    return (day, day) if day else None


def _days_in(year: int, month: int) -> int:
    return monthrange(year, month)[1]


def _no_such_day(day: int, month: int, year: int | None) -> When:
    name = f"{MONTH_NAMES[month - 1]} {year}" if year else MONTH_NAMES[month - 1]
    return ask(f"There is no {day} {name}. Which day do you mean?")


def day_or_none(year: int, month: int, day: int) -> date | None:
    if not (date.min.year <= year <= date.max.year and 1 <= month <= 12 and day >= 1):
        return None
    return date(year, month, day) if day <= _days_in(year, month) else None


def month_span(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, _days_in(year, month))


def add_months(day: date, months: int) -> date:
    """The same day of a later or earlier month; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{months} months from {day} is outside the calendar")
    return date(year, month + 1, min(day.day, _days_in(year, month + 1)))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> When:
    """Monday to Sunday; what falls due in a week falls due on its Friday."""
    monday = monday_of(day)
    return a_span(monday, monday + timedelta(days=SUNDAY), due=monday + timedelta(days=FRIDAY))


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday after `day`."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday before `day`."""
    return day - timedelta(days=(day.weekday() - weekday - 1) % 7 + 1)


def words_before(match: re.Match[str]) -> str:
    """As much of the text before a match as can bear on it."""
    return match.string[max(0, match.start() - 48) : match.start()]


def words_after(match: re.Match[str]) -> str:
    return match.string[match.end() : match.end() + 24]


def is_alone(match: re.Match[str]) -> bool:
    """Whether the text is nothing but the match, so that "March" needs no other word to be a month."""
    return match.string.strip(" .,;:!?") == match[0].strip(" .,;:!?")


class Kind(StrEnum):
    """What sort of phrase it is, which decides what may stand before it: "a week on" a weekday, "mid" a month."""

    WRITTEN = "written"
    NEAR = "near"
    HOUR = "hour"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"
    SPAN = "span"
    YEAR = "year"
    HOLIDAY = "holiday"
    COUNTED = "counted"
    OTHER = "other"


@dataclass(frozen=True)
class Rule:
    """One way of writing a date. `read` gives None where the match turns out to be something else.

    `part_only` words ("month", "year") are dates only with "end of" and the like before them.
    """

    kind: Kind
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Base], When | None]
    part_only: bool = False


@dataclass(frozen=True)
class Phrase:
    """A rule's match in a text. `again` reads the same words counted from another base."""

    start: int
    end: int
    when: When
    kind: Kind
    again: Callable[[Base], When | None]
    part_only: bool = False
    words: str = ""

    def widened(self, start: int, when: When, kind: Kind | None = None) -> "Phrase":
        return replace(self, start=start, when=when, kind=kind or self.kind, part_only=False)
