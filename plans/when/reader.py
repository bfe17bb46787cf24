"""Finds the date phrases of a text and says what they mean."""

import re
from dataclasses import replace
from datetime import date

from plans.when.base import Base, Kind, Phrase, Rule, Years
from plans.when.fallback import read_otherwise
from plans.when.holidays import HOLIDAYS
from plans.when.joined import joined
from plans.when.lengths import COUNTED
from plans.when.meaning import Found, When, several
from plans.when.months import MONTHS_ALONE, MONTHS_COUNTED
from plans.when.own_days import meeting_rules
from plans.when.parts import moved
from plans.when.periods import PERIODS
from plans.when.spoken import DAY_NUMBERS, HOURS, SPOKEN
from plans.when.vocabulary import MONTHS, TOMORROW_WORDS, UNITS, WEEKDAYS
from plans.when.written import WRITTEN_MONTHS, WRITTEN_NUMBERS
from plans.working_days import ENGLAND, WorkingDays

LONGEST = 20_000

# One character for one character, so that places in the cleaned text are places in the text.
_SAME_WIDTH = str.maketrans(
    {dash: "-" for dash in "‐‑‒–—−"} | {space: " " for space in "\t\r\n\xa0\u2007\u202f"} | {"’": "'", "‘": "'"}
)
_NOT_WORDS = re.compile(
    r"https?://\S{1,2000}|www\.\S{1,2000}|(?<![\w.+-])[\w.+-]{1,80}@[\w.-]{1,80}|<[@#!][^>\s]{1,80}>"
)
_WORD = re.compile(r"[a-z]+")
_WORD_WITH_DIGITS = re.compile(r"(?<![a-z0-9])(?=[a-z]*\d)[a-z0-9]+")
_LOOKS_BACK = re.compile(
    r"\b(?:since|as at|last (?:updated|met|reviewed)(?: on| in)?|(?:sent|held|met|submitted|published|launched|received"
    r"|attended|signed off|completed|issued|happened)(?: on| in)?|(?:approved|agreed|delivered|finished) (?:on|in))"
    r"\s(?:the\s)?$",
    re.IGNORECASE,
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|shall|to|should|be|being|get|gets|getting|would|could|can|may|expected)\b", re.IGNORECASE
)
_HALF_DATE = re.compile(r"\d\s?[./-]\s?\d")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b", re.IGNORECASE)

_SPOKEN_WORDS = (
    frozenset(WEEKDAYS)
    | TOMORROW_WORDS
    | frozenset(["today", "tonight", "tonite", "2day", "this", "yesterday", "tom", "working", "business"])
)
_PERIOD_WORDS = frozenset(
    [
        "wk",
        "week",
        "weekend",
        "quarter",
        "qtr",
        "q",
        "q1",
        "q2",
        "q3",
        "q4",
        "spring",
        "summer",
        "autumn",
        "winter",
        "year",
        "yr",
        "fy",
        "financial",
        "eow",
        "eoy",
        "eoq",
        "fiscal",
    ]
)
_HOUR_WORDS = frozenset(["close", "end", "eod", "cop", "cob", "eop"])
_MONTH_WORDS = frozenset(["month", "mth", "eom"])
_HOLIDAY_WORDS = frozenset(
    ["christmas", "xmas", "crimbo", "boxing", "new", "easter", "good", "bank", "term", "halfterm", "academic", "school"]
)


def read_when(
    text: str,
    on: date,
    calendar: WorkingDays = ENGLAND,
    *,
    years: Years = Years.NEXT,
) -> When:
    """What the whole of `text` says about a date, counted from the day `on`; no date in it is a false When.

    "December 12" is a month and a year here, as in plans. A date without a year is the next to come unless
    `years` says otherwise.
    """
    base = Base(on, calendar, years, number_is_year=True, whole=True)
    stripped = text[:LONGEST].strip(" \t\r\n.,;:!?")
    phrases = [phrase for phrase in _phrases(stripped, base) if _says(phrase)]
    if not phrases:
        return read_otherwise(stripped, base)
    return _together(phrases)


def find_when(
    text: str,
    on: date,
    calendar: WorkingDays = ENGLAND,
    *,
    years: Years = Years.NEXT,
) -> list[Found]:
    """Every date phrase in running text, left to right, without taking "we need 12" or "may I" for one."""
    base = Base(on, calendar, years)
    return [Found(phrase.start, phrase.end, phrase.when) for phrase in _phrases(text[:LONGEST], base) if _says(phrase)]


