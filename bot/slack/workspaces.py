"""The many workspaces in which Milepost is installed: a client for each, with a token that is good for a while yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import time

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation import TokenRotator

from bot.slack.installations import Installations
from bot.slack.refusals import calling_slack, delivery_error
from bot.slack.settings import Distribution, SlackSettings
from bot.slack.workspace import client
from jobs.channel import DeliveryError

log = structlog.get_logger(__name__)

RENEWED_MINUTES_BEFORE = 120
"""A token that Slack lets run out is replaced so long before its end."""


@dataclass
class ManyWorkspaces:
    """`installed` lists the tenants that have Milepost now."""

    settings: SlackSettings
    distribution: Distribution
    installations: Installations
    installed: Callable[[], list[str]]
    _renewing: Lock = field(default_factory=Lock, repr=False)

    def client_for(self, tenant: str | None) -> WebClient:
        return client(self.settings, self._bot(tenant).bot_token, self.settings.timeout_seconds)

    def impatient_client_for(self, tenant: str | None) -> WebClient:
        return client(self.settings, self._bot(tenant).bot_token, self.settings.profile_timeout_seconds)

    def tenants(self) -> list[str]:
        return self.installed()

    def authorize(self, tenant: str | None) -> AuthorizeResult | None:
        if not tenant or self.installations.bot(tenant) is None:
            return None
        bot = self._bot(tenant)
        return AuthorizeResult(
            enterprise_id=None,
            team_id=bot.team_id,
            team=bot.team_name,
            bot_user_id=bot.bot_user_id,
            bot_id=bot.bot_id,
            bot_token=bot.bot_token,
            bot_scopes=list(bot.bot_scopes),
        )

    def _bot(self, tenant: str | None) -> Bot:
        """The workspace's bot; raises DeliveryError where there is none, or none whose token is still good."""
        bot = self.installations.bot(tenant) if tenant else None
        if bot is None:
            raise DeliveryError("not_installed", permanent=True)
        return bot if _lasts(bot, RENEWED_MINUTES_BEFORE) else self._renewed(bot)

    def _renewed(self, bot: Bot) -> Bot:
        """The bot with a new token. Another copy may have been faster, and only one of two that ask is given one."""
        with self._renewing:
            present = self.installations.bot(bot.team_id or "") or bot
            if _lasts(present, RENEWED_MINUTES_BEFORE):
                return present
            try:
                rotated = self._rotated(present)
            except DeliveryError as refused:
                present = self.installations.bot(bot.team_id or "") or present
                if _lasts(present, 0):
                    log.warning("slack_token_not_renewed", tenant=bot.team_id, reason=refused.reason)
                    return present
                raise
            self.installations.save_bot(rotated)
        log.info("slack_token_renewed", tenant=bot.team_id)
        return rotated

    def _rotated(self, bot: Bot) -> Bot:
        distribution = self.distribution
        rotator = TokenRotator(
            client_id=distribution.client_id,
            client_secret=distribution.client_secret,
            client=client(self.settings, "", self.settings.timeout_seconds),
        )
        try:
            with calling_slack():
                rotated = rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=RENEWED_MINUTES_BEFORE)
        except SlackTokenRotationError as error:
            raise delivery_error(error.api_error, posting=False) from error
        if rotated is None:
            raise DeliveryError("token_expired", permanent=True)
        return rotated


def _lasts(bot: Bot, minutes: int) -> bool:
    """Whether the token is good for so many minutes more; one without an end always is."""
    return bot.bot_token_expires_at is None or bot.bot_token_expires_at > time() + minutes * 60
