"""Lengths of time: "two weeks", "another fortnight", "+3 wks", "10 working days", and counting with them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.when.base import Base, Kind, Rule, add_months, is_alone
from plans.when.meaning import When, a_day, a_span, ask, said
from plans.when.vocabulary import COUNT, UNIT, UNITS, compiled, count_of
from plans.working_days import ENGLAND, WorkingDays


class Unit(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


@dataclass(frozen=True)
class Length:
    """So many days, working days, weeks, months or years; never negative."""

    count: int
    unit: Unit


@dataclass(frozen=True)
class FoundLength:
    """A length inside a longer text: `text[start:end]`."""

    start: int
    end: int
    length: Length


WORKING = r"(?P<working>(?:working|business|work)[\s-]{1,2}|w/)?"
LENGTH = (
    rf"(?P<count>{COUNT})[\s-]{{0,2}}(?:(?:more|further|extra|additional|full|whole|clear)\s)?{WORKING}(?P<unit>{UNIT})"
)
_NOT_A_DELAY_BEFORE = re.compile(
    r"(?:\b(?:in|within|last|past|previous|next|first|aged?|per|each|every|once|twice|times|for the)\s+(?:the\s+)?"
    r"|[/x£]\s?)$",
    re.IGNORECASE,
)
_NOT_A_DELAY_AFTER = re.compile(
    r"'?\s+(?:ago|olds?|time|from|before|after|today|tomorrow|on(?!\s+(?:this|it|that|these|those|top|[a-z]?\d))"
    r"|of age|earlier)\b|-old",
    re.IGNORECASE,
)
_MORE_BEFORE = re.compile(rf"\b{UNIT},?\s(?:and\s)?$", re.IGNORECASE)
_ANY_LENGTH = compiled(
    rf"\+?(?:(?:a|another|the)\s(?:further|extra|additional)\s)?{LENGTH}\b|(?P<fortnight>fortnight)\b"
)


def _read(match: re.Match[str]) -> Length:
    return length_of(match["count"], match["unit"], bool(match["working"]))


def length_of(count: str, unit: str, working: bool = False) -> Length:
    """The length that a count and a unit stand for: ("two", "fortnights") is four weeks; hours are whole days."""
    number, plain = count_of(count), UNITS[unit.lower()]
    if plain == "fortnights":
        return Length(2 * number, Unit.WEEKS)
    if plain == "hours":
        return Length(number // 24, Unit.DAYS)
    if plain == "days" and working:
        return Length(number, Unit.WORKING_DAYS)
    return Length(number, Unit(plain))


def find_lengths(text: str) -> list[FoundLength]:
    """Every length in running text that could be a delay; "in 6 weeks", "2 weeks ago", "aged 5 years" are not."""
    text = text[:20_000]
    return [
        FoundLength(match.start(), match.end(), _read(match) if match["unit"] else Length(2, Unit.WEEKS))
        for match in _ANY_LENGTH.finditer(text)
        if not _NOT_A_DELAY_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        and not _NOT_A_DELAY_AFTER.match(text[match.end() : match.end() + 12])
    ]


def add_length(day: date, length: Length, calendar: WorkingDays = ENGLAND) -> date:
    """The day so long after `day`. OverflowError where that is outside the calendar's years."""
    return _counted(day, length, 1, calendar)


def subtract_length(day: date, length: Length, calendar: WorkingDays = ENGLAND) -> date:
    """The day so long before `day`. OverflowError where that is outside the calendar's years."""
    return _counted(day, length, -1, calendar)


def _counted(day: date, length: Length, sign: int, calendar: WorkingDays) -> date:
    match length.unit:
        case Unit.WORKING_DAYS:
            return calendar.add(day, sign * length.count)
        case Unit.MONTHS:
            return add_months(day, sign * length.count)
        case Unit.YEARS:
            return add_months(day, sign * 12 * length.count)
        case Unit.WEEKS:
            return day + timedelta(weeks=sign * length.count)
        case Unit.DAYS:
            return day + timedelta(days=sign * length.count)


