"""How many questions the tick asks does not follow how many milestones are due, or how many there are."""

from datetime import date

import pytest
from northmere import Northmere, at, milestone, plan
from sqlalchemy import event, select

from jobs.reminders import do_one_batch_of_reminders
from storage import tables
from storage.questions.climbers import climbers
from storage.questions.milestones import milestones_of_plan

NOON = "2026-05-31 15:00"


def asked(store, do):
    """The statements that something sends to the database."""
    statements = []

    def write_down(connection, cursor, statement, *_):
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", write_down)
    do()
    event.remove(store.engine, "before_cursor_execute", write_down)
    return statements


def council(store, count):
    leads = ("Ifan Rees", "Grace Adeyemi", "Amara Okafor")
    rows = [milestone(f"1.{number}", leads[number % 3], date(2026, 6, 15)) for number in range(1, count + 1)]
    return Northmere(store, plan(*rows), "2026-05-29 12:00")


def find(store):
    with store.read() as session:
        return climbers(session, at(NOON), 200)


@pytest.mark.parametrize("count", [2, 40])
def test_what_is_due_is_found_with_the_same_few_questions_however_much_it_is(store, count):
    council(store, count)
    assert len(find(store)) == count
    assert len(asked(store, lambda: find(store))) <= 10


@pytest.mark.parametrize("count", [3, 60])
def test_what_is_due_is_written_with_the_same_few_statements_however_much_it_is(store, count):
    northmere = council(store, count)
    statements = asked(store, lambda: do_one_batch_of_reminders(store, at(NOON)))
    assert len(statements) <= 20
    with store.read() as session:
        lines = session.scalars(select(tables.NotificationItem)).all()
        assert len(lines) == count == len(northmere.milestones())


def test_what_was_read_for_a_batch_is_not_asked_for_again_while_it_is_written(store):
    council(store, 12)
    statements = asked(store, lambda: do_one_batch_of_reminders(store, at(NOON)))
    again = [one for one in statements if one.startswith("SELECT person.") or one.startswith("SELECT policy.")]
    assert len(again) == 2, again


def test_nothing_due_is_one_question(store):
    northmere = council(store, 5)

    def find_nothing():
        with store.read() as session:
            assert climbers(session, northmere.clock.now(), 200) == []

    assert len([one for one in asked(store, find_nothing) if "milestone" in one]) == 1


@pytest.mark.parametrize("count", [2, 40])
def test_a_plan_is_read_with_the_same_few_questions_and_without_its_document(store, count):
    """A document beside each of its milestones made the time for one answer grow with the square of the plan."""
    northmere = council(store, count)

    def read():
        with store.read() as session:
            assert len(milestones_of_plan(session, northmere.plan_id, date(2026, 6, 1))) == count

    statements = asked(store, read)
    assert len(statements) <= 16
    assert not [one for one in statements if "plan.reading" in one]
