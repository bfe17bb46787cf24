"""The message model as Block Kit, within Slack's limits whatever the length. No input or output.

People's words go into rich text, which Slack does not parse: bold survives any asterisk in them, and
`<!channel>` in a quoted update is five letters and not a call. Quiet lines and labels are plain text objects,
which are not parsed either. Only `text`, the fallback of notifications and screen readers, is parsed, and escaped.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
)

from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, Text, joined
from bot.slack.markup import carried, escaped_within

BLOCKS_IN_MESSAGE = 50
BUTTONS_IN_ROW = 25
LABEL = 75
VALUE = 2_000
ACTION_ID = 255
FALLBACK_TEXT = 3_000

# Slack refuses a whole message near 13,000 characters of blocks, counted in a way it does not publish; these are
# counted as JSON in ASCII, which is longer than any count of theirs can be.
WEIGHT_OF_MESSAGE = 9_000
WEIGHT_OF_BLOCK = 3_000
WEIGHT_OF_TEXT = 2_500
WEIGHT_OF_RUN = 75

# Without blocks Slack cuts a message off at 40,000 characters.
WORDS = 39_000

_WORD = re.compile(r"\S{1,100}\s{0,100}|\s{1,100}")

Unit = TypeVar("Unit")


@dataclass(frozen=True)
class Payload:
    """One message for Slack: `text` and `words` are escaped; `words` says everything in it, for want of blocks."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    words: str


@dataclass(frozen=True)
class Drawn:
    """A message as one payload, and what did not fit into it for the thread below."""

    first: Payload
    continued: tuple[Payload, ...] = ()

    @property
    def payloads(self) -> tuple[Payload, ...]:
        return (self.first, *self.continued)


@dataclass(frozen=True)
class _Piece:
    """One block with its words; `items` counts the list's items in it."""

    block: dict[str, Any]
    words: str
    items: int = 0

    @property
    def weight(self) -> int:
        return _weight(self.block)


def draw(message: Message) -> Drawn:
    """The whole message; raises ValueError for a button whose action or value Slack cannot carry."""
    pages = _pages(message)
    if len(pages) == 1:
        return Drawn(_payload(message.text, pages[0]))
    first = _payload(message.text, [*pages[0], _quiet_piece("Continued in the thread.")])
    rest = enumerate(pages[1:], start=2)
    return Drawn(first, tuple(_payload(f"Continued, {n} of {len(pages)}", page) for n, page in rest))


def draw_in_one(message: Message) -> Payload:
    """As much of the message as one payload holds, saying how much is left out: for answers that have no thread."""
    first, *rest = _pages(message)
    if not rest:
        return _payload(message.text, first)
    left = sum(piece.items for page in rest for piece in page)
    more = f"… and {left} more." if left else "… and more."
    return _payload(message.text, [*first, _quiet_piece(f"{more} Ask in a direct message to see everything.")])


def action_of(action_id: str) -> str | None:
    """The action that a pressed button carries; None for a button that this module did not draw."""
    action, mark, number = action_id.rpartition("#")
    return action if mark and number.isdigit() else None


def _payload(text: str, page: list[_Piece]) -> Payload:
    words = "\n".join(piece.words for piece in page)
    blocks = tuple(piece.block for piece in page)
    return Payload(escaped_within(text or words, FALLBACK_TEXT), blocks, escaped_within(words, WORDS))


def _pages(message: Message) -> list[list[_Piece]]:
    """Pages of at most 49 blocks each: the 50th is for the line that says where the rest is."""
    pieces = [piece for part in _numbered(message.parts) for piece in part]
    pieces = pieces or list(_text_pieces((Run(message.text or " "),)))
    return list(_packed(pieces, lambda piece: piece.weight, BLOCKS_IN_MESSAGE - 1, WEIGHT_OF_MESSAGE))


def _numbered(parts: Iterable[Part]) -> Iterator[Iterator[_Piece]]:
    """The pieces of each part; buttons are counted through the message, so that no two have one id."""
    pressable = 0
    for part in parts:
        match part:
            case Text(pieces, quiet):
                yield _quiet_pieces(joined(pieces)) if quiet else _text_pieces(pieces)
            case Items(items, start):
                yield _list_pieces(items, start)
            case Buttons(choices):
                yield _button_pieces(choices, pressable)
                pressable += len(choices)


def _text_pieces(pieces: tuple[Run, ...]) -> Iterator[_Piece]:
    for fragment in _fragments(pieces):
        yield _Piece(RichTextBlock(elements=[_section(fragment)]).to_dict(), joined(fragment))


