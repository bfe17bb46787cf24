"""Slack's limits for modals and Homes, as it documents them: a view that breaks one is refused whole.

https://docs.slack.dev/reference/views, https://docs.slack.dev/reference/block-kit/composition-objects
"""

import json

LARGEST_VIEW = 250_000


def check_view(view):
    """Fails with the limit that the view breaks."""
    blocks = view["blocks"]
    assert 0 < len(blocks) <= 100
    assert len(json.dumps(view)) <= LARGEST_VIEW
    assert len(view.get("private_metadata", "")) <= 3_000
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))
    inputs = [block for block in blocks if block["type"] == "input"]
    if view["type"] == "modal":
        assert 0 < len(view["title"]["text"]) <= 24
        assert len(view["close"]["text"]) <= 24
        assert len(view["callback_id"]) <= 255
        assert not inputs or 0 < len(view["submit"]["text"]) <= 24
    for block in inputs:
        _check_input(block)
    pressable = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    action_ids = [element["action_id"] for element in pressable]
    assert len(action_ids) == len(set(action_ids))
    for block in blocks:
        assert block["type"] != "actions" or 0 < len(block["elements"]) <= 25
    for element in pressable:
        assert 0 < len(element["text"]["text"]) <= 75
        assert len(element.get("value", "")) <= 2_000


def _check_input(block):
    element = block["element"]
    assert 0 < len(block["label"]["text"]) <= 2_000
    assert len(block.get("hint", {}).get("text", "")) <= 2_000
    assert len(block["block_id"]) <= 255
    assert element.get("max_length", 1) <= 3_000
    assert len(element.get("initial_value", "")) <= 3_000
    if "static" in element["type"]:
        assert 0 < len(element["options"]) <= 100
    if "external" in element["type"]:
        assert "options" not in element
    options = [*element.get("options", []), *element.get("initial_options", [])]
    options += [element["initial_option"]] if "initial_option" in element else []
    for option in options:
        assert 0 < len(option["text"]["text"]) <= 75
        assert 0 < len(option["value"]) <= 150
    if "static" in element["type"]:
        assert all(one in element["options"] for one in options)
