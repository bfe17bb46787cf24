"""What a process remembers of plans, so that it does not read thousands of milestones for each message.

Nothing in here is true by itself: whoever uses it has asked for the plan's version in the same transaction.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from threading import Lock, RLock

from plans.milestone import Milestone

MOST_PLANS = 64
MOST_READERS = 64


@dataclass(frozen=True)
class Stood:
    """A plan as it stood in one of its versions, on a day: every milestone, and everybody who can be named in it.

    `milestones` and what `visible_to` gives are the same tuples each time, so that what is prepared from them can be
    kept with them.
    """

    number: int
    milestones: tuple[Milestone, ...]
    people: tuple[str, ...]
    _restricted: tuple[Milestone, ...] = ()
    _views: dict[frozenset[int], tuple[Milestone, ...]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, number: int, milestones: Sequence[Milestone], people: tuple[str, ...]) -> "Stood":
        return cls(number, tuple(milestones), people, tuple(m for m in milestones if m.restricted_to is not None))

    def visible_to(self, person_id: int | None) -> tuple[Milestone, ...]:
        """The milestones of which a person may know; None is a place where anybody may read along."""
        if not self._restricted:
            return self.milestones
        hidden = frozenset(m.id for m in self._restricted if not m.is_visible_to(person_id))
        view = self._views.get(hidden)
        if view is None:
            view = tuple(m for m in self.milestones if m.id not in hidden)
            if len(self._views) < MOST_READERS:
                self._views[hidden] = view
        return view


class Memory:
    """The plans that were asked for last, in the version in which each was read last."""

    def __init__(self) -> None:
        self._stood: OrderedDict[tuple[int, date], Stood] = OrderedDict()
        self._reading: dict[int, RLock] = {}
        self._lock = Lock()

    def of(self, plan_id: int, today: date) -> Stood | None:
        with self._lock:
            found = self._stood.get((plan_id, today))
            if found is not None:
                self._stood.move_to_end((plan_id, today))
            return found

    def keep(self, plan_id: int, today: date, stood: Stood) -> None:
        with self._lock:
            before = self._stood.get((plan_id, today))
            # Whoever read an older version may be the last to finish.
            if before is None or before.number <= stood.number:
                self._stood[(plan_id, today)] = stood
                self._stood.move_to_end((plan_id, today))
            while len(self._stood) > MOST_PLANS:
                self._stood.popitem(last=False)

    def forget(self) -> None:
        """Everything: what the database holds next may be another one's."""
        with self._lock:
            self._stood.clear()

    @contextmanager
    def reading(self, plan_id: int) -> Iterator[None]:
        """One thread at a time reads a plan that many ask for; those who wait find it read."""
        with self._lock:
            lock = self._reading.setdefault(plan_id, RLock())
        with lock:
            yield
