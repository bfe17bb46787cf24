"""One's own messages are edited and deleted on the page; the conversation hears of it, and others' are left alone."""

import pytest
from northmere_chat import LEADERSHIP, START, reminder

from bot.web.stream import Shown
from storage.web_chat import conversation_after


def lines_of(council, conversation):
    with council.store.read() as session:
        return conversation_after(session, conversation)


@pytest.fixture
def said(northmere, browser_like, joel):
    """The number of a message that Joel Abara wrote."""
    browser_like.post(f"/as/{joel}/say", data={"text": "1.1 at risk", "answers": "7"})
    return lines_of(northmere, joel)[-1].id


def test_an_edit_is_kept_shown_and_heard_with_its_address(northmere, browser_like, joel, said):
    answer = browser_like.post(f"/as/{joel}/edit", data={"message_id": str(said), "text": "1.1 off\r\ntrack"})
    (line,) = lines_of(northmere, joel)
    (edited,) = northmere.listener.edits
    assert (answer.status_code, answer.headers["location"]) == (303, f"/as/{joel}")
    assert (line.body, line.is_edited, line.said_at) == ("1.1 off\ntrack", True, START)
    assert (edited.heard.message_id, edited.heard.text, edited.heard.answers) == (str(said), "1.1 off\ntrack", "7")
    assert (edited.heard.speaker.account, edited.heard.is_private) == (joel, True)
    page = browser_like.get(f"/as/{joel}").text
    assert " · edited</p>" in page
    assert "1.1 at risk" not in page.split('id="log"')[1].split("</ol>")[0]


def test_each_edit_is_told_from_the_one_before(northmere, browser_like, joel, said):
    for text in ("1.1 off track", "1.1 on track"):
        browser_like.post(f"/as/{joel}/edit", data={"message_id": str(said), "text": text})
    assert len({edited.edit_id for edited in northmere.listener.edits}) == 2


def test_the_same_words_again_are_no_edit(northmere, browser_like, joel, said):
    browser_like.post(f"/as/{joel}/edit", data={"message_id": str(said), "text": "1.1 at risk "})
    assert (northmere.listener.edits, lines_of(northmere, joel)[0].is_edited) == ([], False)


def test_a_deletion_takes_the_words_away_and_is_heard(northmere, browser_like, joel, said):
    answer = browser_like.post(f"/as/{joel}/delete", data={"message_id": str(said)})
    (line,) = lines_of(northmere, joel)
    (deleted,) = northmere.listener.deletions
    assert answer.status_code == 303
    assert (line.body, line.is_deleted) == ("", True)
    assert (deleted.message_id, deleted.conversation, deleted.answers) == (str(said), joel, "7")
    page = browser_like.get(f"/as/{joel}").text
    assert "This message was deleted." in page
    assert "?edit=" not in page


def test_a_deleted_message_is_neither_edited_nor_deleted_again(northmere, browser_like, joel, said):
    browser_like.post(f"/as/{joel}/delete", data={"message_id": str(said)})
    for what in ("edit", "delete"):
        answer = browser_like.post(f"/as/{joel}/{what}", data={"message_id": str(said), "text": "again"})
        assert (answer.status_code, "was deleted before" in answer.text) == (404, True)
    assert (len(northmere.listener.deletions), northmere.listener.edits) == (1, [])


def test_an_edit_that_leaves_nothing_is_refused(northmere, browser_like, joel, said):
    answer = browser_like.post(f"/as/{joel}/edit", data={"message_id": str(said), "text": " \r\n"})
    assert (answer.status_code, "or delete it" in answer.text) == (400, True)
    assert lines_of(northmere, joel)[0].body == "1.1 at risk"


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_what_milepost_said_and_what_was_pressed_stay(northmere, browser_like, joel, what):
    sent = northmere.send(joel, reminder())
    browser_like.post(f"/as/{joel}/press", data={"message_id": str(sent), "button": "0"})
    pressed = lines_of(northmere, joel)[-1].id
    for number in (sent, pressed, 99):
        answer = browser_like.post(f"/as/{joel}/{what}", data={"message_id": str(number), "text": "x"})
        assert (answer.status_code, "Only your own" in answer.text) == (404, True)
    assert "?edit=" not in browser_like.get(f"/as/{joel}").text
    assert (northmere.listener.edits, northmere.listener.deletions) == ([], [])


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_in_a_channel_a_guest_changes_only_what_that_guest_wrote(northmere, browser_like, joel, what):
    priya = northmere.person("Priya Sandhu")
    browser_like.post(f"/as/{LEADERSHIP}/say", data={"text": "What's overdue?", "by": joel})
    number = lines_of(northmere, LEADERSHIP)[-1].id
    form = {"message_id": str(number), "text": "What's due?"}
    assert browser_like.post(f"/as/{LEADERSHIP}/{what}", data=form | {"by": priya}).status_code == 404
    assert browser_like.post(f"/as/{LEADERSHIP}/{what}", data=form).status_code == 400
    assert f"?edit={number}&amp;by={priya}" not in browser_like.get(f"/as/{LEADERSHIP}?by={priya}").text
    assert f"?edit={number}&amp;by={joel}" in browser_like.get(f"/as/{LEADERSHIP}?by={joel}").text
    assert browser_like.post(f"/as/{LEADERSHIP}/{what}", data=form | {"by": joel}).status_code == 303
    heard = northmere.listener.edits or northmere.listener.deletions
    assert (getattr(heard[0], "heard", heard[0])).is_private is False


def test_nobody_changes_a_message_from_another_conversation(northmere, browser_like, said):
    priya = northmere.person("Priya Sandhu")
    assert browser_like.post(f"/as/{priya}/delete", data={"message_id": str(said)}).status_code == 404
    assert northmere.listener.deletions == []


def test_without_a_script_a_link_opens_the_form_with_the_whole_words(northmere, browser_like, joel):
    browser_like.post(f"/as/{joel}/say", data={"text": "</textarea><b>" + "a" * 5000})
    number = lines_of(northmere, joel)[-1].id
    page = browser_like.get(f"/as/{joel}?edit={number}").text
    assert "&lt;/textarea&gt;&lt;b&gt;" + "a" * 5000 in page
    assert f'action="/as/{joel}/edit"' in page
    assert "Delete this message?" in browser_like.get(f"/as/{joel}?delete={number}").text
    assert "<form class" not in browser_like.get(f"/as/{joel}").text.split('id="log"')[1].split("</ol>")[0]


def test_an_open_page_gets_the_changed_message_once(northmere, browser_like, joel, said):
    northmere.send(joel, reminder())
    shown = Shown(northmere.web, joel, None, 0)
    shown.news()
    browser_like.post(f"/as/{joel}/edit", data={"message_id": str(said), "text": "1.1 off track"})
    (event,) = shown.news()
    assert (event.event, event.id) == ("mended", f"{said + 1}.1")
    assert f'id="said-{said}"' in event.data
    assert "1.1 off track" in event.data
    assert shown.news() == []


def test_a_page_that_comes_back_gets_what_was_changed_meanwhile(northmere, browser_like, joel, said):
    browser_like.post(f"/as/{joel}/delete", data={"message_id": str(said)})
    (event, *_) = Shown(northmere.web, joel, None, said, 0).news()
    assert (event.event, "was deleted" in event.data) == ("mended", True)
    assert "mended" not in [event.event for event in Shown(northmere.web, joel, None, said, 1).news()]
