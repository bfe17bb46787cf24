"""Every way in which Slack does not take a message, as the sender learns of it."""

from dataclasses import replace

import pytest
from loopback import LoopbackSlack

from bot.conversation.message import plain
from bot.slack.refusals import MAY_HAVE_ARRIVED, PERMANENT, RATE_LIMITED, what_to_do
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings
from bot.slack.workspace import OneWorkspace
from jobs.channel import Address, DeliveryError

LEADERS = Address("slack", "C0LEADERS")
IFAN = Address("slack", "U0IFAN")
POST = "chat.postMessage"


def refusal(channel: SlackChannel, to: Address = LEADERS) -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        channel.send(to, plain("3.2 is due"), "n1")
    return refused.value


def verdict(refused: DeliveryError) -> tuple[str, bool, bool]:
    return refused.reason, refused.permanent, refused.uncertain


# A refused drawing is sent again as words; the words are what is refused for good.
DRAWN_AGAIN = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}


@pytest.mark.parametrize("reason", sorted(PERMANENT))
def test_what_only_a_person_can_change_is_permanent(slack: LoopbackSlack, channel: SlackChannel, reason: str) -> None:
    for _ in range(2 if reason in DRAWN_AGAIN else 1):
        slack.refuse(POST, reason)
    assert verdict(refusal(channel)) == (reason, True, False)
    assert not slack.in_channel("C0LEADERS")
    assert what_to_do(reason).endswith(".")


@pytest.mark.parametrize(
    "reason",
    ["channel_not_found", "not_in_channel", "is_archived", "account_inactive", "token_revoked", "invalid_auth"],
)
def test_the_refusals_that_a_council_will_meet_are_in_the_table(reason: str) -> None:
    assert reason in PERMANENT


@pytest.mark.parametrize("reason", ["service_unavailable", "request_timeout", "something_new"])
def test_any_other_refusal_is_tried_again(slack: LoopbackSlack, channel: SlackChannel, reason: str) -> None:
    slack.refuse(POST, reason)
    assert verdict(refusal(channel)) == (reason, False, False)
    assert what_to_do(reason) == "Milepost tries again by itself."


@pytest.mark.parametrize("reason", sorted(MAY_HAVE_ARRIVED))
def test_slack_failing_half_way_leaves_it_open(slack: LoopbackSlack, channel: SlackChannel, reason: str) -> None:
    slack.refuse(POST, reason)
    assert verdict(refusal(channel)) == (reason, False, True)


@pytest.mark.parametrize("status", [200, 429])
@pytest.mark.parametrize("reason", sorted(RATE_LIMITED))
def test_a_rate_limit_tells_how_long_to_wait(
    slack: LoopbackSlack, channel: SlackChannel, reason: str, status: int
) -> None:
    slack.refuse(POST, reason, status=status, headers={"Retry-After": "30"})
    refused = refusal(channel)
    assert verdict(refused) == ("ratelimited", False, False)
    assert refused.retry_after == 30
    assert len(slack.calls) == 1


@pytest.mark.parametrize("headers", [{}, {"Retry-After": "soon"}])
def test_a_rate_limit_without_a_time_is_a_rate_limit(
    slack: LoopbackSlack, channel: SlackChannel, headers: dict[str, str]
) -> None:
    slack.refuse(POST, "ratelimited", status=429, headers=headers)
    assert refusal(channel).retry_after is None


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_server_may_have_taken_the_message(slack: LoopbackSlack, channel: SlackChannel, status: int) -> None:
    slack.answer_with(POST, status, "<html>upstream</html>")
    assert verdict(refusal(channel)) == (f"http_{status}", False, True)


@pytest.mark.parametrize("status", [403, 407])
def test_a_proxy_that_refuses_has_not_passed_it_on(slack: LoopbackSlack, channel: SlackChannel, status: int) -> None:
    slack.answer_with(POST, status, "<html>proxy</html>")
    assert verdict(refusal(channel)) == (f"http_{status}", False, False)


def test_an_answer_that_is_not_slacks_leaves_it_open(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.answer_with(POST, 200, "<html>please sign in</html>")
    assert verdict(refusal(channel)) == ("unreadable_answer", False, True)


@pytest.mark.parametrize("arrives", [False, True])
def test_a_cut_connection_leaves_it_open_and_is_not_repeated(
    slack: LoopbackSlack, channel: SlackChannel, arrives: bool
) -> None:
    slack.drop(POST, after=arrives)
    assert verdict(refusal(channel)) == ("connection_lost", False, True)
    assert len(slack.called(POST)) == 1
    assert (channel.find(LEADERS, "n1") is not None) is arrives


def test_an_answer_that_breaks_off_leaves_it_open(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.cut(POST)
    assert verdict(refusal(channel)) == ("connection_lost", False, True)
    assert channel.find(LEADERS, "n1") is not None


@pytest.fixture
def hasty(settings: SlackSettings) -> SlackChannel:
    """It waits for a moment only."""
    return SlackChannel(OneWorkspace(replace(settings, timeout_seconds=0.3)).client_for)


@pytest.mark.parametrize("arrives", [False, True])
def test_a_time_out_leaves_it_open_and_is_not_repeated(
    slack: LoopbackSlack, channel: SlackChannel, hasty: SlackChannel, arrives: bool
) -> None:
    slack.hang(POST, after=arrives)
    assert verdict(refusal(hasty)) == ("timeout", False, True)
    assert len(slack.called(POST)) == 1
    assert (channel.find(LEADERS, "n1") is not None) is arrives


def test_nobody_listening_is_certain(settings: SlackSettings, slack: LoopbackSlack) -> None:
    slack.__exit__()
    channel = SlackChannel(OneWorkspace(settings).client_for)
    try:
        assert verdict(refusal(channel)) == ("unreachable", False, False)
    finally:
        slack.__enter__()


def test_a_direct_message_that_cannot_be_opened_is_certain(
    slack: LoopbackSlack, channel: SlackChannel, hasty: SlackChannel
) -> None:
    slack.refuse("conversations.open", "user_disabled")
    assert verdict(refusal(channel, IFAN)) == ("user_disabled", True, False)
    slack.drop("conversations.open")
    assert verdict(refusal(channel, IFAN)) == ("connection_lost", False, False)
    slack.hang("conversations.open")
    assert verdict(refusal(hasty, IFAN)) == ("timeout", False, False)
    channel.send(IFAN, plain("3.2 is due"), "n1")
    assert len(slack.called(POST)) == 1


def test_an_error_shows_neither_the_message_nor_the_token(slack: LoopbackSlack, channel: SlackChannel) -> None:
    slack.refuse(POST, "channel_not_found")
    refused = refusal(channel)
    for shown in (str(refused), repr(refused), str(refused.__cause__)):
        assert "3.2" not in shown
        assert "xoxb" not in shown


def test_a_wait_is_one_conversation_s_where_posting_is_refused_and_the_workspace_s_elsewhere(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.refuse("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "3"})
    assert not refusal(channel).everywhere
    slack.refuse("chat.postMessage", "message_limit_exceeded")
    assert refusal(channel).everywhere
    slack.refuse("conversations.open", "ratelimited", status=429, headers={"Retry-After": "3"})
    refused = refusal(channel, Address("slack", "U0IFAN"))
    assert (refused.everywhere, refused.retry_after) == (True, 3.0)
