"""docs/slack.md says what the code does: the scopes by the methods that are called, the refusals by their table."""

from pathlib import Path

import pytest

from bot.slack.manifest import BOT_SCOPES
from bot.slack.refusals import PERMANENT

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot" / "slack").glob("*.py")))


def test_each_scope_is_explained() -> None:
    explained = DOCS.partition("## What each scope is for")[2].partition("\n## ")[0]
    for scope, why in BOT_SCOPES.items():
        assert f"| `{scope}` | {why} |" in explained, scope


@pytest.mark.parametrize("reason", sorted(PERMANENT))
def test_what_to_do_about_a_refusal_is_in_the_docs(reason: str) -> None:
    (row,) = [line for line in DOCS.splitlines() if line.endswith(f"| {PERMANENT[reason]} |")]
    assert f"`{reason}`" in row


@pytest.mark.parametrize(
    "name",
    [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_API_URL",
        "SLACK_CLIENT_ID",
        "SLACK_CLIENT_SECRET",
        "MILEPOST_SLACK_TOKEN_KEY",
        "MILEPOST_SLACK_WORKSPACES",
        "MILEPOST_ADDRESS",
    ],
)
def test_each_setting_is_in_the_docs(name: str) -> None:
    assert name in DOCS
    assert name in SOURCE
