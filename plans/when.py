"""Dates as councils and people write them: one reader for documents and for chat."""

from dataclasses import dataclass
from datetime import date

from plans.working_days import ENGLAND, WorkingDays


@dataclass(frozen=True)
class When:
    """What words for a date mean. At most one of these shapes:

    - a day: `first == last`, `dates` empty
    - a span ("September 2012", "next week", "mid March"): `first` to `last`; what falls due in it falls due on
      `due`, which is the last day unless the field says otherwise (the 15th for "mid March", a Friday for "end of
      next week")
    - several days in one text: `dates`, in the order written; `first` and `last` are the earliest and latest
    - nothing: all None
    - `ambiguous`: a sentence saying what the words could mean; nothing else is set
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


def read_when(text: str, on: date, calendar: WorkingDays = ENGLAND) -> When:
    """What the whole of `text` says about a date, counted from the day `on`; no date in it is a false When."""
    raise NotImplementedError


def find_when(text: str, on: date, calendar: WorkingDays = ENGLAND) -> list[Found]:
    """Every date phrase in running text, left to right, without taking "we need 12" or "may I" for one."""
    raise NotImplementedError
