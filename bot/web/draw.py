"""The message model as HTML. No I/O; whatever anybody wrote is escaped here and nowhere else."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup, escape

from bot.conversation.message import Buttons, Items, Message, Part, Run, Text, plain

LONGEST_SHOWN = 2_000
"""Characters of a person's own words that are shown: a pasted document must not push everything else away."""


@dataclass(frozen=True)
class Pressing:
    """Where a message's buttons lead: the address that takes a press, the message, and who presses in a channel."""

    to: str
    message_id: int
    by: str | None = None


def draw(message: Message, pressing: Pressing) -> Markup:
    """The message as a block of HTML. A button carries its place among the message's buttons, from 0."""
    parts = message.parts or plain(message.text).parts
    drawn, place = [], 0
    for part in parts:
        drawn.append(_draw_part(part, pressing, place))
        place += len(part.buttons) if isinstance(part, Buttons) else 0
    return Markup("\n").join(drawn)


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
    drawn = Markup("").join(
        Markup('<button name="button" value="{}" class="{}">{}</button>').format(at, button.style, button.label)
        for at, button in enumerate(part.buttons, start=place)
    )
    return Markup('<form method="post" action="{}" class="buttons">{}{}{}</form>').format(
        pressing.to, _hidden("message_id", str(pressing.message_id)), _hidden("by", pressing.by), drawn
    )


def _hidden(name: str, value: str | None) -> Markup:
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value) if value else Markup("")
