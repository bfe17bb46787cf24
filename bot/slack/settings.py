"""What Milepost must be told to reach one Slack workspace."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SLACK_API = "https://slack.com/api/"


class SlackSettingsError(ValueError):
    """The settings for Slack cannot work; the message is one plain sentence that says what to change."""


@dataclass(frozen=True)
class SlackSettings:
    """Tokens of one workspace. Socket Mode needs `app_token`, HTTP needs `signing_secret`; both may be given.

    `timeout_seconds` bounds each call; `profile_timeout_seconds` bounds asking who somebody is, which
    happens while that person waits for an answer.
    """

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    base_url: str = SLACK_API
    timeout_seconds: float = 10
    profile_timeout_seconds: float = 2

    def __post_init__(self) -> None:
        _require_prefix("SLACK_BOT_TOKEN", self.bot_token, "xoxb-", "OAuth & Permissions")
        if self.app_token is not None:
            _require_prefix("SLACK_APP_TOKEN", self.app_token, "xapp-", "Basic Information, App-Level Tokens")
        if not self.app_token and not self.signing_secret:
            raise SlackSettingsError(
                "Slack cannot reach Milepost yet: set SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for HTTP."
            )
        if not self.base_url.startswith(("https://", "http://")):
            raise SlackSettingsError("SLACK_API_URL must be a web address, for example https://slack.com/api/.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "SlackSettings | None":
        """The settings, or None where nothing about Slack is set; raises SlackSettingsError."""
        bot_token = _value(environment, "SLACK_BOT_TOKEN")
        app_token = _value(environment, "SLACK_APP_TOKEN")
        signing_secret = _value(environment, "SLACK_SIGNING_SECRET")
        if not (bot_token or app_token or signing_secret):
            return None
        base_url = _value(environment, "SLACK_API_URL") or SLACK_API
        return cls(bot_token or "", app_token, signing_secret, base_url.rstrip("/") + "/")


def _value(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(name, "").strip() or None


def _require_prefix(name: str, token: str, prefix: str, page: str) -> None:
    if not token:
        raise SlackSettingsError(f"{name} is missing: copy it from the app's page {page}; it starts with {prefix}.")
    if not token.startswith(prefix) or len(token.split()) != 1:
        raise SlackSettingsError(
            f"{name} is not such a token: it starts with {prefix} and is on the app's page {page}."
        )
