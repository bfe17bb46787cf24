"""A list of milestones as a CSV that a spreadsheet opens as it is meant. Pure."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.message import File
from plans.milestone import Milestone
from storage.questions.plans import PlanFacts

# Without it Excel takes UTF-8 for the code page of its own machine.
BYTE_ORDER_MARK = "\ufeff"

COLUMNS = (
    "Milestone",
    "Action",
    "Theme",
    "Lead",
    "Due",
    "First due",
    "Times moved",
    "Status",
    "Per cent",
    "Working days late",
    "Later date asked for",
    "Last word",
)

# A cell that begins so is carried out as a formula, whoever wrote it.
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_file(name: str, milestones: Sequence[Milestone], plan: PlanFacts, today: date) -> File:
    """A row for each milestone. Dates are ISO, which a spreadsheet reads the same in every country."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    rows.writerows([_guarded(cell) for cell in _row(m, plan, today)] for m in milestones)
    return File(name, BYTE_ORDER_MARK + written.getvalue())


def _row(m: Milestone, plan: PlanFacts, today: date) -> list[str]:
    late = m.working_days_late(today, plan.calendar) if m.is_overdue(today) else 0
    lead = f"{m.lead} ({m.holder})" if m.lead and m.holder else m.lead or ""
    return [
        # The reference is never alone in its cell: a spreadsheet would make a number of 1.10, and a day of 3.2.
        f"{m.ref} {m.title}",
        f"Action {m.action} {m.action_title}".strip(),
        m.theme or "",
        lead,
        _iso(m.due) or m.due_text or "",
        _iso(m.original_due),
        str(m.moves),
        phrases.status(m.status, plan.status_words),
        "" if m.progress is None else str(m.progress),
        str(late),
        _iso(m.asked_for),
        _iso(m.last_word_on),
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _guarded(cell: str) -> str:
    """A cell that would be a formula begins with an apostrophe, which spreadsheets take for "this is text"."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_BEGINS_A_FORMULA) else cell
