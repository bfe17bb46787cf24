"""Christmas, Easter, bank holidays, and the school's dates that nobody but the council knows."""

import re
from datetime import timedelta

from plans.when.base import Base, Kind, Rule
from plans.when.meaning import When, a_day, ask
from plans.when.vocabulary import compiled, one_of
from plans.working_days import bank_holidays, easter_sunday

_FIXED_HOLIDAYS = {
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "crimbo": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new years eve": (12, 31),
    "new year's day": (1, 1),
    "new years day": (1, 1),
}
_EASTER_DAYS = {"good friday": -2, "easter sunday": 0, "easter monday": 1, "easter": 0}


def _before(match: re.Match[str], size: int = 48) -> str:
    return match.string[max(0, match.start() - size) : match.start()]


def _fixed_holiday(match: re.Match[str], base: Base) -> When | None:
    if _vague_about_a_holiday(match):
        return ask(f"{match[0]} is a time rather than a day here. Which day do you mean?")
    month, day = _FIXED_HOLIDAYS[re.sub(r"\s+", " ", match["name"].lower()).replace("’", "'")]
    return base.day(day, month, match["year"])


def _easter(match: re.Match[str], base: Base) -> When | None:
    if _vague_about_a_holiday(match):
        return ask(f"{match[0]} is a time rather than a day here. Which day do you mean?")
    days = timedelta(days=_EASTER_DAYS[re.sub(r"\s+", " ", match["name"].lower())])
    if match["year"]:
        return a_day(easter_sunday(int(match["year"])) + days)
    chosen = base.choose(lambda year: (easter_sunday(year) + days, easter_sunday(year) + days))
    return a_day(chosen[0], year_assumed=True) if chosen else None


def _vague_about_a_holiday(match: re.Match[str]) -> bool:
    """ "After Christmas", "over Easter", "the Easter holidays" name no day; "the day after Christmas" does."""
    after = match.string[match.end() : match.end() + 12]
    if re.match(r"\s+(?:holidays?|hols|break|period|week|term|shutdown)\b", after, re.IGNORECASE):
        return True
    before = _before(match)
    if re.search(r"\b(?:over|during|around|about)\s(?:the\s)?$", before, re.IGNORECASE):
        return True
    counted = r"\b(?:days?|weeks?|months?|fortnights?|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\s(?:just\s)?after\s$"
    return bool(re.search(r"\bafter\s$", before, re.I)) and not re.search(counted, before, re.I)


def _new_year(match: re.Match[str], base: Base) -> When | None:
    if re.search(r"\b(?:in|early|into|during|after|over)\s(?:in\s)?(?:the\s)?$", _before(match), re.IGNORECASE):
        return ask("The new year could be any day from 1 January. Which day do you mean?")
    return base.day(1, 1)


def _bank_holiday(match: re.Match[str], base: Base) -> When | None:
    days = sorted(bank_holidays(base.on.year) | bank_holidays(base.on.year + 1))
    month = {"may day": 5, "early may": 5, "august": 8, "summer": 8}.get((match["name"] or "").lower())
    coming = [day for day in days if day > base.on and (month is None or day.month == month)]
    if (match["name"] or "").lower() == "spring":
        coming = [day for day in days if day > base.on and day.month in {5, 6} and day.day > 8]
    return a_day(coming[0], year_assumed=True) if coming else None


def _school(match: re.Match[str], _base: Base) -> When | None:
    return ask(f"School dates differ from council to council. Which day does {match[0]} stand for?")


_YEAR = r"(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
HOLIDAYS = (
    Rule(Kind.HOLIDAY, compiled(rf"(?P<name>{one_of(_FIXED_HOLIDAYS)})\b{_YEAR}"), _fixed_holiday),
    Rule(Kind.HOLIDAY, compiled(rf"(?P<name>{one_of(_EASTER_DAYS)})\b{_YEAR}"), _easter),
    Rule(Kind.HOLIDAY, compiled(r"(?:the\s)?new\syear\b"), _new_year),
    Rule(
        Kind.HOLIDAY,
        compiled(
            r"(?:the\s|next\s)?(?:(?P<name>may\sday|early\smay|spring|august|summer)\s)?bank\sholiday(?:\smonday)?\b"
        ),
        _bank_holiday,
    ),
    Rule(
        Kind.HOLIDAY,
        compiled(
            r"(?:(?:the|this|next)\s)?(?:(?:autumn|spring|summer|february|feb|october|oct|may|whitsun|easter|christmas|school)\s)?"
            r"(?:half[\s-]?term|(?:school\s)?term(?:\stime)?|school\s(?:holidays?|year)|academic\syear)\b"
        ),
        _school,
    ),
)
