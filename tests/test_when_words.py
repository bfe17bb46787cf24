"""What officers say for a date, counted from Tuesday 4 May 2027 (Monday 3 May is a bank holiday, as is the 31st)."""

from datetime import date

import pytest
from when_answers import answer

from plans.when import Years, as_answer, read_when

TUESDAY = date(2027, 5, 4)

DAYS = {
    "today": "2027-05-04",
    "30 June next year": "2028-06-30",
    "next working day": "2027-05-05",
    "this afternoon": "2027-05-04",
    "tonight": "2027-05-04",
    "tomorrow": "2027-05-05",
    "tmrw": "2027-05-05",
    "2moro": "2027-05-05",
    "tommorow pm": "2027-05-05",
    "by tom": "2027-05-05",
    "yesterday": "2027-05-03",
    "the day after tomorrow": "2027-05-06",
    "the day before yesterday": "2027-05-02",
    "close of play": "2027-05-04",
    "by COB": "2027-05-04",
    "EOD": "2027-05-04",
    "by the end of the day": "2027-05-04",
    "EOD Thursday": "2027-05-06",
    "cob tomorrow": "2027-05-05",
    "by close of business on Friday": "2027-05-07",
    "first thing Wednesday": "2027-05-05",
    "noon on Thursday": "2027-05-06",
    "2pm Thurs": "2027-05-06",
    "Friday by close of play": "2027-05-07",
}
WEEKDAYS = {
    "Thursday": "2027-05-06",
    "Tuesday": "2027-05-11",  # the next one after today, not today
    "Mon": "2027-05-10",
    "weds": "2027-05-05",
    "thurs": "2027-05-06",
    "wensday": "2027-05-05",
    "this Tuesday": "2027-05-04",
    "this Friday": "2027-05-07",
    "coming Saturday": "2027-05-08",
    "last Friday": "2027-04-30",
    "last Tuesday": "2027-04-27",
    "Friday just gone": "2027-04-30",
    "next Monday": "2027-05-10",  # this week's is gone: only one can be meant
    "next Tuesday": "2027-05-11",
    "next Thursday": "AMBIGUOUS",  # the 6th or the 13th
    "next Sunday": "AMBIGUOUS",
    "Thursday next": "AMBIGUOUS",
    "Friday last": "2027-04-30",
    "Remembrance Sunday": "NONE",  # not the coming Sunday
    "Monday week": "2027-05-17",
    "Thursday week": "2027-05-13",
    "Thursday fortnight": "2027-05-20",
    "a week on Friday": "2027-05-14",
    "week on Monday": "2027-05-17",
    "a fortnight on Thursday": "2027-05-20",
    "two weeks on Wednesday": "2027-05-19",
    "a week tomorrow": "2027-05-12",
    "week today": "2027-05-11",
    "three weeks today": "2027-05-25",
    "Wednesday after next": "2027-05-12",
    "Friday next week": "2027-05-14",
    "next week Monday": "2027-05-10",
    "Wednesday of next week": "2027-05-12",
    "Saturday this week": "2027-05-08",
    "Thursday 6th": "2027-05-06",
    "Thursday the 13th": "2027-05-13",
    "Sunday 4th": "2027-07-04",  # the 4th of May is today, a Tuesday
    "since Friday": "2027-04-30",
    "Thursday or Friday": "AMBIGUOUS",
}
WEEKS = {
    "this week": "2027-05-03/2027-05-09",
    "next week": "2027-05-10/2027-05-16",
    "last week": "2027-04-26/2027-05-02",
    "the week after next": "2027-05-17/2027-05-23",
    "end of the week": "2027-05-07",
    "end of next week": "2027-05-14",
    "EOW": "2027-05-07",
    "beginning of next week": "2027-05-10",
    "early next week": "2027-05-10/2027-05-11",
    "mid next week": "2027-05-12",
    "late this week": "2027-05-06/2027-05-07",
    "later this week": "2027-05-04/2027-05-09",
    "this weekend": "2027-05-08/2027-05-09",
    "next weekend": "AMBIGUOUS",
    "w/c 17 May": "2027-05-17",
    "wc 17/5": "2027-05-17",
    "w/c 19 May": "2027-05-17",  # a Wednesday: its week's Monday
    "week commencing 24th May": "2027-05-24",
    "wk beginning 24/5/27": "2027-05-24",
    "w/c Monday": "2027-05-10",
    "w/e 14 May": "2027-05-14",
    "week ending Friday": "2027-05-07",
    "week of 19 May": "2027-05-17/2027-05-23",
    "this time next week": "2027-05-11",
}
MONTHS = {
    "end of the month": "2027-05-31",
    "month end": "2027-05-31",
    "EOM": "2027-05-31",
    "end of next month": "2027-06-30",
    "end Sept": "2027-09-30",
    "end of Feb": "2028-02-29",
    "end of Feb 29": "2029-02-28",
    "start of July": "2027-07-01",
    "beginning of the month": "2027-06-01",  # this month's is gone
    "early June": "2027-06-01/2027-06-10",
    "mid-June": "2027-06-11/2027-06-20",
    "middle of September": "2027-09-11/2027-09-20",
    "late July": "2027-07-21/2027-07-31",
    "mid to late July": "2027-07-11/2027-07-31",
    "first half of October": "2027-10-01/2027-10-15",
    "second half of October": "2027-10-16/2027-10-31",
    "June": "2027-06-01/2027-06-30",
    "by April": "2028-04-01/2028-04-30",
    "in May": "2027-05-01/2027-05-31",  # the month we are in is still to come
    "this month": "2027-05-01/2027-05-31",
    "next month": "2027-06-01/2027-06-30",
    "last month": "2027-04-01/2027-04-30",
    "next March": "2028-03-01/2028-03-31",
    "this coming October": "2027-10-01/2027-10-31",
    "March next year": "2028-03-01/2028-03-31",
    "end of June next year": "2028-06-30",
    "no sooner than March": "2028-03-01/2028-03-31",
    "next October": "AMBIGUOUS",  # this year's or the one after
    "since March": "2027-03-01/2027-03-31",
    "first week of June": "2027-06-01/2027-06-07",
    "last week in June": "2027-06-24/2027-06-30",
    "last Friday of the month": "2027-05-28",
    "first Monday in June": "2027-06-07",
    "first Monday of the month": "2027-06-07",  # 3 May was yesterday
    "third Thursday of July": "2027-07-15",
    "2nd Tuesday of next month": "2027-06-08",
    "fifth Monday in June": "AMBIGUOUS",
    "last working day of May": "2027-05-28",  # Monday 31 May is a bank holiday
    "first working day of June": "2027-06-01",
    "last day of June": "2027-06-30",
    "the 20th": "2027-05-20",
    "3rd": "2027-06-03",
    "by 31st": "2027-05-31",
    "15th of next month": "2027-06-15",
    "the 1st of the month": "2027-06-01",
    "since the 1st": "2027-05-01",
}
LONGER = {
    "this quarter": "2027-04-01/2027-06-30",
    "end of the quarter": "2027-06-30",
    "quarter end": "2027-06-30",
    "next quarter": "2027-07-01/2027-09-30",
    "Q1": "2027-04-01/2027-06-30",
    "end of Q2": "2027-09-30",
    "end of Q4": "2028-03-31",
    "Q3 2027/28": "2027-10-01/2027-12-31",
    "Q4 27/28": "2028-01-01/2028-03-31",
    "Q1 2028": "2028-04-01/2028-06-30",
    "Q4 2027": "AMBIGUOUS",  # January to March of 2027 or of 2027/28
    "third quarter": "2027-10-01/2027-12-31",
    "early Q3": "2027-10-01/2027-10-31",
    "end of the financial year": "2028-03-31",
    "year end": "2028-03-31",
    "start of the new financial year": "2028-04-01",
    "next financial year": "2028-04-01/2029-03-31",
    "2027/28": "2027-04-01/2028-03-31",
    "end of 2028/29": "2029-03-31",
    "2027/29": "NONE",
    "end of the year": "AMBIGUOUS",
    "by the end of this year": "AMBIGUOUS",
    "next year": "AMBIGUOUS",
    "EOY": "AMBIGUOUS",
    "end of the calendar year": "2027-12-31",
    "spring next year": "2028-03-01/2028-05-31",
    "calendar year end": "2027-12-31",
    "end of 2028": "2028-12-31",
    "mid 2028": "2028-06-01/2028-07-31",
    "summer 2029": "2029-06-01/2029-08-31",
    "winter 2027": "2027-12-01/2028-02-29",
    "by the autumn": "2027-09-01/2027-11-30",
    "next spring": "AMBIGUOUS",  # we are in spring
    "end of summer": "2027-08-31",
    "early autumn": "2027-09-01/2027-09-30",
}
HOLIDAYS = {
    "by Xmas": "2027-12-25",
    "Christmas Eve": "2027-12-24",
    "before Easter": "2028-04-16",
    "Good Friday 2028": "2028-04-14",
    "Easter Monday": "2028-04-17",
    "New Year's Day": "2028-01-01",
    "by the new year": "2028-01-01",
    "in the new year": "AMBIGUOUS",
    "after Christmas": "AMBIGUOUS",  # any day after it
    "the Friday before Christmas": "2027-12-24",
    "two weeks before Christmas": "2027-12-11",
    "the day after Boxing Day": "2027-12-27",
    "the week before Christmas": "2027-12-13/2027-12-19",
    "next bank holiday": "2027-05-31",
    "the August bank holiday": "2027-08-30",
    "Easter weekend": "AMBIGUOUS",
    "before half term": "AMBIGUOUS",
    "end of the summer term": "AMBIGUOUS",
    "by the school holidays": "AMBIGUOUS",
}
COUNTED = {
    "in a week": "2027-05-11",
    "in 5 weeks": "2027-06-08",
    "in 5 weeks' time": "2027-06-08",
    "in a fortnight": "2027-05-18",
    "a fortnight": "2027-05-18",
    "fortnight from now": "2027-05-18",
    "within four months": "2027-09-04",
    "within the next fortnight": "2027-05-18",
    "four weeks from today": "2027-06-01",
    "a month from tomorrow": "2027-06-05",
    "in a couple of weeks": "2027-05-18",
    "in 10 working days": "2027-05-18",
    "in twenty working days": "2027-06-02",  # 31 May is a bank holiday
    "within 48 hours": "2027-05-06",
    "in 2-3 weeks": "AMBIGUOUS",
    "two weeks ago": "2027-04-20",
    "next 3 weeks": "2027-05-04/2027-05-25",
    "over the past month": "2027-04-04/2027-05-04",
    "in the last 10 days": "2027-04-24/2027-05-04",
    "a month after 31 May": "2027-06-30",  # June has no 31st
    "two weeks before 30 June": "2027-06-16",
    "10 working days before 30 June": "2027-06-16",
    "5 working days after 28 May": "2027-06-07",
    "the Monday after 17 June": "2027-06-21",
    "the day before 1 June": "2027-05-31",
    "in due course": "NONE",
    "soon": "NONE",
    "in a few weeks": "NONE",
}
RANGES = {
    "10 to 14 May": "2027-05-10/2027-05-14",
    "10-14 May": "2027-05-10/2027-05-14",
    "from 10th to 14th May": "2027-05-10/2027-05-14",
    "between 10 and 14 May": "2027-05-10/2027-05-14",
    "28 May - 4 June": "2027-05-28/2027-06-04",
    "20 Dec to 3 Jan": "2027-12-20/2028-01-03",
    "28/5 - 4/6": "2027-05-28/2027-06-04",
    "28.5.27-4.6.27": "2027-05-28/2027-06-04",
    "1 June until 31 July 2028": "2028-06-01/2028-07-31",
    "weds to fri this week": "2027-05-05/2027-05-07",
    "Monday to Wednesday next week": "2027-05-10/2027-05-12",
    "Thursday to Monday": "2027-05-06/2027-05-10",
    "tomorrow until Friday": "2027-05-05/2027-05-07",
    "June to August": "2027-06-01/2027-08-31",
    "October - December 2028": "2028-10-01/2028-12-31",
    "Oct/Nov 2028": "2028-10-01/2028-11-30",
    "10 or 17 June": "AMBIGUOUS",
    "10th and 17th June": "2027-06-10;2027-06-17",
    "draft by 10 June, final by 31 July": "2027-06-10;2027-07-31",
}
TABLE = DAYS | WEEKDAYS | WEEKS | MONTHS | LONGER | HOLIDAYS | COUNTED | RANGES


