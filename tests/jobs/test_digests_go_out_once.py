"""One digest for a plan, a channel and a week: not repeated by a restart, not skipped, not made up for in a burst."""

from datetime import date

import pytest
from northmere import LEADERSHIP, PLATFORM, Northmere, at, milestone, plan
from telling import digests

from jobs.delivery import Post
from jobs.rounds import do_everything_due
from storage.changes.organisations import add_leadership_channel

IFAN = "Ifan Rees"


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(milestone("1.1", IFAN, date(2026, 12, 1))), "2026-05-29 12:00")


def sleeps_until(northmere, when):
    northmere.clock.set(at(when))
    while northmere.tick():
        pass


def test_every_week_has_one_on_monday_at_nine(northmere):
    northmere.turn_to("2026-06-19 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-08 09:00", "06-15 09:00"]


def test_after_a_bank_holiday_it_comes_on_tuesday(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, date(2026, 12, 1))), "2026-05-20 12:00")
    northmere.turn_to("2026-06-02 12:00")
    assert digests(northmere) == ["05-26 09:00", "06-01 09:00"]


@pytest.mark.parametrize("copies", [1, 2, 3])
def test_a_restart_at_nine_neither_repeats_nor_skips_it(northmere, copies):
    northmere.turn_to("2026-06-08 08:59")
    northmere.clock.set(at("2026-06-08 09:00"))
    for number in range(copies):
        restarted = Post(northmere.store, northmere.post.channels, northmere.post.wording, f"copy {number}")
        do_everything_due(restarted, northmere.clock.now())
        do_everything_due(restarted, northmere.clock.now())
    assert digests(northmere) == ["06-01 09:00", "06-08 09:00"]


def test_a_week_that_was_missed_is_sent_once_and_late(northmere):
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-06-10 11:30")
    assert digests(northmere) == ["06-01 09:00", "06-10 11:30"]
    northmere.turn_to("2026-06-15 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-10 11:30", "06-15 09:00"]


def test_after_weeks_off_there_is_one_digest_and_not_one_for_each_week(northmere):
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-07-01 10:00")
    assert digests(northmere) == ["06-01 09:00", "07-01 10:00"]


def test_a_digest_that_is_late_waits_for_the_morning(northmere):
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-06-09 23:30")
    assert digests(northmere) == ["06-01 09:00"]
    northmere.turn_to("2026-06-10 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-10 09:00"]


def test_a_digest_that_would_wait_for_the_next_one_is_the_next_one(northmere):
    """Awake again on Saturday: on Monday one digest comes, not last week's and this week's."""
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-06-13 12:00")
    northmere.turn_to("2026-06-15 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-15 09:00"]


def test_each_channel_has_its_own(northmere):
    with northmere.store.write() as session:
        add_leadership_channel(session, northmere.plan_id, PLATFORM, "panel", "Panel", northmere.clock.now())
    northmere.turn_to("2026-06-08 12:00")
    told = [one.to.conversation for one in northmere.sent if one.to.conversation in (LEADERSHIP, "panel")]
    assert sorted(told) == [LEADERSHIP, LEADERSHIP, "panel", "panel"]


def test_a_channel_that_is_added_on_a_monday_after_nine_begins_a_week_later(northmere):
    northmere.turn_to("2026-06-01 09:01")
    with northmere.store.write() as session:
        add_leadership_channel(session, northmere.plan_id, PLATFORM, "panel", "Panel", northmere.clock.now())
    northmere.turn_to("2026-06-09 12:00")
    assert [one.at.isoformat() for one in northmere.sent_to("panel")] == ["2026-06-08T08:00:00+00:00"]


def test_it_tells_how_things_stand_when_it_leaves_and_not_when_it_was_decided(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, date(2026, 6, 8))), "2026-05-29 12:00")
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-06-08 19:00")
    northmere.says(IFAN, "1.1 is done")
    northmere.turn_to("2026-06-09 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-09 09:00"]
    assert "1 finished" in northmere.sent_to(LEADERSHIP)[-1].text


def test_what_changed_is_told_once_however_late_a_digest_is(northmere):
    """Said on Tuesday, between Monday's digest and the one that comes nine days later: the seven days before that
    one do not reach back to it."""
    northmere.turn_to("2026-06-02 10:00")
    northmere.says(IFAN, "1.1 off track")
    northmere.turn_to("2026-06-05 12:00")
    sleeps_until(northmere, "2026-06-10 11:30")
    assert "1 slipped" in northmere.sent_to(LEADERSHIP)[-1].text
    northmere.turn_to("2026-06-15 12:00")
    assert "no change this week" in northmere.sent_to(LEADERSHIP)[-1].text
