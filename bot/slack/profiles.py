"""What Slack tells about a person: their name and e-mail, asked once and remembered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.refusals import CALL_FAILURES, delivery_error

log = structlog.get_logger(__name__)

REMEMBERED = 2_000


@dataclass(frozen=True)
class Profile:
    """`is_guest` is None where Slack does not tell."""

    name: str | None = None
    email: str | None = None
    is_guest: bool | None = None


@dataclass(frozen=True)
class Profiles:
    """Profiles by tenant and user. Where Slack does not tell (a missing scope, no answer) they are empty."""

    client_for: Callable[[str | None], WebClient]
    remembered: int = REMEMBERED
    _known: dict[tuple[str | None, str], Profile] = field(default_factory=dict, repr=False)

    def profile(self, tenant: str | None, user: str) -> Profile:
        key = (tenant, user)
        if key not in self._known:
            profile = self._asked(tenant, user)
            if profile is None:
                return Profile()
            self._remember(key, profile)
        return self._known.get(key, Profile())

    def forget(self, tenant: str | None, user: str) -> None:
        """Asks again at the next word from somebody about whom something changed."""
        self._known.pop((tenant, user), None)

    def _asked(self, tenant: str | None, user: str) -> Profile | None:
        """The profile; an empty one where Slack refuses to tell; None where it is worth asking again."""
        try:
            told = self.client_for(tenant).users_info(user=user)["user"]
        except CALL_FAILURES as error:
            refused = delivery_error(error, posting=False)
            log.info("slack_profile_unknown", user=user, reason=refused.reason)
            is_refusal = isinstance(error, SlackApiError) and refused.permanent
            return Profile() if is_refusal else None
        return profile_of(told, tenant)

    def _remember(self, key: tuple[str | None, str], profile: Profile) -> None:
        if len(self._known) >= self.remembered:
            self._known.pop(next(iter(self._known)), None)
        self._known[key] = profile


def profile_of(user: dict[str, Any], tenant: str | None) -> Profile:
    """What a `user` object of Slack's tells, as seen from a workspace."""
    given = user.get("profile")
    profile = given if isinstance(given, dict) else {}
    name = profile.get("real_name") or user.get("real_name") or profile.get("display_name") or user.get("name")
    email = profile.get("email")
    return Profile(str(name) if name else None, str(email) if email else None, is_guest(user, tenant))


def is_guest(user: dict[str, Any], tenant: str | None) -> bool:
    """A guest of the workspace, or somebody of another one who shares a channel with it (Slack Connect).

    In an organisation of several workspaces (Enterprise Grid) a person's own may be another one of them.
    """
    of_ours = {user.get("team_id"), *((user.get("enterprise_user") or {}).get("teams") or ())}
    is_foreign = bool(tenant and user.get("team_id")) and tenant not in of_ours
    return is_foreign or any(user.get(kind) for kind in ("is_restricted", "is_ultra_restricted", "is_stranger"))
