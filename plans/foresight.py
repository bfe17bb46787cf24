"""What will probably be late before it is: from past slips, silence and how far it has come. Each with its reasons.

A milestone is named where its reasons weigh 2 or more together: one that says a lot, or two that say a little.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import WorkingDays

AHEAD = timedelta(weeks=6)
"""How far ahead is looked: of what is due later nobody can tell yet."""

ENOUGH = 2
SHORT, VERY_SHORT = 20, 10
"""Working days in which hardly anything that has not begun is finished."""


class Sign(StrEnum):
    """What speaks for it being late."""

    MOVED = "moved"
    LEADS_OTHERS_LATE = "leads_others_late"
    SILENT = "silent"
    NEVER_HEARD = "never_heard"
    NOT_STARTED = "not_started"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    LITTLE_DONE = "little_done"


@dataclass(frozen=True)
class Reason:
    """`number` counts moves, the lead's late milestones, working days left, or the per cent done; `since` is a day."""

    sign: Sign
    weight: int
    number: int = 0
    since: date | None = None


@dataclass(frozen=True)
class Foreseen:
    """A milestone that will probably be late, its weightiest reason first."""

    milestone: Milestone
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        return sum(reason.weight for reason in self.reasons)


@dataclass(frozen=True)
class _Present:
    today: date
    review_every: timedelta
    calendar: WorkingDays
    late_of_lead: Mapping[str, int]

    def days_left(self, milestone: Milestone) -> int:
        assert milestone.due is not None
        return self.calendar.between(self.today, milestone.due)


def probably_late(
    milestones: Sequence[Milestone], today: date, review_every: timedelta, calendar: WorkingDays
) -> tuple[Foreseen, ...]:
    """The open milestones due within six weeks that will probably be late, the likeliest first."""
    late = Counter(m.lead for m in milestones if m.lead and m.is_overdue(today))
    present = _Present(today, review_every, calendar, late)
    due = [m for m in milestones if m.is_open and m.due and today <= m.due <= today + AHEAD]
    found = [Foreseen(m, tuple(sorted(_reasons(m, present), key=lambda reason: -reason.weight))) for m in due]
    likely = [one for one in found if one.weight >= ENOUGH]
    return tuple(sorted(likely, key=lambda one: (-one.weight, one.milestone.due or date.max, one.milestone.ref)))


def _reasons(milestone: Milestone, present: _Present) -> Iterable[Reason]:
    return (reason for rule in _RULES if (reason := rule(milestone, present)) is not None)


def _moved(milestone: Milestone, _present: _Present) -> Reason | None:
    """What moved twice moves again."""
    return Reason(Sign.MOVED, min(milestone.moves, 2), milestone.moves) if milestone.moves else None


def _leads_others(milestone: Milestone, present: _Present) -> Reason | None:
    late = present.late_of_lead.get(milestone.lead or "", 0)
    return Reason(Sign.LEADS_OTHERS_LATE, 1, late) if late >= 2 else None


def _silent(milestone: Milestone, present: _Present) -> Reason | None:
    """A cycle without a word says a little, two say a lot; never a word counts where it is to be done soon."""
    word = milestone.last_word_on
    if word is None:
        return Reason(Sign.NEVER_HEARD, 1) if present.days_left(milestone) <= SHORT else None
    cycles = (present.today - word) // present.review_every
    is_silent = word < present.today - present.review_every
    return Reason(Sign.SILENT, min(cycles, 2), since=word) if is_silent else None


def _stage(milestone: Milestone, present: _Present) -> Reason | None:
    left = present.days_left(milestone)
    match milestone.status:
        case Status.OFF_TRACK:
            return Reason(Sign.OFF_TRACK, 2)
        case Status.AT_RISK:
            return Reason(Sign.AT_RISK, 1)
        case None | Status.NOT_STARTED if left <= SHORT:
            return Reason(Sign.NOT_STARTED, 2 if left <= VERY_SHORT else 1, left)
    return None


def _little_done(milestone: Milestone, present: _Present) -> Reason | None:
    """Less than half with ten working days to go."""
    done = milestone.progress
    if done is None or done >= 50 or present.days_left(milestone) > VERY_SHORT:
        return None
    return Reason(Sign.LITTLE_DONE, 1, done)


_RULES: tuple[Callable[[Milestone, _Present], Reason | None], ...] = (
    _moved,
    _leads_others,
    _silent,
    _stage,
    _little_done,
)
