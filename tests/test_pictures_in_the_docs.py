"""The pictures in docs/slack.md show whatever Milepost says: every part of a message has a block that is drawn."""

import re
import sys
from pathlib import Path

import pytest

from bot.conversation.message import Button, Buttons, Chart, Items, Message, Series, Table, bold, line, runs

DOCS = Path(__file__).parent.parent / "docs"
sys.path.insert(0, str(DOCS))

import draw_slack  # noqa: E402 - a page's writer, beside the page

EVERYTHING = Message(
    "Everything <at once>",
    (
        line(bold("Everything <at once>"), " & more"),
        line("said quietly", quiet=True),
        Items((runs(bold("3.2"), " is late"), runs("3.3 is not"))),
        Items((runs("a bullet"),), start=None),
        Table("Leads", ("Lead", "Open"), (("Ifan Rees", "2"),)),
        Chart("Status by theme", "bar", ("Practice",), (Series("On track", (2.0,)), Series("Late", (1.0,))), "2 of 3"),
        Buttons((Button("Approve", "approve", "{}", "primary"), Button("Refuse", "refuse", "{}"))),
    ),
)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_of_a_message_is_drawn(theme):
    page = draw_slack.page(EVERYTHING, theme)
    for shown in (
        "Everything &lt;at once&gt;</b> &amp; more",
        "said quietly",
        "3.2",
        "a bullet",
        "Ifan Rees",
        "Practice",
    ):
        assert shown in page
    assert re.search(r'<span class="button primary">Approve', page)
    assert f'<main class="{theme}">' in page


def test_every_picture_is_there_in_both_themes_and_small():
    named = set(re.findall(r"(?:docs/)?(slack-[a-z]+-(?:light|dark)\.png)", (DOCS / "slack.md").read_text()))
    assert len(named) == 8
    for name in named:
        assert 2_000 < (DOCS / name).stat().st_size < 100_000
