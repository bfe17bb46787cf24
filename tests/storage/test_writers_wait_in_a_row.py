"""The threads of a process take turns at writing, in the order in which they came, and nobody waits for ever."""

from threading import Event, Thread

import pytest

from storage import tables
from storage.changes.organisations import find_or_add_organisation
from storage.turns import Turns


def test_turns_are_taken_in_the_order_in_which_they_were_asked_for():
    turns, order, pause = Turns(), [], Event()

    def take(number):
        with turns.one(30):
            order.append(number)

    threads = []
    with turns.one(30):
        for number in range(20):
            threads.append(Thread(target=take, args=(number,)))
            threads[-1].start()
            while len(turns._waiting) < number + 1:
                pause.wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_whoever_has_waited_too_long_goes_on_and_leaves_the_turn_to_its_owner():
    turns, seen = Turns(), []

    def impatient():
        with turns.one(0.01):
            seen.append("went on")

    with turns.one(30):
        thread = Thread(target=impatient)
        thread.start()
        thread.join()
        assert turns._is_taken
    assert (seen, turns._is_taken) == (["went on"], False)


def test_a_turn_that_ends_in_an_error_is_given_back():
    turns = Turns()
    for _ in range(2):
        with pytest.raises(ZeroDivisionError), turns.one(0.01):
            raise ZeroDivisionError
    assert not turns._is_taken


def test_threads_that_write_at_once_all_write(store):
    def write(number):
        with store.write() as session:
            find_or_add_organisation(session, "memory", f"tenant-{number}", "One of many")

    threads = [Thread(target=write, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as session:
        assert session.query(tables.Organisation).count() == 12
