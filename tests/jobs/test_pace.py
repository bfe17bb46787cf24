"""A pace below what a platform takes: nobody is refused for speed, and nobody waits for somebody else's queue."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from claiming import claim_next
from northmere import PLATFORM, Northmere, at, milestone, plan

from bot.conversation.message import plain, to_json
from jobs.delivery import do_one_delivery
from storage import claims, outbox
from storage.changes.organisations import find_or_add_organisation
from storage.claims import MOST_AT_ONCE, Arrival, Pace
from storage.outbox import ReplyAddress

NINE = at("2026-06-02 09:00")
PACE = Pace(messages=5, within=timedelta(seconds=10), between=timedelta(seconds=1))


@pytest.fixture
def northmere(store):
    council = Northmere(store, plan(milestone("1.1", "Ifan Rees", date(2026, 12, 1))), "2026-05-29 12:00")
    council.clock.set(NINE)
    return council


def owe(northmere, number, tenant=None, room="room {}", due=NINE):
    """So many answers to an organisation, each in a room of its own unless the room's name says otherwise."""
    with northmere.store.write() as session:
        to = northmere.organisation_id
        if tenant is not None:
            to = find_or_add_organisation(session, PLATFORM, tenant, tenant)
        for n in range(number):
            body = to_json(plain(f"{tenant} {n}"))
            place = ReplyAddress(PLATFORM, f"{tenant} {room.format(n)}")
            outbox.owe_answer(session, to, place, body, due + timedelta(microseconds=n))


def claim_all(northmere, now, pace=PACE):
    """Everything that can be claimed at an instant, sent at once: how many of each organisation, in order."""
    claimed = []
    while True:
        with northmere.store.write() as session:
            claim = claim_next(session, now, pace)
            if claim is None:
                return claimed
            body = outbox.tables.Notification
            claimed.append(session.get_one(body, claim.id).organisation_id)
            claims.record_arrivals(session, [Arrival(claim, PLATFORM, "room", claim.id)], now)


def test_an_organisation_gets_no_more_than_its_pace_within_its_time(northmere):
    owe(northmere, 12)
    seconds = [0, 1, 9, 10, 11, 20]
    found = [len(claim_all(northmere, NINE + timedelta(seconds=1 + s))) for s in seconds]
    assert found == [5, 0, 0, 5, 0, 2]


def test_a_long_queue_of_one_organisation_does_not_keep_the_others_waiting(northmere):
    owe(northmere, 50, "large")
    owe(northmere, 3, "small", due=NINE + timedelta(milliseconds=900))
    claimed = Counter(claim_all(northmere, NINE + timedelta(seconds=1)))
    assert sorted(claimed.values()) == [3, 5]


def test_what_is_due_first_goes_first(northmere):
    owe(northmere, 2, "later", due=NINE + timedelta(milliseconds=500))
    owe(northmere, 2, "sooner")
    claimed = claim_all(northmere, NINE + timedelta(seconds=1))
    assert claimed == sorted(claimed, reverse=True)


def test_one_conversation_is_spoken_to_once_a_second(northmere):
    owe(northmere, 3, room="the one room")
    found = [len(claim_all(northmere, NINE + timedelta(seconds=1 + s))) for s in (0, 0.5, 1, 2, 3)]
    assert found == [1, 0, 1, 1, 0]


def test_without_a_pace_everything_goes_at_once(northmere):
    owe(northmere, 12)
    assert len(claim_all(northmere, NINE + timedelta(seconds=1), pace=None)) == 12


def test_an_organisation_that_is_slow_to_answer_has_four_on_their_way_and_no_more(northmere):
    owe(northmere, 10, "slow")
    owe(northmere, 1, "quick", due=NINE + timedelta(milliseconds=500))
    now, claimed = NINE + timedelta(seconds=1), 0
    while True:
        with northmere.store.write() as session:
            if claim_next(session, now) is None:
                break
        claimed += 1
    assert claimed == MOST_AT_ONCE + 1


def test_a_pace_set_on_the_post_is_kept_by_delivery(northmere):
    post = replace(northmere.post, pace=PACE)
    owe(northmere, 7)
    now = NINE + timedelta(seconds=1)
    northmere.clock.set(now)
    while do_one_delivery(post, now):
        pass
    assert len(northmere.sent) == 5
