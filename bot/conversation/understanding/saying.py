"""What the words said of one milestone come to: its status, its progress, a new date, the note."""

import re
from datetime import date

from bot.conversation.understanding.completed_on import read_completion_to_come
from bot.conversation.understanding.dues import DueRead, read_due
from bot.conversation.understanding.intents import Context, KnownMilestone, Update
from bot.conversation.understanding.plan_index import PlanIndex
from bot.conversation.understanding.progress import read_progress
from bot.conversation.understanding.said import Part
from bot.conversation.understanding.sarcasm import is_sarcastic
from bot.conversation.understanding.status import StatusRead, read_status
from plans.words import Status
from plans.working_days import WorkingDays

_STILL_ITS_DATE = re.compile(
    r"\b(?:still|will|on course|should|we'?ll|i'?ll|it'?ll|sticking|holding|keeping|expect|going to"
    r"|aiming|working)\b"
)
_LETTER_RATING = re.compile(r"§[\s:=(–-]*(?:rag\s*[:=]?\s*)?([gra])(?=\s*(?:$|[,.;:!?)/§\n–-]|and\b|but\b))")
_LETTER_ALONE = re.compile(r"(?:^|[.!?;\n])\s*(?:rag\s*[:=]?\s*)?([gra])\s*[.!]?\s*$")
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
    to_come = _completion_to_come(parts, status, known, today, context.calendar)
    if to_come is not None:
        status = StatusRead(None, status.words)
        due = to_come
    if status.status is None and due.is_restated and (to_come is not None or _STILL_ITS_DATE.search(low)):
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


def _completion_to_come(
    parts: list[Part], status: StatusRead, known: KnownMilestone, today: date, calendar: WorkingDays
) -> DueRead | None:
    """ "Done next week", "completed 31 July" in June: said of a day to come, nothing has happened yet."""
    if status.status is not Status.COMPLETE:
        return None
    found = (read_completion_to_come(part, status.words, known, today, calendar) for part in parts)
    return next((read for read in found if read is not None), None)


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
