"""What Milepost must be told to reach one Slack workspace, or the many in which it is installed."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field

SLACK_API = "https://slack.com/api/"


class SlackSettingsError(ValueError):
    """The settings for Slack cannot work; the message is one plain sentence that says what to change."""


@dataclass(frozen=True)
class Distribution:
    """What it takes to be installed by many workspaces.

    `token_keys` encrypt the tokens that are kept: the first one what is written, any of them what is read. `address`
    is Milepost's own on the web. Where `workspaces` is not empty, only these may install it.
    """

    client_id: str
    client_secret: str = field(repr=False)
    token_keys: tuple[str, ...] = field(repr=False)
    address: str | None = None
    workspaces: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.client_secret:
            raise SlackSettingsError(
                "SLACK_CLIENT_SECRET is missing: copy it from the app's page Basic Information, App Credentials."
            )
        if not self.token_keys:
            raise SlackSettingsError(
                "MILEPOST_SLACK_TOKEN_KEY is missing: tokens are kept encrypted only. `milepost organisations key` "
                "makes one."
            )
        if not all(_is_key(key) for key in self.token_keys):
            raise SlackSettingsError(
                "MILEPOST_SLACK_TOKEN_KEY is not such a key, or several with commas between: "
                "`milepost organisations key` makes one."
            )
        if self.address is not None and not self.address.startswith("https://"):
            raise SlackSettingsError("MILEPOST_ADDRESS must begin with https://, as Slack asks for.")


@dataclass(frozen=True)
class SlackSettings:
    """Either `bot_token`, of one workspace, or `distribution`. Socket Mode needs `app_token`, HTTP needs
    `signing_secret`; both may be given.

    `timeout_seconds` bounds each call; `profile_timeout_seconds` bounds asking who somebody is, which
    happens while that person waits for an answer.
    """

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    base_url: str = SLACK_API
    timeout_seconds: float = 10
    profile_timeout_seconds: float = 2
    distribution: Distribution | None = None

    def __post_init__(self) -> None:
        if self.distribution is None:
            _require_prefix("SLACK_BOT_TOKEN", self.bot_token or "", "xoxb-", "OAuth & Permissions")
        elif self.bot_token:
            raise SlackSettingsError(
                "SLACK_BOT_TOKEN is for one workspace and SLACK_CLIENT_ID for many: set one of the two."
            )
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
        distribution = _distribution(environment)
        if not (bot_token or app_token or signing_secret or distribution):
            return None
        base_url = _value(environment, "SLACK_API_URL") or SLACK_API
        return cls(bot_token, app_token, signing_secret, base_url.rstrip("/") + "/", distribution=distribution)


def _distribution(environment: Mapping[str, str]) -> Distribution | None:
    client_id = _value(environment, "SLACK_CLIENT_ID")
    if client_id is None:
        return None
    return Distribution(
        client_id,
        _value(environment, "SLACK_CLIENT_SECRET") or "",
        _listed(environment, "MILEPOST_SLACK_TOKEN_KEY"),
        (_value(environment, "MILEPOST_ADDRESS") or "").rstrip("/") or None,
        frozenset(_listed(environment, "MILEPOST_SLACK_WORKSPACES")),
    )


def _value(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(name, "").strip() or None


def _listed(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in environment.get(name, "").split(",") if one.strip())


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, altchars=b"-_", validate=True)) == 32
    except (ValueError, binascii.Error):
        return False


def _require_prefix(name: str, token: str, prefix: str, page: str) -> None:
    if not token:
        raise SlackSettingsError(f"{name} is missing: copy it from the app's page {page}; it starts with {prefix}.")
    if not token.startswith(prefix) or len(token.split()) != 1:
        raise SlackSettingsError(
            f"{name} is not such a token: it starts with {prefix} and is on the app's page {page}."
        )
