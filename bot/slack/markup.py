"""Slack's own marks in text: written so that nobody's words become a command, and read as they were meant."""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ESCAPED = str.maketrans(_ESCAPES)
_CONTROL = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")

# The value of a button comes back with & < > as entities in some payloads and as they were in others,
# so those three travel percent-encoded.
_CARRIED = str.maketrans({"%": "%25", "&": "%26", "<": "%3C", ">": "%3E"})


def escaped(text: str) -> str:
    """Text for a field that Slack parses: `<!channel>` in it stays words and calls nobody."""
    return text.translate(_ESCAPED)


def escaped_within(text: str, limit: int) -> str:
    """Escaped text of at most `limit` characters; what is cut ends in an ellipsis, never inside an entity."""
    whole = escaped(text)
    if len(whole) <= limit:
        return whole
    ends = list(accumulate(len(_ESCAPES.get(character, character)) for character in text))
    return escaped(text[: bisect_right(ends, limit - 1)]).rstrip() + "…"


def carried(value: str) -> str:
    """A button's value in a form that comes back as it went, whatever is in it."""
    return value.translate(_CARRIED)


def brought_back(value: str) -> str:
    return re.sub(r"%(25|26|3C|3E)", lambda found: chr(int(found[1], 16)), value)


def as_written(text: str, *, bot_user_id: str | None, name_of: Callable[[str], str | None]) -> str:
    """The words as their writer saw them: mentions and links by name, entities as characters, without the bot's name.

    `name_of` gives the name of a Slack user id, or None where it is not known.
    """

    def meant(control: re.Match[str]) -> str:
        return _meant(control[1], control[2], bot_user_id, name_of)

    words = _CONTROL.sub(meant, text).replace("\u00a0", " ")
    plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()
    addressed = bot_user_id is not None and f"<@{bot_user_id}" in text
    return plain.lstrip(" ,:") if addressed else plain


def _meant(target: str, label: str | None, bot_user_id: str | None, name_of: Callable[[str], str | None]) -> str:
    kind, rest = target[:1], target[1:]
    if kind == "@":
        return "" if rest == bot_user_id else f"@{label or name_of(rest) or rest}"
    if kind == "#":
        return f"#{label or rest}"
    if kind == "!":
        return label or f"@{rest}"
    return label or target
