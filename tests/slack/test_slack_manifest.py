"""The manifest asks for what the code uses and nothing else: methods called, events heard, shortcuts, commands."""

import ast
import re
from pathlib import Path

from slack_sdk import WebClient

from bot.slack import app as slack_app
from bot.slack.manifest import BOT_EVENTS, BOT_SCOPES, COMMANDS, SHORTCUTS, manifest

FILES = sorted(Path(slack_app.__file__).parent.glob("*.py"))
TREES = {file.name: ast.parse(file.read_text(encoding="utf-8")) for file in FILES}

# From each method's page at https://docs.slack.dev/reference/methods
SCOPES_OF_METHODS = {
    "auth.test": set(),
    "apps.connections.open": set(),
    "chat.delete": {"chat:write"},
    "chat.postMessage": {"chat:write"},
    "chat.unfurl": {"links:write"},
    "chat.update": {"chat:write"},
    "conversations.open": {"im:write"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "files.upload.v2": {"files:write"},
    "oauth.v2.access": set(),
    "users.info": {"users:read", "users:read.email"},
    "users.list": {"users:read", "users:read.email"},
    "views.open": set(),
    "views.publish": set(),
}
# What Bolt and the token's renewal call for us.
CALLED_BY_LIBRARIES = {"oauth.v2.access"}

# A command, and the address of a file, which is no method.
OF_FEATURES = {"commands", "files:read"}

METHODS = {name: name.replace("_", ".") for name in dir(WebClient) if re.fullmatch(r"(?!api_)[a-z]+_\w+", name)}


def methods_called():
    """Every method of the Web API that is named in bot/slack: as one of the client's, or as api_call's first word."""
    found = set()
    for tree in TREES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                found.add(METHODS[node.attr])
            elif isinstance(node, ast.Constant) and node.value in METHODS.values():
                found.add(node.value)
    return found


def events_heard():
    """The names of the events that something listens to."""
    return {
        node.args[0].value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "event"
        and isinstance(node.args[0], ast.Constant)
    }


def test_the_scopes_are_those_of_the_methods_called_and_the_events_heard_and_no_others():
    assert methods_called() | CALLED_BY_LIBRARIES == set(SCOPES_OF_METHODS)
    used = set().union(*SCOPES_OF_METHODS.values(), *BOT_EVENTS.values(), OF_FEATURES)
    assert set(BOT_SCOPES) == used


def test_every_event_that_is_heard_is_subscribed_to_and_no_other():
    assert {event.partition(".")[0] for event in BOT_EVENTS} == events_heard()


def test_every_shortcut_and_command_of_the_manifest_is_listened_to(settings, listener):
    app = slack_app.build_slack(settings, listener).app
    listeners = len(app._listeners)
    assert listeners > len(SHORTCUTS) + len(COMMANDS)
    named = "".join(file.read_text(encoding="utf-8") for file in FILES if file.name != "manifest.py")
    for shortcut in SHORTCUTS:
        assert f'"{shortcut["callback_id"]}"' in named


def test_the_manifest_keeps_to_the_limits_of_slack():
    made = manifest("https://milepost.example")
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["settings"]["event_subscriptions"]["bot_events"]) <= 100
    assert len(made["features"]["shortcuts"]) <= 10
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["description"]) <= 150
    for command in made["features"]["slash_commands"]:
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
