"""When the weekly digest goes out: nine on the plan's clock, Monday or the first working day after it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from plans.digest import digest_time, latest_digest_week, monday_of, next_digest_week
from plans.working_days import ENGLAND, WorkingDays

LONDON = ZoneInfo("Europe/London")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_a_week_is_known_by_its_monday():
    assert {monday_of(date(2026, 6, day)) for day in range(1, 8)} == {date(2026, 6, 1)}


@pytest.mark.parametrize(
    ("week", "goes_out"),
    [
        pytest.param(date(2026, 6, 1), "2026-06-01 09:00", id="an ordinary Monday"),
        pytest.param(date(2011, 5, 30), "2011-05-31 09:00", id="the spring bank holiday of 2011"),
        pytest.param(date(2012, 4, 9), "2012-04-10 09:00", id="Easter Monday"),
        pytest.param(date(2012, 6, 4), "2012-06-06 09:00", id="two days of Jubilee"),
        pytest.param(date(2026, 12, 28), "2026-12-29 09:00", id="Boxing Day's substitute"),
        pytest.param(date(2027, 12, 27), "2027-12-29 09:00", id="both substitutes"),
        pytest.param(date(2026, 3, 30), "2026-03-30 09:00", id="the Monday after the clocks went forward"),
        pytest.param(date(2026, 10, 26), "2026-10-26 09:00", id="the Monday after the clocks went back"),
    ],
)
def test_it_goes_out_at_nine_on_the_first_working_day_of_the_week(week, goes_out):
    assert digest_time(week, LONDON, ENGLAND) == at(goes_out)


def test_nine_is_an_hour_earlier_in_utc_while_it_is_summer():
    assert digest_time(date(2026, 3, 23), LONDON, ENGLAND).astimezone(UTC).hour == 9
    assert digest_time(date(2026, 3, 30), LONDON, ENGLAND).astimezone(UTC).hour == 8
    assert digest_time(date(2026, 10, 26), LONDON, ENGLAND).astimezone(UTC).hour == 9


def test_an_organisation_that_is_closed_all_week_hears_in_the_next_one():
    closed = WorkingDays(frozenset(date(2026, 8, day) for day in range(17, 22)))
    assert digest_time(date(2026, 8, 17), LONDON, closed) == at("2026-08-24 09:00")


@pytest.mark.parametrize(
    ("now", "latest", "upcoming"),
    [
        ("2026-06-01 08:59", date(2026, 5, 25), date(2026, 6, 1)),
        ("2026-06-01 09:00", date(2026, 6, 1), date(2026, 6, 1)),
        ("2026-06-01 09:01", date(2026, 6, 1), date(2026, 6, 8)),
        ("2026-06-07 23:59", date(2026, 6, 1), date(2026, 6, 8)),
        ("2011-05-30 09:00", date(2011, 5, 23), date(2011, 5, 30)),
        ("2011-05-31 08:59", date(2011, 5, 23), date(2011, 5, 30)),
        ("2011-05-31 09:00", date(2011, 5, 30), date(2011, 5, 30)),
    ],
)
def test_which_weeks_digest_was_the_last_and_which_is_the_next(now, latest, upcoming):
    assert latest_digest_week(at(now), LONDON, ENGLAND) == latest
    assert next_digest_week(at(now), LONDON, ENGLAND) == upcoming


def test_the_week_is_that_of_the_plans_clock_and_not_of_utc():
    auckland = ZoneInfo("Pacific/Auckland")
    sunday_evening_in_utc = datetime(2026, 5, 31, 21, 0, tzinfo=UTC)
    assert latest_digest_week(sunday_evening_in_utc, auckland, ENGLAND) == date(2026, 6, 1)
    assert latest_digest_week(sunday_evening_in_utc, LONDON, ENGLAND) == date(2026, 5, 25)
