"""What is asked plainly sees what its transaction has changed, and a message takes few statements."""

from datetime import date

import pytest
from northmere import Northmere, milestone, plan
from sqlalchemy import event, select

from storage import tables
from storage.questions.people import person_by_id
from storage.questions.plans import plan_by_id

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    first, second = milestone("1.1", "Ifan Rees", DUE), milestone("1.2", "Grace Adeyemi", DUE)
    return Northmere(store, plan(first, second), "2026-06-01 12:00")


def test_what_the_transaction_has_changed_is_there_before_it_commits(northmere):
    with northmere.store.read() as session:
        row = session.scalars(select(tables.Plan)).one()
        row.title = "Another title"
        person = session.scalars(select(tables.Person).where(tables.Person.name == "Ifan Rees")).one()
        person.manager_id = row.owner_id
        assert plan_by_id(session, row.id).title == "Another title"
        assert person_by_id(session, person.id).manager == plan_by_id(session, row.id).owner


def statements_of(northmere, text):
    seen = []

    def note(_connection, _cursor, statement, *_):
        seen.append(" ".join(statement.replace('"', "").split()))

    event.listen(northmere.store.engine, "before_cursor_execute", note)
    try:
        northmere.says("Ifan Rees", text)
    finally:
        event.remove(northmere.store.engine, "before_cursor_execute", note)
    return seen


def test_an_update_reads_its_plan_and_its_milestone_once(northmere):
    northmere.says("Ifan Rees", "1.1 on track")
    seen = statements_of(northmere, "1.1 is still on track")
    assert [sum(source in one for one in seen) for source in ("FROM milestone JOIN", "FROM plan LEFT")] == [1, 2], seen


def test_an_update_asks_once_for_its_plans_version_and_neither_for_names_nor_for_what_it_has_done(northmere):
    northmere.says("Ifan Rees", "1.1 on track")
    seen = statements_of(northmere, "1.1 is still on track")
    asked = ("FROM plan_version", "SELECT person.id, person.name FROM person", "FROM event")
    assert [sum(one in statement for statement in seen) for one in asked] == [1, 0, 0], seen


def test_an_answer_is_written_when_it_is_owed_and_when_it_has_arrived_and_not_between(northmere):
    seen = statements_of(northmere, "1.1 is on track")
    written = [
        one.split(" ", 2)[0] for one in seen if one.startswith(("INSERT INTO notification ", "UPDATE notification "))
    ]
    assert written == ["INSERT", "UPDATE"], seen
