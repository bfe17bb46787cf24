import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import pytest
from loopback import TEAM, LoopbackSlack
from loopback_socket import LoopbackSocket
from slack_requests import WritesDown, command, envelope, event, message_shortcut, press
from structlog.testing import capture_logs

from bot.slack.app import SlackPlatform, build_slack
from bot.slack.settings import SlackSettings, SlackSettingsError
from jobs.channel import DeliveryError


@pytest.fixture
def wire() -> Iterator[LoopbackSocket]:
    with LoopbackSocket() as running:
        yield running


@pytest.fixture
def platform(
    slack: LoopbackSlack, settings: SlackSettings, listener: WritesDown, wire: LoopbackSocket
) -> Iterator[SlackPlatform]:
    slack.socket_url = wire.url
    built = build_slack(replace(settings, app_token="xapp-1", signing_secret=None), listener)
    yield built
    built.stop()


def told(wire: LoopbackSocket, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
    wire.send({"type": kind, "envelope_id": "E1", "payload": payload, "accepts_response_payload": True})
    return wire.acknowledged.get(timeout=5)


def test_building_asks_nobody(slack: LoopbackSlack, platform: SlackPlatform) -> None:
    assert platform.routes == []
    assert not slack.calls


def test_what_is_heard_over_the_socket_is_acknowledged_and_what_fails_comes_again(
    platform: SlackPlatform, wire: LoopbackSocket, listener: WritesDown
) -> None:
    """One test, because the library takes three seconds to close a connection that is waiting."""
    platform.start()
    assert told(wire, "events_api", envelope(event())) == {"envelope_id": "E1"}
    assert [heard.text for heard in listener.heard] == ["1.5 done"]

    fields = {name: values[0] for name, values in parse_qs(command()).items()}
    answer = told(wire, "slash_commands", fields)["payload"]
    assert (answer["text"], answer["response_type"]) == ("Nothing is overdue", "ephemeral")

    for body, kept in ((press(), listener.pressed), (message_shortcut(), listener.passed)):
        assert told(wire, "interactive", json.loads(parse_qs(body)["payload"][0])) == {"envelope_id": "E1"}
        assert len(kept) == 1

    listener.fails_once = RuntimeError("broken")
    wire.send({"type": "events_api", "envelope_id": "E0", "payload": envelope(event(text="1.6 done"))})
    assert listener.failed.wait(5)
    assert told(wire, "events_api", envelope(event(text="1.6 done"))) == {"envelope_id": "E1"}
    assert wire.acknowledged.empty()
    assert [heard.text for heard in listener.heard] == ["1.5 done", "overdue", "1.6 done"]


def test_starting_uses_each_token_for_its_own_and_stopping_twice_stops_once(
    platform: SlackPlatform, slack: LoopbackSlack, wire: LoopbackSocket
) -> None:
    with capture_logs() as logs:
        platform.stop()
        assert not platform.is_connected
        platform.start()
        assert platform.is_connected
        platform.stop()
        assert not platform.is_connected
        platform.stop()
    assert wire.connected.is_set()
    assert [(call.method, call.token) for call in slack.calls] == [
        ("auth.test", "xoxb-test"),
        ("apps.connections.open", "xapp-1"),
    ]
    assert [(entry["event"], entry.get("tenant")) for entry in logs] == [
        ("slack_started", TEAM),
        ("slack_stopped", None),
    ]


@pytest.mark.parametrize(
    ("method", "setting"), [("auth.test", "SLACK_BOT_TOKEN"), ("apps.connections.open", "SLACK_APP_TOKEN")]
)
def test_a_token_that_slack_refuses_is_named(
    platform: SlackPlatform, slack: LoopbackSlack, method: str, setting: str
) -> None:
    slack.refuse(method, "invalid_auth")
    with pytest.raises(SlackSettingsError, match=rf"Slack refused {setting} \(invalid_auth\)\."):
        platform.start()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
def test_a_slack_that_is_not_to_be_reached_is_not_a_wrong_setting(
    platform: SlackPlatform, slack: LoopbackSlack, method: str
) -> None:
    slack.drop(method)
    with pytest.raises(DeliveryError) as refused:
        platform.start()
    assert (refused.value.reason, refused.value.permanent) == ("connection_lost", False)


def test_over_http_nothing_is_connected(slack: LoopbackSlack, settings: SlackSettings, listener: WritesDown) -> None:
    platform = build_slack(settings, listener)
    assert platform.is_connected
    platform.start()
    platform.stop()
    assert [call.method for call in slack.calls] == ["auth.test"]


def test_the_environments_tokens_are_left_alone(
    monkeypatch: pytest.MonkeyPatch, settings: SlackSettings, listener: WritesDown, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-of-the-environment")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "of the environment")
    platform = build_slack(settings, listener)
    assert platform.workspaces.client_for(None).token == "xoxb-test"
    assert not caplog.records
