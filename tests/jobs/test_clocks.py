"""Clocks: other zones, both clock changes, a machine that slept, a clock that is put back."""

from dataclasses import replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from northmere import LEADERSHIP, PEOPLE, Northmere, at, milestone, plan
from telling import digests, told, told_on

from jobs import delivery
from jobs.channel import DeliveryError
from jobs.reminders import do_one_batch_of_reminders
from plans.ladder import STANDARD
from storage.changes.people import PersonEntry, keep_people

DUE = date(2026, 6, 15)
IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"


def council(store, *milestones, now="2026-05-29 12:00", **more):
    return Northmere(store, plan(*milestones), now, **more)


def in_zone(zone):
    return tuple(replace(person, zone=zone) if person.name == IFAN else person for person in PEOPLE)


@pytest.mark.parametrize(
    ("zone", "in_london"),
    [
        ("Pacific/Auckland", "05-31 22:00"),
        ("Asia/Kolkata", "06-01 04:30"),
        ("America/New_York", "06-01 14:00"),
        ("Pacific/Honolulu", "06-01 20:00"),
    ],
)
def test_each_person_hears_at_nine_on_their_own_clock(store, zone, in_london):
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("2.1", GRACE, DUE), people=in_zone(zone))
    northmere.turn_to("2026-06-01 23:00")
    assert {(when, who) for when, who, _ in told(northmere)} == {(in_london, IFAN), ("06-01 09:00", GRACE)}
    assert northmere.sent_to(IFAN)[0].at.astimezone(ZoneInfo(zone)).strftime("%m-%d %H:%M") == "06-01 09:00"


def test_a_lead_who_moves_zone_hears_at_nine_where_they_are_now(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-05 12:00")
    with store.write() as session:
        moved = PersonEntry(IFAN, zone="America/New_York")
        keep_people(session, northmere.organisation_id, [moved], date(2026, 6, 5))
    northmere.turn_to("2026-06-08 23:00")
    assert [when for when, _, _ in told(northmere)] == ["06-01 09:00", "06-08 14:00"]


@pytest.mark.parametrize(
    ("due", "now", "until", "utc_hours"),
    [
        pytest.param(date(2026, 3, 30), "2026-03-26 12:00", "2026-03-30 12:00", [9, 8], id="clocks go forward"),
        pytest.param(date(2026, 10, 26), "2026-10-22 12:00", "2026-10-26 12:00", [8, 9], id="clocks go back"),
    ],
)
def test_nine_is_nine_on_both_sides_of_a_clock_change(store, due, now, until, utc_hours):
    northmere = council(store, milestone("1.1", IFAN, due), now=now)
    northmere.turn_to(until)
    assert [when[6:] for when, _, _ in told(northmere)] == ["09:00", "09:00"]
    assert [one.at.hour for one in northmere.sent_to(IFAN)] == utc_hours
    assert digests(northmere) == [f"{due:%m-%d} 09:00"]


@pytest.mark.parametrize(
    ("zone", "due", "thursday", "utc_hours"),
    [
        pytest.param("America/New_York", date(2026, 3, 9), "2026-03-05", [14, 13], id="New York, forward"),
        pytest.param("America/New_York", date(2026, 11, 2), "2026-10-29", [13, 14], id="New York, back"),
        pytest.param("Australia/Sydney", date(2026, 10, 5), "2026-10-01", [23, 22], id="Sydney, forward"),
    ],
)
def test_nine_is_nine_where_clocks_change_on_other_days(store, zone, due, thursday, utc_hours):
    """The rungs of the working day before and of the day itself, for a lead who lives there."""
    northmere = council(store, milestone("1.1", IFAN, due), now=f"{thursday} 08:00", people=in_zone(zone))
    northmere.turn_to(f"{due} 23:00")
    assert [one.at.hour for one in northmere.sent_to(IFAN)] == utc_hours
    assert {f"{one.at.astimezone(ZoneInfo(zone)):%H:%M}" for one in northmere.sent_to(IFAN)} == {"09:00"}


def test_a_rung_on_the_29th_of_february(store):
    northmere = council(store, milestone("1.1", IFAN, date(2028, 2, 29)), now="2028-02-25 12:00")
    northmere.turn_to("2028-03-02 12:00")
    assert [when[:5] for when, who, _ in told(northmere) if who == IFAN] == ["02-28", "02-29", "03-02"]


def sleeps_until(northmere, when):
    """The machine is off: nothing runs until the clock shows `when`, and then the loops run until they are idle."""
    northmere.clock.set(at(when))
    while northmere.tick():
        pass


def test_after_days_off_the_latest_state_comes_once_and_not_as_a_burst(store):
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, date(2026, 6, 12)))
    northmere.turn_to("2026-06-05 12:00")
    before = len(northmere.sent)
    sleeps_until(northmere, "2026-06-16 11:00")
    assert told(northmere)[2:] == [("06-16 11:00", IFAN, "1.2 1.1"), ("06-16 11:00", AMARA, "1.2")]
    assert digests(northmere)[1:] == ["06-16 11:00"]
    assert len(northmere.sent) - before == 3
    assert "2 working days late" in northmere.sent_to(AMARA)[0].text


