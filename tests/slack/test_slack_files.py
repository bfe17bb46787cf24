"""Files and pictures in Slack: in the thread of their message, once, and known again by the id in their name."""

from dataclasses import replace

import pytest
from every_part import BYTES, CHART, EVERYTHING, WORDS
from loopback import LoopbackSlack

from bot.conversation.message import Message, line
from bot.slack.send import SlackChannel
from jobs.channel import Address, DeliveryError

LEADERS = Address("slack", "C0LEADERS")
POST, SHARE = "chat.postMessage", "files.completeUploadExternal"
WITH_FILE = Message("The list", (line("The list"), WORDS))


def test_details_and_files_arrive_in_the_thread_below_the_message(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, EVERYTHING, "n1")
    root, *below = slack.in_channel("C0LEADERS")
    assert receipt.message_id == root["ts"]
    assert {message["thread_ts"] for message in below} == {root["ts"]}
    assert slack.file_names("C0LEADERS") == ["overdue-n1-3.csv", "plan-n1-4.docx"]
    assert [file["title"] for message in below for file in message.get("files", ())] == ["overdue.csv", "plan.docx"]
    assert list(slack.uploads.values()) == [WORDS.data, BYTES.data]


def test_a_message_with_its_files_is_found_again_only_when_all_of_it_is_there(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    receipt = channel.send(LEADERS, EVERYTHING, "n1")
    assert channel.find(LEADERS, "n1") == receipt
    slack.messages["C0LEADERS"].pop()
    assert channel.find(LEADERS, "n1") is None


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_file_that_did_not_get_through_is_brought_later_and_nothing_is_doubled(
    slack: LoopbackSlack, channel: SlackChannel, in_thread: bool
) -> None:
    to = replace(LEADERS, thread=slack.say("C0LEADERS", "what's overdue?")) if in_thread else LEADERS
    slack.refuse(SHARE, "ratelimited", status=429, headers={"Retry-After": "1"})
    with pytest.raises(DeliveryError) as refused:
        channel.send(to, EVERYTHING, "n1")
    assert refused.value.retry_after == 1
    assert channel.find(to, "n1") is None
    receipt = channel.send(to, EVERYTHING, "n1")
    assert slack.file_names("C0LEADERS") == ["overdue-n1-3.csv", "plan-n1-4.docx"]
    assert len(slack.called(POST)) == 2
    assert channel.find(to, "n1") == receipt


def test_a_file_whose_answer_was_lost_is_not_put_there_twice(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.drop(SHARE, after=True)
    with pytest.raises(DeliveryError) as refused:
        channel.send(LEADERS, WITH_FILE, "n1")
    assert refused.value.uncertain
    assert channel.find(LEADERS, "n1") is not None
    channel.send(LEADERS, WITH_FILE, "n1")
    assert slack.file_names("C0LEADERS") == ["overdue-n1-2.csv"]


def test_the_same_file_of_two_messages_in_one_thread_is_each_messages_own(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    to = replace(LEADERS, thread=slack.say("C0LEADERS", "the list please"))
    channel.send(to, WITH_FILE, "n1")
    channel.send(to, WITH_FILE, "n11")
    assert slack.file_names("C0LEADERS") == ["overdue-n1-2.csv", "overdue-n11-2.csv"]


def test_a_file_that_somebody_else_put_there_is_not_ours(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse(SHARE, "ratelimited", status=429)
    with pytest.raises(DeliveryError):
        channel.send(LEADERS, WITH_FILE, "n1")
    root = slack.in_channel("C0LEADERS")[0]["ts"]
    theirs = {"ts": "1790000000.000100", "thread_ts": root, "user": "U0IFAN", "files": [{"name": "overdue.csv"}]}
    slack.messages["C0LEADERS"].append(theirs)
    assert channel.find(LEADERS, "n1") is None


def test_a_workspace_that_allows_no_files_is_told_so_and_the_message_is_whole(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.refuse("files.getUploadURLExternal", "missing_scope")
    receipt = channel.send(LEADERS, WITH_FILE, "n1")
    said = slack.called(POST)[-1]["text"]
    assert said.startswith("overdue.csv could not be put here. The app lacks a permission")
    assert channel.find(LEADERS, "n1") == receipt


def test_bytes_that_are_not_taken_are_tried_again(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse("upload.F1", "broken", status=500)
    with pytest.raises(DeliveryError) as refused:
        channel.send(LEADERS, WITH_FILE, "n1")
    assert (refused.value.reason, refused.value.permanent, refused.value.uncertain) == ("upload_failed", False, False)


# Where Slack does not draw


def test_a_chart_that_slack_refuses_goes_in_letters_and_as_a_picture(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.refuse(POST, "invalid_blocks")
    receipt = channel.send(LEADERS, EVERYTHING, "n1")
    again = slack.called(POST)[1]
    assert "data_visualization" not in [block["type"] for block in again["blocks"]]
    assert [block["type"] for block in again["blocks"]].count("actions") == 1
    assert slack.file_names("C0LEADERS")[-1] == "chart-1.png"
    assert slack.uploads["F3"].startswith(b"\x89PNG")
    assert slack.called("files.getUploadURLExternal")[-1]["alt_txt"] == CHART.says
    assert channel.find(LEADERS, "n1") == receipt


def test_a_drawing_refused_twice_goes_as_words_that_say_everything(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse(POST, "invalid_blocks")
    slack.refuse(POST, "invalid_blocks")
    channel.send(LEADERS, Message("t", (CHART,)), "n1")
    last = slack.called(POST)[-1]
    assert "blocks" not in last
    assert CHART.says in last["text"]
    assert "Practice" in last["text"]


def test_a_picture_that_cannot_be_put_there_does_not_hold_the_message_back(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.refuse(POST, "invalid_blocks")
    slack.refuse("files.getUploadURLExternal", "missing_scope")
    receipt = channel.send(LEADERS, Message("t", (CHART,)), "n1")
    assert channel.find(LEADERS, "n1") == receipt
    assert len(slack.called(POST)) == 2


def test_a_chart_that_slack_draws_needs_no_picture(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, Message("t", (CHART,)), "n1")
    assert slack.files == []
