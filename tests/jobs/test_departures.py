"""Whoever says something is acknowledged before their answer has arrived; stopping loses none and sends none twice."""

from datetime import date
from threading import Event, Thread

import pytest
from northmere import PLATFORM, Northmere, at, milestone

from bot.app import only
from bot.conversation.conversation import Conversation
from jobs import departures
from jobs.departures import Departures
from storage import claims

IFAN = "Ifan Rees"
SECONDS = 30
"""Longer than anything here takes, so that a failure does not last for ever."""


class SlowCouncil:
    """A council whose platform keeps every message until `released`; each room is somebody's own."""

    def __init__(self, store):
        self.northmere = Northmere.after(
            store, "2026-05-29 12:00", "2026-05-30 12:00", milestone("1.1", IFAN, date(2026, 6, 15))
        )
        self.released, self.calls = Event(), []
        channel = self.northmere.channel
        self._take, channel.send = channel.send, self._keep
        self.uses(far=(PLATFORM,))

    def uses(self, far):
        northmere = self.northmere
        self.departures = Departures(northmere.post, northmere.clock.now, far)
        northmere.conversation = Conversation(
            northmere.store, only(northmere.organisation_id), northmere.clock, self.departures
        )

    def _keep(self, to, *rest):
        self.calls.append(to.conversation)
        assert self.released.wait(SECONDS)
        return self._take(to, *rest)

    def asks(self, room):
        self.northmere.says(IFAN, "how is 1.1 doing?", conversation=room)

    def arrived(self):
        return sorted(one.to.conversation for one in self.northmere.sent)

    def is_settled(self):
        with self.northmere.store.read() as session:
            return claims.next_due_at(session) is None


@pytest.fixture
def council(store):
    council = SlowCouncil(store)
    yield council
    council.released.set()
    assert council.departures.stop(SECONDS)


def test_whoever_speaks_does_not_wait_for_the_platform(council):
    council.asks("a room")
    assert council.arrived() == []
    council.released.set()
    assert council.departures.stop(SECONDS)
    assert council.arrived() == ["a room"]
    assert council.is_settled()


def test_where_the_answer_is_kept_by_ourselves_it_is_there_at_once(council):
    council.uses(far=())
    council.released.set()
    council.asks("a room")
    assert council.arrived() == ["a room"]


def test_whoever_finds_too_many_under_way_sends_their_own(council, monkeypatch):
    monkeypatch.setattr(departures, "MOST_UNDER_WAY", 1)
    council.asks("a room")
    asking = Thread(target=council.asks, args=("another room",))
    asking.start()
    asking.join(0.2)
    assert asking.is_alive()
    council.released.set()
    asking.join(SECONDS)
    assert council.departures.stop(SECONDS)
    assert council.arrived() == ["a room", "another room"]


def test_what_has_not_begun_to_leave_is_given_back_at_the_end_and_sent_by_the_next_process(council, monkeypatch):
    monkeypatch.setattr(departures, "SENDERS", 1)
    rooms = [f"room {number}" for number in range(4)]
    for room in rooms:
        council.asks(room)
    assert not council.departures.stop(within_seconds=0.1)
    assert council.calls == rooms[:1]
    council.released.set()
    council.northmere.tick()
    assert council.departures.stop(SECONDS)
    assert council.arrived() == rooms
    assert council.is_settled()


def test_after_the_end_an_answer_leaves_at_once(council):
    council.released.set()
    council.departures.stop(SECONDS)
    council.asks("a room")
    assert council.arrived() == ["a room"]


def test_what_goes_wrong_while_it_leaves_is_settled_by_the_sweep(council, capsys):
    council.northmere.channel.then_die = RuntimeError
    council.released.set()
    council.asks("a room")
    assert council.departures.stop(SECONDS)
    council.northmere.channel.then_die = None
    assert not council.is_settled()  # nobody knows yet that it has arrived
    council.northmere.clock.set(at("2026-05-30 13:00"))
    council.northmere.tick()
    assert council.arrived() == ["a room"]
    assert council.is_settled()
    said = capsys.readouterr().out
    assert "answer not sent" in said
    assert "RuntimeError" in said
