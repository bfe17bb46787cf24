"""An answer is owed and claimed in one transaction: nobody else sends it, and it waits for what goes first."""

from datetime import timedelta

import pytest
from northmere import PLATFORM, Northmere, plan

from bot.conversation.message import plain, to_json
from jobs.delivery import Answer, do_one_delivery, owe_at_once, send_at_once
from jobs.sweep import do_one_sweep
from storage import outbox, tables
from storage.claims import LEASE
from storage.outbox import ReplyAddress


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(), "2026-06-01 10:00")


def answer_in(northmere, room="room", text="Yes.", platform=PLATFORM):
    return Answer(northmere.organisation_id, ReplyAddress(platform, room), to_json(plain(text)))


def owe(northmere, **what):
    with northmere.store.write() as session:
        return owe_at_once(northmere.post, session, answer_in(northmere, **what), northmere.clock.now())


def owe_as_any_other(northmere, at, room="room"):
    with northmere.store.write() as session:
        to = ReplyAddress(PLATFORM, room)
        outbox.owe_answer(session, northmere.organisation_id, to, to_json(plain("Before.")), at)


def rows(northmere):
    with northmere.store.read() as session:
        found = session.query(tables.Notification).all()
        session.expunge_all()
    return found


def deliver(northmere):
    while do_one_delivery(northmere.post, northmere.clock.now()):
        pass


def texts(northmere):
    return [one.text for one in northmere.sent]


def test_it_is_claimed_from_the_start_and_nobody_else_sends_it(northmere):
    parcel = owe(northmere)
    deliver(northmere)
    assert texts(northmere) == []
    (row,) = rows(northmere)
    now = northmere.clock.now()
    assert (row.claimed_by, row.claimed_at, row.lease_until, row.attempts) == (
        parcel.claim.claimed_by,
        now,
        now + LEASE,
        1,
    )
    send_at_once(northmere.post, parcel, now)
    deliver(northmere)
    assert texts(northmere) == ["Yes."]
    assert rows(northmere)[0].sent_at == now


def test_whoever_owes_it_dies_and_the_sweep_has_it_sent_once(northmere):
    owe(northmere)
    northmere.clock.set(northmere.clock.now() + LEASE)
    while do_one_sweep(northmere.post, northmere.clock.now()):
        pass
    deliver(northmere)
    deliver(northmere)
    assert texts(northmere) == ["Yes."]


def test_nothing_is_owed_when_what_caused_it_is_not_kept(northmere):
    with pytest.raises(ZeroDivisionError), northmere.store.write() as session:
        owe_at_once(northmere.post, session, answer_in(northmere), northmere.clock.now())
        raise ZeroDivisionError
    assert rows(northmere) == []


@pytest.mark.parametrize("ago", [timedelta(seconds=1), timedelta(days=1)])
def test_what_was_due_before_in_the_conversation_goes_first(northmere, ago):
    owe_as_any_other(northmere, northmere.clock.now() - ago)
    assert owe(northmere) is None
    deliver(northmere)
    assert texts(northmere) == ["Before.", "Yes."]


def test_what_is_on_its_way_in_the_conversation_goes_first(northmere):
    first = owe(northmere, text="First.")
    northmere.clock.set(northmere.clock.now() + timedelta(seconds=1))
    assert owe(northmere, text="Second.") is None
    deliver(northmere)
    assert texts(northmere) == []
    send_at_once(northmere.post, first, northmere.clock.now())
    deliver(northmere)
    assert texts(northmere) == ["First.", "Second."]


def test_what_is_due_later_or_elsewhere_or_was_sent_holds_nothing_up(northmere):
    now = northmere.clock.now()
    owe_as_any_other(northmere, now - timedelta(minutes=1))
    deliver(northmere)
    owe_as_any_other(northmere, now, room="another room")
    owe_as_any_other(northmere, now + timedelta(seconds=1))
    assert owe(northmere) is not None


def test_another_organisations_messages_hold_nothing_up(northmere):
    other = Northmere(northmere.store, plan(), "2026-06-01 09:00", name="two", tenant="T2")
    owe_as_any_other(other, other.clock.now())
    assert owe(northmere) is not None


def test_an_organisation_that_has_left_is_told_nothing(northmere):
    with northmere.store.write() as session:
        session.get(tables.Organisation, northmere.organisation_id).left_at = northmere.clock.now()
    assert owe(northmere) is None
    deliver(northmere)
    assert (texts(northmere), rows(northmere)[0].failure) == ([], "left")


def test_a_platform_that_is_not_connected_here_is_left_to_the_next_round(northmere):
    assert owe(northmere, platform="elsewhere") is None
    (row,) = rows(northmere)
    assert (row.platform, row.claimed_by) == ("elsewhere", None)
