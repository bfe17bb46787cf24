from collections.abc import Iterator

import pytest
from loopback import LoopbackSlack
from slack_bolt import App
from slack_requests import NOW, WritesDown

from bot.slack.app import build_slack
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings
from bot.slack.workspace import OneWorkspace


@pytest.fixture
def slack() -> Iterator[LoopbackSlack]:
    with LoopbackSlack() as running:
        yield running


@pytest.fixture
def settings(slack: LoopbackSlack) -> SlackSettings:
    # A machine under load is no reason to give up on a loopback.
    return SlackSettings(
        "xoxb-test",
        signing_secret="a signing secret",
        base_url=slack.url,
        timeout_seconds=20,
        profile_timeout_seconds=20,
    )


@pytest.fixture
def channel(settings: SlackSettings) -> SlackChannel:
    return SlackChannel(OneWorkspace(settings).client_for)


@pytest.fixture
def listener() -> WritesDown:
    return WritesDown()


@pytest.fixture
def app(settings: SlackSettings, listener: WritesDown) -> App:
    return build_slack(settings, listener, now=lambda: NOW).app
