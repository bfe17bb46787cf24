"""Plans in the forms of other councils, all invented, read from the outside."""

from collections.abc import Callable
from datetime import date

from plans.reading import PlanReading
from plans.words import Status

ReadText = Callable[[str], PlanReading]


def test_recommendations_as_headings_over_their_tables(read_text: ReadText) -> None:
    plan = read_text(
        "Brackwater City Council\nChildren's Services Improvement Plan\nVersion 2.1, updated 14 March 2026\n\n"
        "Recommendation 1: Plans for children in need are specific.\n\n"
        "Ref | Action | Lead | Target date | RAG | Progress update\n"
        "1.1 | Write a standard | Una Hart, Head of Service | 31/05/2026 | Green | Published.\n\n"
        "Recommendation 2: Chronologies are used.\n\n"
        "Ref | Action | Lead | Target date | RAG | Progress update\n"
        "2.1 | Buy the module | Head of ICT | Q2 2026/27 | Red | No reply.\n"
    )
    assert (plan.organisation, plan.as_at) == ("Brackwater City Council", date(2026, 3, 14))
    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1", "Plans for children in need are specific."),
        ("2", "Chronologies are used."),
    ]
    assert [each.due for each in plan.milestones] == [date(2026, 5, 31), date(2026, 9, 30)]


def test_success_criteria_on_a_line_under_the_action(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan 2026\n\n"
        "Action 1: Make thresholds clear\nSuccess criteria: Partners understand them\n\n"
        "Milestone | Lead | Start | End | RAG\n"
        "Document agreed | Una Hart | 01/04/2026 | 30/05/2026 | Blue\n"
    )
    (milestone,) = plan.milestones
    assert (milestone.ref, milestone.start, milestone.due) == ("1.1", date(2026, 4, 1), date(2026, 5, 30))
    assert plan.actions[0].success_criteria == "Partners understand them"


def test_a_markdown_table(read_text: ReadText) -> None:
    plan = read_text(
        "# Eastholme Borough Council: action plan\n\n"
        "|Area for development|What we will do|By whom|By when|\n|---|---|---|---|\n"
        "|Return interviews|**Commission** a provider|Ifor Bell|End of March 2026|\n"
        "||Report each month|Ifor Bell|April 2026|\n"
    )
    assert [(each.ref, each.title, each.due) for each in plan.milestones] == [
        ("1.1", "Commission a provider", date(2026, 3, 31)),
        ("1.2", "Report each month", date(2026, 4, 30)),
    ]


def test_one_cell_to_a_line(read_text: ReadText) -> None:
    plan = read_text(
        "Southmoor Council action plan, January 2026\n\n"
        "Ref\nAction\nLead\nDue date\nStatus\n\n"
        "1\nPublish the strategy\nCarol Tate\n31 March 2026\nOn track\n\n"
        "2\nOpen the home\nBen Osei\n30 June 2026\nDelayed\n"
    )
    assert [(each.ref, each.leads[0].name, each.status) for each in plan.milestones] == [
        ("1", "Carol Tate", Status.ON_TRACK),
        ("2", "Ben Osei", Status.AT_RISK),
    ]


def test_one_cell_to_a_line_with_a_blank_line_for_a_blank_cell(read_text: ReadText) -> None:
    plan = read_text(
        "Southmoor Council action plan, January 2026\n\n"
        "Action\nLead\nDue date\nPublish the strategy\n\n31 March 2026\nOpen the home\nBen Osei\n30 June 2026\n"
    )
    assert [(each.title, len(each.leads)) for each in plan.milestones] == [
        ("Publish the strategy", 0),
        ("Open the home", 1),
    ]


def test_a_label_and_a_value_to_a_line(read_text: ReadText) -> None:
    plan = read_text(
        "Action plan after the fostering inspection\n\nMarlbridge Council, March 2026\n\n"
        "Action: Update the statement of purpose\nLead: Kit Brannigan\nDue: 30 April 2026\nStatus: Complete\n\n"
        "Action: Agreements signed\nLead: Fostering Team Manager\nDue: 31 May 2026\nStatus: In progress\n"
    )
    assert [(each.title, each.due, each.status) for each in plan.milestones] == [
        ("Update the statement of purpose", date(2026, 4, 30), Status.COMPLETE),
        ("Agreements signed", date(2026, 5, 31), Status.ON_TRACK),
    ]


