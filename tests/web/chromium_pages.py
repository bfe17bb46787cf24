"""What the tests in a real browser share: which one, how it is started, and how to wait for a page."""

import shutil
import time

import pytest

CHROMIUM = shutil.which("chromium")
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="Debian's chromium is not installed: apt-get install chromium"
)
QUIETLY = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1360, "height": 820}


def eventually(page, is_so):
    """Waits until the function says yes, and lets the page go on meanwhile."""
    give_up = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < give_up, "it never came to that"
        page.wait_for_timeout(20)


def until(page, expression):
    """Waits until the expression is true on the page. The page's own policy forbids Playwright's way of waiting."""
    eventually(page, lambda: page.evaluate(expression))


def settled(page):
    """The page, once it listens: what follows arrives by an event."""
    until(page, "typeof source === 'object' && source?.readyState === EventSource.OPEN")
    return page


def follow(page, link):
    """Presses a link or a button that leads to another page, and waits until that one listens."""
    with page.expect_navigation():
        link.click()
    return settled(page)
