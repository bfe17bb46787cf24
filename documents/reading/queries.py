"""What a person must settle about a plan that was read: where it is, what it was taken for, and why."""

import re
from collections.abc import Iterable, Iterator

from documents.reading.actions import Step
from documents.reading.dating import Due
from documents.reading.document import Document, Table
from documents.reading.fields import Field
from documents.reading.grid import grid_rows
from documents.reading.leads import Leads
from documents.reading.markup import one_line
from documents.reading.standing import Standing
from plans.reading import MilestoneReading, PlanReading, Query
from plans.status_key import USUAL_KEY, colour_named

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
_VAGUE_REFERENCE = re.compile(r"^\W*(see|as) (above|below|before)\W*$", re.IGNORECASE)


def queries_about_plan(
    reading: PlanReading, colours: Iterable[str], document: Document, date_from: str | None
) -> Iterator[Query]:
    """Questions that concern the whole plan: its key, its council, its date, what was left out of the file."""
    named = {colour for each in colours if (colour := colour_named(each))}
    unexplained = sorted(named - {label.colour for label in reading.status_key})
    if unexplained:
        taken = ", ".join(
            f"{colour} is taken as {status.words}"
            for colour in unexplained
            if (status := USUAL_KEY.from_colour(colour))
        )
        yield Query(
            None, "status_key", ", ".join(unexplained), f"the document does not say what its colours mean; {taken}"
        )
    if reading.organisation is None:
        yield Query(None, "organisation", reading.title, "the document does not name the council whose plan it is")
    if date_from:
        yield Query(None, "as_at", reading.title, _no_day(reading, date_from))
    for note in document.notes:
        yield Query(None, "document", document.name, note)


def left_out(tables: Iterable[Table]) -> Iterator[Query]:
    """Tables that look like more than layout and were not taken for part of the plan."""
    for table in tables:
        rows = [row for row in grid_rows(table) if len(row.filled) >= _FEWEST_CELLS]
        if len(rows) >= _FEWEST_ROWS:
            text = " | ".join(one_line(rows[0].cells[at].text) for at in rows[0].filled)
            yield Query(None, "table", text[:_LONGEST_QUOTE], _NO_PLACE, table.place)


def _no_day(reading: PlanReading, date_from: str) -> str:
    if reading.as_at:
        return f"the document does not say of which day it is; {reading.as_at:%-d %B %Y} is taken from {date_from}"
    return f"the document does not say of which day it is; dates without a year are counted from {date_from}"


def queries_about_step(
    step: Step, milestone: MilestoneReading, leads: Leads, due: Due, stands: Standing
) -> Iterator[Query]:
    """Questions about one milestone: nobody or several named, no date or a strange one, an unknown status."""
    ref, place = milestone.ref, step.row.place
    if not milestone.leads:
        yield Query(ref, "leads", milestone.lead_text or "", _no_lead(milestone), place)
    elif leads.why:
        yield Query(ref, "leads", milestone.lead_text or "", leads.why, place)
    if due.why:
        yield Query(ref, "due", milestone.due_text or "", due.why, place)
    elif milestone.due is None and not milestone.immediate and not milestone.ongoing:
        yield Query(ref, "due", milestone.due_text or "", _no_date(milestone), place)
    if milestone.start and milestone.due and milestone.due < milestone.start:
        yield Query(ref, "due", milestone.due_text or "", f"due before it starts on {milestone.start:%-d %B %Y}", place)
    if stands.why:
        yield Query(ref, "status", one_line(step.text(Field.STATUS)), stands.why, place)
    if not milestone.title:
        yield Query(ref, "title", "", "the row says who or when, but not what is to be done", place)
    if _REFERS.match(milestone.title) or _VAGUE_REFERENCE.match(milestone.title):
        yield Query(ref, "title", milestone.title, "only points to another action; say what is to be done here", place)
    if "." in ref and ref[0].isdigit() and milestone.action.isdigit() and ref.split(".")[0] != milestone.action:
        yield Query(
            ref,
            "action",
            milestone.title,
            f"numbered for action {ref.split('.')[0]}, printed under {milestone.action}",
            place,
        )


def _no_lead(milestone: MilestoneReading) -> str:
    return "nobody is named" if not milestone.lead_text else "nobody could be read from these words"


def _no_date(milestone: MilestoneReading) -> str:
    return "no date is given" if not milestone.due_text else "the date is still to be set"
