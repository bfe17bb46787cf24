"""The one message model: what is said, which each platform draws in its own way.

A message is a `text` that reads well alone (a notification, a screen reader) and the parts that are drawn.
People's own words are plain strings here; escaping is the business of whoever draws.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from plans.words import Status

Style = Literal["plain", "primary", "danger"]
ChartKind = Literal["bar", "line", "pie"]


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


@dataclass(frozen=True)
class Table:
    """Rows under the names of their columns; each row has as many cells as there are columns."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"A row of the table {self.caption!r} has more or fewer cells than there are columns.")


@dataclass(frozen=True)
class Series:
    """One value for each category of its chart, drawn in its `status`' shape and the plan's own `colour` by name."""

    name: str
    values: tuple[float, ...]
    status: Status | None = None
    colour: str | None = None


@dataclass(frozen=True)
class Chart:
    """Values drawn. `says` is the sentence that says what there is to see, for who cannot see it.

    A bar is stacked from its series; a pie has one slice for each series, of the sum of its values.
    """

    title: str
    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    says: str

    def __post_init__(self) -> None:
        if not self.says or any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"The chart {self.title!r} has no sentence, or a series without a value in each category.")


@dataclass(frozen=True)
class File:
    """A file to keep: words, or bytes for a kind that is not text. `name` ends as its kind does ("overdue.csv")."""

    name: str
    content: str | bytes

    @property
    def data(self) -> bytes:
        return self.content.encode() if isinstance(self.content, str) else self.content


Part = Text | Items | Buttons | Table | Chart | File


@dataclass(frozen=True)
class Message:
    """`text` is one or two lines; `parts` are everything that is drawn, the first line of `text` included.

    `details` are for who wants to know more: they are drawn below the message, in its thread where there is one.
    """

    text: str
    parts: tuple[Part, ...] = field(default=())
    details: tuple[Part, ...] = field(default=())

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(b for part in self.everything if isinstance(part, Buttons) for b in part.buttons)

    @property
    def files(self) -> tuple[File, ...]:
        return tuple(part for part in self.everything if isinstance(part, File))

    @property
    def everything(self) -> tuple[Part, ...]:
        return (*self.parts, *self.details)


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


def one_or_numbered(items: Sequence[tuple[Run, ...]], headline: tuple[Run, ...]) -> Message:
    """The only item as a paragraph; several in a list under the headline."""
    if len(items) == 1:
        return Message(joined(items[0]), (line(*items[0]),))
    return Message(joined(headline), (line(*headline), Items(tuple(items))))


def buttons(*choices: Button) -> tuple[Buttons, ...]:
    """The row of buttons as parts to add to a message; no row where there is nothing to press."""
    return (Buttons(choices),) if choices else ()


def as_plain_text(message: Message) -> str:
    """The whole message as a person would read it aloud: for logs of a rehearsal, e-mail and tests."""
    said = _plain_parts(message.parts) or [message.text]
    below = _plain_parts(message.details)
    return "\n".join([*said, "---", *below] if below else said)


def _plain_parts(parts: Iterable[Part]) -> list[str]:
    return [text for part in parts for text in _plain_lines(part)]


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
        case Table():
            yield from table_lines(part)
        case Chart():
            yield part.says
            yield from table_lines(as_table(part))
        case File(name):
            yield f"[{name}]"


def as_table(chart: Chart) -> Table:
    """The chart's values in a table: a row for each category, or for each slice of a pie."""
    if chart.kind == "pie":
        return Table(chart.title, ("", "count"), tuple((s.name, number(sum(s.values))) for s in chart.series))
    rows = zip(chart.categories, *(map(number, series.values) for series in chart.series), strict=True)
    return Table(chart.title, ("", *(series.name for series in chart.series)), tuple(rows))


def number(value: float) -> str:
    """A value as people write it: 3, 2.5."""
    return f"{value:g}"


def table_lines(table: Table, widest: int = 100) -> list[str]:
    """The caption and the rows: columns one below the other for letters of one width, unless lines get too wide."""
    rows = [table.columns, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.columns))]
    if sum(widths) + 2 * len(widths) > widest:
        lines = [" · ".join(row) for row in rows]
    else:
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [table.caption, *lines] if table.caption else lines


def joined(pieces: Iterable[Run]) -> str:
    return "".join(run.text for run in pieces)


def to_json(message: Message) -> str:
    """The message as it is kept until it is sent."""
    data: dict[str, Any] = {"text": message.text, "parts": [_part_to_data(p) for p in message.parts]}
    if message.details:
        data["details"] = [_part_to_data(p) for p in message.details]
    return json.dumps(data, ensure_ascii=False)


def from_json(kept: str) -> Message:
    data = json.loads(kept)
    parts, details = data["parts"], data.get("details", [])
    return Message(data["text"], tuple(map(_part_from_data, parts)), tuple(map(_part_from_data, details)))


def _part_to_data(part: Part) -> dict[str, Any]:
    match part:
        case Text(pieces, quiet):
            return {"kind": "text", "runs": _runs_to_data(pieces), "quiet": quiet}
        case Items(items, start):
            return {"kind": "items", "items": [_runs_to_data(item) for item in items], "start": start}
        case Buttons(choices):
            return {"kind": "buttons", "buttons": [[b.label, b.action, b.value, b.style] for b in choices]}
        case Table():
            return {"kind": "table", **asdict(part)}
        case Chart():
            return {"kind": "chart", "chart": asdict(part)}
        case File(name, str() as content):
            return {"kind": "file", "name": name, "content": content}
        case File(name):
            return {"kind": "file", "name": name, "base64": b64encode(part.data).decode()}


def _part_from_data(data: dict[str, Any]) -> Part:
    match data["kind"]:
        case "text":
            return Text(_runs_from_data(data["runs"]), data["quiet"])
        case "items":
            return Items(tuple(_runs_from_data(item) for item in data["items"]), data["start"])
        case "buttons":
            return Buttons(tuple(Button(*button) for button in data["buttons"]))
        case "table":
            return Table(data["caption"], tuple(data["columns"]), tuple(map(tuple, data["rows"])))
        case "chart":
            return _chart_from_data(data["chart"])
        case "file":
            return File(data["name"], data["content"] if "content" in data else b64decode(data["base64"]))
        case unknown:
            raise ValueError(f"A kept message has a part of the unknown kind {unknown!r}.")


def _chart_from_data(data: dict[str, Any]) -> Chart:
    series = tuple(_series_from_data(each) for each in data["series"])
    return Chart(**data | {"categories": tuple(data["categories"]), "series": series})


def _series_from_data(data: dict[str, Any]) -> Series:
    status = Status(data["status"]) if data["status"] else None
    return Series(data["name"], tuple(data["values"]), status, data["colour"])


def _runs_to_data(pieces: Iterable[Run]) -> list[list[Any]]:
    return [[run.text, run.bold] for run in pieces]


def _runs_from_data(data: list[list[Any]]) -> tuple[Run, ...]:
    return tuple(Run(text, bold_) for text, bold_ in data)
