import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from loopback import BOT_ID, BOT_USER, TEAM, LoopbackSlack
from slack_bolt import App, BoltResponse
from slack_requests import NOW, TS, WritesDown, command, dispatch, envelope, event, press
from structlog.testing import capture_logs

from bot.conversation.heard import Heard, Pressed, Speaker
from bot.conversation.message import Button, Buttons, Items, Message, line, runs

IFAN = Speaker("slack", TEAM, "U0IFAN", "Ifan Rees", "ifan.rees@northmere.example", is_guest=False)
SAID_AT = datetime(2026, 6, 8, 9, 5, 0, 200, tzinfo=UTC)
PRESS = f"U0IFAN/1780909000.000100/say#12/{TS}"
IN_CHANNEL = {"channel": "C0WORK", "channel_type": "channel"}


@pytest.fixture(autouse=True)
def ifan(slack: LoopbackSlack) -> None:
    slack.add_user("U0IFAN", "Ifan Rees", "ifan.rees@northmere.example", is_guest=False)


def tell(app: App, **fields: Any) -> BoltResponse:
    return dispatch(app, json.dumps(envelope(event(**fields))))


# Messages


def test_a_direct_message_is_heard(app: App, listener: WritesDown) -> None:
    assert tell(app).status == 200
    assert listener.heard == [Heard(IFAN, "D0IFAN", TS, "1.5 done", SAID_AT, answers=None, is_private=True)]


def test_an_answer_in_a_thread_of_a_direct_message_names_its_root(app: App, listener: WritesDown) -> None:
    tell(app, thread_ts="1780909000.000100")
    tell(app, thread_ts=TS)
    assert [heard.answers for heard in listener.heard] == ["1780909000.000100", None]


def test_an_answer_in_a_thread_that_the_bot_began_is_heard_in_a_channel(app: App, listener: WritesDown) -> None:
    tell(app, **IN_CHANNEL, thread_ts="1780909000.000100", parent_user_id=BOT_USER)
    (heard,) = listener.heard
    assert (heard.conversation, heard.answers, heard.is_private) == ("C0WORK", "1780909000.000100", False)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"thread_ts": TS, "parent_user_id": BOT_USER},
        {"thread_ts": "1780909000.000100", "parent_user_id": "U0AMARA"},
        {"thread_ts": "1780909000.000100"},
    ],
)
def test_what_people_say_to_each_other_in_a_channel_is_not_heard(
    app: App, listener: WritesDown, fields: dict[str, str]
) -> None:
    assert tell(app, **IN_CHANNEL, **fields).status == 200
    assert not listener.heard


def test_a_mention_is_heard_without_the_bots_name(app: App, listener: WritesDown) -> None:
    tell(app, type="app_mention", channel="C0WORK", channel_type=None, text=f"<@{BOT_USER}> what's overdue &amp; red?")
    (heard,) = listener.heard
    assert heard.text == "what's overdue & red?"
    assert (heard.conversation, heard.is_private, heard.speaker) == ("C0WORK", False, IFAN)


def test_a_mention_comes_as_two_events_with_one_address(app: App, listener: WritesDown) -> None:
    said = {"text": f"<@{BOT_USER}> 1.5 done", "thread_ts": "1780909000.000100", "parent_user_id": "U0AMARA"}
    tell(app, **IN_CHANNEL, **said)
    tell(app, **IN_CHANNEL | {"channel_type": None}, **said, type="app_mention")
    first, second = listener.heard
    assert first == second
    assert (first.text, first.answers) == ("1.5 done", "1780909000.000100")


@pytest.mark.parametrize(("author", "heard"), [(BOT_USER, 1), ("U0AMARA", 0)])
def test_an_event_that_does_not_say_whose_thread_it_is_in_is_looked_up(
    app: App, listener: WritesDown, slack: LoopbackSlack, author: str, heard: int
) -> None:
    root = slack.say("C0WORK", "3.2 is due", user=author)
    tell(app, **IN_CHANNEL, thread_ts=root)
    assert len(listener.heard) == heard
    assert slack.called("conversations.replies") == [{"channel": "C0WORK", "ts": root, "limit": "1"}]


def test_a_thread_that_cannot_be_looked_up_is_not_ours(app: App, listener: WritesDown, slack: LoopbackSlack) -> None:
    slack.refuse("conversations.replies", "missing_scope")
    assert tell(app, **IN_CHANNEL, thread_ts="1780909000.000100").status == 200
    assert not listener.heard


def test_a_direct_message_is_known_by_its_channel_too(app: App, listener: WritesDown) -> None:
    tell(app, channel_type=None)
    assert listener.heard[0].is_private