def test_lettered_steps_of_numbered_actions(read_text: ReadText) -> None:
    plan = read_text(
        "Wexcombe Borough Council improvement plan 2026\n\n"
        "No. | Finding | Improvement action | Lead officer | Target date | Status\n"
        "1 | Caseloads are high. | 1a. Recruit ten people | Head of Service | 31st March 2026 | Delayed\n"
        " | | 1b. Agency only with agreement | DCS | Immediate | Complete\n"
        "2 | Oversight varies. | 2a. Decision box built | Systems Lead | 30/11/2026 | On target\n"
    )
    assert [(each.ref, each.action) for each in plan.milestones] == [("1a", "1"), ("1b", "1"), ("2a", "2")]
    assert plan.milestones[1].immediate


def test_a_theme_printed_once_beside_its_first_action(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Theme | Action | Accountable officer | Deadline\n"
        "Practice | 1. Launch the model | Head of Practice | 30/06/2026\n"
        " | 2. Audit it | Dev Patel | 31/07/2026\n"
        "Workforce | 3. Cut agency use | Una Hart | 31/12/2026\n"
    )
    assert [each.theme for each in plan.milestones] == ["Practice", "Practice", "Workforce"]


def test_an_update_column_for_each_quarter(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\n"
        "Action | Owner | Deadline | Update May 2026 | Update April 2026\n"
        "1. Write to chief officers | Una Hart | 30 June 2026 | All attend. | Letters sent.\n"
    )
    assert [(note.on, note.text) for note in plan.milestones[0].progress] == [
        (date(2026, 5, 31), "All attend."),
        (date(2026, 4, 30), "Letters sent."),
    ]


def test_a_person_may_say_which_column_is_which(tmp_path: object) -> None:
    from documents.reading import understand_document
    from documents.reading.document import Cell, Document, Table

    rows = (("Work package", "Wizard", "Gate"), ("Write a standard", "Una Hart", "30 June 2026"))
    table = Table(tuple(tuple(map(Cell, row)) for row in (("Action", *rows[0][1:]), rows[1])), "table 1")
    plan = understand_document(Document("plan", (table,)), {"wizard": "lead", "Gate": "due"})
    assert (plan.milestones[0].leads[0].name, plan.milestones[0].due) == ("Una Hart", date(2026, 6, 30))


def test_columns_set_with_spaces(read_text: ReadText) -> None:
    plan = read_text(
        "Hartwell Council action log, May 2026\n\n"
        "ID   Action                          Owner          Due          Status\n"
        "1    Publish the sufficiency plan    Carol Tate     31/03/2026   Closed\n"
        "2    Recruit two people                             30/04/2026   Overdue\n"
        "     for each team\n"
    )
    assert [(each.ref, each.title, each.status) for each in plan.milestones] == [
        ("1", "Publish the sufficiency plan", Status.COMPLETE),
        ("2", "Recruit two people for each team", Status.OFF_TRACK),
    ]
    assert plan.milestones[1].leads == ()


def test_points_that_say_lead_and_date_in_the_sentence(read_text: ReadText) -> None:
    plan = read_text(
        "Sandmere Council\nImprovement Board action tracker, 12 June 2026\n\nPriority 1: Leadership\n"
        "- 1.1 Publish the vision. Lead: Una Hart. Due: 30 June 2026. Status: On track.\n"
        "- 1.2 Hold a staff day. Lead: Head of Communications. Due: September 2026.\n"
    )
    assert [(each.ref, each.title, each.due, each.theme) for each in plan.milestones] == [
        ("1.1", "Publish the vision", date(2026, 6, 30), "Priority 1: Leadership"),
        ("1.2", "Hold a staff day", date(2026, 9, 30), "Priority 1: Leadership"),
    ]


