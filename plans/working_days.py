"""English working days: weekends, bank holidays of England, and the days on which an organisation is closed."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

from plans.own_days import Meeting, SchoolTime

ONE_DAY = timedelta(days=1)
LONDON = "Europe/London"


@lru_cache(maxsize=256)
def easter_sunday(year: int) -> date:
    """Easter Sunday in a year: the days after the spring full moon, by the Gregorian calendar's own tables.

    Reckoned rather than looked up because the tables of bank holidays do not reach every year that can be typed.
    """
    century, moon = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * moon + 15) % 30
    full_moon = epact - (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - moon) // 11))
    weekday = (year + year // 4 + full_moon + 2 - century + century // 4) % 7
    offset = full_moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def quarter(day: date) -> tuple[date, date]:
    """The first and last day of the quarter that `day` is in; a council's quarters begin where the calendar's do."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return first, date(day.year, first.month + 2, 31 if first.month in {1, 10} else 30)


def financial_year(day: date) -> tuple[date, date]:
    """1 April to 31 March around `day`."""
    starts = day.year if day.month >= 4 else day.year - 1
    return date(starts, 4, 1), date(starts + 1, 3, 31)


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, substitutes and one-off days (2011, 2012, 2022, 2023) included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one organisation: England's, less its own `closures`.

    `meetings` and `school` are days that its people name, such as "the next panel"; they are working days all the same.
    """

    closures: frozenset[date] = frozenset()
    meetings: tuple[Meeting, ...] = ()
    school: tuple[SchoolTime, ...] = ()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in bank_holidays(day.year) and day not in self.closures

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add(self, day: date, working_days: int) -> date:
        """The day so many working days after `day`, or before it when negative; `day` itself is not counted."""
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def between(self, earlier: date, later: date) -> int:
        """How many working days come after `earlier`, up to and including `later`; negative when reversed."""
        if later < earlier:
            return -self.between(later, earlier)
        first, last = earlier.toordinal(), later.toordinal()
        years = range(earlier.year, later.year + 1)
        off = sum(_count_between(_weekdays_off(year, self.closures), first, last) for year in years)
        return _weekdays_until(last) - _weekdays_until(first) - off


def _weekdays_until(ordinal: int) -> int:
    """How many days from Monday to Friday there were up to a day, counted from the first one, which was a Monday."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


@lru_cache(maxsize=1024)
def _weekdays_off(year: int, closures: frozenset[date]) -> tuple[int, ...]:
    """The days from Monday to Friday in a year on which nobody works, in order."""
    off = bank_holidays(year) | {day for day in closures if day.year == year}
    return tuple(sorted(day.toordinal() for day in off if day.weekday() < 5))


def _count_between(days: tuple[int, ...], after: int, until: int) -> int:
    return bisect_right(days, until) - bisect_right(days, after)


ENGLAND = WorkingDays()
