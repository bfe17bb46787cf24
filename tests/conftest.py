"""An empty database with the present tables, for every test that asks for a `store`."""

import pytest

from storage import migrate
from storage.store import Store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    """A database with every migration applied, made once; each test gets a copy."""
    file = tmp_path_factory.mktemp("empty") / "empty.db"
    store = Store(f"sqlite:///{file}")
    migrate.upgrade(store)
    store.close()
    return file


@pytest.fixture
def store(empty_database, tmp_path):
    file = tmp_path / "milepost.db"
    file.write_bytes(empty_database.read_bytes())
    opened = Store(f"sqlite:///{file}")
    yield opened
    opened.close()