def test_other_people_in_a_message_are_named(app: App, listener: WritesDown, slack: LoopbackSlack) -> None:
    slack.add_user("U0AMARA", "Amara Okafor")
    tell(app, text="3.2 is with <@U0AMARA> now")
    assert listener.heard[0].text == "3.2 is with @Amara Okafor now"


@pytest.mark.parametrize(
    "fields",
    [
        {"user": BOT_USER},
        {"bot_id": BOT_ID},
        {"bot_id": "B0ANOTHER"},
        {"user": None},
        {"subtype": "bot_message"},
        {"subtype": "channel_join"},
        {"subtype": "message_changed", "message": {"text": "1.5 done"}, "text": None, "user": None},
        {"subtype": "message_deleted", "deleted_ts": TS, "text": None, "user": None},
        {"subtype": "message_changed", "message": {"user": BOT_USER, "bot_id": BOT_ID, "text": "Done?", "ts": TS}},
        {"text": ""},
        {"text": "  "},
        {"text": None},
    ],
)
@pytest.mark.parametrize("kind", ["message", "app_mention"])
def test_what_nobody_said_is_not_heard(app: App, listener: WritesDown, fields: dict[str, Any], kind: str) -> None:
    assert tell(app, type=kind, **fields).status == 200
    assert not listener.heard


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share"])
def test_words_beside_a_file_or_shown_to_the_channel_too_are_heard(
    app: App, listener: WritesDown, subtype: str
) -> None:
    tell(app, subtype=subtype)
    assert [heard.text for heard in listener.heard] == ["1.5 done"]


def test_a_message_sent_again_keeps_its_address(app: App, listener: WritesDown) -> None:
    for event_id in ("Ev1", "Ev2"):
        dispatch(app, json.dumps(envelope(event(), event_id=event_id)))
    assert {(heard.conversation, heard.message_id) for heard in listener.heard} == {("D0IFAN", TS)}


def test_an_event_whose_text_is_null_is_not_heard(app: App, listener: WritesDown) -> None:
    assert dispatch(app, json.dumps(envelope(event() | {"text": None}))).status == 200
    assert not listener.heard


def test_an_event_that_milepost_has_no_use_for_is_acknowledged(app: App, listener: WritesDown) -> None:
    assert dispatch(app, json.dumps(envelope({"type": "reaction_added", "user": "U0IFAN"}))).status == 200
    assert not listener.heard


# Commands


def test_a_command_is_answered_at_once_to_its_giver_alone(app: App, listener: WritesDown) -> None:
    listener.answer = Message("1 is overdue", (line("1 is overdue"), Items((runs("2.4 <b>"),))))
    response = dispatch(app, command("overdue &amp; red"), "form")
    assert listener.heard == [Heard(IFAN, "C0WORK", "13.37.abc", "overdue & red", NOW, is_whispered=True)]
    answer = json.loads(response.body)
    assert response.headers["content-type"] == ["application/json;charset=utf-8"]
    assert (answer["text"], answer["response_type"]) == ("1 is overdue", "ephemeral")
    assert [block["type"] for block in answer["blocks"]] == ["rich_text", "rich_text"]


def test_a_command_in_a_direct_message_has_nobody_to_be_shared_with(app: App, listener: WritesDown) -> None:
    dispatch(app, command("overdue", channel_id="D0IFAN"), "form")
    assert not listener.heard[0].is_whispered


@pytest.mark.parametrize("text", ["", "  "])
def test_a_bare_command_asks_for_help(app: App, listener: WritesDown, text: str) -> None:
    dispatch(app, command(text), "form")
    assert listener.heard[0].text == "help"


def test_a_long_answer_to_a_command_fits_into_one_message(app: App, listener: WritesDown) -> None:
    listener.answer = Message("500", (Items(tuple(runs(f"{n}.1 Supervision audit") for n in range(500))),))
    answer = json.loads(dispatch(app, command(), "form").body)
    assert len(answer["blocks"]) <= 50
    assert "Ask in a direct message" in answer["blocks"][-1]["elements"][0]["text"]


# Buttons


def test_a_press_carries_the_action_and_value_of_its_button(app: App, listener: WritesDown) -> None:
    response = dispatch(app, press("say#12", "done R%26D"), "form")
    assert (response.status, response.body) == (200, "")
    shown_at = datetime(2026, 6, 8, 8, 56, 40, 100, tzinfo=UTC)
    assert listener.pressed == [
        Pressed(IFAN, "D0IFAN", "1780909000.000100", PRESS, "say", "done R&D", SAID_AT, True, shown_at)
    ]


