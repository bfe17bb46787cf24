"""A council of its own for each test."""

import shutil

import pytest
from northmere_chat import Northmere
from page_client import PageClient


@pytest.fixture(scope="session")
def northmere_file(tmp_path_factory):
    """The council's database, built once: every test gets a copy."""
    file = tmp_path_factory.mktemp("northmere") / "chat.db"
    Northmere(f"sqlite:///{file}").store.close()
    return file


@pytest.fixture
def northmere(northmere_file, tmp_path):
    shutil.copy(northmere_file, tmp_path / "chat.db")
    council = Northmere(f"sqlite:///{tmp_path / 'chat.db'}")
    yield council
    council.store.close()


@pytest.fixture
def browser_like(northmere):
    return PageClient(northmere.web)
