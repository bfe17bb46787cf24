"""What people edit and delete in Slack, and the files they send, as the conversation hears of it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from loopback import BOT_ID, BOT_USER, TEAM, LoopbackSlack
from slack_bolt import App
from slack_requests import TS, WritesDown, dispatch, envelope, event

from bot.conversation.heard import Attached, Deleted, Heard, Speaker

IFAN = Speaker("slack", TEAM, "U0IFAN", "Ifan Rees", "ifan.rees@northmere.example", is_guest=False)
SAID_AT = datetime(2026, 6, 8, 9, 5, 0, 200, tzinfo=UTC)
LATER = "1780909560.000300"
FILE = {"id": "F1", "title": "Audit May.pdf", "name": "audit.pdf", "permalink": "https://northmere.slack.example/F1"}


@pytest.fixture(autouse=True)
def ifan(slack: LoopbackSlack) -> None:
    slack.add_user("U0IFAN", "Ifan Rees", "ifan.rees@northmere.example", is_guest=False)


def message(**fields: Any) -> dict[str, Any]:
    said = {"type": "message", "user": "U0IFAN", "text": "1.5 at risk", "ts": TS}
    return {key: value for key, value in (said | fields).items() if value is not None}


def change(app: App, subtype: str, **fields: Any) -> None:
    given = event(subtype=subtype, user=None, text=None, ts=LATER, **fields)
    assert dispatch(app, json.dumps(envelope(given))).status == 200


def test_an_edit_is_heard_as_the_message_reads_now(app: App, listener: WritesDown) -> None:
    now = message(text="1.5 off track", edited={"user": "U0IFAN", "ts": LATER})
    change(app, "message_changed", message=now, previous_message=message())
    (edited,) = listener.edits
    assert edited.heard == Heard(IFAN, "D0IFAN", TS, "1.5 off track", SAID_AT, answers=None, is_private=True)
    assert listener.heard == []


def test_each_edit_has_an_id_of_its_own(app: App, listener: WritesDown) -> None:
    for at in (LATER, LATER, "1780909570.000400"):
        change(app, "message_changed", message=message(edited={"user": "U0IFAN", "ts": at}), previous_message=message())
    assert len({edited.edit_id for edited in listener.edits}) == 2


def test_an_edit_in_a_channel_keeps_its_thread(app: App, listener: WritesDown) -> None:
    now = message(text="1.5 off track", thread_ts="1780909000.000100", edited={"user": "U0IFAN", "ts": LATER})
    change(app, "message_changed", channel="C0WORK", channel_type="channel", message=now, previous_message=message())
    heard = listener.edits[0].heard
    assert (heard.conversation, heard.answers, heard.is_private) == ("C0WORK", "1780909000.000100", False)


@pytest.mark.parametrize(
    "now",
    [
        message(attachments=[{"title": "a link that Slack unfolds"}]),
        message(user=BOT_USER, bot_id=BOT_ID, edited={"user": BOT_USER, "ts": LATER}),
        message(text="", edited={"user": "U0IFAN", "ts": LATER}),
        {},
    ],
)
def test_what_nobody_edited_is_not_an_edit(app: App, listener: WritesDown, now: dict[str, Any]) -> None:
    change(app, "message_changed", message=now, previous_message=message())
    assert (listener.edits, listener.deletions, listener.heard) == ([], [], [])


def test_a_deletion_is_heard_with_the_address_of_what_it_deletes(app: App, listener: WritesDown) -> None:
    change(app, "message_deleted", deleted_ts=TS, previous_message=message())
    (deleted,) = listener.deletions
    at = datetime(2026, 6, 8, 9, 6, 0, 300, tzinfo=UTC)
    assert deleted == Deleted(IFAN, "D0IFAN", TS, at, answers=None, is_private=True)


def test_a_deleted_message_with_answers_leaves_a_tombstone(app: App, listener: WritesDown) -> None:
    gone = message(subtype="tombstone", user="USLACKBOT", text="This message was deleted.")
    change(app, "message_changed", message=gone, previous_message=message())
    assert [deleted.message_id for deleted in listener.deletions] == [TS]
    assert listener.edits == []


@pytest.mark.parametrize("before", [{}, message(user=BOT_USER, bot_id=BOT_ID), message(user=None)])
def test_what_was_nobodys_is_not_deleted_by_anybody(app: App, listener: WritesDown, before: dict[str, Any]) -> None:
    change(app, "message_deleted", deleted_ts=TS, previous_message=before)
    assert listener.deletions == []


@pytest.mark.parametrize("text", ["1.5 done", ""])
def test_a_file_is_heard_by_its_name_and_where_it_is(app: App, listener: WritesDown, text: str) -> None:
    dispatch(app, json.dumps(envelope(event(subtype="file_share", text=text, files=[FILE]))))
    (heard,) = listener.heard
    assert heard.files == (Attached("Audit May.pdf", "https://northmere.slack.example/F1"),)
    assert heard.text == text


def test_a_file_that_is_gone_is_none(app: App, listener: WritesDown) -> None:
    dispatch(app, json.dumps(envelope(event(subtype="file_share", files=[{"id": "F1", "mode": "tombstone"}]))))
    assert listener.heard[0].files == ()
