"""What words for a date mean, and how that is said back to people and to programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class When:
    """What words for a date mean. At most one of these shapes:

    - a day: `first == last`, `dates` empty
    - a span ("September 2012", "next week", "mid March"): `first` to `last`; what falls due in it falls due on
      `due`, which is the last day unless the field says otherwise (the 15th for "mid March", a Friday for "next
      week")
    - several days in one text: `dates`, in the order written; `first` and `last` are the earliest and latest
    - nothing: all None
    - `ambiguous`: a sentence saying what the words could mean; nothing else is set

    `year_assumed` says that the year was not written and was taken from the day the words were counted from.
    """

    first: date | None = None
    last: date | None = None
    due: date | None = None
    dates: tuple[date, ...] = ()
    ambiguous: str | None = None
    year_assumed: bool = False

    def __bool__(self) -> bool:
        return self.first is not None


@dataclass(frozen=True)
class Found:
    """A date phrase inside a longer text: `text[start:end]`, and what it means."""

    start: int
    end: int
    when: When


def a_day(day: date, year_assumed: bool = False) -> When:
    return When(first=day, last=day, due=day, year_assumed=year_assumed)


def a_span(first: date, last: date, due: date | None = None, year_assumed: bool = False) -> When:
    """From `first` to `last`, both included; `due` where it is not the last day."""
    return When(first=first, last=last, due=due or last, year_assumed=year_assumed)


def several(whens: Sequence[When]) -> When:
    """The days on which each of several phrases falls due, in the order written, each once."""
    dues = tuple(dict.fromkeys(when.due for when in whens if when.due is not None))
    if len(dues) == 1:
        return next(when for when in whens if when)
    return When(
        first=min(dues),
        last=max(dues),
        due=dues[-1],
        dates=dues,
        year_assumed=any(when.year_assumed for when in whens),
    )


def ask(sentence: str) -> When:
    """Words that could mean more than one thing; `sentence` says what, for the person who wrote them."""
    return When(ambiguous=sentence)


def either(words: str, one: date, other: date) -> When:
    """`words` could be one day or the other; a nobody's guess, so the person is asked."""
    return ask(f'"{" ".join(words.split())}" could be {said(one)} or {said(other)}. Which is it?')


def said(day: date) -> str:
    """The day as an officer would write it: "Friday 20 November 2026"."""
    return f"{WEEKDAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def as_answer(when: When) -> dict[str, object]:
    """The meaning as JSON values: {"date"} | {"from", "to"} | {"dates"} | {"none": true} | {"ambiguous": why}."""
    if when.ambiguous is not None:
        return {"ambiguous": when.ambiguous}
    if when.first is None or when.last is None:
        return {"none": True}
    if when.dates:
        return {"dates": [day.isoformat() for day in when.dates]}
    if when.first == when.last:
        return {"date": when.first.isoformat()}
    return {"from": when.first.isoformat(), "to": when.last.isoformat()}
