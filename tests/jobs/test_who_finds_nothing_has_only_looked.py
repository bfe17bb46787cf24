"""Every loop asks one question where nothing is due, and takes no turn to write: idle copies cost and hinder nobody."""

from contextlib import contextmanager
from datetime import date

import pytest
from northmere import Northmere, milestone
from sqlalchemy import event

from jobs.rounds import loops

NAMES = ["recall", "reminders", "digests", "delivery", "sweep"]


@contextmanager
def asked_of(store):
    """What the database is asked meanwhile."""
    statements = []

    def note(connection, cursor, statement, *rest):
        statements.append(statement.strip())

    event.listen(store.engine, "before_cursor_execute", note)
    yield statements
    event.remove(store.engine, "before_cursor_execute", note)


@pytest.fixture
def northmere(store):
    """A reminder has gone out and waits for its answer; digests and more rungs are to come."""
    return Northmere.after(
        store, "2026-05-29 12:00", "2026-06-02 12:00", milestone("1.1", "Ifan Rees", date(2026, 6, 15))
    )


def test_there_are_no_other_loops(northmere):
    assert [loop.name for loop in loops(northmere.post)] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_where_nothing_is_due_one_question_is_asked(northmere, name):
    loop = next(one for one in loops(northmere.post) if one.name == name)
    with asked_of(northmere.store) as statements:
        assert not loop.do_one(northmere.clock.now())
    kinds = [statement.split()[0] for statement in statements]
    assert kinds == (["BEGIN", "SELECT"] if northmere.store.is_sqlite else ["SELECT"])
    assert "BEGIN IMMEDIATE" not in statements
