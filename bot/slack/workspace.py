"""A workspace that Milepost is in: its client, and who the bot is there."""

import logging
from dataclasses import dataclass, field
from functools import cache
from ssl import SSLContext, create_default_context
from threading import Lock
from typing import Protocol

from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from urllib3 import PoolManager

from bot.slack.connections import KeptWebClient, kept_connections
from bot.slack.refusals import calling_slack
from bot.slack.settings import SlackSettings

LOGGER = "milepost.slack"


def quiet_logger() -> logging.Logger:
    """The logger that Slack's libraries are given: below ERROR they write down what people said, so they may not."""
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.ERROR)
    return logger


def client(settings: SlackSettings, token: str, timeout_seconds: float) -> WebClient:
    """A client that never repeats a call by itself: a repeated post would be a second message."""
    return KeptWebClient(
        _connections(),
        token=token,
        base_url=settings.base_url,
        timeout=timeout_seconds,
        retry_handlers=[],
        logger=quiet_logger(),
        ssl=_trusted(),
    )


@cache
def _connections() -> PoolManager:
    """Those of the whole process."""
    return kept_connections(_trusted())


@cache
def _trusted() -> SSLContext:
    """The certificates that are trusted, read once: to read them takes longer than a call."""
    return create_default_context()


class Workspaces(Protocol):
    """The workspaces that Milepost is in: a client for each, and who the bot is there."""

    def client_for(self, tenant: str | None) -> WebClient:
        """The client to send with; raises DeliveryError where there is none."""

    def impatient_client_for(self, tenant: str | None) -> WebClient:
        """For questions asked while a person waits."""

    def authorize(self, tenant: str | None) -> AuthorizeResult | None:
        """Bolt's question whose request this is; None where Milepost is not installed. Raises DeliveryError.

        The error must not be Slack's own: Bolt takes that for a removed app and answers 200, and the event is lost.
        """

    def tenants(self) -> list[str]:
        """The ids of all of them; raises DeliveryError."""


@dataclass
class OneWorkspace:
    """The workspace whose token is in the settings: the same client for every tenant."""

    settings: SlackSettings
    _identity: AuthorizeResult | None = field(default=None, repr=False)
    _asking: Lock = field(default_factory=Lock, repr=False)

    def __post_init__(self) -> None:
        token = self.settings.bot_token or ""
        self._client = client(self.settings, token, self.settings.timeout_seconds)
        self._impatient = client(self.settings, token, self.settings.profile_timeout_seconds)

    def client_for(self, _tenant: str | None) -> WebClient:
        return self._client

    def impatient_client_for(self, _tenant: str | None) -> WebClient:
        return self._impatient

    def tenants(self) -> list[str]:
        return [self.authorize().team_id or ""]

    def authorize(self, _tenant: str | None = None) -> AuthorizeResult:
        """Who the bot is, asked once."""
        with self._asking:
            if self._identity is None:
                with calling_slack():
                    answer = self._client.auth_test()
                self._identity = AuthorizeResult(
                    enterprise_id=answer.get("enterprise_id"),
                    team_id=answer["team_id"],
                    bot_user_id=answer["user_id"],
                    bot_id=answer.get("bot_id"),
                    bot_token=self.settings.bot_token,
                )
            return self._identity
