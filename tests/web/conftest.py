"""A council of its own for each test."""

import pytest
from northmere_chat import Northmere
from page_client import PageClient


@pytest.fixture
def northmere(tmp_path):
    council = Northmere(f"sqlite:///{tmp_path / 'chat.db'}")
    yield council
    council.store.close()


@pytest.fixture
def browser_like(northmere):
    return PageClient(northmere.web)
