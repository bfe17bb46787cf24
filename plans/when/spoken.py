"""Days as people say them: tomorrow, Friday, Friday week, next Tuesday, the 30th."""

import re
from datetime import date, timedelta

from plans.when.base import (
    ONE_DAY,
    ONE_WEEK,
    Base,
    Kind,
    Rule,
    Years,
    add_months,
    day_or_none,
    is_alone,
    monday_of,
    weekday_after,
    weekday_before,
    words_after,
    words_before,
)
from plans.when.meaning import When, a_day, ask, either, said
from plans.when.vocabulary import TOMORROW, WEEKDAY, compiled, weekday_number

_PREPOSITION = re.compile(
    r"(?:\b(?:by|on|until|till?|before|after|from|due|to|for|since|this|next|last|and|or|of|between|every|w/e)\s+"
    r"(?:the\s+)?|[-/,(]\s?)$",
    re.IGNORECASE,
)
_HABIT_BEFORE = re.compile(r"\b(?:every|each|alternate|most)\s+(?:other\s+|second\s+)?$", re.IGNORECASE)
# Days of the church and of the shops, which are not the coming Sunday or Friday.
_NAMED_DAY_BEFORE = re.compile(
    r"\b(?:remembrance|mothering|palm|ash|shrove|pancake|maundy|black|cyber|advent|whit)\s$", re.IGNORECASE
)
_SHORT_FOR_A_VERB = frozenset({"sat", "sun", "wed", "mon"})
_GOES_ON_AFTER_A_DAY = re.compile(
    r"\s*(?:$|[.,;:!?)\n-]|(?:at|to|and|or|but|pls|plz|please|if|when|now|as|so|we|i|is|it|its|it's|for|latest|because"
    r"|though|with|till?|until|thanks|thx|ta|of the month|instead|then|after|before|ok|at the|this|next|due|works"
    r"|should|will|would|not|rather|onwards|max|\d\d?(?::\d\d)?\s?[ap]m)\b)",
    re.IGNORECASE,
)
_DAY_WORD_BEFORE = re.compile(
    r"(?:\b(?:the|by|on|until|till?|before|after|from|due|to|for|since|between|and|back|w/?c|w/?e|w/?b"
    r"|commencing|ending)\s+|^\s*|-\s?)$",
    re.IGNORECASE,
)


def _today(_match: re.Match[str], base: Base) -> When | None:
    return a_day(base.on)


def _tomorrow(_match: re.Match[str], base: Base) -> When | None:
    return a_day(base.on + ONE_DAY)


def _tom(match: re.Match[str], base: Base) -> When | None:
    """ "tom" is tomorrow only in lower case and after "by" and the like: Tom is a colleague."""
    return a_day(base.on + ONE_DAY) if match["tom"].islower() else None


def _yesterday(_match: re.Match[str], base: Base) -> When | None:
    return a_day(base.on - ONE_DAY)


def _plain_weekday(base: Base, weekday: int) -> date:
    if base.years is Years.LAST:
        return weekday_before(base.on, weekday)
    return weekday_after(base.on, weekday)


def _next_weekday(base: Base, weekday: int, words: str) -> When:
    """ "Next Friday" is two Fridays as long as this week's is still to come."""
    coming = weekday_after(base.on, weekday)
    if monday_of(coming) != monday_of(base.on):
        return a_day(coming)
    return either(words, coming, coming + ONE_WEEK)


def _this_weekday(base: Base, weekday: int) -> date:
    return base.on if base.on.weekday() == weekday else weekday_after(base.on, weekday)


_WEEKS_AWAY = {"this": 0, "next": 1, "last": -1}


def _weekday(match: re.Match[str], base: Base) -> When | None:
    word, which, then = match["weekday"], (match["which"] or "").lower(), (match["then"] or "").lower()
    if _is_a_habit_or_a_verb(match):
        return None
    if _NAMED_DAY_BEFORE.search(words_before(match)):
        return When()
    weekday = weekday_number(word)
    week = next((name for name in _WEEKS_AWAY if f"{name} week" in f"{match['week'] or ''} {then}".lower()), None)
    if week:
        return a_day(monday_of(base.on) + _WEEKS_AWAY[week] * ONE_WEEK + timedelta(days=weekday))
    if which.endswith("last") or "gone" in then or then == "last":
        return a_day(weekday_before(base.on, weekday))
    if then in {"week", "fortnight"}:
        return a_day(weekday_after(base.on, weekday) + (1 if then == "week" else 2) * ONE_WEEK)
    if then == "after next":
        return a_day(weekday_after(base.on, weekday) + ONE_WEEK)
    if "next" in {which, then}:
        return _next_weekday(base, weekday, match[0])
    if which == "this":
        return a_day(_this_weekday(base, weekday))
    return a_day(_plain_weekday(base, weekday))


