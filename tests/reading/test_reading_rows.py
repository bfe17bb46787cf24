"""Rows as pages leave them: cut in two, printed twice, with footers in their cells; and made whole again."""

from collections.abc import Callable
from datetime import date

from plans.reading import PlanReading
from plans.words import Status

ReadText = Callable[[str], PlanReading]
HEADER = "Action | Milestone | Start date | Due date | Status | Progress note | Lead | Outcome\n"


def test_a_row_cut_by_a_page_is_one_row(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan May 2026\n\n"
        + HEADER
        + "1. Keep children | 1.1 System set up to offer every child | 01-Mar-2026 | 30-Jun-2026 | "
        "| May 2026 - On track. "
        "The contract is | Una Hart | Children safer\n\n"
        + "\tan interview within three days\t\t\t\tbeing signed.\t\t\n"
    )
    (milestone,) = plan.milestones
    assert milestone.title == "System set up to offer every child an interview within three days"
    assert milestone.progress[0].text == "On track. The contract is being signed."
    assert (milestone.due, milestone.status) == (date(2026, 6, 30), Status.ON_TRACK)


def test_an_actions_words_may_go_on_beside_its_next_milestone(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan May 2026\n\n"
        + HEADER
        + "1. Make sure that supervision is regular and matches best | 1.1 Policy agreed | | 30 June 2026 | "
        "| | Una Hart | Workers are\n"
        + "practice in every team | 1.2 Audit done | | 31 July 2026 | | | Omar Idris | well supported\n"
    )
    assert [action.title for action in plan.actions] == [
        "Make sure that supervision is regular and matches best practice in every team"
    ]
    assert plan.actions[0].outcome == "Workers are well supported"
    assert [each.ref for each in plan.milestones] == ["1.1", "1.2"]


def test_a_row_printed_twice_across_a_page_is_one_row(read_text: ReadText) -> None:
    row = "4. Health | 4.1 Pathway agreed with every clinic in the area | | 30 June 2026 | | {} | Una Hart |\n"
    plan = read_text(
        "Improvement plan May 2026\n\n"
        + HEADER
        + row.format("May 2026 - On track.")
        + "\n"
        + HEADER
        + row.format("May 2026 - On track. Two clinics signed.")
    )
    assert [each.ref for each in plan.milestones] == ["4.1"]
    assert plan.milestones[0].progress[0].text == "On track. Two clinics signed."


def test_two_rows_with_one_reference_and_different_words_both_stay_and_are_asked_about(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan May 2026\n\n"
        + HEADER
        + "4. Health | 4.1 Pathway agreed with clinics | | 30 June 2026 | | | Una Hart |\n"
        + "\t4.1 Histories given to care leavers\t\t31 July 2026\t\t\tOmar Idris\t\n"
    )
    assert [each.ref for each in plan.milestones] == ["4.1", "4.1 (2)"]
    assert [(query.ref, query.field) for query in plan.queries if query.field == "ref"] == [("4.1 (2)", "ref")]


def test_a_footer_between_pages_and_in_cells_is_left_out(read_text: ReadText) -> None:
    footer = "Brackwater action plan final version 12/05/26"
    plan = read_text(
        "Brackwater joint action plan\n\n"
        "Outcome | Lead | Date | Actions | Measures\n"
        f"1. Assessments are good | Una Hart | 30 June 2026 | Managers read every\n"
        f"{footer[:-3]} | | | assessment before it |\n\n"
        f"{footer}\n\n"
        "Outcome | Lead | Date | Actions | Measures\n"
        " | | | goes out |\n"
        "2. Plans are good | Omar Idris | 31 July 2026 | Plans are written with families |\n"
    )
    assert [each.title for each in plan.milestones] == [
        "Managers read every assessment before it goes out",
        "Plans are written with families",
    ]
    assert plan.actions[0].title == "Assessments are good"


def test_a_title_over_every_page_is_the_plans_title_and_no_row(read_text: ReadText) -> None:
    title = "Joint health and care action plan for children in Brackwater"
    page = f"{title} | | |\nAction | Lead | Due | Progress\n"
    plan = read_text(
        "REPORT TO CABINET\n\nOutcome of the inspection\n\n"
        + page
        + "1. First | Una Hart | 30 June 2026 |\n\n"
        + page
        + "2. Second | Omar Idris | 31 July 2026 |\n"
    )
    assert plan.title == title
    assert [each.title for each in plan.milestones] == ["First", "Second"]


