"""What a date cell says: its dates, or "immediately", "ongoing", "complete"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from plans.when import When, find_when, read_when

# A date without a year falls between this long before the document and a year after that.
_BACK = timedelta(days=92)
# A plan runs for two or three years; a date further from its own than this is likely a slip of the pen.
_FAR = timedelta(days=5 * 366)
_A_MONTH = timedelta(days=31)
_IMMEDIATE = re.compile(r"^\W*(immediate(ly)?|with immediate effect|straight ?away|at once)\b", re.IGNORECASE)
_ONGOING = re.compile(
    r"\b(on-?going|continuous(ly)?|continual(ly)?|rolling|throughout"
    r"|(bi-?)?(week|fortnight|month|quarter|term|annual|year)ly|(each|every) (week|month|quarter|term|year))\b",
    re.IGNORECASE,
)
_COMPLETE = re.compile(
    r"^\W*(complete[d]?|done|achieved|closed)\b(?!\s*by\b)|\b(complete[d]?|done|achieved|closed)\W*$", re.IGNORECASE
)
_UNKNOWN = re.compile(
    r"^\W*(tb[cda]|to be (confirmed|agreed|decided|determined|set|advised)|n/?a|none|dates? tbc"
    r"|not (known|set|applicable)|various|-+)?\W*$",
    re.IGNORECASE,
)
_SAME = re.compile(r"^\W*((same )?as (above|before|previous)|see above|ditto|\"|”|〃)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Due:
    """`dates` are all that the cell names, earliest first. `why` says what a person must settle, None if nothing."""

    dates: tuple[date, ...] = ()
    is_immediate: bool = False
    is_ongoing: bool = False
    is_complete: bool = False
    why: str | None = None

    @property
    def last(self) -> date | None:
        return self.dates[-1] if self.dates else None


class Dating:
    """Reads the dates of one document. `on` is the day from which "within three months" and years are counted.

    `on` is None for a document that carries no date; then only dates with a year of their own are read.
    """

    def __init__(self, on: date | None) -> None:
        self.on = on
        self._day = on or date(2000, 1, 1)

    def due(self, text: str) -> Due:
        """What a due, start or timescale cell says."""
        words = re.sub(r"\s+", " ", text).strip()
        immediate = bool(_IMMEDIATE.match(words))
        ongoing = bool(_ONGOING.search(words))
        complete = bool(_COMPLETE.search(words))
        when = self._when(_without_state(words))
        dates = tuple(sorted(set(_days(when))))
        why = None if immediate and not dates else self._why(words, when, dates, ongoing or complete)
        return Due(dates, immediate, ongoing, complete, why)

    def start(self, text: str) -> date | None:
        """The first day of what a start cell says: "September 2026" starts on the 1st."""
        when = self._when(re.sub(r"\s+", " ", text).strip())
        return when.first

    def day(self, text: str) -> date | None:
        """The one date of a text, the last of several; None where there is none that is certain."""
        return self.due(text).last

    def months_in(self, text: str) -> list[date]:
        """The dates that running text names, a month by its last day, in the order written."""
        found = find_when(text, self._day)
        return [when.due or when.last for each in found if (when := each.when) and self._is_certain(when) and when.last]

    def month_in(self, text: str) -> date | None:
        """The first day or month of running text, a month by its last day; a year or a span of years is neither."""
        for found in find_when(text, self._day):
            when = found.when
            if when.first and when.last and when.last - when.first <= _A_MONTH and self._is_certain(when):
                return when.due or when.last
        return None

    def first_in(self, text: str, within: int) -> date | None:
        """The first date of running text, where it begins within so many characters; None where none does."""
        found = next(iter(find_when(text, self._day)), None)
        if found is None or found.start > within or not self._is_certain(found.when):
            return None
        return found.when.due or found.when.last

    def _when(self, words: str) -> When:
        when = read_when(words, self._day)
        if when.year_assumed and self.on:
            return read_when(words, self.on - _BACK)
        return when if self._is_certain(when) else When(ambiguous=when.ambiguous, year_assumed=when.year_assumed)

    def _is_certain(self, when: When) -> bool:
        return self.on is not None or not when.year_assumed

    def _why(self, words: str, when: When, dates: tuple[date, ...], is_said: bool) -> str | None:
        if when.ambiguous:
            return when.ambiguous
        if when.year_assumed and not dates:
            return "no year is written here, and the document carries no date to take it from"
        if when.year_assumed and self.on:
            return f"no year is written; taken as {dates[-1].year}, counted from {_month(self.on)}"
        if dates != tuple(dict.fromkeys(_days(when))):
            return f"its dates are not in order; the latest, {dates[-1]:%-d %B %Y}, is taken as the due date"
        if dates and self.on and abs(dates[-1] - self.on) > _FAR:
            return f"{dates[-1].year} is far from the document's own date, {_month(self.on)}; is the year right?"
        if dates or is_said or _UNKNOWN.match(words):
            return None
        return "no date could be read in these words"


def says_nothing(text: str) -> bool:
    """Whether a cell is blank or holds only what stands for blank: "TBC", "n/a", "-"."""
    return bool(_UNKNOWN.match(text))


def is_same_as_above(text: str) -> bool:
    return bool(_SAME.match(text))


def _without_state(words: str) -> str:
    stripped = re.sub(r"\b(complete[d]?|done|achieved|closed)\W*$", "", words, flags=re.IGNORECASE).strip()
    return _IMMEDIATE.sub("", stripped).strip(" ,;-–—") if stripped else words


def _days(when: When) -> list[date]:
    if when.dates:
        return list(when.dates)
    day = when.due or when.last
    return [day] if day else []


def _month(day: date) -> str:
    return f"{day:%B %Y}"
