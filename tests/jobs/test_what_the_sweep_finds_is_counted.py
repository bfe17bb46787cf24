"""What the sweep finds is counted by its kind, from nought, for whoever watches from outside."""

from datetime import UTC, date, datetime, timedelta

import pytest
from northmere import Northmere, milestone, plan

from jobs.channel import DeliveryError
from jobs.clock import Heartbeat
from jobs.tally import SWEEP_FINDINGS
from storage.claims import LEASE

NOUGHT = dict.fromkeys(SWEEP_FINDINGS, 0)


class Dead(BaseException):
    """The process ends here."""


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(milestone("1.1", "Ifan Rees", date(2026, 6, 16))), "2026-05-29 12:00")


def die_at_the_first_reminder(northmere, *, having_sent):
    """The process ends in the middle of sending; another looks when the lease has run out."""
    northmere.turn_to("2026-06-01 12:00")
    if having_sent:
        northmere.channel.then_die = Dead
    else:
        northmere.channel.refuse.append(Dead())
    with pytest.raises(Dead):
        northmere.turn_to("2026-06-02 10:00")
    northmere.channel.then_die = None
    northmere.clock.set(northmere.clock.now() + LEASE)


def test_nothing_is_found_before_anything_is_lost(northmere):
    northmere.turn_to("2026-06-05 12:00")
    assert northmere.post.tally.sweep_findings() == NOUGHT


def test_a_message_that_arrived_is_counted(northmere):
    die_at_the_first_reminder(northmere, having_sent=True)
    northmere.tick()
    assert northmere.post.tally.sweep_findings() == NOUGHT | {"arrived": 1}


def test_a_message_that_did_not_arrive_is_counted(northmere):
    die_at_the_first_reminder(northmere, having_sent=False)
    northmere.tick()
    assert northmere.post.tally.sweep_findings() == NOUGHT | {"not_found": 1}


def test_a_platform_that_cannot_say_is_counted(northmere, monkeypatch):
    die_at_the_first_reminder(northmere, having_sent=True)

    def cannot_say(*_, **__):
        raise DeliveryError("timeout")

    monkeypatch.setattr(northmere.channel, "find", cannot_say)
    northmere.tick()
    assert northmere.post.tally.sweep_findings() == NOUGHT | {"could_not_tell": 1}


def test_a_heart_tells_when_each_loop_last_beat():
    heartbeat, start = Heartbeat(), datetime(2026, 6, 1, 9, tzinfo=UTC)
    assert heartbeat.last_beats() == {}
    heartbeat.beat("sweep", start)
    heartbeat.beat("sweep", start + timedelta(seconds=30))
    assert heartbeat.last_beats() == {"sweep": start + timedelta(seconds=30)}
