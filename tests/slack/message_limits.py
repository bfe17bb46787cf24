"""Slack's limits for a message, as it documents them; the weight of its blocks is below where it was seen to refuse.

https://docs.slack.dev/reference/block-kit/blocks
"""

import json
from typing import Any

from bot.slack.draw import Payload


def check_payload(payload: Payload) -> None:
    """Fails with the limit that the message breaks."""
    assert 1 <= len(payload.blocks) <= 50
    assert len(json.dumps(payload.blocks)) < 12_000
    assert 0 < len(payload.text) <= 3_000
    assert len(payload.words) <= 39_000
    assert all(0 < len(text) <= 3_000 for text in texts_in(list(payload.blocks)))
    rows = [block["elements"] for block in payload.blocks if block["type"] == "actions"]
    assert all(1 <= len(row) <= 25 for row in rows)
    pressable = [button for row in rows for button in row]
    assert len({button["action_id"] for button in pressable}) == len(pressable)
    assert all(len(button.get("value", "")) <= 2000 for button in pressable)
    assert all(0 < len(button["text"]["text"]) <= 75 for button in pressable)


def texts_in(data: Any) -> list[str]:
    """Every text of some blocks."""
    if isinstance(data, list):
        return [text for element in data for text in texts_in(element)]
    if isinstance(data, dict):
        own = [data["text"]] if isinstance(data.get("text"), str) else []
        return own + [text for value in data.values() for text in texts_in(value)]
    return []