@pytest.mark.parametrize(
    ("friday", "tuesday", "due"),
    [
        pytest.param("2026-06-12 18:00", "06-16", date(2026, 6, 15), id="a usual weekend"),
        pytest.param("2026-08-28 18:00", "09-01", date(2026, 8, 31), id="with a bank holiday"),
        pytest.param("2026-10-23 18:00", "10-27", date(2026, 10, 26), id="over a clock change"),
        pytest.param("2028-02-25 18:00", "02-29", date(2028, 2, 28), id="into a leap day"),
    ],
)
def test_asleep_from_friday_to_tuesday_everybody_has_one_message(store, friday, tuesday, due):
    northmere = council(store, milestone("1.1", IFAN, due), milestone("1.2", IFAN, due), now=f"{friday[:11]}12:00")
    northmere.turn_to(friday)
    before = len(northmere.sent)
    sleeps_until(northmere, f"{friday[:5]}{tuesday} 08:30")
    assert len(northmere.sent) == before, "nobody is told before nine"
    northmere.turn_to(f"{friday[:5]}{tuesday} 17:00")
    assert told_on(northmere, tuesday) == [(IFAN, "1.1 1.2")]
    assert digests(northmere)[-1:] == [f"{tuesday} 09:00"]
    assert len(northmere.sent) - before == 2


def test_who_answered_before_the_machine_slept_is_asked_on_the_rungs_after_that(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-12 10:00")
    northmere.says(IFAN, "1.1 on track")
    sleeps_until(northmere, "2026-06-16 11:00")
    assert told_on(northmere, "06-16") == [(IFAN, "1.1")]


@pytest.mark.parametrize(
    ("wakes", "hears"),
    [
        ("2026-06-09 02:00", "06-09 09:00"),
        ("2026-06-08 22:30", "06-09 09:00"),
        ("2026-06-13 11:00", "06-15 09:00"),
        ("2026-06-14 20:00", "06-15 09:00"),
    ],
)
def test_nobody_is_woken_to_catch_up(store, wakes, hears):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, wakes)
    assert [when for when, _, _ in told(northmere)] == ["06-01 09:00"]
    northmere.turn_to("2026-06-15 12:00")
    assert told(northmere)[1][0] == hears


def test_one_message_though_the_missed_rungs_and_todays_come_together(store):
    """Asleep over Friday's rung, awake on Sunday, due on Monday: Monday's message is the only one."""
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-11 12:00")
    sleeps_until(northmere, "2026-06-14 10:00")
    northmere.turn_to("2026-06-15 17:00")
    assert told_on(northmere, "06-15") == [(IFAN, "1.1")]
    assert "is due today" in northmere.sent_to(IFAN)[-1].text


