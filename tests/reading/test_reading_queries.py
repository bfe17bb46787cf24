"""What a person must settle: nothing is invented, and every assumption says where and why."""

from collections.abc import Callable
from datetime import date

import pytest

from plans.reading import PlanReading, Query

ReadText = Callable[[str], PlanReading]
HEADER = "Improvement plan as at 31 May 2026\n\nAction | Milestone | Lead | Start | Due\n"


def about_field(plan: PlanReading, field: str) -> list[Query]:
    return [query for query in plan.queries if query.field == field]


@pytest.mark.parametrize(
    ("lead", "why"),
    [
        ("", "nobody is named"),
        ("TBC", "nobody could be read from these words"),
        ("Una", "one name only; it may fit several people"),
        (
            "Una Hart and Omar Idris",
            "2 are named; Una Hart is taken as the one who answers and the others as support",
        ),
    ],
)
def test_a_lead_that_is_not_one_person_or_post(read_text: ReadText, lead: str, why: str) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | {lead} | | June 2026\n")
    assert [(query.ref, query.text, query.why) for query in about_field(plan, "leads")] == [("1.1", lead, why)]


@pytest.mark.parametrize(
    ("due", "why"),
    [
        ("", "no date is given"),
        ("TBC", "the date is still to be set"),
        ("When staff allow", "no date could be read in these words"),
        ("30 June 2036", "2036 is far from the document's own date, May 2026; is the year right?"),
        (
            "31.12.2026, first part by 30.9.2026",
            "its dates are not in order; the latest, 31 December 2026, is taken as the due date",
        ),
    ],
)
def test_a_date_that_is_missing_or_strange(read_text: ReadText, due: str, why: str) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | Una Hart | | {due}\n")
    assert [(query.ref, query.why) for query in about_field(plan, "due")] == [("1.1", why)]


def test_due_before_it_starts(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | Una Hart | 1 July 2026 | 30 June 2026\n")
    assert [query.why for query in about_field(plan, "due")] == ["due before it starts on 1 July 2026"]


@pytest.mark.parametrize("due", ["Ongoing", "Monthly", "Immediately", "30 June 2026"])
def test_a_date_that_is_plain_raises_no_question(read_text: ReadText, due: str) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | Una Hart | | {due}\n")
    assert about_field(plan, "due") == []
    assert plan.milestones[0].ongoing == (due in ("Ongoing", "Monthly"))
    assert plan.milestones[0].immediate == (due == "Immediately")


def test_as_above_takes_the_row_before_and_says_so(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | Una Hart | | June 2026\n | 1.2 Do more | As above | | As above\n")
    second = plan.milestones[1]
    assert (second.leads[0].name, second.due, second.lead_text) == ("Una Hart", date(2026, 6, 30), "As above")
    assert [query.why for query in plan.queries if query.ref == "1.2"] == ["says “As above”; taken from 1.1"] * 2


def test_a_step_that_only_points_elsewhere(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Act | As C3 | Una Hart | | June 2026\n")
    assert [query.text for query in about_field(plan, "title")] == ["As C3"]


def test_a_step_numbered_for_another_action(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}21. Act | 20.2 Do it | Una Hart | | June 2026\n")
    assert [query.why for query in about_field(plan, "action")] == ["numbered for action 20, printed under 21"]


def test_a_table_that_was_left_out_is_named_with_its_place(read_text: ReadText) -> None:
    plan = read_text(
        f"{HEADER}1. Act | 1.1 Do it | Una Hart | | June 2026\n\n"
        "## Annex\n\nYear | Boys | Girls\n2025 | 4 | 5\n2026 | 6 | 7\n"
    )
    assert [(query.text, query.place) for query in about_field(plan, "table")] == [("Year | Boys | Girls", "line 8")]


def test_every_question_about_a_row_says_where_it_is(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Act | 1.1 Do it | | | June 2026\n | 1.2 Do more | Una Hart | | \n")
    assert [(query.ref, query.place) for query in plan.queries if query.ref] == [("1.1", "line 4"), ("1.2", "line 5")]
