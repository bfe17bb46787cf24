"""What a plan document says, as plain data: the answer of `documents.reading` and of `milepost read --json`.

Nothing here is guessed. What a document does not say is None or empty; what had to be assumed, or could not
be placed, is in `PlanReading.queries` with the place in the document and the reason.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from plans.own_days import Meeting
from plans.words import Role, Status


@dataclass(frozen=True)
class StatusLabel:
    """One line of a plan's status key: the plan's own words, what they mean, and the colour if one is printed."""

    label: str
    status: Status
    colour: str | None = None


@dataclass(frozen=True)
class LeadReading:
    """Who is named beside a milestone: a person (`name`) or a post or team (`post`), never both.

    Somebody named with two organisations is given once for each, the second time in support.
    """

    name: str | None = None
    post: str | None = None
    organisation: str | None = None
    role: Role = Role.LEAD


@dataclass(frozen=True)
class ProgressReading:
    """One dated note that the document already reports."""

    on: date | None
    text: str


@dataclass(frozen=True)
class RecommendationReading:
    ref: str
    text: str
    service: str | None = None
    timescale: str | None = None
    due: date | None = None
    source: str | None = None


@dataclass(frozen=True)
class ActionReading:
    ref: str
    title: str
    theme: str | None = None
    objectives: str | None = None
    success_criteria: str | None = None
    outcome: str | None = None
    recommendations: tuple[str, ...] = ()


@dataclass(frozen=True)
class MilestoneReading:
    """A dated step of an action. `due` is the last of `dues`, which are all dates that the cell names, in order.

    `action` is the reference of its action; `original_due` the date that stands beside a revised one. `due_text`
    and `lead_text` are the cells' own words. `columns` keeps, by heading, the cells that mean nothing to Milepost,
    so that a report can give them back.
    """

    ref: str
    action: str
    title: str
    theme: str | None = None
    leads: tuple[LeadReading, ...] = ()
    start: date | None = None
    due: date | None = None
    dues: tuple[date, ...] = ()
    original_due: date | None = None
    due_text: str | None = None
    lead_text: str | None = None
    immediate: bool = False
    ongoing: bool = False
    status: Status | None = None
    status_text: str | None = None
    rag: str | None = None
    progress: tuple[ProgressReading, ...] = ()
    starting_point: str | None = None
    resources: str | None = None
    monitoring: str | None = None
    mitigation: str | None = None
    outcome: str | None = None
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class OfficerReading:
    """Somebody whom the document introduces outside its tables, with the post they hold."""

    name: str
    post: str


@dataclass(frozen=True)
class Query:
    """Something a person must settle: which milestone or action, which field, what the document says, and why.

    `row` is the source row, each cell with its heading ("" where it has none). `taken_as` says in words what it was
    taken for meanwhile, None where nothing was. `refs` are the milestones that rest on it besides `ref`: a question
    about what a colour means has all those that are rated in it.
    """

    ref: str | None
    field: str
    text: str
    why: str
    place: str | None = None
    row: tuple[tuple[str, str], ...] = ()
    taken_as: str | None = None
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanReading:
    title: str
    organisation: str | None = None
    as_at: date | None = None
    published: date | None = None
    status_key: tuple[StatusLabel, ...] = ()
    recommendations: tuple[RecommendationReading, ...] = ()
    actions: tuple[ActionReading, ...] = ()
    milestones: tuple[MilestoneReading, ...] = ()
    queries: tuple[Query, ...] = field(default=())
    officers: tuple[OfficerReading, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reading as JSON values: dates as ISO strings, statuses as their names."""
        return {key: _plain(value) for key, value in asdict(self).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value
