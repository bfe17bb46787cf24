"""On which days the ladder speaks: worked out by hand on a calendar, over every kind of holiday."""

from datetime import date

import pytest

from plans.ladder import STANDARD, Hearer, Policy, Rung, hearers_of, steps
from plans.working_days import ENGLAND, WorkingDays

WHEN = (
    "10 working days before",
    "5 working days before",
    "1 working day before",
    "on the day",
    "2 working days after",
    "5 working days after",
    "10 working days after",
)

# Each row was counted on a wall calendar, bank holidays struck out.
BY_HAND = [
    pytest.param(
        date(2026, 6, 12),
        [(5, 29), (6, 5), (6, 11), (6, 12), (6, 16), (6, 19), (6, 26)],
        id="an ordinary Friday",
    ),
    pytest.param(
        date(2011, 6, 7),
        [(5, 23), (5, 31), (6, 6), (6, 7), (6, 9), (6, 14), (6, 21)],
        id="over the bank holiday of 30 May 2011",
    ),
    pytest.param(
        date(2011, 5, 30),
        [(5, 16), (5, 23), (5, 27), (5, 31), (6, 1), (6, 6), (6, 13)],
        id="due on the bank holiday of 30 May 2011",
    ),
    pytest.param(
        date(2012, 2, 18),
        [(2, 6), (2, 13), (2, 17), (2, 20), (2, 21), (2, 24), (3, 2)],
        id="due on a Saturday",
    ),
    pytest.param(
        date(2012, 2, 19),
        [(2, 6), (2, 13), (2, 17), (2, 20), (2, 21), (2, 24), (3, 2)],
        id="due on a Sunday",
    ),
    pytest.param(
        date(2012, 4, 6),
        [(3, 23), (3, 30), (4, 5), (4, 10), (4, 11), (4, 16), (4, 23)],
        id="due on Good Friday",
    ),
    pytest.param(
        date(2012, 4, 9),
        [(3, 23), (3, 30), (4, 5), (4, 10), (4, 11), (4, 16), (4, 23)],
        id="due on Easter Monday",
    ),
    pytest.param(
        date(2012, 6, 8),
        [(5, 23), (5, 30), (6, 7), (6, 8), (6, 12), (6, 15), (6, 22)],
        id="over the two days of the Jubilee, the spring holiday moved to one of them",
    ),
]

OVER_NEW_YEAR = [
    pytest.param(
        date(2026, 12, 25),
        ["2026-12-11", "2026-12-18", "2026-12-24", "2026-12-29", "2026-12-30", "2027-01-05", "2027-01-12"],
        id="due on Christmas Day, Boxing Day's substitute on the Monday",
    ),
    pytest.param(
        date(2027, 12, 27),
        ["2027-12-13", "2027-12-20", "2027-12-24", "2027-12-29", "2027-12-30", "2028-01-05", "2028-01-12"],
        id="due on Christmas Day's substitute, New Year's own on a Monday",
    ),
    pytest.param(
        date(2022, 1, 3),
        ["2021-12-16", "2021-12-23", "2021-12-31", "2022-01-04", "2022-01-05", "2022-01-10", "2022-01-17"],
        id="due on the substitute of New Year's Day",
    ),
    pytest.param(
        date(2028, 2, 29),
        ["2028-02-15", "2028-02-22", "2028-02-28", "2028-02-29", "2028-03-02", "2028-03-07", "2028-03-14"],
        id="due on 29 February",
    ),
]


@pytest.mark.parametrize(("due", "days"), BY_HAND)
def test_each_rung_speaks_on_the_working_day_that_the_calendar_shows(due, days):
    found = steps(due, STANDARD, ENGLAND)
    assert [(step.day.month, step.day.day) for step in found] == days
    assert [step.rung.name for step in found] == list(WHEN)


@pytest.mark.parametrize(("due", "days"), OVER_NEW_YEAR)
def test_the_year_may_turn_between_two_rungs(due, days):
    assert [step.day.isoformat() for step in steps(due, STANDARD, ENGLAND)] == days


def test_who_hears_on_which_rung():
    told = [hearers_of(step.rungs) for step in steps(date(2026, 6, 12), STANDARD, ENGLAND)]
    lead, manager, owner, leadership = Hearer
    assert told == [(lead,)] * 4 + [(lead, manager), (lead, manager, owner), (lead, leadership)]


def test_rungs_that_land_on_one_day_are_one_step_that_tells_everybody():
    policy = Policy((Rung(0, (Hearer.LEAD,)), Rung(1, (Hearer.MANAGER,))))
    assert [step.day for step in steps(date(2012, 2, 20), policy, ENGLAND)] == [date(2012, 2, 20), date(2012, 2, 21)]
    (only,) = steps(date(2012, 2, 18), policy, ENGLAND)
    assert only.day == date(2012, 2, 20)
    assert only.rung.name == "1 working day after"
    assert hearers_of(only.rungs) == (Hearer.LEAD, Hearer.MANAGER)


def test_rungs_in_days_of_the_week_move_off_weekends_and_holidays():
    policy = Policy((Rung(-7, (Hearer.LEAD,), False), Rung(3, (Hearer.LEAD,), False)))
    assert [step.day for step in steps(date(2026, 6, 12), policy, ENGLAND)] == [date(2026, 6, 5), date(2026, 6, 15)]
    assert next(step.day for step in steps(date(2011, 6, 6), policy, ENGLAND)) == date(2011, 5, 31)


def test_a_week_and_five_working_days_are_one_step_without_a_holiday_and_two_with_one():
    policy = Policy((Rung(-7, (Hearer.LEAD,), False), Rung(-5, (Hearer.LEAD,))))
    assert [step.day for step in steps(date(2026, 6, 12), policy, ENGLAND)] == [date(2026, 6, 5)]
    over_easter = [step.day for step in steps(date(2012, 4, 13), policy, ENGLAND)]
    assert over_easter == [date(2012, 4, 4), date(2012, 4, 10)]


def test_the_order_in_which_a_policy_lists_its_rungs_does_not_matter():
    turned = Policy(tuple(reversed(STANDARD.rungs)))
    due = date(2012, 2, 18)
    assert [s.day for s in steps(due, turned, ENGLAND)] == [s.day for s in steps(due, STANDARD, ENGLAND)]


def test_an_organisations_own_closure_days_are_not_counted():
    closed = WorkingDays(frozenset({date(2026, 6, 12), date(2026, 6, 11)}))
    found = [step.day for step in steps(date(2026, 6, 12), STANDARD, closed)]
    assert found[:4] == [date(2026, 5, 28), date(2026, 6, 4), date(2026, 6, 10), date(2026, 6, 15)]
    assert found[4] == date(2026, 6, 16)


def test_a_rung_names_itself_as_people_write_it():
    assert [rung.name for rung in STANDARD.rungs] == list(WHEN)
    assert Rung(1, (Hearer.LEAD,), False).name == "1 day after"
    assert Rung(-14, (Hearer.LEAD,), False).name == "14 days before"


def test_everybody_is_told_once_in_the_order_of_the_ladder():
    rungs = (Rung(5, (Hearer.OWNER, Hearer.MANAGER)), Rung(0, (Hearer.LEAD, Hearer.OWNER)))
    assert hearers_of(rungs) == (Hearer.LEAD, Hearer.MANAGER, Hearer.OWNER)
    assert hearers_of(()) == ()
