"""A page as a Home of Slack's. No input or output. https://docs.slack.dev/reference/views/home-tab-views"""

from typing import Any

from bot.conversation.homes.page import name_of
from bot.conversation.message import Message
from bot.slack.draw import draw_blocks

BLOCKS_IN_HOME = 100
DRAWN_AS = "1"
"""Changed when the same page is to be drawn in another way, so that every Home is published again."""


def draw_home(page: Message) -> dict[str, Any]:
    """The view, which carries the name of what it shows."""
    blocks = draw_blocks(page, BLOCKS_IN_HOME)
    return {"type": "home", "private_metadata": drawn_name(page), "blocks": list(blocks)}


def drawn_name(page: Message) -> str:
    """A short name of what a Home shows: two that show the same have the same."""
    return f"{DRAWN_AS}:{name_of(page)}"


def shown_in(event: dict[str, Any]) -> str | None:
    """What somebody who opens their Home is shown, by its name; None where nothing is published yet."""
    return (event.get("view") or {}).get("private_metadata") or None
