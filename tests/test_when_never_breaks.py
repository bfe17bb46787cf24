"""No text may break the reader of dates or keep it busy."""

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.when import as_answer, find_lengths, find_when, read_when, warm

WEDNESDAY = date(2026, 11, 18)
PIECES = st.sampled_from(
    (
        "end_of mid early next last this the a week month quarter year friday sat may march june 2026 12 31 30th 1st 0"
        " 99 24.8.12 14/3 31/6 1.5 29_feb to - until and or between from before after in within two weeks 999 w/c cop"
        " working_days eod tomorrow q3 2026/27 spring christmas easter half_term bank_holiday fortnight ago since : ,"
        " . ' % ( ) first monday of day years 32 feb dec_12 by"
    )
    .replace("_", "\N{NO-BREAK SPACE}")
    .split(" ")
)
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 1, 1))


def check(text: str, on: date) -> None:
    end = 0
    for one in find_when(text, on):
        assert end <= one.start < one.end <= len(text)
        assert bool(one.when) != (one.when.ambiguous is not None)
        end = one.end
    when = read_when(text, on)
    as_answer(when)
    assert not (when and when.ambiguous)
    if when.first is not None and when.last is not None:
        assert when.first <= when.last
        assert when.due is not None and when.first <= when.due <= when.last
    find_lengths(text)


@settings(max_examples=250, deadline=None)
@given(st.lists(PIECES, max_size=9).map(" ".join), DATES)
def test_any_heap_of_date_words_has_a_meaning_or_none(text: str, on: date) -> None:
    check(text, on)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80), DATES)
def test_any_text_at_all_is_survived(text: str, on: date) -> None:
    check(text, on)


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2049, 12, 31)))
def test_every_day_written_out_reads_back_as_itself(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A} {day.day} {day:%b} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
    ]
    for form in forms:
        assert as_answer(read_when(form, WEDNESDAY)) == {"date": day.isoformat()}, form


@settings(max_examples=100, deadline=None)
@given(DATES, st.integers(min_value=0, max_value=364))
def test_a_day_without_a_year_is_the_next_to_come(on: date, ahead: int) -> None:
    day = on + timedelta(days=ahead)
    if (day.month, day.day) == (2, 29):
        return
    assert as_answer(read_when(f"{day.day} {day:%b}", on)) == {"date": day.isoformat()}


@pytest.mark.parametrize("on", [date.min, date.max, date(1, 3, 1), date(9999, 1, 1)])
def test_the_first_and_last_days_there_are_break_nothing(on: date) -> None:
    text = "next week, end of the year, in 999 years, 29 feb, last month, by Easter, Q4, Friday week, the 31st"
    for piece in (text, *text.split(", ")):
        check(piece, on)


NONSENSE = (
    "1 ",
    "-",
    " ",
    "1.",
    "1/2/",
    "may ",
    "next ",
    "end of ",
    "friday ",
    "two weeks before ",
    "q1 ",
    "x",
    "https://",
    "@",
    "a@",
    "\n",
    "1",
    "3 may - ",
    "w/c ",
    "mid-",
    "é",
    "\u0660",
    "first monday of ",
    "the week of the ",
    "in 1 ",
    "jan to ",
)


@pytest.mark.parametrize("piece", NONSENSE)
def test_long_nonsense_is_read_in_moments(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.perf_counter()
    find_when(text, WEDNESDAY)
    read_when(text, WEDNESDAY)
    find_lengths(text)
    assert time.perf_counter() - started < 8


def test_the_library_behind_can_be_warmed_before_the_first_message() -> None:
    warm()
    assert as_answer(read_when("12 january 2011", WEDNESDAY)) == {"date": "2011-01-12"}
