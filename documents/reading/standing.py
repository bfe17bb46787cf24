"""How a milestone stands, from its rating, its progress note and its date cell; and what the notes say when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from documents.reading.dating import Dating, says_nothing
from documents.reading.markup import one_line, words_of
from plans.reading import ProgressReading
from plans.status_key import USUAL_KEY, StatusKey, colour_named, colour_of_fill, status_in_words
from plans.words import Status

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_NUMBERS = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|q[1-4]\s*\d{4}(?:/\d{2})?"
_DATED = re.compile(
    rf"^(?:updated?\s*)?\(?(?P<on>(?:\d{{1,2}}(?:st|nd|rd|th)?\s*)?{_MONTH}\s*'?\d{{2,4}}|{_NUMBERS})\)?"
    r"\s*(?:update)?\s*(?:[-–—:.]|\n|(?=[A-Z]))\s*",
    re.IGNORECASE,
)
_NEW_NOTE = re.compile(rf"(?<=[.!?)])\s+(?={_MONTH}\s+\d{{4}}\s*[-–—:])", re.IGNORECASE)
_OPENS_COMPLETE = re.compile(r"^(complete[d]?)\b(?!\s*(by|once|when|in progress|for \d|to \d|\d+ ?%))", re.IGNORECASE)
_STATE_WORDS = words_of(
    """on track target schedule not yet achieved complete completed started in progress at risk delayed slipped slipping
    off behind overdue done closed delivered implemented fully partially partly now action milestone status ongoing
    begun but and minor some slippage delay due progressing well as planned recoverable underway under
    way blocked stalled"""
)


@dataclass(frozen=True)
class Standing:
    """`rag` is the rating as printed, `words` the plan's own words for the status. `why`: what a person must settle.

    `rests_on` is the colour that decides the status and that the plan's own key does not explain.
    """

    status: Status | None = None
    words: str | None = None
    rag: str | None = None
    mitigation: str | None = None
    why: str | None = None
    rests_on: str | None = None


def notes_in(text: str, dating: Dating) -> tuple[ProgressReading, ...]:
    """The progress notes of a cell, each with the day in front of it; one without a day where none is written."""
    notes: list[ProgressReading] = []
    for part in (piece for line in text.split("\n") for piece in _NEW_NOTE.split(line)):
        opening = _DATED.match(part)
        on = _not_after(dating.day(opening["on"]), dating.on) if opening else None
        words = part[opening.end() :] if opening and on else part
        if on or not notes:
            notes.append(ProgressReading(on, words.strip()))
        elif words.strip():
            notes[-1] = ProgressReading(notes[-1].on, f"{notes[-1].text}\n{words.strip()}".strip())
    return tuple(note for note in notes if note.on or (note.text and not says_nothing(note.text)))


def _not_after(day: date | None, dated: date | None) -> date | None:
    """A note of the document's own month was not written after the document."""
    is_same_month = day and dated and (day.year, day.month) == (dated.year, dated.month)
    return dated if is_same_month and day and dated and dated < day else day


def standing(
    rating: str, fill: str | None, notes: Sequence[ProgressReading], is_done: bool, key: StatusKey
) -> Standing:
    """What a rating cell, its background, the notes and a date marked complete say together.

    A note that opens with "Complete" counts for more than a colour, words in the rating for more than its colour,
    and a note that states the status for more than a colour that no key explains.
    """
    rag, rest = _split_rating(rating)
    colour = colour_named(rag) if rag else colour_of_fill(fill)
    printed = rag or (colour.capitalize() if colour else None)
    latest = _latest(notes)
    by_note = Status.COMPLETE if latest and _OPENS_COMPLETE.match(latest) else None
    by_words = key.from_words(rest) if rest and len(rest.split()) <= 8 and not (rag and len(rest.split()) > 4) else None
    by_key = key.from_colour(colour)
    by_colour = by_key or USUAL_KEY.from_colour(colour)
    state = _state(latest or "", key)
    by_state = key.from_words(state) if state else None
    status = by_note or by_words or by_key or by_state or by_colour or (Status.COMPLETE if is_done else None)
    words = rest if rest and (by_words or not rag) else (_opening(latest) if (by_note or by_state) and latest else None)
    mitigation = rest if rag and rest and not by_words else None
    is_explained = bool(by_note or by_words or by_key or by_state)
    rests_on = None if is_explained or (status and not by_colour) else colour
    return Standing(status, words, printed, mitigation, _question(rating, colour, key, by_note, by_colour), rests_on)


def _question(
    rating: str, colour: str | None, key: StatusKey, by_note: Status | None, by_colour: Status | None
) -> str | None:
    if by_note and by_colour in (Status.OFF_TRACK, Status.AT_RISK):
        return f"rated {rating.strip() or colour} while its note says it is complete; taken as complete"
    if rating and not says_nothing(rating) and not colour and key.from_words(rating) is None:
        return "these words are not in the plan's key and could not be read as a status"
    return None


def _split_rating(rating: str) -> tuple[str | None, str]:
    """ "R Meeting planned" as "R" and the rest; words that name no colour are all rest."""
    words = rating.strip()
    if says_nothing(words):
        return None, ""
    if colour_named(words) is None:
        return None, words
    first, _, rest = words.replace("\n", " ").partition(" ")
    return first.strip(".:;,-–—"), rest.strip(" -–—:.\n") if rest else ""


def _latest(notes: Sequence[ProgressReading]) -> str | None:
    """The newest dated note, else the first."""
    dated = [(note.on, -at) for at, note in enumerate(notes) if note.on]
    if dated:
        return notes[-max(dated)[1]].text
    return notes[0].text if notes else None


def _opening(text: str) -> str:
    return re.split(r"[.;:\n]|\s[-–—]\s", text.strip(), maxsplit=1)[0].strip()


def _state(text: str, key: StatusKey) -> str | None:
    """The words with which a note opens, when they are a status and nothing else: "On track.", "Not achieved"."""
    opening = _opening(text)
    words = re.findall(r"[a-z]+", opening.lower())
    is_own = any(one_line(opening).lower() == one_line(label.label).lower() for label in key.labels)
    is_state = 0 < len(words) <= 6 and all(word in _STATE_WORDS for word in words)
    return opening if is_own or (is_state and status_in_words(opening)) else None
