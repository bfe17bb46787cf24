"""The weekly summary: this week against last, from two pictures of the same plan."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plans.digest_settings import WEEK
from plans.foresight import Foreseen, probably_late
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import ENGLAND, WorkingDays

NEXT_WEEKS = 4 * WEEK


@dataclass(frozen=True)
class Digest:
    """What changed and how things stand. Every list is in the order in which a reader wants it.

    `changes` is the difference of each count to last week's; None in the first week, when there is no last week.
    A milestone without a status counts as not started. `awaiting` is what is done and waits to be confirmed, since
    whenever; `by_theme` the counts of each theme in the plan's order, empty where the plan has no themes.
    """

    today: date
    counts: Mapping[Status, int]
    changes: Mapping[Status, int] | None
    slipped: tuple[Milestone, ...]
    finished: tuple[Milestone, ...]
    overdue: tuple[Milestone, ...]
    at_risk: tuple[Milestone, ...]
    likely_late: tuple[Foreseen, ...]
    asked_for: tuple[Milestone, ...]
    awaiting: tuple[Milestone, ...]
    due_next: tuple[Milestone, ...]
    silent: tuple[Milestone, ...]
    unreminded: tuple[Milestone, ...]
    by_theme: tuple[tuple[str, Mapping[Status, int]], ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def next_until(self) -> date:
        return self.today + NEXT_WEEKS

    @property
    def nothing_changed(self) -> bool:
        moved = self.changes is not None and not any(self.changes.values())
        return moved and not self.slipped and not self.finished


_SHOWN = (Status.COMPLETE, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.NOT_STARTED)
_WORSE = {Status.ON_TRACK: 0, Status.NOT_STARTED: 0, Status.AT_RISK: 1, Status.OFF_TRACK: 2}


def make_digest(
    now: Sequence[Milestone],
    last_week: Sequence[Milestone] | None,
    today: date,
    review_every: timedelta,
    calendar: WorkingDays = ENGLAND,
) -> Digest:
    """The digest of a plan that stands as `now` and stood as `last_week` a week before (None in the first week)."""
    before = {m.id: m for m in last_week or ()}
    counts = count_by_status(now)
    open_ones = [m for m in now if m.is_open]
    return Digest(
        today=today,
        counts=counts,
        changes=None if last_week is None else _differences(counts, count_by_status(last_week)),
        slipped=tuple(m for m in open_ones if m.id in before and _has_slipped(before[m.id], m, today)),
        finished=tuple(m for m in now if not m.is_open and m.id in before and before[m.id].is_open),
        overdue=_by_due(m for m in open_ones if m.is_overdue(today)),
        at_risk=_by_due(
            m for m in open_ones if m.status in (Status.AT_RISK, Status.OFF_TRACK) and not m.is_overdue(today)
        ),
        likely_late=probably_late(now, today, review_every, calendar),
        asked_for=tuple(m for m in open_ones if m.asked_for),
        awaiting=tuple(m for m in now if m.confirmed_by),
        due_next=_by_due(m for m in open_ones if m.due and today <= m.due <= today + NEXT_WEEKS),
        silent=tuple(m for m in open_ones if m.has_been_silent_since(today - review_every)),
        unreminded=tuple(m for m in open_ones if m.unreminded_because),
        by_theme=_count_by_theme(now),
    )


def _count_by_theme(milestones: Sequence[Milestone]) -> tuple[tuple[str, Mapping[Status, int]], ...]:
    themes = list(dict.fromkeys(m.theme for m in milestones if m.theme))
    return tuple((theme, count_by_status(m for m in milestones if m.theme == theme)) for theme in themes)


def count_by_status(milestones: Iterable[Milestone]) -> dict[Status, int]:
    """How many milestones have each status, in the order in which a summary shows them."""
    return count_statuses(m.status for m in milestones)


def count_statuses(statuses: Iterable[Status | None]) -> dict[Status, int]:
    """How many there are of each status, in that order."""
    found = Counter(_shown_as(status) for status in statuses)
    return {status: found[status] for status in _SHOWN}


def _shown_as(status: Status | None) -> Status:
    if status is None:
        return Status.NOT_STARTED
    return Status.COMPLETE if status is Status.CONFIRMED else status


def _differences(counts: Mapping[Status, int], before: Mapping[Status, int]) -> dict[Status, int]:
    return {status: count - before[status] for status, count in counts.items()}


def _has_slipped(before: Milestone, after: Milestone, today: date) -> bool:
    """Worse than last week: a worse status, a later date, or a due date that passed."""
    worse = _WORSE.get(_shown_as(after.status), 0) > _WORSE.get(_shown_as(before.status), 0)
    later = after.moves > before.moves
    return worse or later or (after.is_overdue(today) and not after.is_overdue(today - WEEK))


def _by_due(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    return tuple(sorted(milestones, key=lambda m: (m.due or date.max, m.ref)))
