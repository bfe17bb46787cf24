"""Words before a date that move it: "end of", "mid", "w/c", "a week on", "two weeks before", "first Monday in"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from plans.when.base import (
    FRIDAY,
    ONE_DAY,
    ONE_WEEK,
    Base,
    Kind,
    Phrase,
    add_months,
    day_or_none,
    monday_of,
    week_of,
    weekday_after,
    weekday_before,
)
from plans.when.lengths import Length, Unit, add_length, length_of, subtract_length
from plans.when.meaning import When, a_day, a_span, ask
from plans.when.vocabulary import COUNT, ORDINALS, UNIT, WEEKDAY, WEEKDAYS, weekday_number

_DAYS = frozenset({Kind.WRITTEN, Kind.NEAR, Kind.WEEKDAY, Kind.HOLIDAY, Kind.COUNTED, Kind.OTHER})
_PERIODS = frozenset({Kind.WEEK, Kind.MONTH, Kind.SPAN, Kind.YEAR})


def _ending(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})$", re.IGNORECASE)


_PART = _ending(
    r"(?P<part>mid[\s-]*(?:to|/|-)[\s-]*late|early[\s-]*(?:to|/|-)[\s-]*mid|back end|tail end|latter part|later part"
    r"|first half|second half|latter half|first part|end|(?:close|start|beginning|remainder"
    r"|rest)(?=\sof)|early(?:\sin)?|mid|middle|late(?:\sin)?|later(?:\sin)?)(?:\sof)?[\s-]{0,2}(?:the\s)?"
)
_NTH = _ending(
    rf"(?:the\s)?(?P<nth>first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|last|final)\s"
    rf"(?P<what>{WEEKDAY}|working\sday|day|(?:full\s)?week|weekend)\s(?:of|in)\s(?:the\s)?"
)
_DAY_OF = _ending(r"(?:the\s)?(?P<day>[0-3]?\d)(?:st|nd|rd|th)\s(?:of\s)?(?:the\s)?")
_WEEK_OF = _ending(
    r"(?:(?:the\s)?(?:w/?[cb]\.?|wk\.?\s(?:comm?encing|c|beginning)|week\s(?:comm?enc(?:ing|es)|beginning|starting))"
    r"(?:\son)?:?\s{0,2}(?:the\s)?)"
)
_WEEK_AROUND = _ending(r"(?:the\s)?week\sof\s(?:the\s)?")
_WEEK_ENDING = _ending(r"(?:(?:the\s)?(?:w/?e\.?|wk\.?\sending|week\s(?:ending|ends)):?\s{0,2}(?:the\s)?)")
_HOUR = _ending(
    r"(?:by\s)?(?:c\.?o\.?p\.?|c\.?o\.?b\.?|e\.?o\.?p\.?|e\.?o\.?d\.?|(?:the\s)?(?:close|end)(?:\sof)?\s(?:of\s)?(?:play|business|the\sday|day)"
    r"|first\sthing|last\sthing|lunch\s?time|noon|midday|midnight|(?:the\s)?(?:morning|afternoon|evening|end)\sof"
    r"|\d{1,2}(?:[:.]\d\d)?\s?[ap]m)(?:\s(?:on|of|this|,))?,?\s(?:the\s)?"
)
_COUNTED_FROM = _ending(
    rf"(?P<count>{COUNT})[\s-](?P<working>(?:working|business|work)[\s-])?(?P<unit>{UNIT})\s"
    r"(?P<way>before|prior\sto|ahead\sof|after|following|from|on\sfrom)\s(?:the\s)?"
)
_WEEKS_ON = _ending(r"(?:(?P<count>a|one|two|three|four|six|\d)\s)?(?P<unit>weeks?|fortnight)(?:\son|\sfrom)?\s")
_NEIGHBOUR = _ending(
    rf"(?:the\s)?(?P<what>{WEEKDAY}|(?:(?:last|first|next)\s)?working\sday|day|week|weekend)\s"
    r"(?:immediately\s|straight\s|just\s)?(?P<way>before|after|following)\s(?:the\s)?"
)
_NTHS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1, "final": -1}


def moved(phrase: Phrase, text: str, base: Base) -> Phrase:
    """The phrase with the words before it taken in, as often as there are such words."""
    for _ in range(3):
        wider = _moved_once(phrase, text[max(0, phrase.start - 48) : phrase.start], base)
        if wider is None:
            return phrase
        phrase = wider
    return phrase


def _moved_once(phrase: Phrase, before: str, base: Base) -> Phrase | None:
    for pattern, read in _MOVES:
        match = pattern.search(before)
        if match is None:
            continue
        when = read(match, phrase, base)
        if when is not None:
            kind = phrase.kind if read is _at_an_hour else Kind.OTHER
            return phrase.widened(phrase.start - len(match[0]), when, kind)
    return None


def _at_an_hour(_match: re.Match[str], phrase: Phrase, _base: Base) -> When | None:
    return phrase.when if phrase.kind in _DAYS and not phrase.part_only else None


def _part(match: re.Match[str], phrase: Phrase, base: Base) -> When | None:
    part = re.sub(r"[\s/-]+", " ", match["part"].lower()).removesuffix(" in")
    if phrase.kind not in _PERIODS:
        return None
    if phrase.kind is Kind.YEAR:
        return _part_of_a_year(part, phrase)
    if phrase.when.first is None or phrase.when.last is None:
        return None
    first, last, assumed = phrase.when.first, phrase.when.last, phrase.when.year_assumed
    if part in {"start", "beginning"} and phrase.part_only and first < base.on:
        return _start_of_the_coming_one(phrase, last, base)
    if phrase.kind is Kind.WEEK:
        return _part_of_a_week(part, first, base)
    if part in {"end", "close"}:
        return a_day(last, assumed)
    if part in {"start", "beginning"}:
        return a_day(first, assumed)
    if part in {"later", "rest", "remainder"}:
        return a_span(max(first, base.on), last, year_assumed=assumed)
    if phrase.kind is Kind.MONTH:
        return _part_of_a_month(part, first, last, assumed)
    return _part_of_a_period(part, first, last, assumed)


def _start_of_the_coming_one(phrase: Phrase, last: date, base: Base) -> When | None:
    """ "The start of the month", said on the 18th, is next month's."""
    coming = phrase.again(base.counted_from(last + ONE_DAY))
    return a_day(coming.first) if coming and coming.first else None


