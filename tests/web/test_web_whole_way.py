"""The whole way through, in a browser on the demonstration: reminded, answered in plain words, read by leadership."""

import pytest
from chromium_pages import follow, needs_chromium, settled
from serving import served

from bot.app import build_house, build_web_application, open_store, turner
from bot.clock import TurnableClock
from bot.demo import COMES_IN_AT, LEADERSHIP, set_the_scene
from bot.web.chat import WebChat

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = [pytest.mark.browser, needs_chromium]
LEAD, DONE, SLIPPING = "Tomasz Zielinski", "5.1", "5.2"


@pytest.fixture
def address(tmp_path):
    clock = TurnableClock(COMES_IN_AT)
    house = build_house(open_store(f"sqlite:///{tmp_path / 'demo.db'}"), clock, with_web=True)
    set_the_scene(house, clock)
    web = WebChat(house.store, house.conversation, clock, turner(house, clock), house.organisation_id)
    with served(build_web_application(house, web)) as address:
        yield address


def line_of(page, ref):
    return page.locator("#board li").filter(has=page.locator(".ref", has_text=ref))


def test_a_lead_is_reminded_answers_and_leadership_reads_of_it(open_page):
    page = settled(open_page("/"))
    expect(page.get_by_text("Monday 1 June 2026, 10:00")).to_be_visible()
    follow(page, page.get_by_role("link", name=LEAD))
    page.get_by_role("button", name="Turn on a week").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("2 milestones need a word from you")
    expect(log.locator("ol li").first).to_contain_text(DONE)
    expect(page.get_by_text("Monday 8 June 2026, 10:00")).to_be_visible()

    page.get_by_label("What you want to say").fill("1 is done, 2 slipping to 15 July because health are late")
    page.keyboard.press("Enter")
    expect(line_of(page, DONE)).to_contain_text("✔ Achieved")
    expect(line_of(page, SLIPPING)).to_contain_text("▲ Not on track but recoverable")
    expect(line_of(page, SLIPPING)).to_contain_text("15 July asked for, waiting for")
    expect(line_of(page, SLIPPING)).to_be_in_viewport()
    expect(log.get_by_role("button", name="Undo", exact=True)).to_be_visible()

    page.get_by_role("button", name="Turn on a week").click()
    expect(page.get_by_text("Monday 15 June 2026, 10:00")).to_be_visible()
    follow(page, page.get_by_role("link", name="Leadership"))
    digest = page.locator(".said.milepost").last
    expect(digest).to_contain_text(f"Finished {DONE}, which waits for evidence")
    expect(digest).to_contain_text(f"{SLIPPING} from 19 June to 15 July?")
    expect(page.locator(".day").last).to_have_text("Monday 15 June 2026")


def test_an_answer_is_taken_back_from_the_page(open_page):
    page = settled(open_page("/"))
    follow(page, page.get_by_role("link", name=LEAD))
    before = line_of(page, DONE).inner_text()
    page.get_by_label("What you want to say").fill(f"{DONE} is done")
    page.keyboard.press("Enter")
    expect(line_of(page, DONE)).to_contain_text("✔ Achieved")
    page.get_by_role("log").get_by_role("button", name="Undo", exact=True).click()
    expect(line_of(page, DONE)).not_to_contain_text("✔ Achieved")
    assert line_of(page, DONE).inner_text() == before


def test_a_manager_asks_what_is_overdue_where_leadership_reads(open_page):
    page = settled(open_page(f"/as/{LEADERSHIP}"))
    page.get_by_label("You are looking on. To speak here, be").select_option(label="Amara Okafor")
    follow(page, page.get_by_role("button", name="Go in"))
    page.get_by_role("button", name="What's overdue?").click()
    page.keyboard.press("Enter")
    expect(page.locator(".said.milepost").last).to_contain_text("overdue")


def test_an_edit_is_read_again_and_a_deletion_taken_back(open_page):
    page = settled(open_page("/"))
    follow(page, page.get_by_role("link", name=LEAD))
    page.get_by_label("What you want to say").fill("5.1 is at risk")
    page.keyboard.press("Enter")
    expect(line_of(page, DONE)).to_contain_text("▲")
    page.get_by_role("link", name="Edit your message").click()
    page.get_by_label("What your message should say").fill("5.1 is off track")
    page.get_by_role("button", name="Save").click()
    log = page.get_by_role("log")
    expect(log).to_contain_text("You changed your message")
    expect(line_of(page, DONE)).to_contain_text("■")
    page.get_by_role("link", name="Delete your message").click()
    page.get_by_role("button", name="Delete").click()
    expect(log).to_contain_text("You deleted your message.")
    expect(line_of(page, DONE)).not_to_contain_text("■")
