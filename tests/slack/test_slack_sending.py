import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from loopback import LoopbackSlack
from slack_requests import NOW
from structlog.testing import capture_logs

from bot.conversation.message import Button, Buttons, Items, Message, bold, line, plain, runs
from bot.slack.draw import draw
from bot.slack.rooms import Rooms
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings
from bot.slack.workspace import OneWorkspace
from jobs.channel import Address, DeliveryError, Receipt
from storage.changes.organisations import find_or_add_organisation
from storage.changes.people import connect_account, find_or_add_person
from storage.store import Store

LEADERS = Address("slack", "C0LEADERS")
IFAN = Address("slack", "U0IFAN")
REMINDER = Message("3.2 is due", (line(bold("3.2 is due"), " today"), Buttons((Button("Done", "say", "done 1"),))))
POST = "chat.postMessage"
UPDATE = "chat.update"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def long_message(items: int = 120, standing: str = "on track") -> Message:
    rows = tuple(
        runs(bold(f"{n}.1 Audit"), f" · due Friday 12 June · ● {standing}, last word 11 May") for n in range(items)
    )
    return Message("Many milestones", (Items(rows),))


def refusal(channel: SlackChannel, to: Address = LEADERS, message: Message = REMINDER) -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        channel.send(to, message, "n1")
    return refused.value


def notifications(slack: LoopbackSlack, conversation: str) -> list[Any]:
    return [m["metadata"]["event_payload"] for m in slack.in_channel(conversation)]


def test_a_message_goes_out_with_its_notifications_id_and_its_receipt_comes_back(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    (posted,) = slack.called(POST)
    assert receipt == Receipt("C0LEADERS", slack.in_channel("C0LEADERS")[0]["ts"])
    assert posted["metadata"] == {"event_type": "milepost_notification", "event_payload": {"notification_id": "n1"}}
    assert posted["text"] == "3.2 is due"
    assert [block["type"] for block in posted["blocks"]] == ["rich_text", "actions"]
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)
    assert "thread_ts" not in posted
    assert slack.calls[0].token == "xoxb-test"


def test_a_message_without_a_thread_to_go_to_takes_one_call(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, REMINDER, "n1")
    assert [call.method for call in slack.calls] == [POST]


