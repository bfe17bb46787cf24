"""Colours as files write them, as "RRGGBB"."""

import re
from collections.abc import Sequence

_NAMED = {
    "black": "000000",
    "silver": "C0C0C0",
    "gray": "808080",
    "grey": "808080",
    "white": "FFFFFF",
    "maroon": "800000",
    "red": "FF0000",
    "purple": "800080",
    "fuchsia": "FF00FF",
    "green": "008000",
    "lime": "00FF00",
    "limegreen": "32CD32",
    "lightgreen": "90EE90",
    "darkgreen": "006400",
    "olive": "808000",
    "yellow": "FFFF00",
    "gold": "FFD700",
    "navy": "000080",
    "blue": "0000FF",
    "lightblue": "ADD8E6",
    "teal": "008080",
    "aqua": "00FFFF",
    "orange": "FFA500",
    "darkorange": "FF8C00",
    "amber": "FFBF00",
    "crimson": "DC143C",
    "darkred": "8B0000",
    "tomato": "FF6347",
    "pink": "FFC0CB",
    "lightgrey": "D3D3D3",
    "lightgray": "D3D3D3",
}
_HEX = re.compile(r"#?([0-9a-fA-F]{6})(?:[0-9a-fA-F]{2})?\b")
_SHORT_HEX = re.compile(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]+%?))?\s*\)")


def css_colour(text: str) -> str | None:
    """A colour of a style sheet or a bgcolor: "#F00", "#ff0000", "rgb(255, 0, 0)", "red"."""
    text = text.strip().lower()
    if match := _HEX.match(text):
        return match[1].upper()
    if match := _SHORT_HEX.match(text):
        return "".join(digit * 2 for digit in match.groups()).upper()
    if match := _RGB.match(text):
        if match[4] in ("0", "0%", "0.0"):
            return None
        return "".join(f"{min(int(part), 255):02X}" for part in match.groups()[:3])
    return _NAMED.get(text.split(" ", 1)[0].removesuffix("!important"))


def from_parts(parts: Sequence[float]) -> str | None:
    """Grey, red-green-blue, or cyan-magenta-yellow-black parts from 0 to 1, as PDF gives them."""
    if len(parts) == 1:
        red = green = blue = parts[0]
    elif len(parts) == 3:
        red, green, blue = parts
    elif len(parts) == 4:
        red, green, blue = ((1 - part) * (1 - parts[3]) for part in parts[:3])
    else:
        return None
    return "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02X}" for part in (red, green, blue))