def _says(phrase: Phrase) -> bool:
    return bool(phrase.when) or phrase.when.ambiguous is not None


def _together(phrases: list[Phrase]) -> When:
    """One meaning of all phrases: explicit days before lengths and doubts ("within 3 months (24.11.2012)")."""
    if any(phrase.kind is Kind.WRITTEN and phrase.when for phrase in phrases):
        phrases = [phrase for phrase in phrases if phrase.when and phrase.kind is not Kind.COUNTED]
    doubts = [phrase.when for phrase in phrases if phrase.when.ambiguous]
    if doubts:
        return doubts[0]
    return phrases[0].when if len(phrases) == 1 else several([phrase.when for phrase in phrases])


def _phrases(text: str, base: Base) -> list[Phrase]:
    plain = _plain(text)
    rules = _rules_for(plain) + meeting_rules(base.calendar.meetings)
    if not rules:
        return []
    chosen = _longest_first(_matches(rules, plain, base))
    widened: list[Phrase] = []
    for phrase in chosen:
        phrase = _guarded(phrase, plain, base)
        while widened and widened[-1].end > phrase.start:
            widened.pop()
        if not phrase.part_only and not _is_the_hour_of(phrase, widened, plain):
            widened.append(phrase)
    return joined(widened, plain, base)


def _is_the_hour_of(phrase: Phrase, earlier: list[Phrase], text: str) -> bool:
    """ "Friday by close of play" is Friday, not Friday and today."""
    if phrase.kind is not Kind.HOUR or not earlier:
        return False
    return not text[earlier[-1].end : phrase.start].strip(" ,")


def _guarded(phrase: Phrase, text: str, base: Base) -> Phrase:
    try:
        return moved(phrase, text, base)
    except (OverflowError, ValueError):
        # Counted past the first or last year that a date can have.
        return phrase


def _plain(text: str) -> str:
    plain = text.translate(_SAME_WIDTH)
    return _NOT_WORDS.sub(lambda match: "_" * len(match[0]), plain)


def _rules_for(text: str) -> tuple[Rule, ...]:
    """Only the rules whose words occur at all: most messages have none."""
    lowered = text.lower()
    words = {*_WORD.findall(lowered), *_WORD_WITH_DIGITS.findall(lowered)}
    rules: tuple[Rule, ...] = ()
    if _HALF_DATE.search(text):
        rules += WRITTEN_NUMBERS
    if words & MONTHS.keys():
        rules += WRITTEN_MONTHS + MONTHS_ALONE
    if words & _SPOKEN_WORDS:
        rules += SPOKEN
    if words & _HOUR_WORDS:
        rules += HOURS
    if _ORDINAL.search(text):
        rules += DAY_NUMBERS
    if words & UNITS.keys() or "fortnight" in words:
        rules += COUNTED
    if words & _PERIOD_WORDS or any(len(word) == 4 and word.isdecimal() for word in words):
        rules += PERIODS
    if words & _MONTH_WORDS:
        rules += MONTHS_COUNTED
    if words & _HOLIDAY_WORDS:
        rules += HOLIDAYS
    return rules


def _matches(rules: tuple[Rule, ...], text: str, base: Base) -> list[Phrase]:
    found = []
    for rule in rules:
        for match in rule.pattern.finditer(text):
            phrase = _phrase(rule, match, base)
            if phrase is not None:
                found.append(phrase)
    return found


def _phrase(rule: Rule, match: re.Match[str], base: Base) -> Phrase | None:
    if _is_of_the_past(match.string[max(0, match.start() - 40) : match.start()]):
        base = replace(base, years=Years.LAST)

    def again(other: Base) -> When | None:
        return rule.read(match, other)

    try:
        when = again(base)
    except (OverflowError, ValueError):
        # Counted past the first or last year that a date can have.
        return None
    if when is None:
        return None
    return Phrase(match.start(), match.end(), when, rule.kind, again, rule.part_only, match[0])


def _is_of_the_past(before: str) -> bool:
    """ "Since Friday", "signed off on 3 May"; not "will be signed off on 3 May"."""
    match = _LOOKS_BACK.search(before)
    return match is not None and not _LOOKS_AHEAD.search(before[: match.start()])


def _longest_first(phrases: list[Phrase]) -> list[Phrase]:
    """Without overlaps: what begins first wins, and of those the longest."""
    chosen: list[Phrase] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.start, -phrase.end)):
        if not chosen or phrase.start >= chosen[-1].end:
            chosen.append(phrase)
    return chosen
