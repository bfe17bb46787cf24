from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from loopback import LoopbackSlack

from bot.conversation.message import plain
from bot.slack.history import Search
from bot.slack.send import SlackChannel
from jobs.channel import Address, DeliveryError

LEADERS = Address("slack", "C0LEADERS")
HISTORY = "conversations.history"


def chatter(slack: LoopbackSlack, messages: int) -> None:
    for n in range(messages):
        slack.say("C0LEADERS", f"remark {n}")


def test_a_message_that_arrived_is_found_by_its_notifications_id(slack: LoopbackSlack, channel: SlackChannel) -> None:
    first = channel.send(LEADERS, plain("3.2 is due"), "n1")
    second = channel.send(LEADERS, plain("3.2 is due"), "n2")
    assert channel.find(LEADERS, "n1") == first
    assert channel.find(LEADERS, "n2") == second
    assert channel.find(LEADERS, "n3") is None


def test_it_is_found_over_every_page(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, plain("3.2 is due"), "n1")
    chatter(slack, 25)
    slack.page_size = 10
    assert channel.find(LEADERS, "n1") == receipt
    assert [page.get("cursor") for page in slack.called(HISTORY)] == [None, "10", "20"]


def test_the_search_stops_where_the_message_is(slack: LoopbackSlack, channel: SlackChannel) -> None:
    chatter(slack, 25)
    channel.send(LEADERS, plain("3.2 is due"), "n1")
    slack.page_size = 10
    channel.find(LEADERS, "n1")
    assert len(slack.called(HISTORY)) == 1


def test_a_search_that_comes_to_its_bound_says_that_it_cannot_tell(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, plain("3.2 is due"), "n1")
    chatter(slack, 25)
    bounded = replace(channel, search=Search(page_size=10, pages=2))
    with pytest.raises(DeliveryError) as refused:
        bounded.find(LEADERS, "n1")
    assert (refused.value.reason, refused.value.permanent) == ("history_too_long", True)
    assert replace(channel, search=Search(page_size=10, pages=3)).find(LEADERS, "n1") is not None


def test_the_search_can_be_told_how_far_back_to_look(slack: LoopbackSlack, channel: SlackChannel) -> None:
    receipt = channel.send(LEADERS, plain("3.2 is due"), "n1")
    posted_at = datetime.fromtimestamp(float(receipt.message_id), UTC)
    assert channel.find(LEADERS, "n1", since=posted_at.replace(microsecond=0)) == receipt
    assert channel.find(LEADERS, "n1", since=posted_at + timedelta(seconds=1)) is None


def test_an_answer_is_looked_for_in_its_thread(slack: LoopbackSlack, channel: SlackChannel) -> None:
    root = slack.say("C0LEADERS", "what's due?")
    in_thread = replace(LEADERS, thread=root)
    receipt = channel.send(in_thread, plain("3.2 is due"), "n1")
    slack.page_size = 1
    assert channel.find(in_thread, "n1") == receipt
    assert channel.find(LEADERS, "n1") is None


def test_a_persons_message_is_looked_for_in_their_direct_message(slack: LoopbackSlack, channel: SlackChannel) -> None:
    ifan = Address("slack", "U0IFAN")
    receipt = channel.send(ifan, plain("3.2 is due"), "n1")
    assert channel.find(ifan, "n1") == receipt
    assert slack.called(HISTORY)[0]["channel"] == "D0IFAN"


def test_the_same_id_under_another_apps_metadata_is_not_ours(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, plain("3.2 is due"), "n1")
    slack.in_channel("C0LEADERS")[0]["metadata"]["event_type"] = "somebody_elses"
    assert channel.find(LEADERS, "n1") is None


@pytest.mark.parametrize(("error", "status", "permanent"), [("ratelimited", 429, False), ("not_in_channel", 200, True)])
def test_a_search_that_slack_refuses_cannot_tell(
    slack: LoopbackSlack, channel: SlackChannel, error: str, status: int, permanent: bool
) -> None:
    slack.refuse(HISTORY, error, status=status, headers={"Retry-After": "7"})
    with pytest.raises(DeliveryError) as refused:
        channel.find(LEADERS, "n1")
    assert (refused.value.reason, refused.value.permanent) == (error, permanent)
    assert refused.value.retry_after == (None if permanent else 7)
