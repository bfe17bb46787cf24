"""What the words said of one milestone come to: its status, its progress, a new date, the note."""

import re
from datetime import date, timedelta

from bot.conversation.understanding.dues import DueRead, read_due
from bot.conversation.understanding.intents import Context, KnownMilestone, Update
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.progress import read_progress
from bot.conversation.understanding.said import Part
from bot.conversation.understanding.sarcasm import is_sarcastic
from bot.conversation.understanding.status import StatusRead, read_status
from plans.words import Status

_STILL_ITS_DATE = re.compile(
    r"\b(?:still|will|on course|should|we'?ll|i'?ll|it'?ll|sticking|holding|keeping|expect|going to"
    r"|aiming|working)\b"
)
_LETTER_RATING = re.compile(r"§[\s:=(–-]*(?:rag\s*[:=]?\s*)?([gra])(?=\s*(?:$|[,.;:!?)/§\n–-]|and\b|but\b))")
_LETTER_ALONE = re.compile(r"(?:^|[.!?;\n])\s*(?:rag\s*[:=]?\s*)?([gra])\s*[.!]?\s*$")
_FINISHED_ON = re.compile(
    r"\b(?:(finish|complete|close)|done|finish(?:es|ed|ing)|complet(?:es|ed|ing)|clos(?:es|ed|ing))\s+"
    r"(?:(?:it|this|off|up|sometime|on|in|at|for|from|the)\s+)*$"
)
_LAST_OR_NEXT = re.compile(r"\W*(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\W*", re.IGNORECASE)
"""A weekday alone may be the one gone by: "done on Friday"."""
_A_YEAR_OFF = timedelta(days=300)
_RATINGS = {"g": Status.ON_TRACK, "a": Status.AT_RISK, "r": Status.OFF_TRACK}


def say(
    known: KnownMilestone,
    parts: list[Part],
    context: Context,
    index: PlanIndex,
    today: date,
    confidence: float,
) -> Update:
    """The update of one milestone that the parts state."""
    low = "\n".join(part.low for part in parts)
    status = _status(low, index, known)
    due = DueRead()
    for part in parts:
        read = read_due(part, known, today, context.calendar, index.titles[known.ref])
        due = read if read.due or read.is_restated else due
    is_to_come = status.status is Status.COMPLETE and any(_is_finished_later(part, today) for part in parts)
    if is_to_come:
        status = StatusRead(None, status.words)
    if status.status is None and due.is_restated and (is_to_come or _STILL_ITS_DATE.search(low)):
        status = StatusRead(Status.ON_TRACK, due.words, is_plain=False)
    note = " ".join(part.words for part in parts)
    return Update(
        ref=known.ref,
        status=status.status,
        progress=read_progress(low),
        due=due.due if status.status is not Status.COMPLETE else None,
        note=note,
        words=note,
        confidence=confidence * (1.0 if status.is_plain else 0.8),
    )


def _is_finished_later(part: Part, today: date) -> bool:
    """ "Done next week", "finish 26/06/26": said of a day to come, nothing has happened yet."""
    for found in part.dates:
        said = _FINISHED_ON.search(part.low[: found.start - part.start])
        first = found.when.first
        if said is None or first is None or not today < first < today + _A_YEAR_OFF:
            continue
        if said.group(1) or not _LAST_OR_NEXT.fullmatch(part.said.text[found.start : found.end]):
            return True
    return False


def _status(low: str, index: PlanIndex, known: KnownMilestone) -> StatusRead:
    status = read_status(low, index.titles[known.ref])
    if status.status is None:
        letter = _LETTER_RATING.search(low) or _LETTER_ALONE.search(low)
        status = StatusRead(_RATINGS[letter.group(1)], letter.group()) if letter else status
    if status.status in (Status.ON_TRACK, Status.COMPLETE) and is_sarcastic(low):
        return StatusRead(None, status.words)
    return status


def says_something(update: Update) -> bool:
    """Whether an update holds more than a note."""
    return update.status is not None or update.progress is not None or update.due is not None
