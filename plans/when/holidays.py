"""Christmas, Easter, bank holidays, and the school's dates that nobody but the council knows."""

import re
from datetime import timedelta

from plans.when.base import Base, Kind, Rule, words_after, words_before
from plans.when.meaning import When, a_day, ask, either
from plans.when.own_days import read_school
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


# Christmas parties and the Good Friday agreement are no dates.
_NOT_A_DAY = re.compile(
    r"\s(?:part(?:y|ies)|cards?|lunch|do\b|dinner|tree|jumper|raffle|appeal|eggs?|bunny|agreement|hampers?|closure)",
    re.IGNORECASE,
)


def _is_no_day(match: re.Match[str]) -> bool:
    return _NOT_A_DAY.match(words_after(match)) is not None


def _fixed_holiday(match: re.Match[str], base: Base) -> When | None:
    if _is_no_day(match):
        return When()
    if _vague_about_a_holiday(match):
        return ask(f'"{match[0]}" could be any of several days here. Which day do you mean?')
    month, day = _FIXED_HOLIDAYS[re.sub(r"\s+", " ", match["name"].lower()).replace("’", "'")]
    return base.day(day, month, match["year"])


def _easter(match: re.Match[str], base: Base) -> When | None:
    if _is_no_day(match):
        return When()
    if _vague_about_a_holiday(match):
        return ask(f'"{match[0]}" could be any of several days here. Which day do you mean?')
    days = timedelta(days=_EASTER_DAYS[re.sub(r"\s+", " ", match["name"].lower())])
    if match["year"]:
        return a_day(easter_sunday(int(match["year"])) + days)
    chosen = base.choose(lambda year: (easter_sunday(year) + days, easter_sunday(year) + days))
    return a_day(chosen[0], year_assumed=True) if chosen else None


def _vague_about_a_holiday(match: re.Match[str]) -> bool:
    """ "After Christmas", "over Easter", "the Easter holidays" name no day; "the day after Christmas" does."""
    after = words_after(match)
    if re.match(r"\s+(?:holidays?|hols|break|period|week|term|shutdown)\b", after, re.IGNORECASE):
        return True
    before = words_before(match)
    if re.search(r"\b(?:over|during|around|about)\s(?:the\s)?$", before, re.IGNORECASE):
        return True
    counted = r"\b(?:days?|weeks?|months?|fortnights?|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\s(?:just\s)?after\s$"
    return bool(re.search(r"\bafter\s$", before, re.I)) and not re.search(counted, before, re.I)


def _new_year(match: re.Match[str], base: Base) -> When | None:
    if re.search(r"\bhappy\s$", words_before(match), re.IGNORECASE):
        return None
    if re.search(r"\b(?:in|early|into|during|after|over)\s(?:in\s)?(?:the\s)?$", words_before(match), re.IGNORECASE):
        return ask("The new year could be any day from 1 January. Which day do you mean?")
    return base.day(1, 1)


# The names people give to bank holidays, and the months they fall in.
_BANK_HOLIDAY_MONTHS = {"may": {5}, "may day": {5}, "early may": {5}, "spring": {5, 6}, "august": {8}, "summer": {8}}


def _bank_holiday(match: re.Match[str], base: Base) -> When | None:
    name = " ".join((match["name"] or "").lower().split())
    days = sorted(bank_holidays(base.on.year) | bank_holidays(base.on.year + 1))
    months = _BANK_HOLIDAY_MONTHS.get(name, set(range(1, 13)))
    # Both May holidays can be "the May bank holiday"; the spring one is the later of them.
    coming = [day for day in days if day > base.on and day.month in months and not (name == "spring" and day.day < 9)]
    if not coming:
        return None
    if name == "may" and len(coming) > 1 and coming[1].year == coming[0].year:
        return either(match[0], coming[0], coming[1])
    return a_day(coming[0], year_assumed=True)


def _some_day_of(match: re.Match[str], _base: Base) -> When | None:
    return ask(f'"{match[0]}" is several days. Which of them do you mean?')


_YEAR = r"(?:\s(?P<year>(?:19|20)\d\d)(?!\d))?"
HOLIDAYS = (
    Rule(Kind.HOLIDAY, compiled(rf"(?P<name>{one_of(_FIXED_HOLIDAYS)})\b{_YEAR}"), _fixed_holiday),
    Rule(Kind.HOLIDAY, compiled(rf"(?P<name>{one_of(_EASTER_DAYS)})\b{_YEAR}"), _easter),
    Rule(Kind.HOLIDAY, compiled(r"(?:the\s)?new\syear\b"), _new_year),
    Rule(
        Kind.HOLIDAY,
        compiled(
            r"(?:the\s|next\s)?(?:(?P<name>may\sday|early\smay|may|spring|august|summer)\s)?bank\sholiday(?:\smonday)?\b"
        ),
        _bank_holiday,
    ),
    Rule(
        Kind.HOLIDAY, compiled(r"(?:the\s)?(?:easter|christmas|xmas|bank\sholiday)\s(?:weekend|week)\b"), _some_day_of
    ),
    Rule(
        Kind.HOLIDAY,
        compiled(
            r"(?:(?:the\s)?(?P<edge>end|start|beginning)\sof\s)?(?:(?:the|(?P<which>this|next))\s)?(?:(?P<season>autumn|spring"
            r"|summer|february|feb|october|oct|may|whitsun|easter|christmas|school)\s)?"
            r"(?P<what>half[\s-]?term|(?:school\s)?term(?:\stime)?|school\s(?:holidays?|year)|academic\syear)\b"
        ),
        read_school,
    ),
)
