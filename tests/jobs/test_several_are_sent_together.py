"""What is due to one organisation is claimed together, sent one by one and recorded together; nothing of it is lost."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from northmere import Northmere, plan
from sqlalchemy import event, insert, text

from bot.conversation.message import plain, to_json
from jobs import delivery
from jobs.channel import DeliveryError
from jobs.delivery import do_one_delivery
from jobs.tempo import MOST, Tempo
from storage import claims, tables
from storage.changes.organisations import find_or_add_organisation
from storage.claims import LEASE, Pace
from storage.outbox import ReplyAddress, owe_answer

PLATFORM = "memory"


class Dead(BaseException):
    """The process ends here."""


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(), "2026-06-01 10:00")


def owe(northmere, number, organisation_id=None):
    with northmere.store.write() as session:
        address = ReplyAddress(PLATFORM, f"room-{number}")
        at = northmere.clock.now() + timedelta(microseconds=number)
        whose = organisation_id or northmere.organisation_id
        owe_answer(session, whose, address, to_json(plain(f"message {number}")), at)


def owe_many(northmere, count=5):
    for number in range(count):
        owe(northmere, number)
    northmere.clock.set(northmere.clock.now() + timedelta(seconds=1))


def sent(northmere):
    return [one.text for one in northmere.sent]


def left(northmere):
    with northmere.store.read() as session:
        return session.query(tables.Notification).filter_by(settled_at=None).count()


def deliver_once(northmere):
    return do_one_delivery(northmere.post, northmere.clock.now())


def test_one_round_sends_all_in_the_order_in_which_they_were_due(northmere):
    owe_many(northmere)
    assert deliver_once(northmere)
    assert sent(northmere) == [f"message {number}" for number in range(5)]
    assert left(northmere) == 0


def test_a_refusal_in_the_middle_is_that_message_s_alone(northmere):
    owe_many(northmere)
    refusals = iter([None, None, DeliveryError("http_503")])
    send = northmere.channel.send

    def or_refuse(*given):
        refused = next(refusals, None)
        if refused:
            raise refused
        return send(*given)

    northmere.channel.send = or_refuse
    deliver_once(northmere)
    assert sent(northmere) == ["message 0", "message 1", "message 3", "message 4"]
    assert left(northmere) == 1


def test_when_the_process_dies_in_the_middle_what_was_sent_is_asked_about_and_the_rest_is_sent(northmere):
    owe_many(northmere)
    send = northmere.channel.send

    def then_die(*given):
        receipt = send(*given)
        if len(northmere.sent) == 3:
            raise Dead
        return receipt

    northmere.channel.send = then_die
    with pytest.raises(Dead):
        deliver_once(northmere)
    northmere.channel.send = send
    northmere.clock.set(northmere.clock.now() + LEASE)
    for _ in range(3):
        northmere.tick()
        northmere.clock.set(northmere.clock.now() + timedelta(seconds=1))
    assert sorted(sent(northmere)) == [f"message {number}" for number in range(5)]
    assert left(northmere) == 0
    assert northmere.post.tally.sweep_findings()["arrived"] == 3


def test_two_messages_to_one_reader_are_never_claimed_together(northmere):
    at = northmere.clock.now()
    for _ in range(2):
        with northmere.store.write() as session:
            owe_answer(session, northmere.organisation_id, ReplyAddress(PLATFORM, "room"), to_json(plain("hello")), at)
    with northmere.store.write() as session:
        claimed = claims.claim_some(session, "one", at, most=lambda _: 10)
        assert len(claimed) == 1
        assert claims.claim_some(session, "two", at, most=lambda _: 10) == []


def test_what_has_not_left_when_the_time_is_up_is_given_back_and_is_no_attempt(northmere, monkeypatch):
    owe_many(northmere)
    clock = iter(range(0, 1_000, 1))
    monkeypatch.setattr(delivery, "monotonic", lambda: float(next(clock)))
    deliver_once(northmere)
    assert 0 < len(sent(northmere)) < 5
    with northmere.store.read() as session:
        waiting = session.query(tables.Notification).filter_by(settled_at=None).all()
        assert [(row.claimed_by, row.attempts) for row in waiting] == [(None, 0)] * len(waiting)
    monkeypatch.undo()
    while deliver_once(northmere):
        pass
    assert sent(northmere) == [f"message {number}" for number in range(5)]


def test_no_more_are_claimed_than_the_pace_allows(northmere):
    owe_many(northmere, 6)
    pace = Pace(messages=4, within=timedelta(seconds=10), between=timedelta(seconds=1))
    with northmere.store.write() as session:
        assert len(claims.claim_some(session, "one", northmere.clock.now(), pace, lambda _: 50)) == 4


def test_a_claim_that_was_lost_meanwhile_is_named(northmere):
    owe_many(northmere, 2)
    now = northmere.clock.now()
    with northmere.store.write() as session:
        kept, lost = claims.claim_some(session, "one", now, most=lambda _: 2)
        session.query(tables.Notification).filter_by(id=lost.id).update({"claimed_by": "another"})
    arrivals = [claims.Arrival(claim, PLATFORM, "room", claim.id) for claim in (kept, lost)]
    with northmere.store.write() as session:
        assert claims.record_arrivals(session, arrivals, now) == [arrivals[1]]
    assert left(northmere) == 1


def test_whoever_finds_nothing_does_not_wait_for_the_writer(northmere):
    with northmere.store.write():
        assert not do_one_delivery(northmere.post, datetime(2026, 6, 1, 10, tzinfo=UTC))


def test_a_slow_organisation_is_given_one_message_at_a_time_and_a_quick_one_many():
    tempo = Tempo()
    assert tempo.how_many(1) == MOST
    tempo.note(1, 1, 5.0)
    tempo.note(2, 10, 1.0)
    assert (tempo.how_many(1), tempo.how_many(2), tempo.how_many(3)) == (1, 10, MOST)
    tempo.note(1, 10, 0.01)
    assert tempo.how_many(1) == MOST


def test_a_workspace_that_asks_for_a_wait_is_left_alone_and_the_others_are_not(northmere):
    with northmere.store.write() as session:
        other = find_or_add_organisation(session, PLATFORM, "elsewhere", "Elsewhere")
    owe_many(northmere, 3)
    owe(northmere, 8, other)
    northmere.clock.set(northmere.clock.now() + timedelta(seconds=1))
    northmere.channel.refuse = [DeliveryError("ratelimited", retry_after=30, everywhere=True)]
    while deliver_once(northmere):
        pass
    assert sent(northmere) == ["message 8"]
    northmere.clock.set(northmere.clock.now() + timedelta(seconds=29))
    assert not deliver_once(northmere)
    northmere.clock.set(northmere.clock.now() + timedelta(seconds=10))
    while deliver_once(northmere):
        pass
    assert sorted(sent(northmere)) == ["message 0", "message 1", "message 2", "message 8"]
    with northmere.store.read() as session:
        assert {row.attempts for row in session.query(tables.Notification)} == {1}


def test_one_conversation_that_asks_for_a_wait_holds_up_no_other(northmere):
    owe_many(northmere, 3)
    northmere.channel.refuse = [DeliveryError("ratelimited", retry_after=30)]
    deliver_once(northmere)
    assert sent(northmere) == ["message 1", "message 2"]


def test_a_rest_that_a_wrong_clock_set_is_forgotten():
    tempo, now = Tempo(), datetime(2026, 6, 1, 10, tzinfo=UTC)
    tempo.rest(1, now + timedelta(seconds=30))
    assert tempo.resting(now) == {1}
    assert tempo.resting(now + timedelta(seconds=30)) == set()
    tempo.rest(1, now + timedelta(seconds=30))
    assert tempo.resting(now - timedelta(days=3)) == set()


def owe_thousands(northmere):
    """So many at once that no guess from before can have foreseen them."""
    now = northmere.clock.now()
    row = {"kind": "answer", "platform": PLATFORM, "created_at": now, "due_at": now, "body": to_json(plain("yes"))}
    with northmere.store.write() as session:
        rows = [
            row | {"id": uuid4().hex, "organisation_id": northmere.organisation_id, "conversation": one, "lane": one}
            for one in map(str, range(5000))
        ]
        session.execute(insert(tables.Notification), rows)


def planner(session):
    return [session.scalar(text(f"SHOW {one}")) for one in ("enable_sort", "enable_bitmapscan")]


def explained(store, now):
    """How PostgreSQL reads what is claimed: each statement's plan."""
    found = []

    def explain(connection, cursor, statement, given, context, many):
        if "FOR UPDATE" in statement:
            with connection.connection.cursor() as beside:
                found.append(str(beside.execute("EXPLAIN " + statement, given).fetchall()))

    event.listen(store.engine, "before_cursor_execute", explain)
    try:
        with store.write() as session:
            claims.claim_some(session, "one", now, most=lambda _: 50)
            assert planner(session) == ["on", "on"]
    finally:
        event.remove(store.engine, "before_cursor_execute", explain)
    return found


def test_postgresql_reads_what_is_due_in_the_order_of_its_indexes_whatever_it_guesses(northmere):
    if northmere.store.is_sqlite:
        pytest.skip("SQLite has no figures to guess from")
    owe_thousands(northmere)
    whose, claiming = explained(northmere.store, northmere.clock.now())
    assert "Sort" not in whose
    assert "Sort" not in claiming
