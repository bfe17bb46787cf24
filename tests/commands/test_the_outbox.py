"""`milepost outbox`: what has not reached its reader is listed with its reason, tried again, or dropped."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from bot.commands.common import now
from storage import tables
from storage.questions.outbox import Standing, count_unsent
from storage.questions.people import people_of
from storage.store import Store

ORGANISATION = 1
NINE = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def store(milepost, tmp_path):
    milepost("people", "add", "Ifan Rees")
    kept = Store(f"sqlite:///{tmp_path / 'milepost.db'}")
    yield kept
    kept.close()


def keep(store, due_at=NINE, **state):
    """A notice to Ifan in some state; its id."""
    notification_id = uuid4().hex
    with store.write() as session:
        ifan = people_of(session, ORGANISATION)[0].id
        row = {"organisation_id": ORGANISATION, "kind": "notice", "person_id": ifan, "lane": f"person:{ifan}"}
        session.add(
            tables.Notification(id=notification_id, body="words", created_at=NINE, due_at=due_at, **row, **state)
        )
    return notification_id


def owed(store):
    return keep(store)


def on_its_way(store):
    return keep(store, claimed_by="one/1", claimed_at=NINE, lease_until=now() + timedelta(minutes=2), attempts=1)


def failed(store, reason="no_account"):
    return keep(store, failed_at=NINE, settled_at=NINE, failure=reason, attempts=1, way=1, claimed_by="one/1")


def held(store, reason="ratelimited"):
    return keep(store, lease_until=now() + timedelta(hours=1), failure=reason, attempts=1)


def sent(store):
    return keep(store, sent_at=NINE, settled_at=NINE, attempts=1, claimed_by="one/1")


def row_of(store, notification_id):
    with store.read() as session:
        columns = tables.Notification.__table__.c
        return session.execute(select(*columns).where(columns.id == notification_id)).one()


def standings(store):
    with store.read() as session:
        return {one: count for one, count in count_unsent(session, ORGANISATION, now()).items() if count}


def test_an_outbox_with_nothing_in_it_says_so(milepost, store):
    sent(store)
    assert milepost("outbox", "list").out == "Everything that was due has been sent, and nothing failed.\n"


def test_the_outbox_alone_is_its_list(milepost, store):
    failed(store)
    assert milepost("outbox").out == milepost("outbox", "list").out != ""


def test_each_message_is_listed_under_where_it_stands(milepost, store):
    planned = keep(store, now() + timedelta(days=3))
    ids = [failed(store), held(store), owed(store), on_its_way(store), planned]
    listed = milepost("outbox", "list").out
    headings = [line for line in listed.splitlines() if not line.startswith(" ")]
    assert headings == [
        "Failed, and not tried again by itself: 1",
        "Held after a refusal: 1",
        "On its way: 1",
        "Due: 1",
        "Planned: 1",
    ]
    assert all(f"  {one[:8]}\tnotice to Ifan Rees" in listed for one in ids)


def test_a_failure_says_when_why_and_what_to_do_on_the_readers_clock(milepost, store):
    failed(store, "user_disabled")
    said = milepost("outbox", "list").out
    assert "failed 01 Jun 2026, 09:00: user_disabled." in said
    assert "This person's account is closed; give their milestones to somebody else." in said


def test_a_reader_without_an_account_is_to_be_connected(milepost, store):
    failed(store, "no_account")
    assert "milepost people connect" in milepost("outbox", "list").out


def test_a_passing_refusal_that_never_passed_is_to_be_tried_again(milepost, store):
    one = failed(store, "http_503")
    said = milepost("outbox", "list").out
    assert f"1 attempt did not help; try it again with milepost outbox retry {one[:8]}." in said


def test_what_is_held_says_how_often_it_was_tried(milepost, store):
    held(store, "ratelimited")
    assert "ratelimited, 1 attempt; next try " in milepost("outbox", "list").out


def test_words_are_not_listed(milepost, store):
    owed(store)
    failed(store)
    assert "words" not in milepost("outbox", "list").out


def test_a_long_list_says_how_many_more_there_are(milepost, store):
    for _ in range(3):
        owed(store)
    listed = milepost("outbox", "list", "--most", "2").out
    assert listed.count("notice to Ifan Rees") == 2
    assert "and 1 more: show them with --most" in listed


def test_what_failed_is_tried_again_as_if_for_the_first_time(milepost, store):
    one = failed(store)
    assert "1 will be tried again" in milepost("outbox", "retry", one[:8]).out
    assert standings(store) == {Standing.DUE: 1}
    again = row_of(store, one)
    assert (again.attempts, again.way, again.claimed_by, again.failure) == (0, 0, None, None)


def test_what_is_held_is_tried_at_once(milepost, store):
    milepost("outbox", "retry", held(store))
    assert standings(store) == {Standing.DUE: 1}


def test_everything_that_failed_is_tried_again_at_once(milepost, store):
    failed(store)
    failed(store)
    held(store)
    assert "2 will be tried again" in milepost("outbox", "retry", "--all").out
    assert standings(store) == {Standing.DUE: 2, Standing.HELD: 1}


def test_nothing_named_to_be_tried_is_refused(milepost, store):
    assert "by its id, or --all" in milepost("outbox", "retry", fails=True).err
    assert "by its id, or --all" in milepost("outbox", "retry", failed(store), "--all", fails=True).err


@pytest.mark.parametrize("made", [sent, owed])
def test_what_was_sent_or_simply_waits_is_not_tried_again(milepost, store, made):
    one = made(store)
    assert "neither failed nor been held" in milepost("outbox", "retry", one, fails=True).err


def test_what_is_on_its_way_is_left_alone(milepost, store):
    one = on_its_way(store)
    assert "neither failed nor been held" in milepost("outbox", "retry", one, fails=True).err
    assert "is on its way" in milepost("outbox", "drop", one, fails=True).err
    assert standings(store) == {Standing.SENDING: 1}


@pytest.mark.parametrize("made", [failed, held, owed])
def test_what_failed_or_waits_is_dropped_and_listed_no_longer(milepost, store, made):
    one = made(store)
    assert f"{one[:8]} is dropped." in milepost("outbox", "drop", one).out
    assert standings(store) == {}
    assert row_of(store, one).settled_at is not None


def test_what_was_dropped_is_not_tried_again(milepost, store):
    milepost("outbox", "drop", one := failed(store))
    assert "neither failed nor been held" in milepost("outbox", "retry", one, fails=True).err
    assert "0 will be tried again" in milepost("outbox", "retry", "--all").out
    assert "dropped already" in milepost("outbox", "drop", one, fails=True).err


def test_what_was_sent_is_not_dropped(milepost, store):
    assert "is sent" in milepost("outbox", "drop", sent(store), fails=True).err


def test_an_id_must_fit_one_message(milepost, store):
    ids = [owed(store) for _ in range(17)]
    first_letters = [one[0] for one in ids]
    twice = next(letter for letter in first_letters if first_letters.count(letter) > 1)
    assert "Several messages" in milepost("outbox", "drop", twice, fails=True).err
    assert "No message has the id" in milepost("outbox", "drop", "%", fails=True).err
    assert standings(store) == {Standing.DUE: 17}


def test_nothing_named_to_be_dropped_is_refused(milepost, store):
    assert "Say which one by its id" in milepost("outbox", "drop", fails=True).err
