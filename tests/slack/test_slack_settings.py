from ssl import CERT_REQUIRED

import pytest

from bot.slack.settings import SLACK_API, SlackSettings, SlackSettingsError
from bot.slack.workspace import client

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def test_an_environment_without_slack_has_no_settings() -> None:
    assert SlackSettings.from_environment({"PATH": "/bin", "SLACK_BOT_TOKEN": " "}) is None


def test_socket_mode_needs_two_tokens_and_nothing_else() -> None:
    settings = SlackSettings.from_environment(GOOD)
    assert settings == SlackSettings("xoxb-1", "xapp-1", None, SLACK_API)


def test_http_needs_the_signing_secret() -> None:
    settings = SlackSettings.from_environment({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"})
    assert settings is not None
    assert (settings.signing_secret, settings.app_token) == ("s", None)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"])
def test_another_slack_may_be_named(address: str) -> None:
    settings = SlackSettings.from_environment(GOOD | {"SLACK_API_URL": address})
    assert settings is not None
    assert settings.base_url == "http://127.0.0.1:9/api/"


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN is missing"),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxp-secret"}, "SLACK_BOT_TOKEN is not such a token: it starts with xoxb-"),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxb-secret and more"}, "SLACK_BOT_TOKEN is not such a token"),
        (GOOD | {"SLACK_APP_TOKEN": "xoxb-secret"}, "SLACK_APP_TOKEN is not such a token: it starts with xapp-"),
        ({"SLACK_BOT_TOKEN": "xoxb-secret"}, "set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP"),
        (GOOD | {"SLACK_API_URL": "slack.example"}, "SLACK_API_URL must be a web address"),
    ],
)
def test_what_cannot_work_is_one_plain_sentence_without_the_token(environment: dict[str, str], says: str) -> None:
    with pytest.raises(SlackSettingsError) as refused:
        SlackSettings.from_environment(environment)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value).replace("SLACK_SIGNING_SECRET", "")


def test_settings_do_not_show_their_tokens() -> None:
    assert "xoxb" not in repr(SlackSettings("xoxb-1", "xapp-1", "s"))


def test_every_client_checks_certificates_with_those_that_were_read_once() -> None:
    first, second = (client(SlackSettings("xoxb-1", "xapp-1"), token, 3.0) for token in ("xoxb-1", "xoxb-2"))
    assert first.ssl is second.ssl
    assert first.ssl.verify_mode is CERT_REQUIRED and first.ssl.check_hostname
