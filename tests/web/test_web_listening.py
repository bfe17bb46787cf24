"""What is said and pressed on the page reaches the conversation with its address, and bad input gets a sentence."""

import pytest
from northmere_chat import HANDBOOK, LEADERSHIP, START, Northmere, reminder
from page_client import PageClient

from bot.conversation.heard import Speaker
from bot.conversation.message import plain
from storage.web_chat import MILEPOST, conversation_after, say


def lines_of(council, conversation):
    with council.store.read() as session:
        return conversation_after(session, conversation)


def test_what_a_person_says_is_kept_and_heard_with_its_address(northmere, browser_like, joel):
    answer = browser_like.post(f"/as/{joel}/say", data={"text": "1 done\r\n2 slipping"})
    (line,) = lines_of(northmere, joel)
    (heard,) = northmere.listener.heard
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/as/{joel}"
    assert (line.author, line.body, line.said_at) == ("Joel Abara", "1 done\n2 slipping", START)
    assert heard.speaker == Speaker("web", "local", joel, "Joel Abara", "joel@northmere.example")
    assert (heard.conversation, heard.message_id, heard.text) == (joel, str(line.id), "1 done\n2 slipping")
    assert (heard.at, heard.answers, heard.is_private) == (START, None, True)


def test_a_script_is_answered_without_a_page(browser_like, joel):
    answer = browser_like.post(f"/as/{joel}/say", data={"text": "1 done"}, headers={"Accept": "text/plain"})
    assert (answer.status_code, answer.text) == (204, "")


def test_words_that_answer_a_message_name_it(northmere, browser_like, joel):
    asked = northmere.send(joel, reminder())
    browser_like.post(f"/as/{joel}/say", data={"text": "done", "answers": str(asked)})
    assert northmere.listener.heard[0].answers == str(asked)


@pytest.mark.parametrize("answers", ["", "abc", "-1", "9" * 40])
def test_words_that_answer_no_message_name_none(northmere, browser_like, joel, answers):
    browser_like.post(f"/as/{joel}/say", data={"text": "done", "answers": answers})
    assert northmere.listener.heard[0].answers is None


def test_the_page_of_an_answer_says_which_message_it_answers(northmere, browser_like, joel):
    asked = northmere.send(joel, reminder())
    html = browser_like.get(f"/as/{joel}?answers={asked}").text
    assert f'name="answers" value="{asked}"' in html
    assert '<p id="answering" class="quiet">' in html


def test_a_pressed_button_is_heard_with_what_the_message_meant_by_it(northmere, browser_like, joel):
    message_id = northmere.send(joel, reminder())
    answer = browser_like.post(f"/as/{joel}/press", data={"message_id": str(message_id), "button": "1"})
    (pressed,) = northmere.listener.pressed
    line = lines_of(northmere, joel)[-1]
    assert answer.status_code == 303
    assert (pressed.action, pressed.value, pressed.message_id) == ("stuck", "1", str(message_id))
    assert (pressed.conversation, pressed.at, pressed.is_private) == (joel, START, True)
    assert (line.author, line.body, str(line.id)) == ("Joel Abara", "Pressed “1 Stuck”", pressed.press_id)


def test_each_press_has_an_id_of_its_own(northmere, browser_like, joel):
    message_id = northmere.send(joel, reminder())
    for _ in range(2):
        browser_like.post(f"/as/{joel}/press", data={"message_id": str(message_id), "button": "0"})
    assert len({pressed.press_id for pressed in northmere.listener.pressed}) == 2


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"message_id": "1", "button": "2"}, 404),
        ({"message_id": "99", "button": "0"}, 404),
        ({"message_id": "1"}, 400),
        ({"message_id": "one", "button": "0"}, 400),
        ({}, 400),
    ],
)
def test_a_button_that_no_message_offers_is_not_pressed(northmere, browser_like, joel, form, status):
    assert northmere.send(joel, reminder()) == 1
    answer = browser_like.post(f"/as/{joel}/press", data=form)
    assert answer.status_code == status
    assert northmere.listener.pressed == []
    assert len(lines_of(northmere, joel)) == 1