def _part_of_a_week(part: str, monday: date, base: Base) -> When:
    friday, sunday = monday + timedelta(days=FRIDAY), monday + timedelta(days=6)
    if part in {"end", "close"}:
        return a_day(friday)
    if part in {"start", "beginning"}:
        return a_day(monday)
    if part in {"mid", "middle"}:
        return a_day(monday + timedelta(days=2))
    if part in {"early", "first half", "first part", "early to mid", "early mid"}:
        return a_span(monday, monday + ONE_DAY)
    if part in {"later", "rest", "remainder"}:
        return a_span(max(monday, base.on), sunday, due=friday)
    return a_span(monday + timedelta(days=3), friday)


def _part_of_a_month(part: str, first: date, last: date, assumed: bool) -> When:
    days = {
        "early": (1, 10, 10),
        "first part": (1, 10, 10),
        "mid": (11, 20, 15),
        "middle": (11, 20, 15),
        "first half": (1, 15, 15),
        "second half": (16, last.day, last.day),
        "latter half": (16, last.day, last.day),
        "early to mid": (1, 20, 20),
        "early mid": (1, 20, 20),
        "mid to late": (11, last.day, last.day),
        "mid late": (11, last.day, last.day),
    }
    start, end, due = days.get(part, (21, last.day, last.day))
    return a_span(first.replace(day=start), first.replace(day=end), first.replace(day=due), assumed)


