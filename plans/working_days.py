"""English working days: weekends, bank holidays of England, and the days on which an organisation is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, substitutes and one-off days (2011, 2012, 2022, 2023) included."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True)
class WorkingDays:
    """The calendar of one organisation: England's, less its own `closures`."""

    closures: frozenset[date] = frozenset()

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
        return sum(self.is_working_day(day) for day in _days_after(earlier, later))


def _days_after(earlier: date, later: date) -> Iterator[date]:
    day = earlier
    while day < later:
        day += ONE_DAY
        yield day


ENGLAND = WorkingDays()