def test_a_button_of_somebody_elses_message_is_not_pressed(northmere, browser_like, joel):
    message_id = northmere.send(northmere.person("Priya Sandhu"), reminder())
    form = {"message_id": str(message_id), "button": "0"}
    assert browser_like.post(f"/as/{joel}/press", data=form).status_code == 404


def test_what_a_person_wrote_offers_no_buttons_even_when_it_looks_like_a_message(northmere, browser_like, joel):
    forged = '{"text": "x", "parts": [{"kind": "buttons", "buttons": [["Approve", "approve", "1", "plain"]]}]}'
    browser_like.post(f"/as/{joel}/say", data={"text": forged})
    (line,) = lines_of(northmere, joel)
    assert "<button name=" not in browser_like.get(f"/as/{joel}").text.split('id="log"')[1].split("</ol>")[0]
    form = {"message_id": str(line.id), "button": "0"}
    assert browser_like.post(f"/as/{joel}/press", data=form).status_code == 404


def test_a_guest_speaks_in_the_leadership_channel_where_others_read(northmere, browser_like, joel):
    answer = browser_like.post(f"/as/{LEADERSHIP}/say", data={"text": "What's overdue?", "by": joel})
    (heard,) = northmere.listener.heard
    assert answer.headers["location"] == f"/as/{LEADERSHIP}?by={joel}"
    assert (heard.conversation, heard.speaker.account, heard.is_private) == (LEADERSHIP, joel, False)


def test_a_guests_press_in_the_leadership_channel_is_the_guests(northmere, browser_like, joel):
    message_id = northmere.send(LEADERSHIP, reminder())
    form = {"message_id": str(message_id), "button": "0", "by": joel}
    browser_like.post(f"/as/{LEADERSHIP}/press", data=form)
    assert (northmere.listener.pressed[0].speaker.account, northmere.listener.pressed[0].is_private) == (joel, False)


def test_nobody_in_particular_cannot_speak_in_the_channel(northmere, browser_like):
    answer = browser_like.post(f"/as/{LEADERSHIP}/say", data={"text": "hello"})
    assert answer.status_code == 400
    assert "Choose who is speaking first." in answer.text
    assert northmere.listener.heard == []


def test_nobody_speaks_as_another_in_a_persons_own_conversation(northmere, browser_like, joel):
    browser_like.post(f"/as/{joel}/say", data={"text": "hello", "by": northmere.person("Priya Sandhu")})
    assert northmere.listener.heard[0].speaker.account == joel


@pytest.mark.parametrize(
    "conversation", ["person:99", "person:0", "person:-1", "person:1x", "nobody", "channel:other", "%00", "person:١"]
)
def test_an_unknown_conversation_is_a_sentence_and_not_found(northmere, browser_like, conversation):
    for answer in (
        browser_like.get(f"/as/{conversation}"),
        browser_like.get(f"/as/{conversation}/events"),
        browser_like.post(f"/as/{conversation}/say", data={"text": "hello"}),
        browser_like.post(f"/as/{conversation}/press", data={"message_id": "1", "button": "0"}),
        browser_like.post("/clock", data={"days": "1", "back": "person:99"}),
    ):
        assert answer.status_code == 404
        assert "Choose somebody from the list." in answer.text
    assert (northmere.listener.heard, northmere.turned) == ([], [])


def test_an_unknown_guest_is_not_found(browser_like):
    assert browser_like.get(f"/as/{LEADERSHIP}?by=person:99").status_code == 404


def test_an_unknown_file_is_not_found(browser_like):
    assert browser_like.get("/static/page.html").status_code == 404
    assert browser_like.get("/static/..%2Fchat.py").status_code == 404


@pytest.mark.parametrize("text", ["", "   ", "\r\n", "\x00"])
def test_nothing_to_say_is_not_kept(northmere, browser_like, joel, text):
    answer = browser_like.post(f"/as/{joel}/say", data={"text": text})
    assert (answer.status_code, lines_of(northmere, joel)) == (400, [])
    assert "write something first" in answer.text


@pytest.mark.parametrize("text", ["a" * 100_000, "🦊" * 100_000, "👍", "🎉🎉 🎉"])
def test_long_words_and_emoji_are_heard_whole_and_shown_cut(northmere, browser_like, joel, text):
    assert browser_like.post(f"/as/{joel}/say", data={"text": text}).status_code == 303
    assert northmere.listener.heard[0].text == text
    page = browser_like.get(f"/as/{joel}").text
    assert text[:100] in page
    assert len(page) < 20_000
    assert ("100,000 characters in all" in page) == (len(text) == 100_000)