def _part_of_a_period(part: str, first: date, last: date, assumed: bool) -> When:
    """A part of a quarter, a season or a year, in whole months."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    third = max(1, months // 4)
    if "half" in part:
        middle = add_months(first, months // 2)
        return a_span(first, middle - ONE_DAY, year_assumed=assumed) if part == "first half" else a_span(middle, last)
    if part.startswith("early") or part == "first part":
        return a_span(first, add_months(first, third) - ONE_DAY, year_assumed=assumed)
    if part in {"mid", "middle"}:
        start = add_months(first, (months - 1) // 2)
        end = add_months(first, months // 2 + 1) - ONE_DAY
        due = start.replace(day=15) if months % 2 else add_months(start, 1) - ONE_DAY
        return a_span(start, end, due, assumed)
    return a_span(add_months(first, months - third), last, year_assumed=assumed)


def _part_of_a_year(part: str, phrase: Phrase) -> When | None:
    """Still as doubtful as the year itself; but a "mid-year review" is no date."""
    return None if phrase.part_only and part in {"mid", "middle"} else phrase.when


def _nth(match: re.Match[str], phrase: Phrase, base: Base) -> When | None:
    if phrase.kind is not Kind.MONTH and phrase.kind is not Kind.SPAN:
        return None
    when = _nth_in(match, phrase.when, base)
    # "The first Monday of the month", said on the 18th, is next month's.
    if when is not None and when.last and when.last < base.on and (phrase.part_only or phrase.when.year_assumed):
        ahead = phrase.again(base.counted_from(add_months(base.on.replace(day=1), 1)))
        return _nth_in(match, ahead, base) if ahead else None
    return when


def _nth_in(match: re.Match[str], when: When, base: Base) -> When | None:
    if when.first is None or when.last is None:
        return None
    word, what, assumed = match["nth"].lower(), match["what"].lower(), when.year_assumed
    nth = _NTHS.get(word) or ORDINALS[word]
    if what.endswith("week"):
        days = timedelta(days=7 * (nth - 1))
        if nth < 0:
            return a_span(when.last - timedelta(days=6), when.last, year_assumed=assumed)
        return a_span(when.first + days, when.first + days + timedelta(days=6), year_assumed=assumed)
    if what == "working day":
        edge = when.first - ONE_DAY if nth > 0 else when.last + ONE_DAY
        return a_day(base.calendar.add(edge, nth), assumed)
    if what == "day":
        return a_day(when.first + timedelta(days=nth - 1) if nth > 0 else when.last, assumed)
    weekday = 5 if what == "weekend" else weekday_number(what)
    if nth < 0:
        found = weekday_before(when.last + ONE_DAY, weekday)
    else:
        found = weekday_after(when.first - ONE_DAY, weekday) + (nth - 1) * ONE_WEEK
    if what == "weekend":
        return a_span(found, found + ONE_DAY, year_assumed=assumed)
    return a_day(found, assumed) if found <= when.last else ask(f"That month has no {word} {match['what']}.")


def _day_of(match: re.Match[str], phrase: Phrase, base: Base) -> When | None:
    """ "The 15th of next month"; of "the month" it is the next such day to come."""
    first = phrase.when.first
    if phrase.kind is not Kind.MONTH or first is None:
        return None
    found = day_or_none(first.year, first.month, int(match["day"]))
    if found and found < base.on and phrase.part_only:
        following = add_months(first, 1)
        found = day_or_none(following.year, following.month, int(match["day"]))
    return a_day(found) if found else ask(f"That month has no day {match['day']}. Which day do you mean?")


def _week_commencing(_match: re.Match[str], phrase: Phrase, _base: Base) -> When | None:
    if phrase.when.first is None or phrase.kind not in _DAYS:
        return None
    return a_day(monday_of(phrase.when.first), phrase.when.year_assumed)


def _week_around(_match: re.Match[str], phrase: Phrase, _base: Base) -> When | None:
    if phrase.when.first is None or phrase.kind not in _DAYS:
        return None
    return week_of(phrase.when.first)


def _week_ending(_match: re.Match[str], phrase: Phrase, _base: Base) -> When | None:
    return phrase.when if phrase.kind in _DAYS and phrase.when else None


def _counted_from(match: re.Match[str], phrase: Phrase, base: Base) -> When | None:
    length = length_of(match["count"], match["unit"], bool(match["working"]))
    way = match["way"].lower()
    if phrase.when.first is None or phrase.when.last is None or phrase.part_only:
        return None
    assumed = phrase.when.year_assumed
    if way in {"before", "prior to", "ahead of"}:
        return a_day(subtract_length(phrase.when.first, length, base.calendar), assumed)
    return a_day(add_length(phrase.when.last, length, base.calendar), assumed)


def _weeks_on(match: re.Match[str], phrase: Phrase, _base: Base) -> When | None:
    """ "A week on Tuesday", "week tomorrow", "three weeks on Monday"."""
    if phrase.kind not in {Kind.NEAR, Kind.WEEKDAY} or phrase.when.first is None:
        return None
    length = length_of(match["count"] or "a", match["unit"])
    return a_day(add_length(phrase.when.first, Length(length.count, Unit.WEEKS)))


def _neighbour(match: re.Match[str], phrase: Phrase, base: Base) -> When | None:
    """ "The Friday before Christmas", "the day after Easter", "the week before 14 March"."""
    first, last, what = phrase.when.first, phrase.when.last, match["what"].lower()
    if first is None or last is None or phrase.part_only:
        return None
    ahead = match["way"].lower() == "before"
    if what == "week":
        return week_of(first - ONE_WEEK if ahead else last + ONE_WEEK)
    if what == "day":
        return a_day(first - ONE_DAY if ahead else last + ONE_DAY)
    if what.endswith("working day"):
        return a_day(base.calendar.add(first, -1) if ahead else base.calendar.add(last, 1))
    weekday = 5 if what == "weekend" else WEEKDAYS[what]
    found = weekday_before(first, weekday) if ahead else weekday_after(last, weekday)
    return a_span(found, found + ONE_DAY) if what == "weekend" else a_day(found)


_MOVES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Phrase, Base], When | None]], ...] = (
    (_NTH, _nth),
    (_HOUR, _at_an_hour),
    (_PART, _part),
    (_DAY_OF, _day_of),
    (_WEEK_OF, _week_commencing),
    (_WEEK_AROUND, _week_around),
    (_WEEK_ENDING, _week_ending),
    (_COUNTED_FROM, _counted_from),
    (_NEIGHBOUR, _neighbour),
    (_WEEKS_ON, _weeks_on),
)
