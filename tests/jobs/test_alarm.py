"""The alarm: every loop at its interval, each thing at its own present, and an end that loses nothing."""

from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Event

import pytest

from jobs.clock import Alarm, Heartbeat
from jobs.rounds import SENDERS, Loop, loops
from storage.claims import MOST_AT_ONCE

START = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def alarms():
    """Makes alarms and sees to it that they are stopped."""
    made = []

    def make(*some_loops, now=lambda: START):
        made.append(Alarm(some_loops, now, Heartbeat()))
        return made[-1]

    yield make
    for one in made:
        one.stop(within_seconds=5)


def test_a_loop_goes_on_until_nothing_is_left(alarms):
    done, left = Event(), iter([True, True, True, False])
    seen = []

    def do_one(now):
        seen.append(now)
        more = next(left, False)
        if not more:
            done.set()
        return more

    alarms(Loop("one", 3600, do_one)).start()
    assert done.wait(10)
    assert len(seen) == 4


def test_each_thing_is_done_at_its_own_present_and_not_at_the_rounds(alarms):
    """A lease that began when the round did would have run out before a long round's last message left."""
    done, ticks, seen = Event(), count(), []

    def do_one(now):
        seen.append(now)
        if len(seen) == 3:
            done.set()
        return len(seen) < 3

    alarms(Loop("one", 3600, do_one), now=lambda: START + timedelta(minutes=next(ticks))).start()
    assert done.wait(10)
    assert seen == [START + timedelta(minutes=n) for n in range(3)]


def test_stopping_waits_for_what_is_under_way_and_begins_nothing_more(alarms):
    begun, go_on, finished = Event(), Event(), []

    def do_one(now):
        begun.set()
        go_on.wait(10)
        finished.append(now)
        return True

    alarm = alarms(Loop("one", 3600, do_one))
    alarm.start()
    assert begun.wait(10)
    assert not alarm.stop(within_seconds=0.05), "it is not finished yet"
    go_on.set()
    assert alarm.stop(within_seconds=10)
    assert len(finished) == 1


def test_a_loop_that_may_run_side_by_side_does(alarms):
    """A slow workspace holds up one sender, and the others go on."""
    held, others, release = Event(), Event(), Event()
    turns = count()

    def do_one(now):
        if next(turns) == 0:
            held.set()
            release.wait(10)
        else:
            others.set()
        return False

    alarms(Loop("send", 3600, do_one, at_once=2)).start()
    assert held.wait(10) and others.wait(10)
    release.set()


def test_there_are_more_senders_than_one_organisation_can_keep_busy():
    delivery = next(loop for loop in loops(None) if loop.name == "delivery")
    assert delivery.at_once == SENDERS > MOST_AT_ONCE


def test_a_loop_that_raises_is_woken_again_and_is_silent_meanwhile():
    heartbeat, woken, times = Heartbeat(), Event(), count()

    def do_one(now):
        if next(times) == 0:
            raise ConnectionError
        woken.set()
        return False

    alarm = Alarm([Loop("one", 1, do_one)], lambda: START, heartbeat)
    alarm.start()
    try:
        assert woken.wait(10)
    finally:
        alarm.stop(within_seconds=10)
    assert heartbeat.silent(["one"], datetime.now(UTC)) == []


def test_a_heart_that_has_not_beaten_for_five_minutes_is_silent():
    heartbeat = Heartbeat()
    heartbeat.beat("delivery", START)
    assert heartbeat.silent(["delivery", "sweep"], START + timedelta(minutes=5)) == ["sweep"]
    assert heartbeat.silent(["delivery"], START + timedelta(minutes=5, seconds=1)) == ["delivery"]
