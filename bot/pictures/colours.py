"""The colours in which a status is drawn: the plan's own by name, and shades of it that everybody can tell apart.

Red and green of one lightness are one colour to one man in twelve. Here each colour has a lightness of its own, and
each status a hatching of its own besides.
"""

from dataclasses import dataclass

from bot.conversation.message import Series
from plans.words import Status


@dataclass(frozen=True)
class Shade:
    """One colour on a light and on a dark ground, as #rrggbb. Pictures are drawn on a light one, pages on both."""

    light: str
    dark: str


SHADES = {
    "red": Shade("#a61e22", "#d9484c"),
    "amber": Shade("#e69b1c", "#f0ad3d"),
    "yellow": Shade("#f2d64b", "#f5e07a"),
    "green": Shade("#4fa86b", "#74c98e"),
    "blue": Shade("#1f5fa8", "#5a9be0"),
    "purple": Shade("#6c3f91", "#a67cc9"),
    "grey": Shade("#a9b3af", "#78847f"),
    "white": Shade("#e6ebe8", "#cfd8d4"),
    "black": Shade("#2a3330", "#566460"),
}

_USUAL = {
    Status.NOT_STARTED: "grey",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "amber",
    Status.OFF_TRACK: "red",
    Status.COMPLETE: "blue",
    Status.CONFIRMED: "blue",
}
_ANY = ("blue", "amber", "purple", "green", "red", "yellow", "black", "grey")


def colours_of(series: tuple[Series, ...]) -> list[str]:
    """The name of the colour of each: the one it was given, its status' usual one, else one that is free."""
    wanted = [each.colour or (_USUAL[each.status] if each.status else None) for each in series]
    free = [name for name in _ANY if name not in wanted] or list(_ANY)
    found: list[str] = []
    for number, name in enumerate(wanted):
        found.append(name if name in SHADES else free[number % len(free)])
    return found
