"""A number in an Excel cell as its number format shows it: 1.10 where the cell says 1.10, a date as a date."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?,*|\.[#0?]+")
_FRACTION_OR_EXPONENT = re.compile(r"[?#0]\s*/\s*[?#0\d]|[eE][+-]")
_PRIVATE = 0xE000


def shown(number: float, number_format: str, epoch: datetime.datetime) -> str:
    """What the cell shows. A day is ISO ("2026-06-30"), a month alone stays one ("June 2026")."""
    if is_date_format(number_format):
        return _date_shown(number, number_format, epoch)
    if number_format in ("General", "@", "") or _FRACTION_OR_EXPONENT.search(number_format):
        return _general(number)
    section, number = _section(number, number_format)
    return _in_section(number, section)


def _general(number: float) -> str:
    """As Excel shows a number nobody has formatted: whole, or ten digits at most."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.10g}"


def _date_shown(number: float, number_format: str, epoch: datetime.datetime) -> str:
    try:
        moment = from_excel(number, epoch)
    except (OverflowError, ValueError):
        return _general(number)
    letters = set(_LITERAL.sub("", number_format).lower())
    if isinstance(moment, datetime.time):
        return moment.strftime("%H:%M") if letters & {"h", "s"} else _general(number)
    if not isinstance(moment, datetime.datetime):
        return _general(number)
    if "d" not in letters and not letters & {"h", "s"}:
        return _month_shown(moment, letters)
    if letters & {"h", "s"} and (moment.hour or moment.minute):
        return moment.strftime("%Y-%m-%d %H:%M")
    return moment.date().isoformat()


def _month_shown(moment: datetime.datetime, letters: set[str]) -> str:
    # "Jun-26" is kept by Excel as the first of June: the day is not what anybody wrote.
    if "m" not in letters:
        return str(moment.year)
    return moment.strftime("%B %Y") if "y" in letters else moment.strftime("%B")


def _section(number: float, number_format: str) -> tuple[str, float]:
    """The part of "positive;negative;zero" that is for this number, and the number it shows."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if number < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -number
    if number == 0 and len(sections) > 2 and sections[2]:
        return sections[2], number
    return sections[0], number


def _in_section(number: float, section: str) -> str:
    literals: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or "")
        return chr(_PRIVATE + len(literals) - 1)

    plain = _LITERAL.sub(put_by, section)
    digits = _DIGITS.search(plain)
    if digits is None:
        return _with_literals(plain, literals) if literals else _general(number)
    if "%" in plain:
        number *= 100
    body = _in_digits(number, digits[0])
    text = plain[: digits.start()] + body.lstrip("-") + plain[digits.end() :]
    return ("-" if body.startswith("-") else "") + _with_literals(text, literals)


def _with_literals(text: str, literals: list[str]) -> str:
    for at, literal in enumerate(literals):
        text = text.replace(chr(_PRIVATE + at), literal)
    return text.replace("General", "").strip()


def _in_digits(number: float, pattern: str) -> str:
    """`number` in a pattern of digits: "0.00", "#,##0", "000"; trailing commas are thousands."""
    bare = pattern.rstrip(",")
    whole, _, fraction = bare.partition(".")
    scaled = Decimal(repr(number)) / 1000 ** (len(pattern) - len(bare))
    if abs(scaled) > Decimal(10) ** 15:
        return _general(number)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), rounding=ROUND_HALF_UP)
    written = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    before, _, after = written.partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    after = after[: fraction.count("0")] + after[fraction.count("0") :].rstrip("0")
    return ("-" if rounded < 0 else "") + before + (f".{after}" if after else "")
