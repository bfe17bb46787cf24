"""The message model as HTML. No I/O; whatever anybody wrote is escaped here and nowhere else."""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from mimetypes import guess_type
from urllib.parse import urlencode

from markupsafe import Markup, escape

from bot.conversation.forms import OPEN
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
    plain,
)
from bot.web.charts import draw_chart

LONGEST_SHOWN = 2_000
"""Characters of a person's own words that are shown: a pasted document must not push everything else away."""


@dataclass(frozen=True)
class Pressing:
    """Where a message's buttons lead: the address that takes a press, the message, and who presses in a channel.

    `forms` is the address at which forms are opened.
    """

    to: str
    message_id: int | str
    by: str | None = None
    forms: str = ""


def draw(message: Message, pressing: Pressing) -> Markup:
    """The message as a block of HTML, its details folded. A button carries its place among the buttons, from 0."""
    parts = message.parts or plain(message.text).parts
    shown = _draw_parts(parts, pressing, 0)
    if not message.details:
        return shown
    folded = _draw_parts(message.details, pressing, _count_buttons(parts))
    return Markup("{}\n<details><summary>Detail</summary>\n{}\n</details>").format(shown, folded)


def _draw_parts(parts: Iterable[Part], pressing: Pressing, place: int) -> Markup:
    drawn = []
    for part in parts:
        drawn.append(_draw_part(part, pressing, place))
        place += _count_buttons([part])
    return Markup("\n").join(drawn)


def _count_buttons(parts: Iterable[Part]) -> int:
    return sum(len(part.buttons) for part in parts if isinstance(part, Buttons))


def draw_words(text: str) -> Markup:
    """What a person wrote, in their own lines."""
    if len(text) <= LONGEST_SHOWN:
        return Markup("<p>{}</p>").format(text)
    return Markup('<p>{}…</p><p class="quiet">{} characters in all</p>').format(text[:LONGEST_SHOWN], f"{len(text):,}")


def draw_deleted() -> Markup:
    """What stands in place of a person's words that they deleted."""
    return Markup('<p class="quiet">This message was deleted.</p>')


def _draw_part(part: Part, pressing: Pressing, place: int) -> Markup:
    match part:
        case Text(runs, quiet):
            return Markup('<p class="quiet">{}</p>' if quiet else "<p>{}</p>").format(_draw_runs(runs))
        case Items(items, start):
            return _draw_items(items, start)
        case Buttons():
            return _draw_buttons(part, pressing, place)
        case Table():
            return _draw_table(part)
        case Chart():
            return _draw_figure(part)
        case File():
            return _draw_file(part)


def _draw_table(table: Table) -> Markup:
    """A table that scrolls by itself where it is wider than the screen."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in table.columns)
    rows = Markup("").join(Markup("<tr>{}</tr>").format(_draw_cells(row)) for row in table.rows)
    caption = Markup("<caption>{}</caption>").format(table.caption) if table.caption else Markup("")
    return Markup(
        '<div class="wide" tabindex="0"><table>{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
    ).format(caption, head, rows)


def _draw_cells(row: Iterable[str]) -> Markup:
    first, *rest = row
    cells = Markup("").join(Markup("<td>{}</td>").format(cell) for cell in rest)
    return Markup('<th scope="row">{}</th>{}').format(first, cells)


def _draw_figure(chart: Chart) -> Markup:
    """The chart under the sentence that says what it shows, and its values for who would rather read them."""
    return Markup(
        "<figure><figcaption>{}</figcaption>{}<details><summary>The figures</summary>{}</details></figure>"
    ).format(chart.says, draw_chart(chart), _draw_table(as_table(chart)))


def _draw_file(file: File) -> Markup:
    """A link that holds the file, so that it can be taken without asking again."""
    kind = guess_type(file.name)[0] or "application/octet-stream"
    held = f"data:{kind};base64,{b64encode(file.data).decode()}"
    return Markup('<p><a class="file" href="{}" download="{}">{}</a></p>').format(held, file.name, file.name)


def _draw_runs(runs: Iterable[Run]) -> Markup:
    return Markup("").join(
        Markup("<strong>{}</strong>").format(run.text) if run.bold else escape(run.text) for run in runs
    )


def _draw_items(items: Iterable[tuple[Run, ...]], start: int | None) -> Markup:
    lines = Markup("").join(Markup("<li>{}</li>").format(_draw_runs(item)) for item in items)
    if start is None:
        return Markup("<ul>{}</ul>").format(lines)
    return Markup('<ol start="{}">{}</ol>').format(start, lines)


def _draw_buttons(part: Buttons, pressing: Pressing, place: int) -> Markup:
    drawn = Markup("").join(_draw_button(button, at, pressing) for at, button in enumerate(part.buttons, start=place))
    return Markup('<form method="post" action="{}" class="buttons">{}{}{}</form>').format(
        pressing.to, _hidden("message_id", str(pressing.message_id)), _hidden("by", pressing.by), drawn
    )


def _draw_button(button: Button, place: int, pressing: Pressing) -> Markup:
    """A form is a page of its own, so what opens one is a link."""
    if button.action != OPEN:
        return Markup('<button name="button" value="{}" class="{}">{}</button>').format(
            place, button.style, button.label
        )
    asked = {"value": button.value} | ({"by": pressing.by} if pressing.by else {})
    return Markup('<a class="opens {}" href="{}?{}">{}</a>').format(
        button.style, pressing.forms, urlencode(asked), button.label
    )


def _hidden(name: str, value: str | None) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value) if value else Markup("")
