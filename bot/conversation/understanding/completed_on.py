"""The day on which a milestone is said to be done: what is said of a day to come has not happened yet."""

import re
from datetime import date, timedelta

from bot.conversation.understanding.dues import DueRead, against_plan
from bot.conversation.understanding.intents import KnownMilestone
from bot.conversation.understanding.said import Part
from plans.when import Found, When, find_when
from plans.working_days import WorkingDays

_DONE = (
    r"(?P<order>finish|close)|(?P<bare>complete)|done|(?:finish|complet|clos)(?:es|ed|ing)|completion"
    r"|sign(?:ed)?\s*-?\s*off"
)
_SMALL = r"(?:\s|[:,(§–—-]|\b(?:it|this|off|up|all|sometime|on|in|at|for|from|the|of)\b)*"
_WITH_WHOM = r"(?:(?:at|by|with|through)\s+(?:[a-z][\w'-]*\s+){1,4})?"
_LOOSELY = re.compile(r"[,(]|\bfor\b")
_ENDS = re.compile(r"\s*(?:[).,;:!?\n§–—-]|$|and\b|but\b)")
_HAPPENED = re.compile(r"\b(?:was|were|got|been)\s+(?:\w+\s+){0,2}$")
_WEEKDAY = re.compile(r"\W*(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\W*", re.IGNORECASE)
_YEAR = timedelta(days=365)
_A_YEAR_OFF = timedelta(days=300)


def read_completion_to_come(
    part: Part, done: str, known: KnownMilestone, today: date, calendar: WorkingDays
) -> DueRead | None:
    """The day to come on which a part says that a milestone is done, beside the plan's date.

    `done` are the words that say so. None where they are said of no day, or of one gone by.
    """
    for found in part.dates:
        said = _said_of(part, found, done)
        if said is None or not found.when:
            continue
        words = part.said.text[found.start : found.end]
        when = _in_its_year(found.when, said, words, known, today, calendar)
        if when is None or not _is_to_come(when, said, words, today):
            return None
        return against_plan(when, known, today, words)
    return None


def _said_of(part: Part, found: Found, done: str) -> re.Match[str] | None:
    """The word for done that is said of the day: "completed ¤", "signed off by the board on ¤", "¤: done"."""
    at = found.start - part.start
    word = rf"\b(?:{_DONE}|{re.escape(done.strip())})" if done.strip() else rf"\b(?:{_DONE})"
    then = re.compile(rf"{word}(?!\w){_SMALL}{_WITH_WHOM}$").search(part.low, 0, at)
    if then is not None and (not _LOOSELY.search(then.group()) or _ENDS.match(part.low, at + 1)):
        return then
    is_first = not part.low[:at].strip(" §,:–—-")
    return re.compile(rf"¤[\s,:–—-]*{word}(?!\w)").match(part.low, at) if is_first else None


def _in_its_year(
    when: When, said: re.Match[str], words: str, known: KnownMilestone, today: date, calendar: WorkingDays
) -> When | None:
    """Without a year the day that is nearer to today or to the milestone's own date; None where that is the last one.

    Where the milestone has no date it stays as its words are read: "completed 31 July" is the last 31 July. What "was"
    completed is past.
    """
    if not when.year_assumed or said["order"]:
        return when
    if _HAPPENED.search(said.string, 0, said.start()):
        return None
    again = find_when(words, today, calendar) if known.due is not None else []
    next_one = again[0].when if again else when
    is_gone = known.due is not None and next_one.first is not None and _is_rather_gone(next_one.first, known.due, today)
    return None if is_gone else next_one


def _is_rather_gone(coming: date, due: date, today: date) -> bool:
    """Whether the same day of the year before has been, and lies nearer to today or to the milestone's own date."""
    gone = coming - _YEAR
    return gone <= today and min(abs(gone - due), today - gone) < min(abs(coming - due), coming - today)


def _is_to_come(when: When, said: re.Match[str], words: str, today: date) -> bool:
    if when.first is None or when.first <= today:
        return False
    # A weekday alone may be the one gone by, "done on Friday"; and what is almost a year off was meant to be past.
    if _WEEKDAY.fullmatch(words):
        return bool(said["order"] or said["bare"])
    return not when.year_assumed or when.first - today < _A_YEAR_OFF