def test_a_heading_torn_by_the_columns_is_a_theme(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nThe plan supports operational practice.\n\n"
        "Action | Lead | Due | Progress\n"
        " | OPERA | TIONAL PRAC | TICE\n"
        "1. First | Una Hart | 30 June 2026 |\n"
        " | PRACTICE | LEADERSHIP |\n"
        "2. Second | Omar Idris | 31 July 2026 |\n"
    )
    assert [each.theme for each in plan.milestones] == ["OPERATIONAL PRACTICE", "PRACTICE LEADERSHIP"]


def test_rows_of_dashes_and_stray_numbers_are_nothing(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nAction | Lead | Due | Progress\n"
        "1. First | Una Hart | 30 June 2026 |\n"
        "-- | -- | -- | ---------\n\n | 1 | 1 |\n"
    )
    assert len(plan.milestones) == 1


def test_activities_under_an_action_are_numbered_within_it(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan as at 1 May 2026\n\n"
        "Action 8 | Review every case where the plan has changed | | | |\n"
        'Core objectives | <ul class="points"> Children have the right plan. | | | |\n'
        "Success criteria: | Every child has a plan that is\n\nright for them. | | | | |\n"
        "Activity | Timeline Immediate start | Lead(s) | Risk RAG Mitigation | Monitor -ing | Progress\n"
        "Review cases | 24.4.26 | Una Hart | G | Board | Completed\n"
        "Ask the court | 31.10.26 | BWC Head of Law | R The court has no dates | Board | Two of eight asked\n"
    )
    assert [(each.ref, each.action) for each in plan.milestones] == [("8.1", "8"), ("8.2", "8")]
    assert plan.actions[0].success_criteria == "Every child has a plan that is right for them."
    assert plan.actions[0].objectives == "Children have the right plan."
    second = plan.milestones[1]
    assert (second.rag, second.mitigation, second.monitoring) == ("R", "The court has no dates", "Board")


def test_points_that_nobody_answers_for_yet_are_steps_of_their_own(read_text: ReadText) -> None:
    plan = read_text(
        "Getting better: plan of January 2026\n\n"
        " | Area for improvement | Actions | Owner(s) | Timescale | RAG\n"
        "C1 | Private fostering | <ul> • Review leaflets • Train staff </ul> | | |\n\n"
        "C2 | Health histories | <ul> • Publish the offer </ul> | | |\n"
    )
    assert [(each.ref, each.title) for each in plan.milestones] == [
        ("C1.1", "Review leaflets"),
        ("C1.2", "Train staff"),
        ("C2.1", "Publish the offer"),
    ]


def test_points_with_one_lead_and_one_date_are_one_milestone_with_the_actions_number(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Objective | Actions | Lead | Timescale\n"
        "3. Quicker assessments | • Recruit two people • Clear the backlog | Una Hart | July 2026\n"
    )
    assert [(each.ref, each.title) for each in plan.milestones] == [("3", "Recruit two people; Clear the backlog")]


def test_points_with_a_date_each_are_steps_with_their_own_dates(tmp_path: object) -> None:
    from documents.reading import understand_document
    from documents.reading.document import Cell, Document, Table

    header = tuple(map(Cell, ("Objective", "Actions", "Lead", "Timescale")))
    row = tuple(
        map(Cell, ("3. Quicker", "• Recruit two people\n• Clear the backlog", "Una Hart", "May 2026\nJuly 2026"))
    )
    plan = understand_document(Document("plan", (Table((header, row), "table 1"),)))
    assert [(each.ref, each.due, each.leads[0].name) for each in plan.milestones] == [
        ("3.1", date(2026, 5, 31), "Una Hart"),
        ("3.2", date(2026, 7, 31), "Una Hart"),
    ]


def test_an_action_in_a_row_of_its_own_stands_over_the_rows_below(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Action | Milestone | Lead | Due\n"
        "1. Better plans | | |\n"
        " | 1.1 Template | Una Hart | May 2026\n"
        " | 1.2 Audit | Omar Idris | June 2026\n"
    )
    assert [(action.ref, action.title) for action in plan.actions] == [("1", "Better plans")]
    assert [each.action for each in plan.milestones] == ["1", "1"]


def test_a_priority_in_a_row_of_its_own_is_a_theme(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "No | Action | Owner | Timescale\n"
        "Priority 1 - Leadership | | |\n"
        "1 | Appoint a director | Chief Executive | June 2026\n"
        "Priority 2 - Front door | | |\n"
        "2 | Review thresholds | Una Hart | July 2026\n"
    )
    assert [each.theme for each in plan.milestones] == ["Priority 1 - Leadership", "Priority 2 - Front door"]
