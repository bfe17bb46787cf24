"""What a person must settle about a plan that was read: where it is, what it was taken for, and why."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from documents.reading.actions import Step
from documents.reading.dating import Due
from documents.reading.document import Document, Table
from documents.reading.fields import Field
from documents.reading.grid import grid_rows
from documents.reading.leads import Leads
from documents.reading.markup import one_line
from documents.reading.standing import Standing
from plans.reading import LeadReading, MilestoneReading, PlanReading, Query, RecommendationReading
from plans.status_key import USUAL_KEY, StatusKey
from plans.words import Role

_REFERS = re.compile(
    r"^\W*(as|see|same as|refer to)\s+(?:action |milestone |rec )?[A-Z]{0,3}\d+(\.\d+)*\W*$", re.IGNORECASE
)
_NO_PLACE = (
    "this table was not taken for part of the plan: no heading says which column is the action together with its lead, "
    "date or status"
)
# A smaller table is layout, not something that could hold milestones.
_FEWEST_CELLS = 3
_FEWEST_ROWS = 2
_LONGEST_QUOTE = 120
_ROWS_QUOTED = 4
_LEFT_OUT = "left out"
_VAGUE_REFERENCE = re.compile(r"^\W*(see|as) (above|below|before)\W*$", re.IGNORECASE)


def queries_about_plan(
    reading: PlanReading, colours: Mapping[str, Sequence[Step]], document: Document, date_from: str | None
) -> Iterator[Query]:
    """Questions that concern the whole plan: its key, its council, its date, what was left out of the file.

    `colours` has, for each colour that occurs, the steps whose status rests on what it means.
    """
    key = StatusKey(reading.status_key)
    for colour in sorted(colour for colour in colours if key.from_colour(colour) is None):
        yield _unexplained(colour, colours[colour])
    if reading.organisation is None:
        yield Query(None, "organisation", reading.title, "the document does not name the council whose plan it is")
    if date_from:
        taken = f"{reading.as_at:%-d %B %Y}" if reading.as_at else None
        yield Query(None, "as_at", reading.title, _no_day(reading, date_from), taken_as=taken)
    for note in document.notes:
        yield Query(None, "document", document.name, note, taken_as=_LEFT_OUT)


def _unexplained(colour: str, rated: Sequence[Step]) -> Query:
    """A colour without a meaning, with the first row that is rated in it as an example."""
    usual = USUAL_KEY.from_colour(colour)
    ends = f"; {colour} is taken as {usual.words}" if usual else f", and {colour} has no usual meaning"
    first = rated[0].row if rated else None
    return Query(
        None,
        "status_key",
        colour,
        f"the document does not say what its colours mean{ends}",
        place=first.place if first else None,
        row=first.cells if first else (),
        taken_as=usual.words if usual else None,
        refs=tuple(step.ref for step in rated),
    )


def left_out(tables: Iterable[Table]) -> Iterator[Query]:
    """Tables that look like more than layout and were not taken for part of the plan."""
    for table in tables:
        rows = [row for row in grid_rows(table) if len(row.filled) >= _FEWEST_CELLS]
        if len(rows) >= _FEWEST_ROWS:
            lines = [" | ".join(one_line(row.cells[at].text) for at in row.filled) for row in rows[:_ROWS_QUOTED]]
            quoted = tuple(("", line) for line in lines)
            yield Query(None, "table", lines[0][:_LONGEST_QUOTE], _NO_PLACE, table.place, quoted, _LEFT_OUT)


def _no_day(reading: PlanReading, date_from: str) -> str:
    if reading.as_at:
        return f"the document does not say of which day it is; {reading.as_at:%-d %B %Y} is taken from {date_from}"
    return f"the document does not say of which day it is; dates without a year are counted from {date_from}"


def queries_about_step(
    step: Step, milestone: MilestoneReading, leads: Leads, due: Due, stands: Standing
) -> Iterator[Query]:
    """Questions about one milestone: nobody or several named, no date or a strange one, an unknown status."""

    def ask(field: str, text: str | None, why: str, taken_as: str | None = None) -> Query:
        return Query(milestone.ref, field, text or "", why, step.row.place, step.row.cells, taken_as)

    if not milestone.leads:
        yield ask("leads", milestone.lead_text, _no_lead(milestone))
    elif leads.why:
        yield ask("leads", milestone.lead_text, leads.why, _leads_in_words(milestone.leads))
    for why in _strange_dates(milestone, due):
        yield ask("due", milestone.due_text, why, f"{milestone.due:%-d %B %Y}" if milestone.due else None)
    if stands.why:
        taken = milestone.status.words if milestone.status else None
        yield ask("status", one_line(step.text(Field.STATUS)), stands.why, taken)
    if not milestone.title:
        yield ask("title", "", "the row says who or when, but not what is to be done")
    elif _REFERS.match(milestone.title) or _VAGUE_REFERENCE.match(milestone.title):
        why = "only points to another action; say what is to be done here"
        yield ask("title", milestone.title, why, milestone.title)
    numbered_for = milestone.ref.split(".")[0] if "." in milestone.ref else milestone.action
    if numbered_for.isdigit() and milestone.action.isdigit() and numbered_for != milestone.action:
        why = f"numbered for action {numbered_for}, printed under {milestone.action}"
        yield ask("action", milestone.title, why, f"a step of action {milestone.action}")


def _strange_dates(milestone: MilestoneReading, due: Due) -> Iterator[str]:
    if due.why:
        yield due.why
    elif milestone.start and milestone.due and milestone.due < milestone.start:
        yield f"due before it starts on {milestone.start:%-d %B %Y}"
    elif milestone.due is None and not milestone.immediate and not milestone.ongoing:
        yield _no_date(milestone)


def _leads_in_words(leads: Sequence[LeadReading]) -> str:
    """ "Una Hart answers, Omar Idris supports"."""
    said = {lead.name or lead.post: "answers" if lead.role is Role.LEAD else "supports" for lead in reversed(leads)}
    return ", ".join(f"{who} {does}" for who, does in reversed(said.items()))


def queries_about_recommendation(each: RecommendationReading, places: Mapping[str, str]) -> Iterator[Query]:
    """Questions about one recommendation of a report: who answers for it, and by when where that is not said."""
    place = places.get(each.ref)
    row = tuple((heading, text) for heading, text in (("Recommendation", each.text), ("By", each.timescale)) if text)
    yield Query(
        each.ref, "leads", each.text, "a recommendation of a report; it names nobody who answers for it", place, row
    )
    if each.due is None:
        why = "the report carries no date to count from" if each.timescale else "no date is given"
        yield Query(each.ref, "due", each.timescale or "", why, place, row)


def _no_lead(milestone: MilestoneReading) -> str:
    return "nobody is named" if not milestone.lead_text else "nobody could be read from these words"


def _no_date(milestone: MilestoneReading) -> str:
    return "no date is given" if not milestone.due_text else "the date is still to be set"
