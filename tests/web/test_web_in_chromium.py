"""The page in a real browser: what arrives by itself, the keyboard, and what can be read."""

import pytest
from chromium_pages import eventually, needs_chromium, settled, until
from northmere_chat import HANDBOOK, LEADERSHIP, reminder

from bot.conversation.message import plain
from plans.words import Status
from storage.web_chat import conversation_after

expect = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").expect
pytestmark = [pytest.mark.browser, needs_chromium]


def test_a_message_appears_by_itself_and_is_announced(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    expect(page.get_by_text("Nothing has been said here yet")).to_be_visible()
    northmere.send(joel, reminder())
    log = page.get_by_role("log", name="Messages")
    expect(log.get_by_role("listitem").filter(has_text=HANDBOOK).first).to_be_visible()
    expect(page.get_by_text("Nothing has been said here yet")).to_have_count(0)


def test_enter_sends_and_shift_enter_starts_a_new_line(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    page.get_by_label("What you want to say").press_sequentially("1 done")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("2 slipping")
    assert northmere.listener.heard == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_text("2 slipping")).to_be_visible()
    expect(page.get_by_label("What you want to say")).to_have_value("")
    assert [heard.text for heard in northmere.listener.heard] == ["1 done\n2 slipping"]


def test_the_answer_and_the_changed_line_light_up_without_loading_again(northmere, open_page, joel):
    def answered(heard):
        northmere.update(heard, "1.1", Status.COMPLETE)
        northmere.send(joel, plain("1.1 ✔ complete"))

    northmere.listener.on_hear = answered
    page = settled(open_page(f"/as/{joel}"))
    line = page.locator(f"#milestone-{northmere.milestone('1.1')}")
    expect(line).to_contain_text("on track")
    page.get_by_label("What you want to say").fill("1 done")
    page.get_by_role("button", name="Send").click()
    expect(line).to_contain_text("complete")
    expect(line).to_have_class("changed")
    expect(page.locator(".changed")).to_have_count(1)
    expect(page.get_by_role("log")).to_contain_text("1.1 ✔ complete")


def test_a_button_in_a_message_is_pressed_once(northmere, open_page, joel):
    northmere.send(joel, reminder())
    page = settled(open_page(f"/as/{joel}"))
    page.get_by_role("button", name="1 Stuck").click()
    expect(page.get_by_role("log")).to_contain_text("Pressed “1 Stuck”")
    eventually(page, lambda: [(p.action, p.value) for p in northmere.listener.pressed] == [("stuck", "1")])


def test_the_whole_page_works_from_the_keyboard(northmere, open_page, joel):
    northmere.send(joel, reminder())
    page = settled(open_page("/"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the middle")).to_be_focused()
    page.locator(f'[id="place-{joel}"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/as/*")
    settled(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What you want to say")).to_be_focused()
    page.get_by_role("button", name="Turn on a week").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Monday 8 June 2026, 10:00")).to_be_visible()
    expect(page.get_by_role("button", name="Turn on a week")).to_be_focused()
    assert northmere.turned == [7]


def test_turning_says_so_until_it_has_arrived(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    with northmere.web.turning.alone():
        expect(page.get_by_role("status")).to_have_text("Turning the clock on…")
        week = page.get_by_role("button", name="Turn on a week")
        expect(week).to_have_attribute("aria-disabled", "true")
        week.click(force=True)
    expect(page.get_by_role("status")).to_have_text("")
    assert northmere.turned == []


def test_an_answer_to_one_message_names_it_and_can_be_taken_back(northmere, open_page, joel):
    asked = northmere.send(joel, reminder())
    northmere.send(joel, plain("Something later"))
    page = settled(open_page(f"/as/{joel}"))
    page.locator(f"#said-{asked}").get_by_role("link", name="Answer this").click()
    expect(page.get_by_text("Your words will answer the message you chose.")).to_be_visible()
    page.get_by_role("link", name="Answer none").click()
    page.get_by_label("What you want to say").fill("hello")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What you want to say")).to_have_value("")
    page.locator(f"#said-{asked}").get_by_role("link", name="Answer this").click()
    page.keyboard.type("done")
    page.keyboard.press("Enter")
    eventually(page, lambda: [heard.answers for heard in northmere.listener.heard] == [None, str(asked)])
    expect(page.get_by_text("Your words will answer the message you chose.")).to_be_hidden()


def test_what_to_try_fills_the_box_and_is_not_sent(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    page.get_by_role("button", name="1.1 is done").click()
    expect(page.get_by_label("What you want to say")).to_have_value("1.1 is done")
    expect(page.get_by_label("What you want to say")).to_be_focused()
    assert northmere.listener.heard == []


def test_a_message_elsewhere_is_counted_and_seen_when_opened(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    northmere.send(LEADERSHIP, plain("Northmere plan: 1 slipped"))
    channel = page.get_by_role("link", name="Northmere leadership")
    expect(channel).to_contain_text("1 new")
    channel.click()
    expect(page.get_by_role("log")).to_contain_text("Northmere plan: 1 slipped")
    expect(page.get_by_role("link", name="Northmere leadership")).not_to_contain_text("new")
    expect(page.get_by_text("You speak here as Joel Abara.")).to_be_visible()


def test_a_refusal_is_told_and_nothing_is_lost(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    box = page.get_by_label("What you want to say")
    box.fill("   ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("There is nothing to send yet: write something first.")
    box.fill("1 done")
    page.route("**/say", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Milepost cannot be reached.")
    expect(box).to_have_value("1 done")
    open_page.errors.clear()


def test_markup_in_words_stays_words(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    nasty = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    northmere.send(joel, plain(nasty))
    page.get_by_label("What you want to say").fill(nasty)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_text(nasty)).to_have_count(2)
    assert page.title() == "Joel Abara · Milepost"
    page.reload()
    assert page.title() == "Joel Abara · Milepost"


def test_a_page_that_was_hidden_catches_up(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    hide = "Object.defineProperty(document, 'hidden', {value: %s, configurable: true});"
    show = "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(hide % "true" + show)
    assert page.evaluate("source.readyState === EventSource.CLOSED")
    northmere.send(joel, plain("While you were away"))
    page.evaluate(hide % "false" + show)
    expect(page.get_by_role("log")).to_contain_text("While you were away")


def test_without_script_everything_still_works(northmere, open_page, joel):
    northmere.send(joel, reminder())
    page = open_page(f"/as/{joel}", java_script_enabled=False)
    page.get_by_label("What you want to say").fill("1 done")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("1 done")
    page.get_by_role("button", name="1 Stuck").click()
    expect(page.get_by_role("log")).to_contain_text("Pressed “1 Stuck”")
    page.get_by_role("link", name="Answer this").first.click()
    expect(page.get_by_text("Your words will answer the message you chose.")).to_be_visible()
    page.get_by_role("button", name="Turn on a day").click()
    expect(page.get_by_text("Tuesday 2 June 2026, 10:00")).to_be_visible()
    assert (len(northmere.listener.heard), len(northmere.listener.pressed), northmere.turned) == (1, 1, [1])


def test_the_middle_scrolls_to_the_newest_message_but_not_away_from_what_is_read(northmere, open_page, joel):
    for _ in range(12):
        northmere.send(joel, reminder())
    page = settled(open_page(f"/as/{joel}"))
    at_end = "Math.abs(log.scrollHeight - log.scrollTop - log.clientHeight) < 2"
    assert page.evaluate(at_end)
    northmere.send(joel, plain("The newest"))
    page.get_by_role("log").get_by_text("The newest").wait_for()
    until(page, at_end)
    page.evaluate("log.scrollTop = 0")
    northmere.send(joel, plain("Newer still"))
    page.get_by_role("log").get_by_text("Newer still").wait_for(state="attached")
    assert page.evaluate("log.scrollTop") == 0


def test_only_the_middle_scrolls_and_never_the_page_around_it(northmere, open_page, joel):
    for _ in range(12):
        northmere.send(joel, reminder())
    page = settled(open_page(f"/as/{joel}"))
    assert page.evaluate("log.scrollHeight > log.clientHeight")
    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0


def test_two_pages_of_one_person_show_the_same_words_once(northmere, open_page, joel):
    one, other = settled(open_page(f"/as/{joel}")), settled(open_page(f"/as/{joel}"))
    one.get_by_label("What you want to say").fill("1 done")
    one.keyboard.press("Enter")
    for page in (one, other):
        expect(page.get_by_role("log").get_by_text("1 done")).to_have_count(1)
    with northmere.store.read() as session:
        assert len(conversation_after(session, joel)) == 1


def write(page, words):
    page.get_by_label("What you want to say").fill(words)
    page.keyboard.press("Enter")


def test_a_message_is_edited_from_the_keyboard(northmere, open_page, joel):
    page = settled(open_page(f"/as/{joel}"))
    write(page, "1.1 at risk")
    page.get_by_role("link", name="Edit your message").press("Enter")
    box = page.get_by_label("What your message should say")
    expect(box).to_be_focused()
    expect(box).to_have_value("1.1 at risk")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(page.get_by_role("link", name="Edit your message")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.type(", the printers are late")
    page.keyboard.press("Enter")
    said = page.locator(".said.own")
    expect(said).to_contain_text("1.1 at risk, the printers are late")
    expect(said).to_contain_text("· edited")
    expect(page.get_by_role("link", name="Edit your message")).to_be_focused()
    assert [edited.heard.text for edited in northmere.listener.edits] == ["1.1 at risk, the printers are late"]


def test_a_message_is_deleted_after_a_second_press(northmere, open_page, joel):
    page, other = settled(open_page(f"/as/{joel}")), settled(open_page(f"/as/{joel}"))
    write(page, "1.1 at risk")
    expect(other.locator(".said.own")).to_contain_text("1.1 at risk")
    page.get_by_role("link", name="Delete your message").click()
    expect(page.get_by_text("Delete this message?")).to_be_visible()
    page.get_by_role("link", name="Keep it").click()
    expect(page.get_by_text("Delete this message?")).to_have_count(0)
    page.get_by_role("link", name="Delete your message").click()
    page.get_by_role("button", name="Delete").click()
    for shown in (page, other):
        expect(shown.locator(".said.own")).to_contain_text("This message was deleted.")
        expect(shown.get_by_role("link", name="Edit your message")).to_have_count(0)
    assert len(northmere.listener.deletions) == 1


def test_an_amended_message_changes_in_its_place_and_the_keyboard_stays_with_it(northmere, open_page, joel):
    asked = northmere.send(joel, reminder())
    northmere.send(joel, plain("Something else"))
    northmere.listener.on_press = lambda _: northmere.amend(joel, asked, plain("1.1 is done."))
    page = settled(open_page(f"/as/{joel}"))
    line = page.locator(f"#said-{asked}")
    line.get_by_role("button").first.focus()
    page.keyboard.press("Enter")
    expect(line).to_contain_text("1.1 is done.")
    expect(line.get_by_role("button")).to_have_count(0)
    expect(line.get_by_role("link", name="Answer this")).to_be_focused()
    expect(line.locator("xpath=following-sibling::li").first).to_contain_text("Something else")
