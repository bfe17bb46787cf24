"""A message shortcut reaches the conversation as the message that it was used on, and who used it."""

from datetime import UTC, datetime

import pytest
from loopback import BOT_ID, BOT_USER, TEAM, LoopbackSlack
from slack_bolt import App
from slack_requests import TS, WritesDown, dispatch, message_shortcut

from bot.conversation.heard import Attached, Heard, PassedOn, Speaker

GRACE = Speaker("slack", TEAM, "U0GRACE", "Grace Adeyemi", None, is_guest=False)
IFAN = Speaker("slack", TEAM, "U0IFAN", "Ifan Rees", None, is_guest=False)
SAID_AT = datetime(2026, 6, 8, 8, 56, 40, 100, tzinfo=UTC)
LINK = "https://northmere.slack.com/archives/C0WORK/p1780909000000100"


@pytest.fixture(autouse=True)
def people(slack: LoopbackSlack) -> None:
    slack.add_user("U0IFAN", "Ifan Rees")
    slack.add_user("U0GRACE", "Grace Adeyemi")


def test_a_message_is_passed_on_with_its_writer_and_its_address(app: App, listener: WritesDown) -> None:
    assert dispatch(app, message_shortcut(), "form").status == 200
    heard = Heard(GRACE, "C0WORK", "1780909000.000100", "2.1 done", SAID_AT, None, is_private=False)
    assert listener.passed == [PassedOn(IFAN, heard, "U0IFAN", f"U0IFAN/1780909000.000100/make_update/{TS}", LINK)]


def test_one_added_as_evidence_says_so_and_brings_its_files(app: App, listener: WritesDown) -> None:
    files = [{"title": "Panel minutes.pdf", "permalink": "https://northmere.slack.com/files/1"}, {"mode": "tombstone"}]
    dispatch(app, message_shortcut("add_evidence", files=files, text=None), "form")
    (passed,) = listener.passed
    assert passed.is_evidence
    assert passed.heard.files == (Attached("Panel minutes.pdf", "https://northmere.slack.com/files/1"),)


def test_a_message_of_a_thread_names_its_root_and_is_found_in_it(app: App, listener: WritesDown) -> None:
    dispatch(app, message_shortcut(thread_ts="1780908000.000100"), "form")
    (passed,) = listener.passed
    assert passed.heard.answers == "1780908000.000100"
    assert passed.address == f"{LINK}?thread_ts=1780908000.000100&cid=C0WORK"


@pytest.mark.parametrize("user", [BOT_USER, None])
def test_what_an_app_wrote_is_nobodys_word(app: App, listener: WritesDown, user: str | None) -> None:
    dispatch(app, message_shortcut(bot_id=BOT_ID, user=user), "form")
    (passed,) = listener.passed
    assert passed.heard.speaker.account == ""


def test_words_are_as_their_writer_saw_them(app: App, listener: WritesDown) -> None:
    dispatch(app, message_shortcut(text="2.1 &amp; 2.2 done, ask <@U0IFAN>"), "form")
    assert listener.passed[0].heard.text == "2.1 & 2.2 done, ask @Ifan Rees"


def test_another_apps_shortcut_is_left_alone(app: App, listener: WritesDown) -> None:
    dispatch(app, message_shortcut("somebody_elses"), "form")
    assert listener.passed == []
