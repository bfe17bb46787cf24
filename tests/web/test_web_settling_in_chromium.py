"""The officer settles everything by keyboard in a real browser."""

import pytest
from chromium_pages import PHONE, needs_chromium
from northmere_chat import Northmere
from northmere_doubts import DOUBTFUL

pytestmark = [needs_chromium, pytest.mark.browser]


@pytest.fixture
def northmere(tmp_path):
    council = Northmere(f"sqlite:///{tmp_path / 'doubts.db'}", reading=DOUBTFUL)
    yield council
    council.store.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_from_the_board_to_the_last_question_by_keyboard_alone(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="4 things to settle").focus()
    press(page, "Enter")
    page.get_by_role("heading", name="What does “amber” mean in this plan?").wait_for()
    page.get_by_role("radio", name="Right: at risk").focus()
    press(page, "Space", "Enter")
    page.get_by_role("heading", name="When is 1.1 due?").wait_for()
    page.get_by_role("radio", name="Right: 8 June 2026").focus()
    press(page, "Space")
    page.get_by_role("checkbox").focus()
    press(page, "Space", "Tab", "Enter")
    page.get_by_role("heading", name="Who answers for 1.3?").wait_for()
    page.get_by_role("textbox").or_(page.get_by_role("combobox", name="Who answers")).first.focus()
    page.keyboard.type("Tamsin Hale")
    press(page, "Enter")
    page.get_by_role("heading", name="Everything is settled").wait_for()
    assert page.get_by_role("link", name="to settle").count() == 0


def test_a_problem_is_shown_beside_its_input(open_page):
    page = open_page("/plans/1/settle")
    page.get_by_role("link", name="Next").click()
    page.get_by_role("textbox").fill("8 June")
    page.get_by_role("button", name="Settle it").click()
    assert "Write the year too" in page.get_by_role("alert").inner_text()
    assert page.get_by_role("textbox").input_value() == "8 June"
    open_page.errors[:] = [error for error in open_page.errors if "422" not in error]


def test_nothing_is_cut_off_on_a_phone(open_page):
    page = open_page("/plans/1/settle", viewport=PHONE)
    with page.expect_navigation():
        page.get_by_role("link", name="Next").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
