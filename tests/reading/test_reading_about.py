"""Whose plan a document is, what it is called and of which day; and what an inspection asked for."""

from collections.abc import Callable
from datetime import date

import pytest

from plans.reading import PlanReading

ReadText = Callable[[str], PlanReading]
TABLE = "\n\nAction | Lead | Due\n1. Write a standard | Una Hart | 18-Feb\n"


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("# Children's Improvement Plan 2026", "Children's Improvement Plan 2026"),
        (
            "Scrutiny Committee\n\n12 May 2026\n\nBrackwater Council: Improvement Plan",
            "Brackwater Council: Improvement Plan",
        ),
        ("Title: Getting Better Action Plan", "Getting Better Action Plan"),
        ("Action plan\nBrackwater SEND Action Plan", "Brackwater SEND Action Plan"),
        ("Written Statement of Action", "Written Statement of Action"),
    ],
)
def test_the_title_is_the_plans_own(read_text: ReadText, opening: str, title: str) -> None:
    assert read_text(opening + TABLE).title == title


@pytest.mark.parametrize(
    ("sentence", "organisation"),
    [
        ("Brackwater Council answers the inspection.", "Brackwater Council"),
        ("North Eastholme Borough Council agreed this.", "North Eastholme Borough Council"),
        ("The London Borough of Marlbridge agreed this.", "London Borough of Marlbridge"),
        ("Una Hart Brackwater Council. Omar Idris Brackwater Council. Brackwater Council.", "Brackwater Council"),
        ("The inspection of children's services in Westmarch took place in May.", "Westmarch"),
    ],
)
def test_the_council_is_the_one_named_most(read_text: ReadText, sentence: str, organisation: str) -> None:
    assert read_text(f"Improvement plan\n\n{sentence}" + TABLE).organisation == organisation


@pytest.mark.parametrize(
    ("opening", "as_at"),
    [
        ("Improvement Plan, position as at 24th November 2026", date(2026, 11, 24)),
        ("Improvement Plan May 2026", date(2026, 5, 31)),
        ("Improvement Plan\nVersion 2.1, updated 14 March 2026", date(2026, 3, 14)),
        ("Improvement Plan 2025-26\n\nCabinet\n\n17 January 2026", date(2026, 1, 17)),
        ("Improvement Plan\n\nThe audit is to be updated for the board of 3 June 2026.", None),
    ],
)
def test_a_plan_is_of_the_day_it_says(read_text: ReadText, opening: str, as_at: date | None) -> None:
    assert read_text(opening + TABLE).as_at == as_at


def test_a_date_without_a_year_takes_the_documents_and_is_asked_about(read_text: ReadText) -> None:
    plan = read_text("Improvement Plan as at 23 December 2025" + TABLE)
    assert plan.milestones[0].due == date(2026, 2, 18)
    assert [(query.ref, query.why) for query in plan.queries if query.field == "due"] == [
        ("1", "no year is written; taken as 2026, counted from December 2025")
    ]


def test_a_date_just_before_the_document_is_not_put_off_by_a_year(read_text: ReadText) -> None:
    assert read_text("Improvement Plan as at 20 April 2026" + TABLE).milestones[0].due == date(2026, 2, 18)


def test_without_any_year_a_day_and_month_stay_open(read_text: ReadText) -> None:
    plan = read_text("Improvement Plan" + TABLE)
    assert (plan.milestones[0].due, plan.milestones[0].due_text) == (None, "18-Feb")
    assert any("no year is written here" in query.why for query in plan.queries)


def test_the_years_a_document_writes_most_tell_what_dec_26_means(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement Plan\n\nAction | Lead | Due\n1. One | Una Hart | Dec 26\n2. Two | Una Hart | May 2026\n"
    )
    assert plan.milestones[0].due == date(2026, 12, 31)


def test_an_inspection_report_becomes_actions_that_nobody_leads_yet(read_text: ReadText) -> None:
    plan = read_text(
        "# Inspection of services for children\n\nBrackwater Council\n\n**Published:** 24 August 2026\n\n"
        "## Safeguarding services\n\n### Areas for improvement\n\n"
        "19. The council should do this with its partners.\n\n"
        "#### Immediately:\n\n- hold strategy meetings in every case\n\n"
        "#### Within three months:\n\n- record every decision with its\n\nreasons\n- offer advocacy\n\n"
        "## Services for children in care\n\n20. These are adequate.\n- a point of prose\n\n"
        "### Areas for improvement\n\n#### Within six months:\n\n- complete health assessments on time\n"
    )
    assert [(each.ref, each.service, each.timescale, each.due) for each in plan.recommendations] == [
        ("1", "Safeguarding services", "Immediately", date(2026, 8, 24)),
        ("2", "Safeguarding services", "Within three months", date(2026, 11, 24)),
        ("3", "Safeguarding services", "Within three months", date(2026, 11, 24)),
        ("4", "Services for children in care", "Within six months", date(2027, 2, 24)),
    ]
    assert plan.recommendations[1].text == "record every decision with its reasons"
    assert [(each.ref, each.due, each.leads) for each in plan.milestones][3] == ("4", date(2027, 2, 24), ())
    assert [query.field for query in plan.queries] == ["leads"] * 4


def test_a_report_may_ask_without_a_timescale(read_text: ReadText) -> None:
    plan = read_text(
        "# Inspection of Brackwater Council\n\n## What needs to improve?\n\n- Supervision.\n- Permanence.\n\n"
        "## The experiences of children\n\n- a point of prose\n"
    )
    assert [(each.text, each.due) for each in plan.recommendations] == [("Supervision.", None), ("Permanence.", None)]


def test_a_table_of_recommendations_with_timescales(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan" + TABLE + "\n## Appendix 1: what the inspection asked for, 25th February 2026\n\n"
        "### Leadership\n\nAreas for improvement | Timescale\n1. Supervision is regular. | Within three months\n"
        " | (Not all files show it.) | Within three months\n2. | Plans are clear. | Within six months\n"
    )
    assert [(each.ref, each.text, each.service, each.due) for each in plan.recommendations] == [
        ("1", "Supervision is regular. (Not all files show it.)", "Leadership", date(2026, 5, 25)),
        ("2", "Plans are clear.", "Leadership", date(2026, 8, 25)),
    ]


def test_an_action_names_the_recommendations_it_answers(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nAction | Milestone | Lead | Due\n"
        "1. Supervise well (Inspection Rec 4 and 5) | 1.1 Policy (Rec 8) | Una Hart | May 2026\n"
    )
    assert plan.actions[0].recommendations == ("4", "5", "8")
