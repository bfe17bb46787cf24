"""When the weekly digest goes out: nine on the plan's clock, Monday or the first working day after it."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from plans.digest_settings import DigestSettings, Rhythm, monday_of, settings_from
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
    assert Rhythm(LONDON, ENGLAND).time_of(week) == at(goes_out)


def test_nine_is_an_hour_earlier_in_utc_while_it_is_summer():
    assert Rhythm(LONDON, ENGLAND).time_of(date(2026, 3, 23)).astimezone(UTC).hour == 9
    assert Rhythm(LONDON, ENGLAND).time_of(date(2026, 3, 30)).astimezone(UTC).hour == 8
    assert Rhythm(LONDON, ENGLAND).time_of(date(2026, 10, 26)).astimezone(UTC).hour == 9


def test_an_organisation_that_is_closed_all_week_hears_in_the_next_one():
    closed = WorkingDays(frozenset(date(2026, 8, day) for day in range(17, 22)))
    assert Rhythm(LONDON, closed).time_of(date(2026, 8, 17)) == at("2026-08-24 09:00")


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
    assert Rhythm(LONDON, ENGLAND).latest_week(at(now)) == latest
    assert Rhythm(LONDON, ENGLAND).next_week(at(now)) == upcoming


def test_the_week_is_that_of_the_plans_clock_and_not_of_utc():
    auckland = ZoneInfo("Pacific/Auckland")
    sunday_evening_in_utc = datetime(2026, 5, 31, 21, 0, tzinfo=UTC)
    assert Rhythm(auckland, ENGLAND).latest_week(sunday_evening_in_utc) == date(2026, 6, 1)
    assert Rhythm(LONDON, ENGLAND).latest_week(sunday_evening_in_utc) == date(2026, 5, 25)


@pytest.mark.parametrize(
    ("week", "goes_out"),
    [
        (date(2026, 6, 1), "2026-06-05 16:30"),
        pytest.param(date(2026, 3, 30), "2026-04-07 16:30", id="Good Friday, and Easter Monday after it"),
    ],
)
def test_another_day_and_hour_can_be_wanted(week, goes_out):
    rhythm = Rhythm(LONDON, ENGLAND, day=4, hour=time(16, 30))
    assert rhythm.time_of(week) == at(goes_out)
    assert rhythm.next_week(at(goes_out)) == rhythm.latest_week(at(goes_out)) == week


@pytest.mark.parametrize(
    ("now", "check"),
    [
        ("2026-06-12 08:59", "2026-06-12 09:00"),
        ("2026-06-12 09:00", "2026-06-19 09:00"),
        ("2026-06-14 12:00", "2026-06-19 09:00"),
        pytest.param("2026-05-22 08:00", "2026-05-22 09:00", id="before a bank holiday's Tuesday"),
    ],
)
def test_the_officer_hears_at_nine_on_the_working_day_before(now, check):
    assert Rhythm(LONDON, ENGLAND).next_check(at(now)) == at(check)


def test_after_a_bank_holiday_the_working_day_before_is_the_friday():
    assert Rhythm(LONDON, ENGLAND).check_time(date(2026, 5, 25)) == at("2026-05-22 09:00")


def test_settings_are_kept_as_what_is_not_usual_and_come_back():
    assert DigestSettings().as_data() == {}
    wanted = DigestSettings(4, time(16, 30), "Europe/Paris", False, ("Practice",), (date(2026, 6, 1),), True, True)
    assert settings_from(wanted.as_data()) == wanted
    assert settings_from({"day": 2, "colour": "of a later version"}) == DigestSettings(2)