@pytest.mark.parametrize(("text", "expected"), TABLE.items())
def test_words_for_a_date_mean_what_officers_mean(text: str, expected: str) -> None:
    assert answer(read_when(text, TUESDAY)) == expected


@pytest.mark.parametrize(("text", "expected"), DAYS.items())
def test_capitals_and_a_full_stop_change_nothing(text: str, expected: str) -> None:
    if text != "by tom":  # Tom is a colleague
        assert answer(read_when(f"{text.capitalize()}.", TUESDAY)) == expected


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("mid September", date(2027, 9, 15)),
        ("early September", date(2027, 9, 10)),
        ("September", date(2027, 9, 30)),
        ("next week", date(2027, 5, 14)),
        ("week of 19 May", date(2027, 5, 21)),
        ("mid 2028", date(2028, 6, 30)),
        ("Q2", date(2027, 9, 30)),
    ],
)
def test_what_falls_due_in_a_span_has_one_due_day(text: str, due: date) -> None:
    assert read_when(text, TUESDAY).due == due


@pytest.mark.parametrize(
    ("on", "text", "expected"),
    [
        (date(2027, 5, 7), "Friday", "2027-05-14"),
        (date(2027, 5, 7), "this Friday", "2027-05-07"),
        (date(2027, 5, 7), "next Friday", "2027-05-14"),
        (date(2027, 5, 8), "end of the week", "2027-05-14"),
        (date(2027, 5, 9), "next Monday", "2027-05-10"),
        (date(2027, 5, 9), "this weekend", "2027-05-08/2027-05-09"),
        (date(2027, 3, 31), "year end", "2027-03-31"),
        (date(2027, 4, 1), "year end", "2028-03-31"),
        (date(2027, 3, 31), "end of Q4", "2027-03-31"),
        (date(2027, 4, 1), "end of Q4", "2028-03-31"),
        (date(2027, 1, 31), "in a month", "2027-02-28"),
        (date(2027, 12, 31), "tomorrow", "2028-01-01"),
        (date(2027, 12, 31), "next month", "2028-01-01/2028-01-31"),
        (date(2027, 6, 30), "30 June", "2027-06-30"),
        (date(2027, 7, 1), "30 June", "2028-06-30"),
        (date(2027, 6, 30), "the 30th", "2027-06-30"),
        (date(2027, 2, 1), "the 31st", "2027-03-31"),
    ],
)
def test_at_the_edges_of_weeks_months_and_years(on: date, text: str, expected: str) -> None:
    assert answer(read_when(text, on)) == expected


