"""A council of its own for each test, and browsers to look at it with."""

import shutil

import pytest
from chromium_pages import CHROMIUM, DESK, QUIETLY
from northmere_chat import Northmere
from page_client import PageClient
from serving import served
from starlette.applications import Starlette

from bot.web.listen import web_routes


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
def joel(northmere):
    """The conversation of Joel Abara, who leads 1.1 and 1.2."""
    return northmere.person("Joel Abara")


@pytest.fixture
def browser_like(northmere):
    return PageClient(northmere.web)


@pytest.fixture(scope="module")
def chromium():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def address(northmere):
    with served(Starlette(routes=web_routes(northmere.web))) as address:
        yield address


@pytest.fixture
def open_page(chromium, address):
    """Opens pages, and fails at the end when one of them had an error in its script or its console."""
    contexts, errors = [], []

    def opened(path, **how):
        contexts.append(chromium.new_context(base_url=address, **({"viewport": DESK} | how)))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.goto(path)
        return page

    opened.errors = errors
    yield opened
    for context in contexts:
        context.close()
    assert errors == []
