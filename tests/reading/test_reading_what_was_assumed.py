"""Each question says what the value was taken for meanwhile, and shows the source row it came from."""

from collections.abc import Callable

import pytest

from plans.reading import PlanReading, Query

ReadText = Callable[[str], PlanReading]
HEADER = "Improvement plan as at 31 May 2026\n\nAction | Milestone | Lead | Start | Due\n"
RATED = "Improvement plan as at 31 May 2026\n\nAction | Lead | Due | RAG | Progress\n"


def only(plan: PlanReading, field: str) -> Query:
    (query,) = [query for query in plan.queries if query.field == field]
    return query


@pytest.mark.parametrize(
    ("row", "field", "taken"),
    [
        ("1. Act | 1.1 Do it | Una Hart | | 18-Feb", "due", "18 February 2027"),
        ("1. Act | 1.1 Do it | Una Hart | | 30 June 2036", "due", "30 June 2036"),
        ("1. Act | 1.1 Do it | Una Hart | 1 July 2026 | 30 June 2026", "due", "30 June 2026"),
        ("1. Act | 1.1 Do it | Una Hart | | TBC", "due", None),
        ("1. Act | 1.1 Do it | | | June 2026", "leads", None),
        ("1. Act | 1.1 Do it | Una | | June 2026", "leads", "Una answers"),
        (
            "1. Act | 1.1 Do it | Una Hart and Omar Idris | | June 2026",
            "leads",
            "Una Hart answers, Omar Idris supports",
        ),
        ("1. Act | As C3 | Una Hart | | June 2026", "title", "As C3"),
        ("21. Act | 20.2 Do it | Una Hart | | June 2026", "action", "a step of action 21"),
    ],
)
def test_what_it_was_taken_for(read_text: ReadText, row: str, field: str, taken: str | None) -> None:
    assert only(read_text(f"{HEADER}{row}\n"), field).taken_as == taken


def test_the_source_row_comes_with_its_headings(read_text: ReadText) -> None:
    query = only(read_text(f"{HEADER}1. Act | 1.1 Do it | Una Hart | | 18-Feb\n"), "due")
    assert query.row == (
        ("Action", "1. Act"),
        ("Milestone", "1.1 Do it"),
        ("Lead", "Una Hart"),
        ("Due", "18-Feb"),
    )


def test_of_two_rows_with_one_reference_the_second_says_what_it_is_kept_as(read_text: ReadText) -> None:
    rows = (
        "1. Act | 1.1 Write the first guide | Una Hart | | June 2026\n | 1.1 Train all staff | Omar Idris | | May 2026"
    )
    query = only(read_text(f"{HEADER}{rows}\n"), "ref")
    assert (query.taken_as, ("Milestone", "1.1 Train all staff") in query.row) == ("1.1 (2)", True)


def test_each_colour_without_a_key_is_one_question_with_the_milestones_that_rest_on_it(read_text: ReadText) -> None:
    rows = (
        "1. Write the guide | Una Hart | May 2026 | A |\n"
        "2. Train all staff | Una Hart | May 2026 | G |\n"
        "3. Audit the files | Una Hart | May 2026 | A |\n"
        "4. Agree the form | Una Hart | May 2026 | Red | Completed\n"
    )
    asked = [query for query in read_text(RATED + rows).queries if query.field == "status_key"]
    assert [(query.text, query.taken_as, query.refs) for query in asked] == [
        ("amber", "at risk", ("1", "3")),
        ("green", "on track", ("2",)),
        ("red", "off track", ()),
    ]


def test_a_colour_that_no_council_uses_alike_is_taken_for_nothing(read_text: ReadText) -> None:
    plan = read_text(f"{RATED}1. Write the guide | Una Hart | May 2026 | Purple |\n")
    query = only(plan, "status_key")
    assert (query.text, query.taken_as, query.refs) == ("purple", None, ("1",))
    assert plan.milestones[0].status is None


def test_a_colour_that_the_key_leaves_out_is_asked_about_alone(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan as at 31 May 2026\n\nKey: Green = Complete; Amber = On track\n\n"
        "Action | Lead | Due | RAG\n1. Write the guide | Una Hart | May 2026 | Amber\n2. Train | Una Hart | 2026 | R\n"
    )
    assert (only(plan, "status_key").text, only(plan, "status_key").refs) == ("red", ("2",))


def test_a_status_against_its_note_says_which_was_taken(read_text: ReadText) -> None:
    plan = read_text(f"{RATED}1. Do it | Una Hart | May 2026 | R | Completed\n")
    assert only(plan, "status").taken_as == "complete"


def test_a_table_left_out_shows_its_first_rows(read_text: ReadText) -> None:
    plan = read_text(
        f"{HEADER}1. Act | 1.1 Do it | Una Hart | | June 2026\n\n"
        "## Annex\n\nYear | Boys | Girls\n2025 | 4 | 5\n2026 | 6 | 7\n"
    )
    query = only(plan, "table")
    assert query.taken_as == "left out"
    assert query.row[:2] == (("", "Year | Boys | Girls"), ("", "2025 | 4 | 5"))


REPORT = """# Inspection of Westvale services

{published}

## Safeguarding

Areas for improvement

Within three months:

- ensure that every strategy meeting is recorded
- ensure that every child missing from care is offered an interview
"""


def test_a_report_alone_asks_who_answers_for_each_recommendation_and_says_where(read_text: ReadText) -> None:
    plan = read_text(REPORT.format(published="Published: 24 August 2026"))
    assert [(m.ref, str(m.due), m.leads) for m in plan.milestones] == [("1", "2026-11-24", ()), ("2", "2026-11-24", ())]
    assert [(query.ref, query.field, query.place) for query in plan.queries] == [
        ("1", "leads", "line 11"),
        ("2", "leads", "line 12"),
    ]
    assert plan.queries[0].row[1] == ("By", "Within three months")


def test_a_report_without_a_date_of_its_own_asks_by_when(read_text: ReadText) -> None:
    plan = read_text(REPORT.format(published=""))
    assert {(query.field, query.why) for query in plan.queries if query.field == "due"} == {
        ("due", "the report carries no date to count from")
    }
