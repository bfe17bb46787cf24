"""A milestone as it stands at a moment, and what can be said of it from that alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.words import Status
from plans.working_days import WorkingDays


@dataclass(frozen=True)
class LaterDate:
    """A later date that was asked for and that nobody has decided yet.

    `asked_of` is the name of whoever has been asked to decide since the day `since`; None where nobody has, because it
    has no reason yet or nobody is set to decide: `since` is the day on which it was asked for then.
    """

    to: date
    since: date
    asked_of: str | None = None
    has_reason: bool = True


@dataclass(frozen=True)
class Milestone:
    """`lead` is the answerable person's name, or the post's title where it is led by a post.

    `lead_id` is the person who is asked, None where there is nobody; `holder` is their name where a post leads.
    `last_word_on` is the day of the last update or, before the first one, of the last note that the document itself
    reports. `later` is a later date that nobody has decided yet. `climbs` is false when every day of
    its ladder had passed before Milepost began to count. `confirmed_by` is who has still to confirm that it is done,
    None where nobody has, and `is_confirmer_asked` whether they were asked yet; `evidence` is what was given for
    that. `restricted_to` are the ids of the only people who may know of it, None where everybody may. `to_settle` are
    the fields of which the document left a value open that a person has still to settle; `recommendations` those that
    its action answers. `lead_left_on` is the day on which the last account of the person who is asked was closed.
    """

    id: int
    plan_id: int
    ref: str
    title: str
    status: Status | None = None
    due: date | None = None
    original_due: date | None = None
    moves: int = 0
    due_text: str | None = None
    is_immediate: bool = False
    is_ongoing: bool = False
    progress: int | None = None
    action: str = ""
    action_title: str = ""
    theme: str | None = None
    lead: str | None = None
    lead_id: int | None = None
    post: str | None = None
    holder: str | None = None
    supporters: tuple[str, ...] = ()
    last_word_on: date | None = None
    later: LaterDate | None = None
    climbs: bool = True
    confirmed_by: str | None = None
    is_confirmer_asked: bool = False
    evidence: tuple[str, ...] = ()
    restricted_to: frozenset[int] | None = None
    to_settle: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    lead_left_on: date | None = None

    def is_visible_to(self, person_id: int | None) -> bool:
        """Whether a person may know of it; None is a place where anybody may read along."""
        if self.restricted_to is None:
            return True
        return person_id is not None and (person_id in self.restricted_to or person_id == self.lead_id)

    @property
    def asked_for(self) -> date | None:
        """The later date that nobody has decided yet."""
        return self.later.to if self.later is not None else None

    @property
    def is_open(self) -> bool:
        return self.status is None or not self.status.is_finished

    def is_overdue(self, today: date) -> bool:
        return self.is_open and self.due is not None and self.due < today

    def working_days_late(self, today: date, calendar: WorkingDays) -> int:
        """Working days since the due date; 0 when it is not past."""
        return max(0, calendar.between(self.due, today)) if self.due is not None and self.due < today else 0

    def has_been_silent_since(self, day: date) -> bool:
        """Whether nobody has said anything about it on or after that day."""
        return self.is_open and (self.last_word_on is None or self.last_word_on < day)

    @property
    def unreminded_because(self) -> str | None:
        """Why nobody is being reminded of it, as the end of a sentence; None when somebody is."""
        if not self.is_open:
            return None
        reasons = [reason for reason in (self._no_reader, self._no_date) if reason]
        if not reasons and not self.climbs:
            reasons = ["the last day of its ladder had passed when Milepost began to follow it"]
        return " and ".join(reasons) or None

    @property
    def _no_reader(self) -> str | None:
        if self.lead_left_on is not None:
            return f"nobody can reach {self.holder or self.lead}: their account was closed on {_day(self.lead_left_on)}"
        if self.lead_id is not None:
            return None
        return f"nobody is known to hold the post {self.post}" if self.post else "it has no lead"

    @property
    def _no_date(self) -> str | None:
        if self.due is not None:
            return None
        if self.is_ongoing:
            return "it is ongoing, without a date"
        if "due" in self.to_settle:
            said = f', "{self.due_text}",' if self.due_text else ""
            return f"its date{said} is still to be settled"
        return f'"{self.due_text}" is not a date' if self.due_text else "it has no date"


def by_due(milestones: Iterable[Milestone]) -> list[Milestone]:
    """The first due first; what has no date comes last."""
    return sorted(milestones, key=lambda m: (m.due or date.max, m.id))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
