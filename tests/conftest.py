"""An empty database with the present tables for every test that asks for a `store`: on SQLite, and on PostgreSQL."""

import gc
import os

import pytest
from databases import NO_POSTGRESQL, PostgresDatabase, SqliteFiles, postgresql_server


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: some tests wait for a process, a page or a time-out."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish():
    """What has been collected stays until the end: it is not looked through for garbage again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory):
    opened = SqliteFiles(tmp_path_factory.mktemp("empty"))
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def postgresql_address():
    """The address of a scratch server with {} for the database's name; None where PostgreSQL is not installed."""
    with postgresql_server() as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_database(postgresql_address):
    opened = PostgresDatabase(postgresql_address) if postgresql_address else None
    yield opened
    if opened is not None:
        opened.store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """The kind of database the test runs on."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_files")
    found = request.getfixturevalue("postgresql_database")
    if found is None:
        pytest.skip(NO_POSTGRESQL)
    return found


@pytest.fixture
def database_address(database, tmp_path):
    """The address of an empty database, for tests that open it several times."""
    yield database.fresh(tmp_path)
    database.done()


@pytest.fixture
def store(database, database_address):
    return database.store
