"""What an Excel cell's style says: its number format and the colour it is filled with, as "RRGGBB"."""

import colorsys
import datetime
from typing import Any

from openpyxl.cell.read_only import ReadOnlyCell
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.reading.formats.excel_formats import shown
from documents.reading.formats.package import parsed

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# Excel numbers the theme's colours with light and dark the other way about than the theme lists them.
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6")
_OFFICE_THEME = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646")
_NAMED_INDEXES = 64


class CellStyles:
    """The styles of one workbook, each looked up once."""

    def __init__(self, workbook: Workbook) -> None:
        # openpyxl looks a style up from a cell, and a cell needs a sheet.
        self._sheet = Worksheet(workbook)
        self._epoch: datetime.datetime = workbook.epoch
        self._theme = _theme_colours(workbook.loaded_theme)
        self._fills: dict[str, str | None] = {}
        self._formats: dict[str, str] = {}
        self._shown: dict[tuple[str, str], str] = {}

    def number(self, value: str, style: str) -> str:
        """The text a cell of that style shows for the number written `value`."""
        key = (value, style)
        if key not in self._shown:
            self._shown[key] = shown(float(value), self._format(style), self._epoch)
        return self._shown[key]

    def fill(self, style: str) -> str | None:
        if style not in self._fills:
            self._fills[style] = self._looked_up_fill(style)
        return self._fills[style]

    def _format(self, style: str) -> str:
        if style not in self._formats:
            self._formats[style] = self._cell(style).number_format
        return self._formats[style]

    def _cell(self, style: str) -> ReadOnlyCell:
        return ReadOnlyCell(self._sheet, 1, 1, None, "n", int(style))

    def _looked_up_fill(self, style: str) -> str | None:
        fill: Any = self._cell(style).fill
        pattern = getattr(fill, "patternType", None)
        if pattern is None:
            stops = getattr(fill, "stop", None) or []
            return self._colour(stops[0].color) if stops else None
        return self._colour(fill.fgColor)

    def _colour(self, colour: Any) -> str | None:
        if colour is None:
            return None
        return _tinted(self._untinted(colour), float(colour.tint or 0.0))

    def _untinted(self, colour: Any) -> str | None:
        if colour.type == "rgb":
            return str(colour.rgb)[-6:].upper()
        if colour.type == "theme":
            return str(self._theme[colour.theme]) if 0 <= colour.theme < len(self._theme) else None
        if colour.type == "indexed" and 0 <= colour.indexed < _NAMED_INDEXES:
            return str(COLOR_INDEX[colour.indexed])[-6:].upper()
        return None


def _tinted(colour: str | None, tint: float) -> str | None:
    """A theme colour made lighter (tint above 0) or darker, as Excel does it."""
    if colour is None or not tint:
        return colour
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    made = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), saturation)
    return "".join(f"{round(part * 255):02X}" for part in made)


def _theme_colours(theme: bytes | None) -> tuple[str, ...]:
    if not theme:
        return _OFFICE_THEME
    scheme = next(parsed(theme).iter(f"{_DRAWING}clrScheme"), None)
    if scheme is None:
        return _OFFICE_THEME
    found = []
    for name, usual in zip(_THEME_ORDER, _OFFICE_THEME, strict=True):
        entry = scheme.find(f"{_DRAWING}{name}")
        colour = entry[0] if entry is not None and len(entry) else None
        found.append(usual if colour is None else str(colour.get("lastClr") or colour.get("val") or usual).upper())
    return tuple(found)
