"""Two dates that belong together: "6 to 17 June", "24 Dec - 4 Jan", "Weds to Fri this week", "3 or 10 May"."""

import re
from dataclasses import replace

from plans.when.base import Base, Kind, Phrase, Years, day_or_none
from plans.when.meaning import When, a_day, a_span, ask, said

_TO = re.compile(
    r"\s{0,2}(?:-{1,2}|/|to|until|till?|thru|through|up\sto|to\sthe|and|&|or)\s{0,2}(?:the\s)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_LISTED = re.compile(r"(?:\b(?:between|on|by)\s(?:the\s)?|^\s*)$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s(?:the\s)?$", re.IGNORECASE)
_MOVED_FROM = re.compile(
    r"\b(?:mov|push|slip|shift|chang|extend|delay|amend|revis|put|bring|brought|resched)\w*\b.{0,40}$|\bdue\s.{0,12}$",
    re.IGNORECASE,
)
_NUMBER_BEFORE = re.compile(
    r"(?<![\w.:/£#,-])(?P<day>[0-3]?\d)(?P<ordinal>st|nd|rd|th)?\s{0,2}(?P<to>-|to|until|till?|thru|through|and|&|or)\s{0,2}"
    r"(?:the\s)?$",
    re.IGNORECASE,
)


def joined(phrases: list[Phrase], text: str, base: Base) -> list[Phrase]:
    """The phrases with those that are two ends of one span made into it, left to right."""
    result: list[Phrase] = []
    for phrase in phrases:
        wider = _with_number_before(phrase, text[max(0, phrase.start - 24) : phrase.start], text)
        while result and result[-1].end > wider.start:
            result.pop()
        both = _both(result[-1], wider, text, base) if result else None
        if both is None:
            result.append(wider)
        else:
            result[-1] = both
    return result


def _with_number_before(phrase: Phrase, before: str, text: str) -> Phrase:
    """ "6 to 17 June": the 6 is a day of the same month."""
    match = _NUMBER_BEFORE.search(before)
    last = phrase.when.first
    if match is None or last is None or phrase.kind is not Kind.WRITTEN or phrase.when.last != last:
        return phrase
    start = phrase.start - len(match[0])
    word = match["to"].lower()
    if word in {"and", "&"} and not match["ordinal"] and not _LISTED.search(text[max(0, start - 16) : start]):
        return phrase
    first = day_or_none(last.year, last.month, int(match["day"]))
    if first is None or first >= last:
        return phrase
    assumed = phrase.when.year_assumed
    between = _BETWEEN.search(text[max(0, start - 16) : start])
    return phrase.widened(start, _meaning(word, bool(between), a_day(first, assumed), phrase.when), Kind.OTHER)


def _meaning(word: str, between: bool, one: When, other: When) -> When:
    if one.first is None or other.last is None or one.due is None or other.due is None:
        return When()
    assumed = one.year_assumed or other.year_assumed
    if word == "or":
        return ask(f"Is it {said(one.due)} or {said(other.due)}?")
    if word in {"and", "&"} and not between:
        return When(first=one.first, last=other.last, due=other.due, dates=(one.due, other.due), year_assumed=assumed)
    return a_span(one.first, other.last, other.due, assumed)


def _both(one: Phrase, other: Phrase, text: str, base: Base) -> Phrase | None:
    match = _TO.fullmatch(text[one.end : other.start])
    if match is None or not one.when or not other.when or one.when.dates or Kind.COUNTED in {one.kind, other.kind}:
        return None
    word = match[0].strip().lower()
    before = text[max(0, one.start - 60) : one.start]
    between = bool(_BETWEEN.search(before))
    if word in {"and", "&"} and not between:
        return None
    if word not in {"-", "--", "/"} and _MOVED_FROM.search(before) and _FROM.search(before):
        return None
    pair = _in_order(one, other, base)
    if pair is None:
        return None
    when = _meaning("or" if word == "or" else "to", between, *pair)
    return replace(one, end=other.end, when=when, kind=Kind.OTHER)


def _in_order(one: Phrase, other: Phrase, base: Base) -> tuple[When, When] | None:
    """Both ends, each without a year or week of its own counted from the other; None where they run backwards."""
    first, last = one.when, other.when
    if first.first is None or last.first is None or last.last is None:
        return None
    if first.first <= last.last and not (first.year_assumed and not last.year_assumed):
        return (first, last) if not _is_loose(other) else (first, other.again(base.counted_from(first.first)) or last)
    earliest = first.first
    if _is_loose(one) and not _is_loose(other):
        first = one.again(base.counted_from(last.last, Years.LAST)) or first
    else:
        last = other.again(base.counted_from(earliest)) or last
    if first.first is None or last.last is None or first.first > last.last:
        return None
    return first, last


def _is_loose(phrase: Phrase) -> bool:
    """Whether its year or its week was not said: "Friday" is loose, "Friday next week" is not."""
    return phrase.when.year_assumed or (phrase.kind is Kind.WEEKDAY and " " not in phrase.words)
