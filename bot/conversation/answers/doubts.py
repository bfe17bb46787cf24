"""What was said and what the plan shows may differ: it is kept as said, and asked about in the same line."""

import re
from collections.abc import Mapping
from datetime import date

from bot.conversation import phrases
from bot.conversation.understanding import Update
from plans.milestone import Milestone
from plans.words import Status

_GOOD = (Status.ON_TRACK, Status.COMPLETE)
_BAD = (Status.AT_RISK, Status.OFF_TRACK)
_TROUBLE = re.compile(
    r"\b(?:blocked|stuck|stalled|on hold|paused|delayed|overrunning|overrun|slipp(?:ed|ing)|behind schedule"
    r"|running late|waiting (?:for|on)|awaiting"
    r"|(?:not|n't) (?:yet )?(?:been )?(?:signed|agreed|approved|received|started)"
    r"|(?:no|lost our|lost the) (?:response|reply|funding|budget|capacity|staff)|resigned|refused|rejected|withdrawn"
    r"|(?:haven'?t|hasn'?t) (?:come back|replied|responded|heard|signed|agreed|started|had))\b"
)
_UNFINISHED = re.compile(
    r"\b(?:still (?:to|need|have|has|waiting|outstanding)|left to (?:do|write|agree)|to follow|remaining|outstanding"
    r"|except|apart from|bar the|nearly|almost|mostly|not quite|awaiting|sign-?off pending)\b"
)
_FINE = re.compile(
    r"\b(?:(?:all|everything)(?:'s| is)? (?:fine|good|well|in hand)|no (?:problems?|issues?|concerns?)|going well"
    r"|as planned|on schedule|going to plan)\b"
)
_NOT_SO = re.compile(
    r"\b(?:not|no longer|never|n't|isn'?t|wasn'?t|was|were|had been|previously|un)[\s-]+(?:\w+\s+){0,2}$"
)


def doubt(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    """The question that what was said raises, as the end of the line that reads it back; empty where it raises none."""
    for query in (_progress, _late, _early, _reopened, _against_its_note):
        asked = query(milestone, update, today, own_words)
        if asked:
            return asked
    return ""


def _progress(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    said, before = update.progress, milestone.progress
    if said is None:
        return ""
    if update.status is Status.COMPLETE and said < 100:
        return f", though you also say {said}%. Is it done?"
    if update.status is Status.NOT_STARTED and said > 0:
        return f", though you also say {said}%. Has it begun?"
    if before is not None and said < before:
        return f", down from {before}%. Is that right?"
    return ""


def _late(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    if update.status not in (Status.ON_TRACK, Status.NOT_STARTED) or not milestone.is_overdue(today) or update.due:
        return ""
    assert milestone.due is not None
    return f", as you say, though it was due {phrases.day_with_on(milestone.due, today)}. Is there a new date?"


def _early(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    if update.status is not Status.COMPLETE:
        return ""
    if update.due is not None and update.due > today:
        return f", though you also name {phrases.full_day(update.due, today)}. Is it done, or will it be then?"
    if milestone.is_open and milestone.due is not None and milestone.due > today:
        return f", though it is due only {phrases.day_with_on(milestone.due, today)}. Is all of it done?"
    return ""


def _reopened(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    if update.status and not update.status.is_finished and not milestone.is_open:
        return f", though the plan showed it as {phrases.status(milestone.status, own_words)}"
    return ""


def _against_its_note(milestone: Milestone, update: Update, today: date, own_words: Mapping[str, str]) -> str:
    note = update.note.lower().replace("’", "'")
    if update.status in _GOOD and (words := _found(_TROUBLE, note)):
        return f", though you also say “{words}”. Is it {phrases.status_name(update.status, own_words)} all the same?"
    if update.status is Status.COMPLETE and (words := _found(_UNFINISHED, note)):
        return f", though you also say “{words}”. Is all of it done?"
    if update.status in _BAD and (words := _found(_FINE, note)):
        return f", though you also say “{words}”. Is it {phrases.status_name(update.status, own_words)} all the same?"
    return ""


def _found(pattern: re.Pattern[str], note: str) -> str | None:
    for match in pattern.finditer(note):
        if not _NOT_SO.search(note[: match.start()]):
            return match.group()
    return None
