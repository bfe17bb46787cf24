"""docs/slack.md says what the code does: the scopes by the methods that are called, the refusals by their table."""

import re
from pathlib import Path

import pytest

from bot.slack.checkup import SCOPES
from bot.slack.form_listeners import SHORTCUT_TO_UPDATE
from bot.slack.refusals import PERMANENT
from bot.slack.shortcuts import AS_EVIDENCE, AS_UPDATE

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "slack").glob("*.py")))

SCOPES_OF_METHODS = {
    "auth.test": set[str](),
    "apps.connections.open": set[str](),
    "chat.postMessage": {"chat:write"},
    "chat.update": {"chat:write"},
    "conversations.open": {"im:write"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "files.upload.v2": {"files:write"},
    "users.info": {"users:read", "users:read.email"},
    "users.list": {"users:read", "users:read.email"},
}
SCOPES_OF_EVENTS = {
    "app_mention": {"app_mentions:read"},
    "message.channels": {"channels:history"},
    "message.groups": {"groups:history"},
    "message.im": {"im:history"},
}
SCOPES_OF_FEATURES = {"commands"}


def listed(key: str) -> set[str]:
    """The entries of one list in the manifest."""
    found = re.search(rf"\n( +){key}:\n((?:\1  - .+\n)+)", DOCS)
    assert found, f"the manifest has no {key}"
    return set(re.findall(r"- (\S+)", found[2]))


def methods_called() -> set[str]:
    by_name = re.findall(r'"((?:conversations|chat|users)\.\w+)"', SOURCE)
    by_call = re.findall(r"\.((?:auth|apps_connections|chat|conversations|files|users)_\w+)[(,]", SOURCE)
    return {*by_name, *(name.replace("_", ".") for name in by_call)}


def test_the_manifest_asks_for_the_scopes_that_are_used_and_no_others() -> None:
    assert methods_called() == set(SCOPES_OF_METHODS)
    assert listed("bot_events") == set(SCOPES_OF_EVENTS)
    scopes = [*SCOPES_OF_METHODS.values(), *SCOPES_OF_EVENTS.values(), SCOPES_OF_FEATURES]
    assert listed("bot") == set.union(*scopes) == SCOPES


def test_the_manifest_has_the_shortcuts_that_are_listened_to() -> None:
    assert set(re.findall(r"callback_id: (\w+)", DOCS)) == {AS_UPDATE, AS_EVIDENCE, SHORTCUT_TO_UPDATE}


def test_each_scope_is_explained() -> None:
    explained = DOCS.partition("## What each scope is for")[2].partition("\n## ")[0]
    assert {scope for scope in listed("bot") if f"`{scope}`" not in explained} == set()


@pytest.mark.parametrize("reason", sorted(PERMANENT))
def test_what_to_do_about_a_refusal_is_in_the_docs(reason: str) -> None:
    (row,) = [line for line in DOCS.splitlines() if line.endswith(f"| {PERMANENT[reason]} |")]
    assert f"`{reason}`" in row


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL"])
def test_each_setting_is_in_the_docs(name: str) -> None:
    assert name in DOCS
    assert name in SOURCE