def test_an_answer_goes_into_its_thread(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(replace(LEADERS, thread="1780000001.000100"), REMINDER, "n1")
    assert slack.called(POST)[0]["thread_ts"] == "1780000001.000100"


def test_a_person_is_written_to_in_a_direct_message_that_is_opened_once(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    first, second = channel.send(IFAN, REMINDER, "n1"), channel.send(IFAN, REMINDER, "n2")
    assert first.conversation == second.conversation == "D0IFAN"
    assert slack.called("conversations.open") == [{"users": "U0IFAN"}]
    assert notifications(slack, "D0IFAN") == [{"notification_id": "n1"}, {"notification_id": "n2"}]


def test_a_direct_message_that_was_opened_once_is_known_after_a_restart(
    store: Store, slack: LoopbackSlack, settings: SlackSettings
) -> None:
    with store.write() as session:
        organisation_id = find_or_add_organisation(session, "slack", "T1", "Northmere")
        ifan = find_or_add_person(session, organisation_id, "Ifan Rees")
        connect_account(session, ifan.id, "slack", "T1", "U0IFAN")
    for _ in range(2):
        channel = SlackChannel(OneWorkspace(settings).client_for, Rooms(store))
        assert channel.send(replace(IFAN, tenant="T1"), REMINDER, "n1").conversation == "D0IFAN"
    assert len(slack.called("conversations.open")) == 1


def test_a_direct_message_that_slack_knows_no_more_is_opened_anew(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(IFAN, REMINDER, "n1")
    slack.refuse(POST, "channel_not_found")
    assert channel.send(IFAN, REMINDER, "n2").conversation == "D0IFAN"
    assert len(slack.called("conversations.open")) == 2
    assert notifications(slack, "D0IFAN") == [{"notification_id": "n1"}, {"notification_id": "n2"}]


@pytest.mark.parametrize("look", ["find", "said"])
def test_who_looks_into_one_that_slack_knows_no_more_opens_it_anew(
    slack: LoopbackSlack, channel: SlackChannel, look: str
) -> None:
    channel.send(IFAN, REMINDER, "n1", "a cause")
    slack.refuse("conversations.history", "channel_not_found")
    since = NOW - timedelta(days=365)
    found = channel.find(IFAN, "n1", since) if look == "find" else channel.said(IFAN, since)
    assert found
    assert len(slack.called("conversations.open")) == 2


def test_a_channel_that_is_not_there_is_asked_for_once(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse(POST, "channel_not_found")
    with pytest.raises(DeliveryError, match="channel_not_found"):
        channel.send(LEADERS, REMINDER, "n1")
    assert len(slack.called(POST)) == 1


def test_each_workspace_has_its_own_client_and_rooms(slack: LoopbackSlack, settings: SlackSettings) -> None:
    tokens = {"T1": "xoxb-one", "T2": "xoxb-two"}
    workspaces = {team: OneWorkspace(replace(settings, bot_token=token)) for team, token in tokens.items()}
    channel = SlackChannel(lambda tenant: workspaces[tenant or ""].client_for(tenant))
    for team in tokens:
        channel.send(replace(IFAN, tenant=team), REMINDER, "n1")
    assert [(call.method, call.token) for call in slack.calls] == [
        ("conversations.open", "xoxb-one"),
        (POST, "xoxb-one"),
        ("conversations.open", "xoxb-two"),
        (POST, "xoxb-two"),
    ]


def test_what_people_wrote_is_escaped_where_slack_would_read_it(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, plain("<!channel> wrote R&D"), "n1")
    (posted,) = slack.called(POST)
    assert posted["text"] == "&lt;!channel&gt; wrote R&amp;D"
    assert "mrkdwn" not in json.dumps(posted["blocks"])


# More than one message can hold


def test_what_is_too_long_goes_on_in_the_thread_below(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, long_message(), "n1")
    root, *below = slack.in_channel("C0LEADERS")
    assert receipt.message_id == root["ts"]
    assert "thread_ts" not in root
    assert below
    assert {message["thread_ts"] for message in below} == {root["ts"]}
    parts, drawing = len(below) + 1, draw(long_message()).drawing
    assert notifications(slack, "C0LEADERS") == [
        {"notification_id": "n1", "part": n, "parts": parts, "drawing": drawing} for n in range(1, parts + 1)
    ]


def test_what_is_too_long_for_a_thread_goes_on_in_that_thread(slack: LoopbackSlack, channel: SlackChannel) -> None:
    root = slack.say("C0LEADERS", "what's due?")
    channel.send(replace(LEADERS, thread=root), long_message(), "n1")
    assert {message["thread_ts"] for message in slack.in_channel("C0LEADERS")[1:]} == {root}


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_long_message_that_was_cut_short_is_completed_and_not_begun_again(
    slack: LoopbackSlack, channel: SlackChannel, in_thread: bool
) -> None:
    to = replace(LEADERS, thread=slack.say("C0LEADERS", "what's due?")) if in_thread else LEADERS
    slack.let_through(POST)
    slack.refuse(POST, "ratelimited", status=429, headers={"Retry-After": "1"})
    assert refusal(channel, to, long_message()).reason == "ratelimited"
    assert channel.find(to, "n1") is None
    receipt = channel.send(to, long_message(), "n1", since=LONG_AGO)
    numbers = [m["metadata"]["event_payload"]["part"] for m in slack.in_channel("C0LEADERS") if "metadata" in m]
    assert numbers == list(range(1, len(numbers) + 1))
    assert channel.find(to, "n1") == receipt


OTHER_LENGTHS = {
    "shorter": long_message(60),
    "longer": long_message(200),
    "as long": long_message(120, "at risk."),
    "short": REMINDER,
}


@pytest.mark.parametrize("in_thread", [False, True])
@pytest.mark.parametrize("after", OTHER_LENGTHS.values(), ids=OTHER_LENGTHS.keys())
@pytest.mark.parametrize("cut_short_again_at", [None, POST, UPDATE, "chat.delete"])
def test_one_that_was_cut_short_and_reads_differently_by_now_reads_as_it_does_now(
    slack: LoopbackSlack, channel: SlackChannel, after: Message, in_thread: bool, cut_short_again_at: str | None
) -> None:
    to = replace(LEADERS, thread=slack.say("C0LEADERS", "what's due?")) if in_thread else LEADERS
    channel.send(replace(LEADERS, conversation="C0OTHERS"), after, "n2")
    for _ in range(3):
        slack.let_through(POST)
    slack.refuse(POST, "ratelimited", status=429, headers={"Retry-After": "1"})
    assert refusal(channel, to, long_message()).reason == "ratelimited"
    if cut_short_again_at is not None:
        slack.refuse(cut_short_again_at, "ratelimited", status=429, headers={"Retry-After": "1"})
        with suppress(DeliveryError):
            channel.send(to, after, "n1", since=LONG_AGO)
    receipt = channel.send(to, after, "n1", since=LONG_AGO)
    ours = [message for message in slack.in_channel("C0LEADERS") if "metadata" in message]
    assert [message["blocks"] for message in ours] == [message["blocks"] for message in slack.in_channel("C0OTHERS")]
    assert channel.find(to, "n1") == receipt
    calls = len(slack.calls)
    channel.send(to, after, "n1", since=LONG_AGO)
    assert {call.method for call in slack.calls[calls:]} <= {"conversations.history", "conversations.replies"}


def test_while_parts_of_two_states_stand_together_it_has_not_arrived(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    channel.send(LEADERS, long_message(), "n1")
    slack.let_through(UPDATE)
    slack.refuse(UPDATE, "ratelimited", status=429, headers={"Retry-After": "1"})
    with pytest.raises(DeliveryError, match="ratelimited"):
        channel.send(LEADERS, long_message(120, "at risk."), "n1", since=LONG_AGO)
    assert channel.find(LEADERS, "n1") is None
    channel.send(LEADERS, long_message(120, "at risk."), "n1", since=LONG_AGO)
    assert channel.find(LEADERS, "n1") is not None
    assert "on track" not in json.dumps(slack.in_channel("C0LEADERS"))


def test_a_long_message_whose_last_answer_was_lost_is_not_posted_again(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.let_through(POST)
    slack.drop(POST, after=True)
    assert refusal(channel, LEADERS, long_message(60)).uncertain
    channel.send(LEADERS, long_message(60), "n1", since=LONG_AGO)
    assert [part["part"] for part in notifications(slack, "C0LEADERS")] == [1, 2]


@pytest.mark.parametrize("was_tried", [False, True])
def test_earlier_parts_are_looked_for_only_where_it_was_tried_before(
    slack: LoopbackSlack, channel: SlackChannel, was_tried: bool
) -> None:
    channel.send(LEADERS, long_message(60), "n1", since=LONG_AGO if was_tried else None)
    assert bool(slack.called("conversations.history")) is was_tried


def test_what_came_before_it_was_first_tried_is_not_its_own(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, long_message(60), "n1")
    posted_at = datetime.fromtimestamp(float(receipt.message_id), UTC)
    assert channel.send(LEADERS, long_message(60), "n1", since=posted_at.replace(microsecond=0)) == receipt
    assert channel.send(LEADERS, long_message(60), "n1", since=posted_at + timedelta(seconds=1)) != receipt


@pytest.mark.parametrize(("items", "reason"), [(1, "msg_too_long"), (60, "not_in_channel")])
def test_one_message_alone_need_not_be_looked_for_where_nobody_may_look(
    slack: LoopbackSlack, channel: SlackChannel, items: int, reason: str
) -> None:
    """Of several parts some may be there, and would be posted twice."""
    slack.refuse("conversations.history", "not_in_channel")
    slack.refuse(POST, "msg_too_long")
    with pytest.raises(DeliveryError, match=reason):
        channel.send(LEADERS, long_message(items), "n1", since=LONG_AGO)


# What Slack cannot draw


@pytest.mark.parametrize("reason", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
def test_a_drawing_that_slack_refuses_goes_as_words(slack: LoopbackSlack, channel: SlackChannel, reason: str) -> None:
    slack.refuse(POST, reason)
    with capture_logs() as logs:
        receipt = channel.send(LEADERS, REMINDER, "n1")
    again = slack.called(POST)[1]
    assert again["text"] == "3.2 is due today\n[Done]"
    assert "blocks" not in again
    assert again["mrkdwn"] is False
    assert again["metadata"]["event_payload"] == {"notification_id": "n1"}
    assert receipt.message_id == slack.in_channel("C0LEADERS")[0]["ts"]
    assert logs == [{"event": "slack_drawing_refused", "reason": reason, "notification": "n1", "log_level": "warning"}]


def test_words_that_slack_refuses_too_are_refused_for_good(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse(POST, "invalid_blocks")
    slack.refuse(POST, "msg_too_long")
    refused = refusal(channel)
    assert (refused.reason, refused.permanent) == ("msg_too_long", True)


def test_a_message_that_cannot_be_drawn_is_refused_before_slack_is_asked(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    refused = refusal(channel, message=Message("x", (Buttons((Button("x", "a", "v" * 3_000),)),)))
    assert (refused.reason, refused.permanent) == ("cannot_be_drawn", True)
    assert not slack.calls


def below(slack: LoopbackSlack, receipt: Receipt) -> list[str]:
    return [m["text"] for m in slack.in_channel("C0LEADERS") if m.get("thread_ts") == receipt.message_id]


def test_a_message_is_changed_where_it_is_and_stays_its_notifications(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    assert channel.amend(LEADERS, receipt.message_id, plain("3.2 is done."), "n2") == receipt
    (message,) = slack.in_channel("C0LEADERS")
    assert (message["text"], [block["type"] for block in message["blocks"]]) == ("3.2 is done.", ["rich_text"])
    assert channel.find(LEADERS, "n1") == receipt
    assert channel.find(LEADERS, "n2") is None


def test_changing_a_message_twice_is_changing_it_once(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    for _ in range(2):
        channel.amend(LEADERS, receipt.message_id, long_message(), "n2")
    assert len(notifications(slack, "C0LEADERS")) == len(slack.called(POST))
    assert channel.find(LEADERS, "n1") == receipt


def test_what_is_too_long_is_changed_in_the_thread_below_too(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, long_message(), "n1")
    posted, before = len(slack.called(POST)), below(slack, receipt)
    channel.amend(LEADERS, receipt.message_id, long_message(121), "n2")
    assert len(slack.called(POST)) == posted
    assert len(below(slack, receipt)) == len(before)
    assert json.dumps(slack.in_channel("C0LEADERS")).count("120.1 Audit") == 1


def test_what_gets_longer_goes_on_below(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    channel.amend(LEADERS, receipt.message_id, long_message(), "n2")
    assert below(slack, receipt)
    assert {m.get("thread_ts") for m in slack.in_channel("C0LEADERS")} == {None, receipt.message_id}


def test_a_long_answer_in_a_thread_is_changed_in_that_thread(slack: LoopbackSlack, channel: SlackChannel) -> None:
    to = replace(LEADERS, thread=slack.say("C0LEADERS", "What is late?"))
    receipt = channel.send(to, long_message(), "n1")
    posted = len(slack.called(POST))
    channel.amend(to, receipt.message_id, long_message(121), "n2")
    assert len(slack.called(POST)) == posted


def test_a_persons_message_is_changed_in_their_direct_message(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(IFAN, REMINDER, "n1")
    channel.amend(IFAN, receipt.message_id, plain("3.2 is done."), "n2")
    assert [call["channel"] for call in slack.called(UPDATE)] == ["D0IFAN"]


@pytest.mark.parametrize("reason", ["message_not_found", "cant_update_message", "edit_window_closed"])
def test_a_message_that_slack_does_not_let_change_is_gone(
    slack: LoopbackSlack, channel: SlackChannel, reason: str
) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    slack.refuse(UPDATE, reason)
    with pytest.raises(DeliveryError) as refused:
        channel.amend(LEADERS, receipt.message_id, plain("3.2 is done."), "n2")
    assert (refused.value.reason, refused.value.gone, refused.value.permanent) == (reason, True, False)


def test_a_change_whose_drawing_is_refused_is_made_in_words(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, REMINDER, "n1")
    slack.refuse(UPDATE, "invalid_blocks")
    channel.amend(LEADERS, receipt.message_id, plain("3.2 is done."), "n2")
    (message,) = slack.in_channel("C0LEADERS")
    assert (message["text"], "blocks" in message) == ("3.2 is done.", False)
