"""What Slack tells about a workspace itself, rather than what people say in it."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltContext

from bot.conversation.answers.channels import Loss
from bot.slack.installations import Installations
from bot.slack.listen import tenant_of
from bot.slack.office import Office
from bot.slack.people import as_user
from bot.slack.profiles import Profiles

Payload = dict[str, Any]


def register_people(app: App, office: Office, profiles: Profiles) -> None:
    """Who joined the workspace, whose account was closed or opened again, who became a guest or is one no more."""

    def on_change(event: Payload, context: BoltContext) -> None:
        tenant, user = tenant_of(context), event["user"]
        profiles.forget(tenant, str(user["id"]))
        known = as_user(user, tenant)
        if known is not None:
            office.heard_of(tenant, known)

    app.event("team_join")(on_change)
    app.event("user_change")(on_change)


def register_channels(app: App, office: Office, name_of: Callable[[str, str], str]) -> None:
    """Milepost is invited to a channel, or taken out of it; the channel is archived, deleted or renamed.

    `name_of` gives the name of a tenant's channel.
    """

    def on_joined(event: Payload, context: BoltContext) -> None:
        tenant, channel = tenant_of(context), str(event["channel"])
        if event.get("user") == context.bot_user_id:
            office.invited(tenant, channel, name_of(tenant, channel), str(event.get("event_ts")))

    def on_left(event: Payload, context: BoltContext) -> None:
        # Slack tells it as "channel_left" where Milepost left, and as "member_left_channel" where it was taken out.
        if event["type"] != "member_left_channel" or event.get("user") == context.bot_user_id:
            office.lost(tenant_of(context), str(event["channel"]), Loss.REMOVED)

    def on_archived(event: Payload, context: BoltContext) -> None:
        office.lost(tenant_of(context), str(event["channel"]), Loss.ARCHIVED)

    def on_deleted(event: Payload, context: BoltContext) -> None:
        office.lost(tenant_of(context), str(event["channel"]), Loss.DELETED)

    def on_renamed(event: Payload, context: BoltContext) -> None:
        channel = event["channel"]
        office.renamed(tenant_of(context), str(channel["id"]), f"#{channel['name']}")

    app.event("member_joined_channel")(on_joined)
    app.event("member_left_channel")(on_left)
    app.event("channel_left")(on_left)
    app.event("group_left")(on_left)
    app.event("channel_archive")(on_archived)
    app.event("group_archive")(on_archived)
    app.event("channel_deleted")(on_deleted)
    app.event("group_deleted")(on_deleted)
    app.event("channel_rename")(on_renamed)
    app.event("group_rename")(on_renamed)


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
