"""Headings in the words of different councils, and columns that only their contents explain."""

from collections.abc import Callable
from datetime import date

import pytest

from documents.reading.fields import Field, heading_field, is_heading
from plans.reading import PlanReading
from plans.words import Status

ReadText = Callable[[str], PlanReading]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Lead", Field.LEAD),
        ("Action Owner(s)", Field.LEAD),
        ("By whom", Field.LEAD),
        ("Responsible officer", Field.LEAD),
        ("Accountable person", Field.LEAD),
        ("Due", Field.DUE),
        ("Target date", Field.DUE),
        ("By when", Field.DUE),
        ("Timescale", Field.DUE),
        ("Deadline", Field.DUE),
        ("Completion date", Field.DUE),
        ("Date to be completed", Field.DUE),
        ("Date completed", Field.COMPLETED_ON),
        ("Revised target date", Field.REVISED_DUE),
        ("Start date", Field.START),
        ("BRAG", Field.STATUS),
        ("RAG rating", Field.STATUS),
        ("Action status", Field.STATUS),
        ("Progress / outcome", Field.PROGRESS),
        ("Latest update", Field.PROGRESS),
        ("Activity", Field.ACTION),
        ("What we will do", Field.ACTION),
        ("Key milestones", Field.MILESTONE),
        ("Measures of success and progress", Field.SUCCESS),
        ("How will we know?", Field.SUCCESS),
        ("Intended outcome", Field.OUTCOME),
        ("Area for improvement", Field.RECOMMENDATION),
        ("Ref No.", Field.REF),
        ("Monitor -ing", Field.MONITORING),
        ("Starting Point 24.8.12", Field.STARTING_POINT),
        ("Resource requirements", Field.RESOURCES),
        ("Workstream", Field.THEME),
        ("Evidence of impact", Field.OTHER),
        ("Progress to date", Field.PROGRESS),
        ("Position at 31 March", Field.PROGRESS),
        ("Progress (BRAG)", Field.STATUS),
        ("Previous RAG", Field.OTHER),
        ("% complete", Field.OTHER),
        ("Baseline finish", Field.DUE),
        ("Forecast finish", Field.REVISED_DUE),
        ("Others involved", Field.SUPPORT),
        ("Action by", Field.LEAD),
        ("Management response", Field.ACTION),
        ("Priority action", Field.RECOMMENDATION),
        ("Planned improvement", Field.RECOMMENDATION),
        ("S/N", Field.REF),
        ("Q2 RAG", Field.STATUS),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, field: Field) -> None:
    assert heading_field(heading) is field


@pytest.mark.parametrize(
    "text",
    ["Action plan agreed with partners", "Chief Officer", "Action 8", "Review of all cases", "June 2026", "", "12"],
)
def test_a_cell_of_the_plan_is_no_heading(text: str) -> None:
    assert not is_heading(text)


def test_another_councils_headings_give_the_same_milestone(read_text: ReadText) -> None:
    plan = read_text(
        "Brackwater Council Improvement Plan 2026\n\n"
        "No. | Recommendation | What we will do | By whom | By when | BRAG | Commentary | Evidence\n"
        "R1 | Record management decisions | Add a decision box to the form | Una Hart | 30/06/2026 "
        "| On track | Built. | Form v2\n"
    )
    (milestone,) = plan.milestones
    assert (milestone.ref, milestone.action, milestone.title) == ("R1", "R1", "Add a decision box to the form")
    assert (milestone.leads[0].name, milestone.due) == ("Una Hart", date(2026, 6, 30))
    assert (milestone.status, milestone.progress[0].text) == (Status.ON_TRACK, "Built.")
    assert milestone.columns == (("Evidence", "Form v2"),)
    assert plan.actions[0].title == "Record management decisions"


def test_a_reference_column_without_a_heading_is_known_by_what_is_in_it(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        " | Area for improvement | Actions | Owner | Timescale\n"
        "B1 | Chronologies are not kept | Write a standard | Una Hart | July 2026\n"
        "B2 | Plans are not specific | Train every worker | Omar Idris | May 2026\n"
    )
    assert [(each.ref, each.leads[0].name) for each in plan.milestones] == [("B1", "Una Hart"), ("B2", "Omar Idris")]


def test_a_table_of_risks_is_not_taken_for_the_plan(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Risk | What it is | Action to keep the risk low\n"
        "Recruitment | Posts stay empty | Advertise early\n\n"
        "Action | Lead | Due\n"
        "1. Write a standard | Una Hart | July 2026\n"
    )
    assert [each.title for each in plan.milestones] == ["Write a standard"]
    assert plan.milestones[0].due == date(2026, 7, 31)


def test_a_revised_date_counts_and_the_first_one_is_kept(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Action | Lead | Target date | Revised target date | Status\n"
        "1. Write a standard | Una Hart | 1 May 2026 | 1 July 2026 | Delayed\n"
    )
    assert (plan.milestones[0].due, plan.milestones[0].original_due) == (date(2026, 7, 1), date(2026, 5, 1))


@pytest.mark.parametrize(
    ("cell", "status", "note"),
    [
        ("Green – Rota agreed with every team", Status.ON_TRACK, "Rota agreed with every team"),
        ("Rota agreed with every team", None, "Rota agreed with every team"),
        ("Complete", Status.COMPLETE, None),
    ],
)
def test_a_column_for_rating_and_update_gives_both(
    read_text: ReadText, cell: str, status: Status | None, note: str | None
) -> None:
    plan = read_text(
        f"Improvement plan\n\nAction | Lead | Due | Update & RAG\n1. Do it | Una Hart | May 2026 | {cell}\n"
    )
    (milestone,) = plan.milestones
    assert milestone.status is status
    assert [each.text for each in milestone.progress] == ([note] if note else [])
    assert milestone.mitigation is None
