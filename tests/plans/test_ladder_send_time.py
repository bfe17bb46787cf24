"""When a message meant for a day goes out: on its reader's own clock, and never at night to catch up."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from plans.ladder import MORNING, send_time, spoken_at, written_at
from plans.working_days import ENGLAND, WorkingDays

LONDON = ZoneInfo("Europe/London")
AUCKLAND = ZoneInfo("Pacific/Auckland")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 6, 1)


def local(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def sent(day, now, zone=LONDON, at=MORNING, calendar=ENGLAND):
    return send_time(day, at, zone, local(now, zone), calendar).astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("now", "goes_out"),
    [
        ("2026-05-31 13:00", "2026-06-01 09:00"),
        ("2026-06-01 08:59", "2026-06-01 09:00"),
        ("2026-06-01 09:00", "2026-06-01 09:00"),
        ("2026-06-01 09:01", "2026-06-01 09:01"),
        ("2026-06-01 17:59", "2026-06-01 17:59"),
        ("2026-06-01 18:00", "2026-06-02 09:00"),
        ("2026-06-01 23:30", "2026-06-02 09:00"),
        ("2026-06-02 02:00", "2026-06-02 09:00"),
        ("2026-06-05 19:00", "2026-06-08 09:00"),
        ("2026-06-06 07:00", "2026-06-08 09:00"),
        ("2026-06-06 12:00", "2026-06-08 09:00"),
        ("2026-06-07 22:00", "2026-06-08 09:00"),
    ],
)
def test_a_message_that_is_late_waits_for_hours_in_which_people_work(now, goes_out):
    assert sent(MONDAY, now) == goes_out


@pytest.mark.parametrize(
    ("now", "goes_out"),
    [
        ("2012-04-05 19:00", "2012-04-10 09:00"),
        ("2012-04-06 12:00", "2012-04-10 09:00"),
        ("2026-12-24 18:30", "2026-12-29 09:00"),
        ("2011-05-30 09:30", "2011-05-31 09:00"),
    ],
)
def test_a_message_that_is_late_waits_for_the_end_of_the_holidays(now, goes_out):
    assert sent(date(2011, 1, 4), now) == goes_out


def test_closure_days_are_waited_out_as_holidays_are():
    closed = WorkingDays(frozenset({date(2026, 6, 2)}))
    assert sent(MONDAY, "2026-06-01 20:00", calendar=closed) == "2026-06-03 09:00"


def test_the_policys_own_hour_is_kept_when_a_message_is_late():
    assert sent(MONDAY, "2026-06-02 07:00", at=time(8, 30)) == "2026-06-02 08:30"
    assert sent(MONDAY, "2026-06-02 18:30", at=time(19)) == "2026-06-02 19:00"
    assert sent(MONDAY, "2026-06-02 19:30", at=time(19)) == "2026-06-03 19:00"


@pytest.mark.parametrize(
    ("zone", "day", "utc"),
    [
        (LONDON, date(2026, 6, 1), "2026-06-01T08:00"),
        (LONDON, date(2026, 1, 5), "2026-01-05T09:00"),
        (AUCKLAND, date(2026, 6, 1), "2026-05-31T21:00"),
        (AUCKLAND, date(2026, 1, 5), "2026-01-04T20:00"),
        (NEW_YORK, date(2026, 6, 1), "2026-06-01T13:00"),
        (NEW_YORK, date(2026, 1, 5), "2026-01-05T14:00"),
    ],
)
def test_nine_oclock_is_the_readers_own(zone, day, utc):
    assert spoken_at(day, MORNING, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(date(2026, 3, 27), date(2026, 3, 30), id="clocks go forward on Sunday 29 March 2026"),
        pytest.param(date(2026, 10, 23), date(2026, 10, 26), id="clocks go back on Sunday 25 October 2026"),
    ],
)
def test_nine_stays_nine_over_both_clock_changes(before, after):
    for day in (before, after):
        assert spoken_at(day, MORNING, LONDON).astimezone(LONDON).hour == 9
    assert (spoken_at(after, MORNING, LONDON) - spoken_at(before, MORNING, LONDON)) % timedelta(days=1) != timedelta()


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (NEW_YORK, date(2026, 3, 9)),
        (NEW_YORK, date(2026, 11, 2)),
        (AUCKLAND, date(2026, 4, 6)),
        (AUCKLAND, date(2026, 9, 28)),
    ],
)
def test_elsewhere_the_clocks_change_on_other_days(zone, day):
    assert spoken_at(day, MORNING, zone).astimezone(zone).strftime("%m-%d %H:%M") == f"{day:%m-%d} 09:00"


def test_an_hour_that_the_clock_skips_or_repeats_still_comes_once():
    skipped = spoken_at(date(2026, 3, 29), time(1, 30), LONDON)
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    repeated = spoken_at(date(2026, 10, 25), time(1, 30), LONDON)
    assert repeated == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_in_auckland_the_day_is_over_when_london_wakes():
    """A message for Monday that is decided on Monday at 12:00 in London is decided at 23:00 in Auckland."""
    now = local("2026-06-01 12:00", LONDON)
    assert send_time(MONDAY, MORNING, AUCKLAND, now, ENGLAND) == local("2026-06-02 09:00", AUCKLAND)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Auckland", "Asia/Kathmandu", "Pacific/Pago_Pago"])
def test_rungs_are_written_before_it_is_nine_anywhere(zone):
    assert written_at(MONDAY) < spoken_at(MONDAY, MORNING, ZoneInfo(zone))
    assert spoken_at(MONDAY, MORNING, ZoneInfo(zone)) - written_at(MONDAY) < timedelta(days=2)