def _from_today(match: re.Match[str], base: Base) -> When | None:
    # Of "a year and two months from now" the two months are not the answer.
    if _MORE_BEFORE.search(match.string[max(0, match.start() - 16) : match.start()]):
        return None
    return a_day(add_length(base.on, _read(match), base.calendar))


def _next_so_long(match: re.Match[str], base: Base) -> When | None:
    return a_span(base.on, add_length(base.on, _read(match), base.calendar))


def _last_so_long(match: re.Match[str], base: Base) -> When | None:
    return a_span(subtract_length(base.on, _read(match), base.calendar), base.on)


def _ago(match: re.Match[str], base: Base) -> When | None:
    return a_day(subtract_length(base.on, _read(match), base.calendar))


def _between_two(match: re.Match[str], base: Base) -> When | None:
    shorter = add_length(base.on, length_of(match["least"], match["unit"], bool(match["working"])), base.calendar)
    longer = add_length(base.on, _read(match), base.calendar)
    if longer <= shorter:
        return None
    return ask(f'"{match[0]}" could be any day from {said(shorter)} to {said(longer)}. Which do you mean?')


def _within_one(match: re.Match[str], base: Base) -> When | None:
    return a_day(add_length(base.on, length_of("a", match["unit"]), base.calendar))


def _over_one(match: re.Match[str], base: Base) -> When | None:
    return a_span(base.on, add_length(base.on, length_of("a", match["unit"] or "fortnight"), base.calendar))


def _bare(match: re.Match[str], base: Base) -> When | None:
    return _from_today(match, base) if base.whole and is_alone(match) else None


COUNTED = (
    Rule(
        Kind.COUNTED,
        compiled(rf"(?:with)?in\s(?:about\s|around\s|another\s)?{LENGTH}\b(?:['’]?s?['’]?\s+time\b)?"),
        _from_today,
    ),
    Rule(
        Kind.COUNTED,
        compiled(rf"within\s(?:the\s)?(?:next|coming)\s{LENGTH}\b"),
        _from_today,
    ),
    Rule(
        Kind.COUNTED,
        compiled(rf"{LENGTH}\b['’]?\s(?:from\s(?:now|today)|(?:'s\s)?time|hence|away|today)\b"),
        _from_today,
    ),
    Rule(
        Kind.COUNTED,
        compiled(rf"(?:(?:in|over|during|for)\s)?(?:the\s)?(?:next|coming)\s{LENGTH}\b"),
        _next_so_long,
    ),
    Rule(
        Kind.COUNTED,
        compiled(rf"(?:(?:in|over|during|for)\s)?(?:the\s)?(?:last|past|previous)\s{LENGTH}\b"),
        _last_so_long,
    ),
    Rule(
        Kind.COUNTED,
        compiled(r"(?:in|over|during)\s(?:the\s)?past\s(?P<unit>week|fortnight|month|year)\b"),
        lambda match, base: a_span(subtract_length(base.on, length_of("a", match["unit"]), base.calendar), base.on),
    ),
    Rule(Kind.COUNTED, compiled(rf"{LENGTH}\b\s(?:ago|back|earlier)\b"), _ago),
    Rule(
        Kind.COUNTED,
        compiled(
            rf"(?:with)?in\s(?P<least>\d\d?|two|three|four|five|six)\s?(?:-|to|or)\s?{LENGTH}\b(?:['’]?\s?time\b)?"
        ),
        _between_two,
    ),
    Rule(
        Kind.COUNTED,
        compiled(r"within\s(?:the\s)?(?:next\s|coming\s)?(?P<unit>fortnight|week|month|year)\b"),
        _within_one,
    ),
    Rule(Kind.COUNTED, compiled(r"(?P<unit>fortnight|week|month|year)\sfrom\s(?:now|today)\b"), _within_one),
    Rule(
        Kind.COUNTED,
        compiled(
            r"(?:in|over)\s(?:the\s)?(?:next|coming)\s(?P<unit>week|month|fortnight|year)\b|next\s(?P<unit2>fortnight)\b"
        ),
        _over_one,
    ),
    Rule(Kind.COUNTED, compiled(rf"\+?\s?{LENGTH}\b"), _bare),
)
