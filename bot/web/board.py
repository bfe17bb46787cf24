"""The board: how each milestone of a plan stands, in words. Data in, data out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.conversation import phrases, query_wording
from plans.digest import count_by_status
from plans.milestone import Milestone
from plans.own_days import next_meeting
from plans.words import Status
from plans.working_days import WorkingDays
from storage.questions.plans import PlanFacts

NEAR = 10
"""Working days before a due date from which the board counts them."""


@dataclass(frozen=True)
class Standing:
    """A status as it is shown: its sign, its words, and the style it is drawn in."""

    sign: str
    words: str
    style: str


@dataclass(frozen=True)
class Line:
    """One milestone. `late` and `notes` are what somebody ought to notice, empty where there is nothing.

    `lead_id` is the person who is asked about it, so that a page can mark its own reader's lines.
    """

    id: int
    ref: str
    title: str
    standing: Standing
    lead: str
    lead_id: int | None
    due: str
    due_on: date | None
    late: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """How many milestones stand so; `begins` is how many are counted before them."""

    standing: Standing
    number: int
    begins: int


@dataclass(frozen=True)
class Board:
    """One plan: `groups` are its themes, each with its lines; a plan without themes is one group with no name.

    `to_settle` is how many questions its document leaves open; `meetings` are the next of its own, in words.
    """

    plan_id: int
    title: str
    total: int
    overdue: int
    to_settle: int
    meetings: str
    counts: tuple[Count, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]


def make_board(plan: PlanFacts, milestones: Sequence[Milestone], today: date, to_settle: int = 0) -> Board:
    """The board of a plan on a day, in the plan's own order."""
    ordered = _theme_by_theme(milestones)
    return Board(
        plan_id=plan.id,
        title=plan.title,
        total=len(milestones),
        overdue=sum(m.is_overdue(today) for m in milestones),
        to_settle=to_settle,
        meetings=_meetings(plan.calendar, today),
        counts=_counts(milestones, plan.status_words),
        groups=tuple(
            (theme, tuple(make_line(m, today, plan.calendar, plan.status_words) for m in of_theme))
            for theme, of_theme in groupby(ordered, key=lambda m: m.theme or "")
        ),
    )


def _meetings(calendar: WorkingDays, today: date) -> str:
    """ "Improvement Panel Tuesday 14 July, Scrutiny Committee Thursday 25 June": the next of each body."""
    bodies = dict.fromkeys(meeting.body for meeting in calendar.meetings)
    ahead = [(body, next_meeting(calendar.meetings, body, today)) for body in bodies]
    return ", ".join(f"{body} {phrases.full_day(day, today)}" for body, day in ahead if day is not None)


def make_line(milestone: Milestone, today: date, calendar: WorkingDays, status_words: Mapping[str, str]) -> Line:
    return Line(
        id=milestone.id,
        ref=milestone.ref,
        title=milestone.title,
        standing=standing_of(milestone.status, status_words),
        lead=milestone.lead or "no lead",
        lead_id=milestone.lead_id,
        due=_due(milestone, today, calendar),
        due_on=milestone.due,
        late=_late(milestone, today, calendar),
        notes=tuple(_notes(milestone, today)),
    )


def standing_of(status: Status | None, status_words: Mapping[str, str]) -> Standing:
    sign, _, words = phrases.status(status, status_words).partition(" ")
    return Standing(sign, words, (status or Status.NOT_STARTED).value)


def _theme_by_theme(milestones: Sequence[Milestone]) -> list[Milestone]:
    first_seen = {theme: at for at, theme in enumerate(dict.fromkeys(m.theme for m in milestones))}
    return sorted(milestones, key=lambda m: first_seen[m.theme])


def _counts(milestones: Sequence[Milestone], status_words: Mapping[str, str]) -> tuple[Count, ...]:
    counts, begins = [], 0
    for status, number in count_by_status(milestones).items():
        counts.append(Count(standing_of(status, status_words), number, begins))
        begins += number
    return tuple(counts)


def _due(milestone: Milestone, today: date, calendar: WorkingDays) -> str:
    if milestone.due is None:
        return "ongoing" if milestone.is_ongoing else "no date"
    if milestone.due == today and milestone.is_open:
        return "due today"
    words = f"due {phrases.full_day(milestone.due, today)}"
    ahead = calendar.between(today, milestone.due)
    if milestone.is_open and 0 < ahead <= NEAR:
        return f"{words}, {phrases.count(ahead, 'working day')}"
    return words


def _late(milestone: Milestone, today: date, calendar: WorkingDays) -> str:
    return phrases.late(milestone, today, calendar) if milestone.is_overdue(today) else ""


def _notes(milestone: Milestone, today: date) -> Iterable[str]:
    if later := phrases.later_date(milestone, today):
        yield later
    if milestone.moves and milestone.original_due is not None:
        yield f"{_times_moved(milestone.moves)}, first date {phrases.full_day(milestone.original_due, today)}"
    if milestone.unreminded_because:
        yield f"nobody is being reminded: {milestone.unreminded_because}"
    if doubts := query_wording.doubts(milestone):
        yield doubts


def _times_moved(moves: int) -> str:
    return {1: "moved once", 2: "moved twice"}.get(moves, f"moved {moves} times")
