"""The next panel, half term, the end of term: dates where the plan knows them, a question where it does not."""

from datetime import date

import pytest
from when_answers import answer

from plans.own_days import Meeting, SchoolTime
from plans.when import find_when, read_when
from plans.working_days import WorkingDays

ON = date(2026, 6, 1)
CALENDAR = WorkingDays(
    meetings=(
        Meeting(date(2026, 5, 12), "Improvement Panel"),
        Meeting(date(2026, 6, 18), "Fostering Board"),
        Meeting(date(2026, 7, 14), "Improvement Panel"),
        Meeting(date(2026, 9, 15), "Improvement Panel"),
    ),
    school=(
        SchoolTime(date(2026, 4, 13), date(2026, 7, 22), "term", "summer"),
        SchoolTime(date(2026, 9, 2), date(2026, 12, 18), "term", "autumn"),
        SchoolTime(date(2026, 10, 26), date(2026, 10, 30), "half term", "autumn"),
    ),
)
TWO_PANELS = WorkingDays(meetings=(*CALENDAR.meetings, Meeting(date(2026, 6, 30), "Adoption Panel")))

MEETINGS = {
    "before the next panel": "2026-07-13",  # the working day before it
    "done before panel": "2026-07-13",
    "after panel": "2026-07-15",
    "following the Improvement Panel meeting": "2026-07-15",
    "by the board": "2026-06-18",
    "by the next improvement panel": "2026-07-14",
    "finished by the panel": "2026-07-14",
    "ready in time for panel": "2026-07-14",
    "since the last panel": "2026-05-12",
    "by the September panel": "2026-09-15",
    "before July's panel": "2026-07-13",
    "push it back to the next panel": "2026-07-14",
    "by the November panel": "AMBIGUOUS",
    "before the panel on 3 July": "2026-07-03",  # what is written out counts
}
SCHOOL = {
    "before half term": "2026-10-23",  # the Friday before the Monday
    "by half-term": "2026-10-23",
    "after half term": "2026-11-02",
    "before October half term": "2026-10-23",
    "end of the summer term": "2026-07-22",
    "by the end of term": "2026-07-22",
    "start of next term": "2026-09-02",
    "during half term": "2026-10-26/2026-10-30",
    "by the school holidays": "2026-07-22",
    "before the February half term": "AMBIGUOUS",
    "by the end of the academic year": "AMBIGUOUS",
}
NO_DATES = [
    "agreed by the board",
    "signed off by the panel",
    "after the panel agreed it",
    "by the panel members",
    "before the board's chair left",
    "it goes to panel for a decision",
    "the panel asked for more",
    "the board is pleased",
    "for panel-ready papers",
    "by scrutiny",
]


@pytest.mark.parametrize(("text", "expected"), [*MEETINGS.items(), *SCHOOL.items()])
def test_a_day_of_the_plans_own_is_a_date(text, expected):
    (found,) = find_when(text, ON, CALENDAR)
    assert answer(found.when) == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_a_body_that_acts_is_no_date(text):
    assert find_when(text, ON, CALENDAR) == []


@pytest.mark.parametrize("text", [text for text in MEETINGS if "July" not in text and "ember" not in text])
def test_a_plan_without_meetings_reads_none(text):
    assert find_when(text, ON) == []


@pytest.mark.parametrize("text", SCHOOL)
def test_a_plan_without_terms_asks(text):
    (found,) = find_when(text, ON)
    assert "differ from council to council" in found.when.ambiguous


def test_a_name_of_two_bodies_is_asked_about():
    (found,) = find_when("before the next panel", ON, TWO_PANELS)
    assert "Adoption Panel of Tuesday 30 June 2026" in found.when.ambiguous
    assert "Improvement Panel of Tuesday 14 July 2026" in found.when.ambiguous
    (found,) = find_when("before the next adoption panel", ON, TWO_PANELS)
    assert answer(found.when) == "2026-06-29"


def test_on_the_day_of_a_meeting_the_next_one_is_the_one_after():
    assert answer(read_when("next panel", date(2026, 7, 14), CALENDAR)) == "2026-09-15"
    assert answer(read_when("last panel", date(2026, 7, 14), CALENDAR)) == "2026-05-12"


def test_once_the_last_known_meeting_is_over_it_asks():
    assert "do not know the date" in read_when("next panel", date(2026, 9, 15), CALENDAR).ambiguous


def test_a_bank_holiday_before_a_meeting_is_no_working_day():
    after_easter = WorkingDays(meetings=(Meeting(date(2027, 3, 30), "Panel"),))
    assert answer(read_when("before panel", date(2027, 3, 1), after_easter)) == "2027-03-25"
