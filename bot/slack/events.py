"""What Slack tells about a workspace itself, rather than what people say in it."""

from typing import Any

from slack_bolt import App

from bot.slack.installations import Installations
from bot.slack.office import Office

Payload = dict[str, Any]


def register_removal(app: App, office: Office, installations: Installations) -> None:
    """A workspace that takes Milepost out: its tokens are forgotten at once, what it had when its days are over."""

    def on_uninstalled(body: Payload) -> None:
        tenant = str(body["team_id"])
        installations.remove(tenant)
        office.left(tenant)

    def on_revoked(body: Payload, event: Payload) -> None:
        tenant, tokens = str(body["team_id"]), event.get("tokens") or {}
        for user in tokens.get("oauth") or ():
            installations.remove_user(tenant, str(user))
        if tokens.get("bot"):
            on_uninstalled(body)

    app.event("app_uninstalled")(on_uninstalled)
    app.event("tokens_revoked")(on_revoked)