def test_references_of_actions_with_sub_actions_under_them(read_text: ReadText) -> None:
    plan = read_text(
        "Coldbrook Borough Council improvement plan\n\n"
        "Action No. | Action | Sub-actions | Responsible Officer | Target | Current RAG | Previous RAG\n"
        "3.1 | Agree the format | Workshop | Participation Officer | April 2026 | Green | Amber\n"
        " | | Print the booklet | Una Hart | May 2026 | Amber | Amber\n"
        "3.2 | Give every leaver a copy | List all leavers | Designated Nurse | June 2026 | Red | Green\n"
    )
    assert [(each.ref, each.action, each.due) for each in plan.milestones] == [
        ("3.1.1", "3.1", date(2026, 4, 30)),
        ("3.1.2", "3.1", date(2026, 5, 31)),
        ("3.2", "3.2", date(2026, 6, 30)),
    ]
    assert [each.rag for each in plan.milestones] == ["Green", "Amber", "Red"]
    assert plan.milestones[2].columns == (("Previous RAG", "Green"),)


def test_of_ratings_by_quarter_the_last_one_counts(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nAction | Owner | Deadline | Q1 RAG | Q2 RAG | Q3 RAG\n"
        "1. Track cases | Una Hart | 30 June 2026 | Red | Green | \n"
    )
    assert (plan.milestones[0].rag, plan.milestones[0].status) == ("Green", Status.ON_TRACK)


def test_a_council_in_capitals_over_its_plan(read_text: ReadText) -> None:
    plan = read_text(
        "HARROWBY COUNCIL\n\nINSPECTION ACTION PLAN\n\n"
        "Outcome required | Lead | By when | Key actions\n"
        "Referrals are allocated | Una Hart, Brackwater Council | Immediately | Allocate all in 24 hours\n"
    )
    assert plan.organisation == "Harrowby Council"
    assert (plan.actions[0].title, plan.milestones[0].title) == (
        "Referrals are allocated",
        "Allocate all in 24 hours",
    )


def test_headings_in_two_rows_under_a_merged_one(read_text: ReadText) -> None:
    plan = read_text(
        "# Joint Improvement Plan\n\n"
        "| | | **Responsibility** | | **Timescale** | |\n|---|---|---|---|---|---|\n"
        "| **Ref** | **Action** | **Lead** | **Support** | **Start** | **End** |\n"
        "| SG1 | Refresh the strategy<br>and publish it | Una Hart (HoS) | Comms Team | Sept 2026 | Dec 2026 |\n"
    )
    (milestone,) = plan.milestones
    assert milestone.title == "Refresh the strategy and publish it"
    assert (milestone.start, milestone.due) == (date(2026, 9, 1), date(2026, 12, 31))
    assert [(lead.name or lead.post, lead.role.value) for lead in milestone.leads] == [
        ("Una Hart", "lead"),
        ("Comms Team", "support"),
    ]


def test_a_recommendation_whose_words_stand_on_the_next_line(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nRecommendation 3.\nCare leavers have their health histories.\n\n"
        "Action | Lead | Due\nAgree the format | Una Hart | May 2026\n"
    )
    assert [(each.ref, each.title, each.recommendations) for each in plan.actions] == [
        ("3", "Care leavers have their health histories.", ("3",))
    ]
    assert [each.ref for each in plan.milestones] == ["3.1"]


def test_a_numbered_heading_over_steps_of_its_own_number_is_their_action(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nAction | Lead | Due\n1. Lead well | |\n1.1 Write a vision | Una Hart | May 2026\n"
        "1.2 Share it | Una Hart | June 2026\n"
    )
    assert [(each.ref, each.title) for each in plan.actions] == [("1", "Lead well")]


def test_a_numbered_heading_over_steps_numbered_otherwise_is_their_theme(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nRef | Action | Lead | Due\n1. Lead well | | |\nA1 | Write a vision | Una Hart | May 2026\n"
    )
    assert [(each.ref, each.theme) for each in plan.milestones] == [("A1", "1 Lead well")]


def test_a_risk_register_beside_the_plan_is_left_out_and_named(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan\n\nAction | Lead | Due\n1. Write a vision | Una Hart | May 2026\n\n"
        "Risk | Score | Mitigating action | Owner | Date\nStaff leave | 12 | Pay more | Omar Idris | May 2026\n"
    )
    assert [each.ref for each in plan.milestones] == ["1"]
    assert [query.place for query in plan.queries if query.field == "table"] == ["line 6"]
