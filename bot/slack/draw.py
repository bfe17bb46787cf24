"""The message model as Block Kit, within Slack's limits whatever the length. No input or output.

People's words go into rich text, which Slack does not parse: bold survives any asterisk in them, and
`<!channel>` in a quoted update is five letters and not a call. Quiet lines and labels are plain text objects,
which are not parsed either. Only `text`, the fallback of notifications and screen readers, is parsed, and escaped.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from bot.conversation.message import (
    Button,
    Buttons,
    Chart,
    File,
    Items,
    Message,
    Part,
    Run,
    Table,
    Text,
    as_table,
    joined,
    table_lines,
)
from bot.slack.data import CHARTS_IN_MESSAGE, as_letters, chart_block, table_blocks, weight
from bot.slack.markup import carried, escaped_within
from bot.slack.rich_text import Section, fragments, listing, packed, rich_text, section

BLOCKS_IN_MESSAGE = 50
BUTTONS_IN_ROW = 25
LABEL = 75
VALUE = 2_000
ACTION_ID = 255
FALLBACK_TEXT = 3_000
DRAWING = 12

# Slack refuses a whole message near 13,000 characters of blocks, counted in a way it does not publish; these are
# counted as JSON in ASCII, which is longer than any count of theirs can be.
WEIGHT_OF_MESSAGE = 9_000
WEIGHT_OF_BLOCK = 3_000

# Without blocks Slack cuts a message off at 40,000 characters.
WORDS = 39_000


@dataclass(frozen=True)
class Payload:
    """One message for Slack: `text` and `words` are escaped; `words` says everything in it, for want of blocks.

    `plainer` are the blocks without those for data, which an older Slack refuses: tables are letters, and the
    `charts` are for pictures of them.
    """

    text: str
    blocks: tuple[dict[str, Any], ...]
    words: str
    plainer: tuple[dict[str, Any], ...] = ()
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A message as one payload, and for the thread below it: what did not fit, its details and its files."""

    first: Payload
    continued: tuple[Payload, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def payloads(self) -> tuple[Payload, ...]:
        return (self.first, *self.continued)

    @property
    def parts(self) -> int:
        """How many messages this becomes in Slack."""
        return len(self.payloads) + len(self.files)

    @property
    def drawing(self) -> str | None:
        """What tells this message in several parts from any other; None with files, whose words stay as they are."""
        if self.parts == 1 or self.files:
            return None
        said = json.dumps([[payload.text, payload.blocks] for payload in self.payloads])
        return sha256(said.encode()).hexdigest()[:DRAWING]


@dataclass(frozen=True)
class _Piece:
    """One block with its words; `items` counts the list's items in it, `plainer` says the same without data blocks."""

    block: dict[str, Any]
    words: str
    items: int = 0
    plainer: tuple[dict[str, Any], ...] = ()
    chart: Chart | None = None

    @cached_property
    def weight(self) -> int:
        return max(weight(self.block), sum(map(weight, self.plainer)))

    @property
    def blocks(self) -> int:
        return max(1, len(self.plainer))

    @property
    def kind(self) -> str:
        return str(self.block["type"])


# How many blocks of a kind Slack takes in a message.
_MOST_OF_KIND = {"data_visualization": CHARTS_IN_MESSAGE}


def draw(message: Message) -> Drawn:
    """The whole message; raises ValueError for a button whose action or value Slack cannot carry."""
    pages = _pages(message.parts) or [list(_text_pieces((Run(message.text or " "),)))]
    details = _pages(message.details)
    if len(pages) > 1:
        pages[0].append(_quiet_piece("Continued in the thread."))
    elif details:
        pages[0].append(_quiet_piece("Detail in the thread."))
    first, *rest = pages
    continued = [_payload(f"Continued, {n} of {len(pages)}", page) for n, page in enumerate(rest, start=2)]
    below = [_payload("", page) for page in details]
    return Drawn(_payload(message.text, first), (*continued, *below), message.files)


def draw_in_one(message: Message) -> Payload:
    """As much of the message as one payload holds, saying how much is left out: for answers that have no thread."""
    pages = _pages(message.everything) or [list(_text_pieces((Run(message.text or " "),)))]
    first, *rest = pages
    left = sum(piece.items for page in rest for piece in page)
    more = [(f"… and {left} more." if left else "… and more.")] if rest else []
    files = [f"{', '.join(file.name for file in message.files)[:1_000]} cannot be shown here."] if message.files else []
    if not more and not files:
        return _payload(message.text, first)
    closing = " ".join([*more, *files, "Ask in a direct message to see everything."])
    return _payload(message.text, [*first, _quiet_piece(closing)])


def draw_blocks(message: Message, most: int) -> tuple[dict[str, Any], ...]:
    """At most so many blocks, for a modal or a Home, which take more than a message; what is left out is counted."""
    pieces = list(_pieces(message.parts))
    if len(pieces) <= most:
        return tuple(piece.block for piece in pieces)
    left = sum(piece.items for piece in pieces[most - 1 :])
    more = _quiet_piece(f"… and {left} more." if left else "… and more.")
    return (*(piece.block for piece in pieces[: most - 1]), more.block)


def action_of(action_id: str) -> str | None:
    """The action that a pressed button carries; None for a button that this module did not draw."""
    action, mark, number = action_id.rpartition("#")
    return action if mark and number.isdigit() else None


def _payload(text: str, page: list[_Piece]) -> Payload:
    words = "\n".join(piece.words for piece in page)
    return Payload(
        escaped_within(text or words, FALLBACK_TEXT),
        tuple(piece.block for piece in page),
        escaped_within(words, WORDS),
        tuple(block for piece in page for block in piece.plainer or (piece.block,)),
        tuple(piece.chart for piece in page if piece.chart),
    )


def _pages(parts: Iterable[Part]) -> list[list[_Piece]]:
    """Pages of at most 49 blocks each: the 50th is for the line that says where the rest is."""
    pages: list[list[_Piece]] = []
    for piece in _pieces(parts):
        if not pages or not _fits(pages[-1], piece):
            pages.append([])
        pages[-1].append(piece)
    return pages


def _fits(page: list[_Piece], piece: _Piece) -> bool:
    same = sum(other.kind == piece.kind for other in page)
    heavy = sum(other.weight for other in page) + piece.weight > WEIGHT_OF_MESSAGE
    many = sum(other.blocks for other in page) + piece.blocks > BLOCKS_IN_MESSAGE - 1
    return not heavy and not many and same < _MOST_OF_KIND.get(piece.kind, BLOCKS_IN_MESSAGE)


def _pieces(parts: Iterable[Part]) -> Iterator[_Piece]:
    """The pieces of all parts; buttons are counted through the message, so that no two have one id."""
    pressable = 0
    for part in parts:
        match part:
            case Text(pieces, quiet):
                yield from _quiet_pieces(joined(pieces)) if quiet else _text_pieces(pieces)
            case Items(items, start):
                yield from _list_pieces(items, start)
            case Buttons(choices):
                yield from _button_pieces(choices, pressable)
                pressable += len(choices)
            case Table():
                yield from _table_pieces(part)
            case Chart():
                yield from _chart_pieces(part)
            case File():
                """It is put into the thread below."""


def _table_pieces(table: Table) -> Iterator[_Piece]:
    for block, shown in table_blocks(table):
        yield _Piece(block, "\n".join(table_lines(shown)), len(shown.rows), (as_letters(shown),))


def _chart_pieces(chart: Chart) -> Iterator[_Piece]:
    """What the chart says, and the chart; its values as a table where Slack draws no such chart."""
    yield from _text_pieces((Run(chart.says),))
    block = chart_block(chart)
    tables = list(_table_pieces(as_table(chart)))
    if block is None:
        yield from tables
    else:
        words = "\n".join(table.words for table in tables)
        letters = tuple(each for table in tables for each in table.plainer)
        yield _Piece(block, words, plainer=letters, chart=chart)


def _text_pieces(pieces: tuple[Run, ...]) -> Iterator[_Piece]:
    for fragment in fragments(pieces):
        yield _Piece(rich_text(section(fragment)), joined(fragment))


def _quiet_pieces(text: str) -> Iterator[_Piece]:
    for fragment in fragments((Run(text),)):
        yield _quiet_piece(joined(fragment))


def _quiet_piece(text: str) -> _Piece:
    return _Piece({"type": "context", "elements": [_plain(text)]}, text)


def _list_pieces(items: tuple[tuple[Run, ...], ...], start: int | None) -> Iterator[_Piece]:
    sections = [Section.of(item) for item in items]
    index = 0
    for group in packed(sections, lambda section: section.weight, len(sections), WEIGHT_OF_BLOCK):
        yield _list_piece(group, None if start is None else start + index)
        index += len(group)


def _list_piece(group: "list[Section]", first: int | None) -> _Piece:
    marks = ["•" if first is None else f"{first + index}." for index in range(len(group))]
    words = "\n".join(f"{mark} {section.words}" for mark, section in zip(marks, group, strict=True))
    return _Piece(rich_text(listing(group, first)), words, len(group))


def _button_pieces(choices: tuple[Button, ...], first: int) -> Iterator[_Piece]:
    drawn = [(choice, _button(choice, first + index)) for index, choice in enumerate(choices)]
    for row in packed(drawn, lambda pair: weight(pair[1]), BUTTONS_IN_ROW, WEIGHT_OF_BLOCK):
        words = " ".join(f"[{choice.label}]" for choice, _ in row)
        yield _Piece({"type": "actions", "elements": [element for _, element in row]}, words)


def _button(button: Button, number: int) -> dict[str, Any]:
    value, action_id = carried(button.value), f"{button.action}#{number}"
    if len(value) > VALUE or len(action_id) > ACTION_ID:
        raise ValueError(f"The button {button.label!r} carries more than Slack takes.")
    label = button.label if len(button.label) <= LABEL else button.label[: LABEL - 1].rstrip() + "…"
    more = {"value": value, "style": "" if button.style == "plain" else button.style}
    return {
        "type": "button",
        "text": _plain(label),
        "action_id": action_id,
        **{name: said for name, said in more.items() if said},
    }


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}