def test_a_flood_is_refused_before_it_is_kept(northmere, browser_like, joel):
    answer = browser_like.post(f"/as/{joel}/say", data={"text": "a" * 5_000_000})
    assert answer.status_code == 413
    assert "too long to take in" in answer.text
    assert lines_of(northmere, joel) == []


def test_a_flood_that_hides_its_length_is_refused_too(northmere, browser_like, joel):
    async def flood():
        yield b"text="
        for _ in range(50):
            yield b"a" * 100_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = browser_like.post(f"/as/{joel}/say", content=flood(), headers=form)
    assert (answer.status_code, lines_of(northmere, joel)) == (413, [])


def test_a_body_that_is_no_form_says_nothing(northmere, browser_like, joel):
    answer = browser_like.post(f"/as/{joel}/say", content=b"{}", headers={"Content-Type": "application/json"})
    assert (answer.status_code, northmere.listener.heard) == (400, [])


def test_a_name_of_mileposts_own_does_not_make_words_a_message(northmere, browser_like, joel):
    with northmere.store.write() as session:
        say(session, joel, MILEPOST, "not a kept message", START)
    assert "not a kept message" in browser_like.get(f"/as/{joel}").text


def test_the_clock_is_turned_by_a_day_or_a_week(northmere, browser_like, joel):
    assert browser_like.post("/clock", data={"days": "1"}).headers["location"] == "/"
    assert browser_like.post("/clock", data={"days": "7", "back": joel}).headers["location"] == f"/as/{joel}"
    assert northmere.turned == [1, 7]
    assert "Tuesday 9 June 2026, 10:00" in browser_like.get("/").text


@pytest.mark.parametrize("days", ["0", "32", "-1", "1.5", "week", ""])
def test_the_clock_is_not_turned_by_anything_else(northmere, browser_like, days):
    answer = browser_like.post("/clock", data={"days": days})
    assert (answer.status_code, northmere.turned) == (400, [])
    assert "by 1 to 31 days" in answer.text


def test_two_turns_at_a_time_are_refused(northmere, browser_like):
    with northmere.web.turning.alone():
        assert browser_like.post("/clock", data={"days": "1"}).status_code == 409
        assert 'aria-disabled="true"' in browser_like.get("/").text
    assert browser_like.post("/clock", data={"days": "1"}).status_code == 303
    assert 'aria-disabled="true"' not in browser_like.get("/").text


def test_a_turn_that_fails_can_be_tried_again(northmere):
    with pytest.raises(OSError, match="disk"), northmere.web.turning.alone():
        raise OSError("the disk is full")
    assert not northmere.web.turning.is_on


def test_a_clock_that_is_the_real_one_has_no_buttons_and_is_not_turned(tmp_path):
    council = Northmere(f"sqlite:///{tmp_path / 'serving.db'}", can_turn=False)
    client = PageClient(council.web)
    assert "Turn on a" not in client.get("/").text
    assert client.post("/clock", data={"days": "1"}).status_code == 403
    council.store.close()


def test_a_page_shows_what_milepost_sent_and_marks_it_as_seen(northmere, browser_like, joel):
    northmere.send(joel, reminder())
    assert '<span class="unread">1<' in browser_like.get("/").text
    assert HANDBOOK in browser_like.get(f"/as/{joel}").text.split('id="log"')[1].split("</main>")[0]
    assert 'class="unread"' not in browser_like.get("/").text


def test_a_persons_own_words_are_not_unread(northmere, browser_like, joel):
    browser_like.post(f"/as/{joel}/say", data={"text": "1 done"})
    assert 'class="unread"' not in browser_like.get("/").text


def test_what_is_written_on_a_page_is_never_markup(northmere, browser_like, joel):
    browser_like.post(f"/as/{joel}/say", data={"text": "<script>alert('x')</script>"})
    northmere.send(joel, plain('<img src=x onerror="alert(1)">'))
    page = browser_like.get(f"/as/{joel}").text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert" in page
