"""The one message model: what is said, which each platform draws in its own way.

A message is a `text` that reads well alone (a notification, a screen reader) and the parts that are drawn.
People's own words are plain strings here; escaping is the business of whoever draws.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Style = Literal["plain", "primary", "danger"]


@dataclass(frozen=True)
class Run:
    """A stretch of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Button:
    """Something that can be decided by pressing. `action` and `value` come back when it is pressed."""

    label: str
    action: str
    value: str = ""
    style: Style = "plain"


@dataclass(frozen=True)
class Text:
    """A paragraph. `quiet` is drawn smaller, for what explains rather than tells."""

    runs: tuple[Run, ...]
    quiet: bool = False


@dataclass(frozen=True)
class Items:
    """A list; numbered from `start` so that an answer can name an item by its number, or bulleted at None."""

    items: tuple[tuple[Run, ...], ...]
    start: int | None = 1


@dataclass(frozen=True)
class Buttons:
    buttons: tuple[Button, ...]


Part = Text | Items | Buttons


@dataclass(frozen=True)
class Message:
    """`text` is one or two lines; `parts` are everything that is drawn, the first line of `text` included."""

    text: str
    parts: tuple[Part, ...] = field(default=())

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(b for part in self.parts if isinstance(part, Buttons) for b in part.buttons)


def bold(text: str) -> Run:
    return Run(text, bold=True)


def runs(*pieces: Run | str) -> tuple[Run, ...]:
    """Runs from a mixture of runs and plain strings; empty strings are left out."""
    return tuple(Run(piece) if isinstance(piece, str) else piece for piece in pieces if piece)


def line(*pieces: Run | str, quiet: bool = False) -> Text:
    return Text(runs(*pieces), quiet)


def plain(text: str) -> Message:
    """A message that is one paragraph."""
    return Message(text, (line(text),))


def buttons(*choices: Button) -> tuple[Buttons, ...]:
    """The row of buttons as parts to add to a message; no row where there is nothing to press."""
    return (Buttons(choices),) if choices else ()


def as_plain_text(message: Message) -> str:
    """The whole message as a person would read it aloud: for logs of a rehearsal, e-mail and tests."""
    return "\n".join(text for part in message.parts for text in _plain_lines(part)) or message.text


def _plain_lines(part: Part) -> Iterable[str]:
    match part:
        case Text(pieces):
            yield joined(pieces)
        case Items(items, start):
            for offset, item in enumerate(items):
                mark = "•" if start is None else f"{start + offset}."
                yield f"{mark} {joined(item)}"
        case Buttons(choices):
            yield " ".join(f"[{button.label}]" for button in choices)


def joined(pieces: Iterable[Run]) -> str:
    return "".join(run.text for run in pieces)


def to_json(message: Message) -> str:
    """The message as it is kept until it is sent."""
    return json.dumps({"text": message.text, "parts": [_part_to_data(p) for p in message.parts]}, ensure_ascii=False)


def from_json(kept: str) -> Message:
    data = json.loads(kept)
    return Message(data["text"], tuple(_part_from_data(part) for part in data["parts"]))


def _part_to_data(part: Part) -> dict[str, Any]:
    match part:
        case Text(pieces, quiet):
            return {"kind": "text", "runs": _runs_to_data(pieces), "quiet": quiet}
        case Items(items, start):
            return {"kind": "items", "items": [_runs_to_data(item) for item in items], "start": start}
        case Buttons(choices):
            return {"kind": "buttons", "buttons": [[b.label, b.action, b.value, b.style] for b in choices]}


def _part_from_data(data: dict[str, Any]) -> Part:
    match data["kind"]:
        case "text":
            return Text(_runs_from_data(data["runs"]), data["quiet"])
        case "items":
            return Items(tuple(_runs_from_data(item) for item in data["items"]), data["start"])
        case "buttons":
            return Buttons(tuple(Button(*button) for button in data["buttons"]))
        case unknown:
            raise ValueError(f"A kept message has a part of the unknown kind {unknown!r}.")


def _runs_to_data(pieces: Iterable[Run]) -> list[list[Any]]:
    return [[run.text, run.bold] for run in pieces]


def _runs_from_data(data: list[list[Any]]) -> tuple[Run, ...]:
    return tuple(Run(text, bold_) for text, bold_ in data)