def test_a_message_that_was_written_before_the_machine_slept_is_no_second_one(store):
    """Monday's message was written on Sunday at noon, and by Tuesday another rung has come: one message says both."""
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, date(2026, 6, 12)))
    northmere.turn_to("2026-06-07 14:00")
    sleeps_until(northmere, "2026-06-16 11:00")
    assert told_on(northmere, "06-16") == [(IFAN, "1.2 1.1"), (AMARA, "1.2")]
    assert northmere.sent_to(IFAN)[-1].text.count("Step 1.1") == 1


def test_what_was_written_for_days_in_between_is_one_message_too(store):
    """Leadership reads of two milestones that became ten working days late on different days."""
    late = milestone("1.1", IFAN, date(2026, 6, 1)), milestone("2.1", GRACE, date(2026, 6, 2))
    northmere = council(store, *late, now="2026-05-15 12:00")
    northmere.turn_to("2026-06-14 14:00")
    northmere.clock.set(at("2026-06-15 12:30"))
    do_one_batch_of_reminders(store, northmere.clock.now())
    sleeps_until(northmere, "2026-06-18 11:00")
    assert [(who, refs) for who, refs in told_on(northmere, "06-18") if who == LEADERSHIP] == [(LEADERSHIP, "1.1 2.1")]


def test_what_was_written_before_the_machine_slept_does_not_leave_at_night(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-07 14:00")
    sleeps_until(northmere, "2026-06-13 02:00")
    assert told_on(northmere, "06-13") == []
    northmere.turn_to("2026-06-15 12:00")
    assert told(northmere)[1:] == [("06-15 09:00", IFAN, "1.1")]


def test_what_slack_refuses_until_the_evening_comes_in_the_morning(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-08 08:59")
    northmere.channel.refuse = [DeliveryError("unreachable") for _ in range(200)]
    northmere.turn_to("2026-06-08 20:00")
    northmere.channel.refuse.clear()
    northmere.turn_to("2026-06-09 12:00")
    assert told(northmere)[1:] == [("06-09 09:00", IFAN, "1.1")]


def test_an_hour_in_the_evening_that_a_policy_has_set_is_kept(store):
    policy = replace(STANDARD, at=time(19))
    northmere = council(store, milestone("1.1", IFAN, DUE), policy=policy)
    northmere.turn_to("2026-06-01 23:00")
    assert told(northmere) == [("06-01 19:00", IFAN, "1.1")]


@pytest.mark.parametrize("back_to", ["2026-06-08 08:30", "2026-06-01 08:00", "2026-05-29 12:00"])
def test_a_clock_that_is_put_back_sends_nothing_twice(store, back_to):
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("2.1", GRACE, date(2026, 6, 22)))
    northmere.turn_to("2026-06-08 10:00")
    sent = told(northmere, ("reminder", "escalation", "digest"))
    northmere.clock.set(at(back_to))
    northmere.turn_to("2026-06-08 12:00")
    assert told(northmere, ("reminder", "escalation", "digest")) == sent
    northmere.turn_to("2026-06-12 12:00")
    assert told_on(northmere, "06-12") == [(IFAN, "1.1")]


def test_what_was_in_hand_while_the_machine_slept_is_left_to_the_sweep(store, monkeypatch):
    """By the time it wakes somebody else may have taken the message over; sent now, it might come twice."""
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-01 08:59")
    now = at("2026-06-01 09:00")
    do_one_batch_of_reminders(store, now)
    # It is claimed, and about to be sent when the machine goes to sleep for an hour.
    uptimes = iter([0.0, 3600.0])
    with monkeypatch.context() as asleep:
        asleep.setattr(delivery, "uptime", lambda: next(uptimes))
        assert delivery.do_one_delivery(northmere.post, now)
    assert northmere.sent == []
    northmere.clock.set(now + timedelta(hours=1))
    northmere.turn_to("2026-06-01 10:30")
    assert [who for _, who, _ in told(northmere) if who == IFAN] == [IFAN]
