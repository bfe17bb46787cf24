"""A changed document against the one before it, and against what was said in chat meanwhile."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from plans.milestone import Milestone
from plans.reading import MilestoneReading, PlanReading
from plans.words import Role, Status


class Kind(StrEnum):
    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


class Compared(StrEnum):
    """What of a milestone is compared; its title, the day it is due, its leads and its status."""

    TITLE = "title"
    DUE = "due"
    LEADS = "leads"
    STATUS = "status"


Value = str | date | Status | tuple[str, ...] | None


@dataclass(frozen=True)
class Difference:
    """One thing that the new document says otherwise.

    `before` and `after` are what the two documents say. `since` is what the plan says by now because of what was
    said in chat, where that is neither of the two: then nothing is changed unless a person decides so.
    """

    ref: str
    kind: Kind
    what: Compared | None = None
    before: Value = None
    after: Value = None
    since: Value = None
    is_disputed: bool = False


def is_same_plan(one: PlanReading, other: PlanReading) -> bool:
    """Whether two documents are of one plan: by their title, or by half of their milestones in the same words.

    The same plan saved in another format often has another title: that of the file, or of its first table.
    """
    if _words(one.title) == _words(other.title):
        return True
    said, said_too = ({(m.ref, _words(m.title)) for m in reading.milestones} for reading in (one, other))
    return 2 * len(said & said_too) >= max(len(said), len(said_too), 1)


def _words(text: str) -> str:
    """Its letters and digits alone: formats differ in spaces, quotes and dashes."""
    return "".join(character for character in text.casefold() if character.isalnum())


def compare(before: PlanReading, after: PlanReading, now: Mapping[str, Milestone]) -> list[Difference]:
    """Everything that importing `after` would change in a plan that was imported as `before` and stands as `now`.

    Milestones are the same when their references are. The order is that of the new document, what is gone last.
    """
    old = {m.ref: m for m in before.milestones}
    new = {m.ref: m for m in after.milestones}
    found: list[Difference] = []
    for ref, milestone in new.items():
        if ref not in now:
            found.append(Difference(ref, Kind.NEW, after=milestone.title))
        else:
            found += _changes(old.get(ref), milestone, now[ref])
    # What no document ever had was added by a person, and is not for a document to take away.
    gone = [milestone for ref, milestone in now.items() if ref in old and ref not in new]
    return found + [Difference(m.ref, Kind.GONE, before=m.title) for m in gone]


def _changes(old: MilestoneReading | None, new: MilestoneReading, now: Milestone) -> Iterator[Difference]:
    for what in Compared:
        before, after, since = _of_reading(old, what), _of_reading(new, what), _of_plan(now, what)
        if after in (before, since):
            continue
        is_disputed = since != before
        yield Difference(new.ref, Kind.CHANGED, what, before, after, since if is_disputed else None, is_disputed)


def _of_reading(milestone: MilestoneReading | None, what: Compared) -> Value:
    if milestone is None:
        return None
    match what:
        case Compared.TITLE:
            return " ".join(milestone.title.split())
        case Compared.DUE:
            return milestone.due
        case Compared.LEADS:
            answerable = [lead for lead in milestone.leads if lead.role is Role.LEAD][:1]
            others = [lead for lead in milestone.leads if lead not in answerable]
            return tuple(_plain(lead.name or lead.post) for lead in answerable + others)
        case Compared.STATUS:
            return milestone.status


def _of_plan(milestone: Milestone, what: Compared) -> Any:
    match what:
        case Compared.TITLE:
            return " ".join(milestone.title.split())
        case Compared.DUE:
            return milestone.due
        case Compared.LEADS:
            names = [milestone.lead, *milestone.supporters] if milestone.lead else list(milestone.supporters)
            return tuple(_plain(name) for name in names)
        case Compared.STATUS:
            return milestone.status


def _plain(name: str | None) -> str:
    return " ".join((name or "").split())
