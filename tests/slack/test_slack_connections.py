"""Calls to Slack go over connections that stay open, and a connection that is gone costs no message."""

import threading
from collections.abc import Callable
from ssl import create_default_context

import pytest
from loopback import LoopbackSlack
from slack_sdk.errors import SlackApiError
from urllib3 import PoolManager

from bot.slack.connections import KeptWebClient, kept_connections
from bot.slack.workspace import quiet_logger


@pytest.fixture
def kept():
    kept = kept_connections(create_default_context())
    yield kept
    kept.clear()


@pytest.fixture
def client_of(slack: LoopbackSlack, kept: PoolManager) -> Callable[[str], KeptWebClient]:
    def client_of(token: str) -> KeptWebClient:
        return KeptWebClient(
            kept, token=token, base_url=slack.url, timeout=20, retry_handlers=[], logger=quiet_logger()
        )

    return client_of


def post(client, text="Done."):
    return client.chat_postMessage(channel="C1", text=text)


def test_calls_of_all_workspaces_go_over_one_connection_with_their_own_tokens(slack, client_of):
    for token in ("xoxb-a", "xoxb-b", "xoxb-a"):
        assert post(client_of(token))["ok"]
    assert [call.token for call in slack.calls] == ["xoxb-a", "xoxb-b", "xoxb-a"]
    assert len(slack.connections) == 1


def test_a_refusal_is_told_with_its_status_and_headers_and_the_connection_goes_on(slack, client_of):
    slack.refuse("chat.postMessage", "ratelimited", status=429, headers={"Retry-After": "3"})
    with pytest.raises(SlackApiError) as refused:
        post(client_of("xoxb-a"))
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "3")
    assert post(client_of("xoxb-a"))["ok"]
    assert len(slack.connections) == 1


def test_one_that_slack_has_closed_meanwhile_is_not_used(slack, client_of):
    post(client_of("xoxb-a"))
    slack.hang_up()
    assert post(client_of("xoxb-a"))["ok"]
    assert [len(slack.called("chat.postMessage")), len(slack.connections)] == [2, 2]


@pytest.mark.parametrize("fail", ["drop", "cut"])
def test_one_on_which_an_answer_was_lost_is_not_used_again_and_nothing_is_said_twice(slack, client_of, fail):
    post(client_of("xoxb-a"))
    getattr(slack, fail)("chat.postMessage")
    with pytest.raises(Exception, match=r"closed|read"):
        post(client_of("xoxb-a"), "Lost.")
    post(client_of("xoxb-a"), "And on.")
    assert [one["text"] for one in slack.called("chat.postMessage")] == ["Done.", "Lost.", "And on."]
    assert len(slack.connections) == 2


def test_calls_at_one_time_have_a_connection_each_and_all_are_kept(slack, client_of, monkeypatch):
    all_at_once = threading.Barrier(4)
    take = slack.take

    def take_together(call):
        all_at_once.wait(20)
        return take(call)

    monkeypatch.setattr(slack, "take", take_together)
    threads = [threading.Thread(target=post, args=(client_of("xoxb-a"), f"{number}")) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one["text"] for one in slack.called("chat.postMessage")) == ["0", "1", "2", "3"]
    monkeypatch.setattr(slack, "take", take)
    post(client_of("xoxb-a"))
    assert len(slack.connections) == 4


def test_behind_a_proxy_the_library_opens_them(slack, kept):
    given = {"base_url": "http://slack.invalid/api/", "proxy": slack.url, "logger": quiet_logger()}
    client = KeptWebClient(kept, token="xoxb-a", retry_handlers=[], **given)
    assert post(client)["ok"]
    assert not kept.pools
