"""The app's manifest: what Slack is to allow Milepost, and what it is to tell it; exactly what the code uses."""

from collections.abc import Mapping
from typing import Any

from bot.slack.http import EVENTS_PATH

BOT_SCOPES: Mapping[str, str] = {
    "app_mentions:read": "`@Milepost what's overdue`",
    "channels:history": "answers in the threads of Milepost's own messages; looking whether a digest arrived",
    "channels:read": "being invited to a channel and removed from it; `milepost doctor` looks at each channel",
    "chat:write": "reminders, answers and digests",
    "commands": "`/milepost`",
    "groups:history": "the same as channels:history, in private channels",
    "groups:read": "the same as channels:read, for private channels",
    "im:history": "answers in direct messages; looking whether a reminder arrived",
    "im:write": "opening the direct message with a lead",
    "users:read": "which account a lead has, who joined, who left, and who is a guest",
    "users:read.email": "finding a lead's account by e-mail; without it all are by name, which a person confirms",
}
"""Each scope, and what it is for."""

BOT_EVENTS: Mapping[str, frozenset[str]] = {
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "channel_unarchive": frozenset({"channels:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_deleted": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "group_unarchive": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "message.channels": frozenset({"channels:history"}),
    "message.groups": frozenset({"groups:history"}),
    "message.im": frozenset({"im:history"}),
    "team_join": frozenset({"users:read"}),
    "tokens_revoked": frozenset(),
    "user_change": frozenset({"users:read"}),
}
"""Each event, and the scopes without which Slack does not send it."""

COMMANDS: tuple[Mapping[str, Any], ...] = (
    {
        "command": "/milepost",
        "description": "Ask about the plan, or say how a milestone is doing",
        "usage_hint": "overdue | due | 1.5 done | help",
        "should_escape": True,
    },
)


def manifest(address: str | None = None, redirect: str | None = None) -> dict[str, Any]:
    """The manifest for Socket Mode, or for HTTP at an address such as "https://milepost.example".

    `redirect` is where Slack comes back to when a workspace installs Milepost; None for an app of one workspace.
    """
    request_url = {"request_url": f"{address}{EVENTS_PATH}"} if address else {}
    commands = [{**command, **({"url": f"{address}{EVENTS_PATH}"} if address else {})} for command in COMMANDS]
    oauth = {"redirect_urls": [redirect]} if redirect else {}
    return {
        "display_information": {"name": "Milepost", "description": "Gets an improvement plan done"},
        "features": {
            "app_home": {"messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
            "bot_user": {"display_name": "Milepost", "always_online": True},
            "slash_commands": commands,
        },
        "oauth_config": {**oauth, "scopes": {"bot": sorted(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }
