"""Where Milepost is installed: slack_sdk's own stores on our database, with every token encrypted before it is kept."""

from collections.abc import Callable
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.installation_store import InstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore

from bot.slack.settings import Distribution
from bot.slack.workspace import quiet_logger
from jobs.channel import DeliveryError
from storage.store import Store

SECRET = frozenset({"bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url"})
"""What lets somebody speak as Milepost, or as whoever installed it."""

STATE_LASTS_SECONDS = 600

Kept = TypeVar("Kept", Bot, Installation)


class Installations(InstallationStore):
    """What is installed where. A workspace is looked up by its own id alone: Slack's ids are never given twice, and
    a whole enterprise at once is not supported."""

    def __init__(self, store: Store, distribution: Distribution) -> None:
        self._kept = SQLAlchemyInstallationStore(distribution.client_id, store.engine, logger=quiet_logger())
        self._keys = MultiFernet([Fernet(key) for key in distribution.token_keys])

    def save(self, installation: Installation) -> None:
        """Keeps an installation in place of any before it, whose tokens nobody needs any more."""
        self.remove(installation.team_id or "")
        self._kept.save(self._copied(installation, self._sealed))

    def save_bot(self, bot: Bot) -> None:
        self._kept.save_bot(self._copied(bot, self._sealed))

    def bot(self, tenant: str) -> Bot | None:
        """Milepost's bot in that workspace; raises DeliveryError where no key opens its token."""
        found = self._kept.find_bot(enterprise_id=None, team_id=tenant)
        return self._copied(found, self._opened) if found is not None else None

    def find_bot(self, *, team_id: str | None, **_: Any) -> Bot | None:
        return self.bot(team_id) if team_id else None

    def find_installation(self, *, team_id: str | None, user_id: str | None = None, **_: Any) -> Installation | None:
        found = self._kept.find_installation(enterprise_id=None, team_id=team_id, user_id=user_id)
        return self._copied(found, self._opened) if found is not None else None

    def remove(self, tenant: str) -> None:
        """Forgets every token of a workspace."""
        self._kept.delete_all(enterprise_id=None, team_id=tenant)

    def remove_user(self, tenant: str, user: str) -> None:
        self._kept.delete_installation(enterprise_id=None, team_id=tenant, user_id=user)

    def renew(self, tenant: str) -> bool:
        """Encrypts a workspace's tokens with the present key; whether there was anything to encrypt."""
        installation = self.find_installation(team_id=tenant)
        bot = self.bot(tenant)
        if installation is None or bot is None:
            return False
        self.save(installation)
        self.save_bot(bot)
        return True

    def _copied(self, kept: Kept, change: Callable[[str], str]) -> Kept:
        values = kept.to_dict_for_copying()
        values |= {name: change(values[name]) for name in SECRET if values.get(name)}
        return type(kept)(**{**values, "enterprise_id": None})

    def _sealed(self, secret: str) -> str:
        return self._keys.encrypt(secret.encode()).decode()

    def _opened(self, sealed: str) -> str:
        try:
            return self._keys.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise DeliveryError("token_unreadable", permanent=True) from None


def states(store: Store) -> SQLAlchemyOAuthStateStore:
    """The installations that were begun and have not come back yet."""
    return SQLAlchemyOAuthStateStore(STATE_LASTS_SECONDS, store.engine, logger=quiet_logger())
