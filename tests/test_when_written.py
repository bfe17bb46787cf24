"""Dates written out, as they stand in plans and are typed in chat."""

from datetime import date

import pytest
from when_answers import answer

from plans.when import find_when, read_when

IN_2013 = date(2013, 6, 12)

EXPLICIT = {
    "7.10.13": "2013-10-07",
    "07.10.2013": "2013-10-07",
    "7. 10. 13": "2013-10-07",
    "7/10/13": "2013-10-07",
    "07/10/2013": "2013-10-07",
    "7-10-2013": "2013-10-07",
    "2013-10-07": "2013-10-07",
    "2013-10-07T09:30:00Z": "2013-10-07",
    "2013/10/07": "2013-10-07",
    "7 October 2013": "2013-10-07",
    "7 October, 2013": "2013-10-07",
    "7th October 2013": "2013-10-07",
    "7 th October 2013": "2013-10-07",
    "7th of October 2013": "2013-10-07",
    "the seventh of October 2013": "2013-10-07",
    "Monday 7th October 2013": "2013-10-07",
    "Mon, 7 Oct 2013": "2013-10-07",
    "October 7, 2013": "2013-10-07",
    "Oct 7th 2013": "2013-10-07",
    "07-Oct-2013": "2013-10-07",
    "07-Oct - 2013": "2013-10-07",
    "7- October- 2013": "2013-10-07",
    "7-Oct-13": "2013-10-07",
    "7 Oct '13": "2013-10-07",
    "7 Oct 13": "2013-10-07",
    "7Oct13": "2013-10-07",
    "Due:7 October 2013": "2013-10-07",
    "(7 October 2013)": "2013-10-07",
    "7\u00a0October\u00a02013": "2013-10-07",
    "7\nOctober 2013": "2013-10-07",
    "3.4.85": "1985-04-03",
}
WITHOUT_A_YEAR = {
    "7 Oct": "2013-10-07",
    "07-Oct": "2013-10-07",
    "7th Oct": "2013-10-07",
    "Oct 7th": "2013-10-07",
    "7/10": "2013-10-07",
    "1/3": "2014-03-01",
    "7 Septembr": "NONE",
    "7 Setpember": "2013-09-07",
    "7 Febuary": "2014-02-07",
    "by 30.09": "2013-09-30",
    "Monday 7 October": "2013-10-07",
    "Friday 7 June": "2013-06-07",  # it was a Friday, last week
}
MONTHS_AND_YEARS = {
    "October 2013": "2013-10-01/2013-10-31",
    "Oct 13": "2013-10-01/2013-10-31",
    "Oct-13": "2013-10-01/2013-10-31",
    "Oct '13": "2013-10-01/2013-10-31",
    "by October 13 at the latest": "2013-10-01/2013-10-31",
    "October, 2013": "2013-10-01/2013-10-31",
    "all posts filled by Nov 14.": "2014-11-01/2014-11-30",
    "Spring 2014": "2014-03-01/2014-05-31",
    "end of Oct 13": "2013-10-31",
    "October 2013 - March 2014": "2013-10-01/2014-03-31",
}
CELLS = {
    "7.10.13 and then as needed": "2013-10-07",
    "Complete 7.10.13": "2013-10-07",
    "Within 3 months (7.10.13)": "2013-10-07",
    "7.10.2013 Terms of reference agreed - done by 7.10.13": "2013-10-07",
    "Draft 7.10.13 Board November 2013 Launch by January 2014": "2013-10-07;2013-11-30;2014-01-31",
    "30 September 2013 31 st December 2013": "2013-09-30;2013-12-31",
    "1 June 2013 – 30 November 2013": "2013-06-01/2013-11-30",
    "64 of 70 visits in March 2013": "2013-03-01/2013-03-31",
    "79.4% March 2013": "2013-03-01/2013-03-31",
    "Within two months": "2013-08-12",
    "Ongoing": "NONE",
    "Immediate": "NONE",
    "To be agreed": "NONE",
    "Monthly": "NONE",
    "": "NONE",
    "   ": "NONE",
    "-": "NONE",
}


@pytest.mark.parametrize(("text", "expected"), (EXPLICIT | WITHOUT_A_YEAR | MONTHS_AND_YEARS | CELLS).items())
def test_written_dates_are_read_day_first(text: str, expected: str) -> None:
    assert answer(read_when(text, IN_2013)) == expected


@pytest.mark.parametrize(
    "text",
    ["31 June", "31/6", "31.6.13", "30 Feb 2014", "29/2/2014", "31st of November", "29 February", "12/25/2013"],
)
def test_a_day_that_does_not_exist_is_asked_about_and_never_moved(text: str) -> None:
    when = read_when(text, IN_2013)
    assert when.ambiguous and not when


def test_the_leap_day_is_read_in_a_leap_year() -> None:
    assert answer(read_when("29 February", date(2015, 6, 1))) == "2016-02-29"
    assert answer(read_when("29.2.16", IN_2013)) == "2016-02-29"


def test_the_american_order_is_never_guessed() -> None:
    assert answer(read_when("4/5/2013", IN_2013)) == "2013-05-04"
    assert "25 December 2013" in str(read_when("12/25/2013", IN_2013).ambiguous)


def test_a_weekday_that_does_not_go_with_its_date_is_asked_about() -> None:
    assert read_when("Tuesday 7 October 2013", IN_2013).ambiguous == (
        '"Tuesday 7 October 2013" does not go together: it is Monday 7 October 2013. Which day do you mean?'
    )


def test_a_month_and_a_number_is_a_year_in_a_plan_and_asked_about_in_chat() -> None:
    on = date(2013, 6, 12)
    assert answer(read_when("in place by October 14", on)) == "2014-10-01/2014-10-31"
    assert answer(find_when("in place by October 14", on)[0].when) == "AMBIGUOUS"
    assert answer(find_when("in place by October 14", date(2027, 6, 12))[0].when) == "2027-10-14"


def test_a_short_answer_in_chat_does_not_mean_a_year_far_away() -> None:
    on = date(2026, 11, 18)
    assert answer(read_when("by Nov 30", on)) == "2026-11-30"
    assert answer(read_when("Dec 14", on)) == "2026-12-14"
    assert answer(read_when("Jan 27", on)) == "2027-01-01/2027-01-31"
    assert answer(read_when("December 12 all staff in place", on)) == "2012-12-01/2012-12-31"


def test_a_bare_reference_could_be_a_date_and_is_asked_about_only_on_its_own() -> None:
    assert answer(read_when("8.4", IN_2013)) == "AMBIGUOUS"
    assert find_when("8.4", IN_2013) == []


# What dateparser makes of these, and why it comes last: 24.8.12 with "prefer future" is 2112, "a week today" is a
# week ago, "may I" is May, "we need 12" is the 12th, "on" a weekday is in the past.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24.8.12", "2012-08-24"),
        ("a week today", "2013-06-19"),
        ("may I", "NONE"),
        ("we need 12", "NONE"),
        ("on Tuesday", "2013-06-18"),
        ("second draft", "NONE"),
        ("12", "NONE"),
        ("1.5", "AMBIGUOUS"),
        ("2 years and 3 months from now please", "NONE"),
    ],
)
def test_what_dateparser_gets_wrong_never_reaches_it(text: str, expected: str) -> None:
    assert answer(read_when(text, IN_2013)) == expected
