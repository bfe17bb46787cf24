"""The app's manifest: what Slack is to allow Milepost, and what it is to tell it; exactly what the code uses."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.slack.form_listeners import SHORTCUT_TO_UPDATE
from bot.slack.http import EVENTS_PATH, REDIRECT_PATH
from bot.slack.listen import COMMAND
from bot.slack.shortcuts import AS_EVIDENCE, AS_UPDATE

BOT_SCOPES: Mapping[str, str] = {
    "app_mentions:read": "`@Milepost what's overdue`",
    "channels:history": "answers in the threads of Milepost's own messages; looking whether a digest arrived",
    "channels:read": "being invited to a channel and removed from it; `milepost doctor` looks at each channel",
    "chat:write": "reminders, answers and digests",
    "commands": "`/milepost`",
    "files:read": "reading a plan that its owner sends as a file in a direct message",
    "files:write": "a list as a file, and a chart as a picture, in the thread of their message",
    "groups:history": "the same as channels:history, in private channels",
    "groups:read": "the same as channels:read, for private channels",
    "im:history": "answers in direct messages; looking whether a reminder arrived",
    "im:write": "opening the direct message with a lead",
    "links:read": "hearing of a link to a milestone",
    "links:write": "unfolding it for everybody who reads there",
    "users:read": "which account a lead has, who joined, who left, and who is a guest",
    "users:read.email": "finding a lead's account by e-mail; without it all are by name, which a person confirms",
}
"""Each scope, and what it is for."""

BOT_EVENTS: Mapping[str, frozenset[str]] = {
    "app_home_opened": frozenset(),
    "app_mention": frozenset({"app_mentions:read"}),
    "app_uninstalled": frozenset(),
    "channel_archive": frozenset({"channels:read"}),
    "channel_deleted": frozenset({"channels:read"}),
    "channel_left": frozenset({"channels:read"}),
    "channel_rename": frozenset({"channels:read"}),
    "group_archive": frozenset({"groups:read"}),
    "group_deleted": frozenset({"groups:read"}),
    "group_left": frozenset({"groups:read"}),
    "group_rename": frozenset({"groups:read"}),
    "member_joined_channel": frozenset({"channels:read", "groups:read"}),
    "member_left_channel": frozenset({"channels:read", "groups:read"}),
    "link_shared": frozenset({"links:read"}),
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
        "command": COMMAND,
        "description": "Ask about the plan, or say how a milestone is doing",
        "usage_hint": "overdue | due | 1.5 done | update 1.5 | help",
        "should_escape": True,
    },
)


SHORTCUTS: tuple[Mapping[str, str], ...] = (
    {
        "name": "Update a milestone",
        "type": "global",
        "callback_id": SHORTCUT_TO_UPDATE,
        "description": "Say how one of your milestones stands",
    },
    {
        "name": "Make this message an update",
        "type": "message",
        "callback_id": AS_UPDATE,
        "description": "What it says of milestones is kept, as its writer's words",
    },
    {
        "name": "Add as evidence",
        "type": "message",
        "callback_id": AS_EVIDENCE,
        "description": "The message and its files show that a milestone is done",
    },
)


def manifest(address: str | None = None, *, over_http: bool = True, rotates: bool = False) -> dict[str, Any]:
    """The manifest for one workspace over Socket Mode, or for an `address` such as "https://milepost.example".

    At an address Slack comes back to Milepost when a workspace installs it, and sends what happens there too where it
    is `over_http`. `rotates` has Slack give tokens that run out after twelve hours.
    """
    request_url = {"request_url": f"{address}{EVENTS_PATH}"} if address and over_http else {}
    options_url = {"message_menu_options_url": f"{address}{EVENTS_PATH}"} if request_url else {}
    command_url = {"url": f"{address}{EVENTS_PATH}"} if address and over_http else {}
    unfurl = {"unfurl_domains": [urlsplit(address).hostname]} if address else {}
    redirect = {"redirect_urls": [f"{address}{REDIRECT_PATH}"]} if address else {}
    return {
        "display_information": {"name": "Milepost", "description": "Gets an improvement plan done"},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Milepost", "always_online": True},
            **unfurl,
            "shortcuts": [dict(shortcut) for shortcut in SHORTCUTS],
            "slash_commands": [{**command, **command_url} for command in COMMANDS],
        },
        "oauth_config": {**redirect, "scopes": {"bot": sorted(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **request_url, **options_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not request_url,
            "token_rotation_enabled": rotates,
        },
    }
