"""The page as it is seen in a real browser: contrast as drawn, every width, and where the keyboard is."""

import re

import pytest
from chromium_pages import DESK, PHONE, needs_chromium, settled
from northmere_chat import LEADERSHIP, reminder

from bot.conversation.message import plain

pytestmark = [pytest.mark.browser, needs_chromium]

FAINT = """() => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const linear = (c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => rgb.slice(0, 3).map((c) => linear(c / 255))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (box) => { for (; box; box = box.parentElement) {
    const colour = number(getComputedStyle(box).backgroundColor); if (colour.length === 3) return colour; } };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  while (texts.nextNode()) {
    const box = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !box.checkVisibility() || box.tagName === "NOSCRIPT") continue;
    const [one, two] = [light(number(getComputedStyle(box).color)), light(ground(box))];
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    seen += 1;
    if (ratio < 4.5) faint.push([texts.currentNode.data.trim(), ratio]);
  }
  return {seen, faint};
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_every_text_on_the_page_can_be_read(northmere, open_page, joel, scheme, viewport):
    northmere.send(joel, reminder())
    northmere.send(LEADERSHIP, plain("The week in brief"))
    for path in ("/", f"/as/{joel}", f"/as/{LEADERSHIP}"):
        page = settled(open_page(path, color_scheme=scheme, viewport=viewport))
        found = page.evaluate(FAINT)
        assert found["faint"] == []
        assert found["seen"] > 40


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1360])
def test_no_width_needs_scrolling_sideways(northmere, open_page, joel, width):
    northmere.send(joel, reminder())
    northmere.send(joel, plain("W" * 300))
    page = settled(open_page(f"/as/{joel}", viewport={"width": width, "height": 800}))
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_on_a_phone_the_board_is_below_the_conversation(open_page, joel):
    page = settled(open_page(f"/as/{joel}", viewport=PHONE))
    said, board = page.locator("main").bounding_box(), page.locator("aside").bounding_box()
    assert board["y"] >= said["y"] + said["height"]
    assert page.get_by_role("button", name="Send").bounding_box()["height"] >= 36


def test_focus_can_be_seen_on_whatever_has_it(open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outline")
        assert re.search(r"solid 3px|3px solid", outline), page.evaluate("document.activeElement.outerHTML")
