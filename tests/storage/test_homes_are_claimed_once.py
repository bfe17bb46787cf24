"""Of several copies that look at one Home, one publishes it; what was refused is tried when it may be."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from databases import emptied
from northmere import PLATFORM, TENANT, Northmere, milestone, plan

from storage import homes
from storage.backup import back_up, restore


@pytest.fixture
def northmere(store):
    council = Northmere(store, plan(milestone("1.1", "Ifan Rees", None)), "2026-06-01 10:00")
    with store.write() as session:
        homes.open_home(session, PLATFORM, TENANT, "Ifan Rees", None, council.clock.now())
    return council


def looked_at(northmere, now=None):
    now = now or northmere.clock.now()
    with northmere.store.read() as session:
        state = homes.state_of(session, northmere.organisation_id, now)
        return state, homes.homes_to_look_at(session, northmere.organisation_id, PLATFORM, state, now, 10)


def claims(northmere, home, now=None):
    now = now or northmere.clock.now()
    with northmere.store.write() as session:
        return homes.claim_home(session, home, now + timedelta(minutes=1), now)


def test_of_many_copies_at_once_one_claims(northmere):
    _, (home,) = looked_at(northmere)
    together, won = threading.Barrier(6), []

    def copy():
        together.wait()
        won.append(claims(northmere, home))

    copies = [threading.Thread(target=copy) for _ in range(6)]
    for one in copies:
        one.start()
    for one in copies:
        one.join()
    assert sorted(won) == [False] * 5 + [True]


def test_a_claim_of_a_copy_that_died_is_free_again_after_a_minute(northmere):
    _, (home,) = looked_at(northmere)
    assert claims(northmere, home)
    assert looked_at(northmere)[1] == []
    later = northmere.clock.now() + timedelta(minutes=1)
    assert claims(northmere, looked_at(northmere, later)[1][0], later)


def test_what_was_published_meanwhile_is_not_published_by_a_slower_copy(northmere):
    state, (home,) = looked_at(northmere)
    assert claims(northmere, home)
    with northmere.store.write() as session:
        homes.record_published(session, home.account_id, "what it shows", state, northmere.clock.now())
    assert not claims(northmere, home)
    assert looked_at(northmere)[1] == []


def test_a_change_makes_it_worth_looking_at_again(northmere):
    state, (home,) = looked_at(northmere)
    with northmere.store.write() as session:
        homes.note_unchanged(session, [home.account_id], state)
    assert looked_at(northmere)[1] == []
    northmere.says("Ifan Rees", "1.1 on track")
    assert len(looked_at(northmere)[1]) == 1


def test_after_a_restore_it_is_published_anew(northmere, tmp_path):
    """It may show what has happened since the backup, of which this database knows nothing."""
    state, (home,) = looked_at(northmere)
    now = northmere.clock.now()
    with northmere.store.write() as session:
        homes.record_published(session, home.account_id, "what it shows", state, now)
    assert looked_at(northmere)[1] == []
    back_up(northmere.store, tmp_path / "kept.db", now)
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", now)
        northmere.use(replace(northmere.post, store=empty))
        (anew,) = looked_at(northmere)[1]
    assert (anew.account_id, anew.shown) == (home.account_id, None)


def test_opened_where_it_shows_something_else_it_is_looked_at_again(northmere):
    state, (home,) = looked_at(northmere)
    with northmere.store.write() as session:
        homes.record_published(session, home.account_id, "what it shows", state, northmere.clock.now())
        same = homes.open_home(session, PLATFORM, TENANT, "Ifan Rees", "what it shows", northmere.clock.now())
    assert same.shown == "what it shows"
    assert looked_at(northmere)[1] == []
    with northmere.store.write() as session:
        homes.open_home(session, PLATFORM, TENANT, "Ifan Rees", None, northmere.clock.now())
    assert looked_at(northmere)[1][0].shown is None


def test_a_refusal_waits_until_its_instant_or_for_something_new(northmere):
    state, (home,) = looked_at(northmere)
    soon = northmere.clock.now() + timedelta(seconds=30)
    with northmere.store.write() as session:
        homes.record_refused(session, home.account_id, state, soon)
    assert looked_at(northmere)[1] == []
    assert len(looked_at(northmere, soon)[1]) == 1
    with northmere.store.write() as session:
        homes.record_refused(session, home.account_id, state, None)
    assert looked_at(northmere, soon)[1] == []


def test_an_account_that_nobody_has_has_no_home(northmere):
    with northmere.store.write() as session:
        assert homes.open_home(session, PLATFORM, TENANT, "Nobody", None, northmere.clock.now()) is None