def _quiet_pieces(text: str) -> Iterator[_Piece]:
    for fragment in _fragments((Run(text),)):
        yield _quiet_piece(joined(fragment))


def _quiet_piece(text: str) -> _Piece:
    return _Piece(_as_dict(ContextBlock(elements=[PlainTextObject(text=text, emoji=False)])), text)


def _list_pieces(items: tuple[tuple[Run, ...], ...], start: int | None) -> Iterator[_Piece]:
    sections = [_Section.of(item) for item in items]
    index = 0
    for group in _packed(sections, lambda section: section.weight, len(sections), WEIGHT_OF_BLOCK):
        yield _list_piece(group, None if start is None else start + index)
        index += len(group)


def _list_piece(group: "list[_Section]", first: int | None) -> _Piece:
    marks = ["•" if first is None else f"{first + index}." for index in range(len(group))]
    listing = RichTextListElement(
        elements=[section.element for section in group],
        style="bullet" if first is None else "ordered",
        offset=first - 1 if first is not None and first > 1 else None,
    )
    words = "\n".join(f"{mark} {section.words}" for mark, section in zip(marks, group, strict=True))
    return _Piece(RichTextBlock(elements=[listing]).to_dict(), words, len(group))


def _button_pieces(choices: tuple[Button, ...], first: int) -> Iterator[_Piece]:
    drawn = [(choice, _button(choice, first + index)) for index, choice in enumerate(choices)]
    for row in _packed(drawn, lambda pair: _weight(pair[1].to_dict()), BUTTONS_IN_ROW, WEIGHT_OF_BLOCK):
        words = " ".join(f"[{choice.label}]" for choice, _ in row)
        yield _Piece(_as_dict(ActionsBlock(elements=[element for _, element in row])), words)


def _button(button: Button, number: int) -> ButtonElement:
    value, action_id = carried(button.value), f"{button.action}#{number}"
    if len(value) > VALUE or len(action_id) > ACTION_ID:
        raise ValueError(f"The button {button.label!r} carries more than Slack takes.")
    label = button.label if len(button.label) <= LABEL else button.label[: LABEL - 1].rstrip() + "…"
    return ButtonElement(
        text=PlainTextObject(text=label, emoji=False),
        action_id=action_id,
        value=value or None,
        style=None if button.style == "plain" else button.style,
    )


@dataclass(frozen=True)
class _Word:
    """A word with the space behind it; the first of a run weighs what the run does."""

    text: str
    is_bold: bool
    weight: int


@dataclass(frozen=True)
class _Section:
    """An item of a list; one that is longer than a block is cut."""

    element: RichTextSectionElement
    words: str
    weight: int

    @classmethod
    def of(cls, item: tuple[Run, ...]) -> "_Section":
        first, *rest = list(_fragments(item)) or [(Run(" "),)]
        kept = (*first, Run("…")) if rest else first
        element = _section(kept)
        return cls(element, joined(kept), _weight(element.to_dict()))


def _section(pieces: tuple[Run, ...]) -> RichTextSectionElement:
    return RichTextSectionElement(elements=[_rich_text(run) for run in pieces])


def _rich_text(run: Run) -> RichTextElementParts.Text:
    style = RichTextElementParts.TextStyle(bold=True) if run.bold else None
    return RichTextElementParts.Text(text=run.text, style=style)


def _fragments(pieces: tuple[Run, ...]) -> Iterator[tuple[Run, ...]]:
    """The runs in stretches that fit into a block, cut between words; nothing where there is nothing to read."""
    words = [
        _Word(word, run.bold, _weight(word) + (0 if index else WEIGHT_OF_RUN))
        for run in pieces
        for index, word in enumerate(_WORD.findall(run.text))
    ]
    for stretch in _packed(words, lambda word: word.weight, len(words), WEIGHT_OF_TEXT):
        runs = groupby(stretch, key=lambda word: word.is_bold)
        yield tuple(Run("".join(word.text for word in run), is_bold) for is_bold, run in runs)


def _packed(units: list[Unit], weight: Callable[[Unit], int], most: int, heaviest: int) -> Iterator[list[Unit]]:
    """The units in order, in groups of at most `most` units and, but for a group of one, at most `heaviest`."""
    group: list[Unit] = []
    total = 0
    for unit in units:
        this = weight(unit)
        if group and (len(group) == most or total + this > heaviest):
            yield group
            group, total = [], 0
        group.append(unit)
        total += this
    if group:
        yield group


def _as_dict(block: Block) -> dict[str, Any]:
    return dict(block.to_dict())


def _weight(data: Any) -> int:
    return len(json.dumps(data))
