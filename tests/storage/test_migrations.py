"""Migrations run up and down on both databases, all of them or none, and end in the tables that the code knows."""

import os
import signal
from threading import Barrier, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from databases import NO_POSTGRESQL
from sqlalchemy import create_engine, event, inspect, text

from storage import migrate
from storage.store import Store
from storage.tables import Base


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing(request, tmp_path):
    """A database in which there is nothing yet."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'nothing.db'}"
    else:
        address = new_database(request.getfixturevalue("postgresql_address"))
    store = Store(address)
    yield store
    store.close()


def new_database(server):
    if server is None:
        pytest.skip(NO_POSTGRESQL)
    admin = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS nothing WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE nothing"))
    admin.dispose()
    return server.format("nothing")


def tables_of(store):
    return set(inspect(store.engine).get_table_names()) - {"alembic_version"}


def test_up_then_down_then_up_again(nothing):
    assert not migrate.is_current(nothing)
    migrate.upgrade(nothing)
    assert migrate.is_current(nothing)
    assert tables_of(nothing) == set(Base.metadata.tables)
    migrate.downgrade(nothing, "base")
    assert tables_of(nothing) == set()
    migrate.upgrade(nothing)
    assert migrate.is_current(nothing)


def test_up_twice_changes_nothing(nothing):
    migrate.upgrade(nothing)
    migrate.upgrade(nothing)
    assert migrate.is_current(nothing)


def test_the_migrations_end_in_the_tables_that_the_code_knows(nothing):
    migrate.upgrade(nothing)
    with nothing.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []


def test_an_upgrade_that_is_killed_leaves_nothing_behind(nothing):
    process = os.fork()
    if process == 0:
        nothing.engine.dispose(close=False)
        event.listen(nothing.engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
        migrate.upgrade(nothing)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    assert tables_of(nothing) == set()
    migrate.upgrade(nothing)
    assert migrate.is_current(nothing)


def test_copies_that_start_together_bring_it_up_once(nothing):
    barrier, raised = Barrier(3), []

    def start():
        barrier.wait()
        try:
            migrate.upgrade(nothing)
        except Exception as error:  # noqa: BLE001 - looked at below, in the test's own thread
            raised.append(error)

    threads = [Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert raised == []
    assert migrate.is_current(nothing)
