"""English working days, Easter, quarters and the financial year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.working_days import ENGLAND, WorkingDays, bank_holidays, easter_sunday, financial_year, quarter


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2012, 6, 4), "the spring holiday was moved for the Jubilee"),
        (date(2012, 6, 5), "the Diamond Jubilee"),
        (date(2011, 4, 29), "the royal wedding"),
        (date(2022, 9, 19), "the state funeral"),
        (date(2023, 5, 8), "the coronation"),
        (date(2026, 12, 28), "Boxing Day's substitute"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2026, 11, 21), "a Saturday"),
        (date(2026, 11, 22), "a Sunday"),
    ],
)
def test_weekends_and_bank_holidays_are_not_worked(day: date, why: str) -> None:
    assert not ENGLAND.is_working_day(day), why


def test_ordinary_days_are_worked_and_scottish_holidays_too() -> None:
    assert ENGLAND.is_working_day(date(2026, 11, 18))
    assert ENGLAND.is_working_day(date(2026, 11, 30))


def test_a_closure_day_is_the_organisations_own() -> None:
    closed = WorkingDays(closures=frozenset({date(2026, 12, 24)}))
    assert not closed.is_working_day(date(2026, 12, 24))
    assert ENGLAND.is_working_day(date(2026, 12, 24))
    assert closed.on_or_after(date(2026, 12, 24)) == date(2026, 12, 29)


def test_counting_on_and_back_over_christmas() -> None:
    assert ENGLAND.add(date(2026, 12, 24), 1) == date(2026, 12, 29)
    assert ENGLAND.add(date(2026, 12, 29), -1) == date(2026, 12, 24)
    assert ENGLAND.add(date(2026, 12, 26), 0) == date(2026, 12, 26)
    assert ENGLAND.between(date(2026, 12, 24), date(2026, 12, 31)) == 3
    assert ENGLAND.between(date(2026, 12, 31), date(2026, 12, 24)) == -3
    assert ENGLAND.between(date(2026, 12, 24), date(2026, 12, 24)) == 0


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (1961, date(1961, 4, 2)),
        (2008, date(2008, 3, 23)),
        (2011, date(2011, 4, 24)),
        (2012, date(2012, 4, 8)),
        (2027, date(2027, 3, 28)),
        (2038, date(2038, 4, 25)),
        (2049, date(2049, 4, 18)),
        (2076, date(2076, 4, 19)),
    ],
)
def test_easter_sunday(year: int, easter: date) -> None:
    assert easter_sunday(year) == easter


def test_good_friday_and_easter_monday_stand_around_easter_sunday() -> None:
    for year in range(2000, 2060):
        sunday = easter_sunday(year)
        assert sunday - timedelta(days=2) in bank_holidays(year)
        assert sunday + timedelta(days=1) in bank_holidays(year)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2027, 1, 1), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 4, 1), date(2027, 6, 30)),
        (date(2027, 9, 30), date(2027, 7, 1), date(2027, 9, 30)),
        (date(2027, 12, 31), date(2027, 10, 1), date(2027, 12, 31)),
    ],
)
def test_quarters(day: date, first: date, last: date) -> None:
    assert quarter(day) == (first, last)


def test_the_financial_year_turns_on_the_first_of_april() -> None:
    assert financial_year(date(2027, 3, 31)) == (date(2026, 4, 1), date(2027, 3, 31))
    assert financial_year(date(2027, 4, 1)) == (date(2027, 4, 1), date(2028, 3, 31))


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.integers(0, 800),
    st.frozensets(st.dates(date(2020, 1, 1), date(2024, 12, 31)), max_size=20),
)
def test_counting_between_two_days_is_counting_each_day(earlier: date, days: int, closures: frozenset[date]) -> None:
    calendar = WorkingDays(closures)
    later = earlier + timedelta(days=days)
    each = sum(calendar.is_working_day(earlier + timedelta(days=number)) for number in range(1, days + 1))
    assert calendar.between(earlier, later) == each
    assert calendar.between(later, earlier) == -each
