"""Lengths of time, which a delay is counted in from the day a milestone was due."""

from datetime import date

import pytest

from plans.when import Length, Unit, add_length, find_lengths, subtract_length
from plans.working_days import ENGLAND, WorkingDays

SAID = {
    "push it back two weeks": Length(2, Unit.WEEKS),
    "another fortnight": Length(2, Unit.WEEKS),
    "needs a fortnight more": Length(2, Unit.WEEKS),
    "+3 weeks": Length(3, Unit.WEEKS),
    "3wks pls": Length(3, Unit.WEEKS),
    "slip by a month": Length(1, Unit.MONTHS),
    "a 6-week extension": Length(6, Unit.WEEKS),
    "another couple of weeks": Length(2, Unit.WEEKS),
    "a further two months": Length(2, Unit.MONTHS),
    "ten more days": Length(10, Unit.DAYS),
    "10 working days": Length(10, Unit.WORKING_DAYS),
    "five business days late": Length(5, Unit.WORKING_DAYS),
    "48 hrs": Length(2, Unit.DAYS),
    "give us a year": Length(1, Unit.YEARS),
    "three months' slippage": Length(3, Unit.MONTHS),
}
NOT_DELAYS = [
    "in 6 weeks",
    "within three months",
    "two weeks ago",
    "aged 5 years",
    "5 years old",
    "last 2 weeks",
    "a week before the panel",
    "once a week",
    "per month",
    "20 miles",
    "1.6 on track",
    "",
]


@pytest.mark.parametrize(("text", "length"), SAID.items())
def test_a_delay_is_read_as_a_length(text: str, length: Length) -> None:
    assert [one.length for one in find_lengths(text)] == [length]


@pytest.mark.parametrize("text", NOT_DELAYS)
def test_other_lengths_are_not_delays(text: str) -> None:
    assert find_lengths(text) == []


def test_two_lengths_are_both_found() -> None:
    text = "1.5 two weeks, 1.6 a month"
    assert [text[one.start : one.end] for one in find_lengths(text)] == ["two weeks", "a month"]


@pytest.mark.parametrize(
    ("day", "length", "later"),
    [
        (date(2027, 5, 28), Length(2, Unit.WEEKS), date(2027, 6, 11)),
        (date(2027, 1, 31), Length(1, Unit.MONTHS), date(2027, 2, 28)),
        (date(2028, 2, 29), Length(1, Unit.YEARS), date(2029, 2, 28)),
        (date(2027, 5, 28), Length(1, Unit.WORKING_DAYS), date(2027, 6, 1)),
        (date(2027, 5, 28), Length(3, Unit.DAYS), date(2027, 5, 31)),
        (date(2027, 5, 28), Length(0, Unit.DAYS), date(2027, 5, 28)),
    ],
)
def test_a_length_is_added_by_the_calendar(day: date, length: Length, later: date) -> None:
    assert add_length(day, length) == later


def test_the_organisations_own_closures_are_not_worked() -> None:
    closed = WorkingDays(closures=frozenset({date(2027, 6, 1)}))
    assert add_length(date(2027, 5, 28), Length(1, Unit.WORKING_DAYS), closed) == date(2027, 6, 2)


def test_a_length_is_taken_away_the_same_way() -> None:
    assert subtract_length(date(2027, 3, 31), Length(1, Unit.MONTHS)) == date(2027, 2, 28)
    assert subtract_length(date(2027, 6, 1), Length(1, Unit.WORKING_DAYS), ENGLAND) == date(2027, 5, 28)


def test_counting_past_the_calendar_is_an_overflow() -> None:
    with pytest.raises(OverflowError):
        add_length(date(9999, 12, 1), Length(2, Unit.MONTHS))