def test_what_is_ambiguous_is_put_in_plain_words() -> None:
    assert as_answer(read_when("by next Thursday", TUESDAY)) == {
        "ambiguous": '"next Thursday" could be Thursday 6 May 2027 or Thursday 13 May 2027. Which is it?'
    }
    assert read_when("end of the year", TUESDAY).ambiguous == (
        '"year" could be the year to Friday 31 December 2027 or the financial year to Friday 31 March 2028. '
        "Which is it?"
    )


def test_the_year_is_said_to_be_assumed_only_where_it_was_not_written() -> None:
    assert read_when("30 June", TUESDAY).year_assumed
    assert read_when("June", TUESDAY).year_assumed
    assert not read_when("30 June 2027", TUESDAY).year_assumed
    assert not read_when("30.6.27", TUESDAY).year_assumed
    assert not read_when("tomorrow", TUESDAY).year_assumed


@pytest.mark.parametrize(
    ("years", "expected"),
    [(Years.NEXT, "2028-04-20"), (Years.NEAREST, "2027-04-20"), (Years.LAST, "2027-04-20")],
)
def test_a_reader_of_reports_may_ask_for_the_nearest_or_the_last_year(years: Years, expected: str) -> None:
    assert answer(read_when("20 April", TUESDAY, years=years)) == expected


def test_dates_that_follow_words_of_the_past_are_past() -> None:
    assert answer(read_when("signed off on 20 April", TUESDAY)) == "2027-04-20"
    assert answer(read_when("what changed since 20 April", TUESDAY)) == "2027-04-20"
    assert answer(read_when("will be signed off on 20 April", TUESDAY)) == "2028-04-20"