def _is_a_habit_or_a_verb(match: re.Match[str]) -> bool:
    if _HABIT_BEFORE.search(words_before(match)):
        return True
    told = match["then"] or match["week"] or (match["which"] or "the").lower() != "the"
    bare = match["weekday"].lower() in _SHORT_FOR_A_VERB and not told
    return bare and not is_alone(match) and not _PREPOSITION.search(words_before(match))


def _day_of_month(match: re.Match[str], base: Base) -> When | None:
    """ "The 30th" is the next 30th; "3rd party" and "2nd draft" are none."""
    day = int(match["day"])
    if not 1 <= day <= 31 or not _GOES_ON_AFTER_A_DAY.match(words_after(match)):
        return None
    if not match["the"] and not is_alone(match) and not _DAY_WORD_BEFORE.search(words_before(match)):
        return None
    found = _next_day_numbered(base, day)
    return a_day(found, year_assumed=True) if found else None


def _next_day_numbered(base: Base, day: int) -> date | None:
    step = -1 if base.years is Years.LAST else 1
    for months in range(13):
        month = add_months(base.on.replace(day=1), step * months)
        found = day_or_none(month.year, month.month, day)
        if found and (found >= base.on if step == 1 else found <= base.on):
            return found
    return None


def _weekday_and_day(match: re.Match[str], base: Base) -> When | None:
    """ "Friday 20th": the first 20th in the next three months that is a Friday."""
    day, weekday = int(match["day"]), weekday_number(match["weekday"])
    found = _next_day_numbered(base, day) if 1 <= day <= 31 else None
    if found is None:
        return None
    for months in range(3):
        month = add_months(found.replace(day=1), months)
        fits = day_or_none(month.year, month.month, day)
        if fits and fits.weekday() == weekday:
            return a_day(fits, year_assumed=True)
    return ask(f'"{match[0]}" does not go together: the next is {said(found)}. Which day do you mean?')


_BY_THE_END_OF = re.compile(r"\b(?:by|before|until|till?|at)\s(?:the\s)?$", re.IGNORECASE)


def _end_of_today(match: re.Match[str], base: Base) -> When | None:
    """ "By close of play"; not "at the end of the day it works", nor the CoP that meets."""
    if is_alone(match):
        return a_day(base.on)
    before = words_before(match) + ("by " if match[0].lower().startswith("by") else "")
    idiom = match[0].lower().endswith("day") and re.search(r"\bat\s(?:the\s)?$", before, re.IGNORECASE)
    return a_day(base.on) if _BY_THE_END_OF.search(before) and not idiom else None


SPOKEN = (
    Rule(Kind.NEAR, compiled(r"(?:today|tonight|tonite|2day|this\s(?:morning|afternoon|evening))\b"), _today),
    Rule(Kind.NEAR, compiled(rf"{TOMORROW}\b"), _tomorrow),
    Rule(
        Kind.NEAR,
        compiled(r"(?:by|until|till?|eod|cop|cob|eop|first thing|before)\s(?P<tom>tom)\b|(?P<tom2>tom)\s(?:am|pm)\b"),
        lambda match, base: _tom(match, base) if match["tom"] else _tomorrow(match, base),
    ),
    Rule(
        Kind.NEAR,
        compiled(r"(?:the\s)?next\s(?:working|business)\sday\b"),
        lambda _match, base: a_day(base.calendar.add(base.on, 1)),
    ),
    Rule(Kind.NEAR, compiled(r"yesterday\b"), _yesterday),
    Rule(
        Kind.NEAR,
        compiled(rf"(?:the\s)?day\safter\s{TOMORROW}\b"),
        lambda _match, base: a_day(base.on + 2 * ONE_DAY),
    ),
    Rule(
        Kind.NEAR,
        compiled(r"(?:the\s)?day\sbefore\syesterday\b"),
        lambda _match, base: a_day(base.on - 2 * ONE_DAY),
    ),
    Rule(
        Kind.WEEKDAY,
        compiled(
            rf"(?:(?P<which>this\scoming|this\slast|this|next|last|coming|the)\s)?(?:(?P<week>(?:this|next|last)\sweek)'?s?,?\s(?:on\s)?)?"
            rf"(?P<weekday>{WEEKDAY})\b"
            r"(?:,?\s(?P<then>week|fortnight|(?:of\s)?(?:this|next|last)\sweek|after\snext|just\sgone|gone|next(?!\s\w)|last(?!\s\w))\b)?"
        ),
        _weekday,
    ),
    Rule(
        Kind.WRITTEN,
        compiled(rf"(?P<weekday>{WEEKDAY})\b,?\s(?:the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b"),
        _weekday_and_day,
    ),
)
HOURS = (
    Rule(
        Kind.HOUR,
        compiled(
            r"(?:by\s(?:the\s)?)?(?P<hour>(?:the\s)?(?:close|end)\sof\s(?:play|business|(?:the\s)?day)|c\.?o\.?[pb]\b\.?|e\.?o\.?[pd]\b\.?)"
        ),
        _end_of_today,
    ),
)
DAY_NUMBERS = (Rule(Kind.WRITTEN, compiled(r"(?P<the>the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b"), _day_of_month),)