def test_what_is_drawn_comes_back_as_it_was(app: App, listener: WritesDown, channel: Any, slack: LoopbackSlack) -> None:
    from jobs.channel import Address

    button = Button("Both", "choose", '{"refs": ["2.3", "5.1"], "words": "<a> & 100%"}')
    channel.send(Address("slack", "C0WORK"), Message("which?", (Buttons((button,)),)), "n1")
    drawn = slack.called("chat.postMessage")[0]["blocks"][0]["elements"][0]
    dispatch(app, press(drawn["action_id"], drawn["value"]), "form")
    assert (listener.pressed[0].action, listener.pressed[0].value) == (button.action, button.value)


def test_a_press_in_a_channel_is_not_private(app: App, listener: WritesDown) -> None:
    dispatch(app, press(channel_id="C0WORK"), "form")
    assert (listener.pressed[0].conversation, listener.pressed[0].is_private) == ("C0WORK", False)


def test_a_press_on_what_one_person_was_shown_is_answered_to_that_person(app: App, listener: WritesDown) -> None:
    dispatch(app, press(channel_id="C0WORK", is_ephemeral=True), "form")
    assert (listener.pressed[0].conversation, listener.pressed[0].is_private) == ("U0IFAN", True)


def test_a_button_without_a_value_has_an_empty_one(app: App, listener: WritesDown) -> None:
    dispatch(app, press(value=None), "form")
    assert listener.pressed[0].value == ""


def test_a_button_that_milepost_did_not_draw_is_acknowledged_and_left(app: App, listener: WritesDown) -> None:
    assert dispatch(app, press("somebody_elses"), "form").status == 200
    assert not listener.pressed


# Who it is


def test_who_somebody_is_is_asked_once(app: App, listener: WritesDown, slack: LoopbackSlack) -> None:
    tell(app)
    tell(app, text="1.6 slipping")
    assert len(slack.called("users.info")) == len(slack.called("auth.test")) == 1
    assert [heard.speaker for heard in listener.heard] == [IFAN, IFAN]


def test_without_the_e_mail_scope_the_name_is_known_all_the_same(
    app: App, listener: WritesDown, slack: LoopbackSlack
) -> None:
    slack.add_user("U0IFAN", "Ifan Rees")
    tell(app)
    assert (listener.heard[0].speaker.name, listener.heard[0].speaker.email) == ("Ifan Rees", None)


def test_a_refused_profile_is_not_asked_for_again(app: App, listener: WritesDown, slack: LoopbackSlack) -> None:
    slack.refuse("users.info", "missing_scope")
    tell(app)
    tell(app)
    assert [heard.speaker for heard in listener.heard] == [Speaker("slack", TEAM, "U0IFAN")] * 2
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize("fault", ["drop", "hang"])
def test_a_profile_that_does_not_come_does_not_keep_a_message_from_being_heard(
    app: App, listener: WritesDown, slack: LoopbackSlack, fault: str
) -> None:
    getattr(slack, fault)("users.info")
    tell(app)
    tell(app)
    assert [heard.speaker.name for heard in listener.heard] == [None, "Ifan Rees"]


# When it fails


def test_an_event_that_fails_is_answered_500_so_that_slack_sends_it_again(app: App, listener: WritesDown) -> None:
    listener.error = ValueError("the words were: 1.5 done")
    with capture_logs() as logs:
        assert tell(app).status == 500
        assert dispatch(app, press(), "form").status == 500
        assert dispatch(app, command(), "form").status == 500
    assert [(entry["event"], entry["error"], entry["tenant"]) for entry in logs] == [
        ("slack_event_failed", "ValueError", TEAM)
    ] * 3
    assert "1.5" not in json.dumps(logs)


@pytest.mark.parametrize("error", ["ratelimited", "token_revoked"])
def test_an_event_is_kept_for_later_where_the_bot_cannot_learn_who_it_is(
    app: App, listener: WritesDown, slack: LoopbackSlack, error: str
) -> None:
    slack.refuse("auth.test", error)
    assert tell(app).status == 500
    assert tell(app).status == 200
    assert len(listener.heard) == 1


def test_nothing_that_people_say_is_written_into_a_log(
    app: App, slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.drop("users.info")
    tell(app, text="1.5 is about a secret")
    tell(app, text="1.5 is about a secret", user=BOT_USER)
    dispatch(app, command("1.5 is about a secret"), "form")
    dispatch(app, press(value="a secret"), "form")
    written = caplog.text + "".join(str(record.args) for record in caplog.records)
    assert "secret" not in written
    assert "xoxb" not in written
