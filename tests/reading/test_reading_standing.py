"""How a milestone stands: from ratings, backgrounds, notes, dates marked complete, and the plan's own key."""

from collections.abc import Callable
from datetime import date

import pytest

from documents.reading import understand_document
from documents.reading.document import Cell, Document, Paragraph, Table
from documents.reading.key import printed_key
from plans.reading import MilestoneReading, PlanReading
from plans.words import Status

ReadText = Callable[[str], PlanReading]
HEADER = "Improvement plan as at 31 May 2026\n\nAction | Lead | Due | RAG | Progress\n"


def only(plan: PlanReading) -> MilestoneReading:
    (milestone,) = plan.milestones
    return milestone


@pytest.mark.parametrize(
    ("due", "rag", "progress", "status"),
    [
        ("May 2026", "G", "Two of five done", Status.ON_TRACK),
        ("May 2026", "G", "Completed", Status.COMPLETE),
        ("May 2026", "G", "Complete. Sent to all.", Status.COMPLETE),
        ("May 2026", "A", "Review completed, money not found", Status.AT_RISK),
        ("May 2026", "G", "Completed by the end of June if staff return", Status.ON_TRACK),
        ("May 2026", "Red", "", Status.OFF_TRACK),
        ("May 2026", "Green", "May 2026 - Achieved. All sent.", Status.COMPLETE),
        ("May 2026", "On target", "", Status.ON_TRACK),
        ("May 2026", "Not started", "", Status.NOT_STARTED),
        ("May 2026", "", "May 2026 - Achieved. All sent.", Status.COMPLETE),
        ("May 2026", "", "May 2026 –Not achieved. No room.", Status.OFF_TRACK),
        ("May 2026", "", "The policy was achieved by others", None),
        ("18-May complete", "", "", Status.COMPLETE),
        ("Immediately complete", "", "", Status.COMPLETE),
        ("Immediately", "", "", None),
        ("May 2026", "", "", None),
    ],
)
def test_what_the_cells_say_together(
    read_text: ReadText, due: str, rag: str, progress: str, status: Status | None
) -> None:
    assert only(read_text(f"{HEADER}1. Do it | Una Hart | {due} | {rag} | {progress}\n")).status is status


def test_a_colour_without_a_key_is_taken_as_usual_and_asked_about(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Do it | Una Hart | May 2026 | A | Late\n")
    assert only(plan).status is Status.AT_RISK
    (query,) = [query for query in plan.queries if query.field == "status_key"]
    assert query.why == "the document does not say what its colours mean; amber is taken as at risk"


def test_a_printed_key_decides_what_a_colour_means(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan as at 31 May 2026\n\nKey: Green = Complete; Amber = On track; Red = Not on track\n\n"
        "Action | Lead | Due | RAG\n1. Do it | Una Hart | May 2026 | Amber\n"
    )
    assert only(plan).status is Status.ON_TRACK
    assert not [query for query in plan.queries if query.field == "status_key"]


def test_a_rating_beside_a_note_that_says_complete_is_asked_about(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Do it | Una Hart | May 2026 | R | Completed\n")
    assert only(plan).status is Status.COMPLETE
    assert any("while its note says it is complete" in query.why for query in plan.queries)


def test_a_rating_in_words_nobody_knows_is_asked_about(read_text: ReadText) -> None:
    plan = read_text(f"{HEADER}1. Do it | Una Hart | May 2026 | Bubbling | \n")
    assert only(plan).status is None
    assert [query.text for query in plan.queries if query.field == "status"] == ["Bubbling"]


def test_backgrounds_are_read_with_the_key_in_the_document() -> None:
    key = Table(
        (
            (Cell("", fill="00B050"), Cell("Complete and evidenced")),
            (Cell("", fill="FFC000"), Cell("Going as planned, on track")),
        ),
        "table 1",
    )
    rows = (
        tuple(map(Cell, ("Action", "Lead", "Due", "RAG"))),
        (Cell("1. Do it"), Cell("Una Hart"), Cell("May 2026"), Cell("", fill="FFC000")),
    )
    plan = understand_document(Document("plan", (Paragraph("RAG key", "p 1"), key, Table(rows, "table 2"))))
    assert (only(plan).status, only(plan).rag) == (Status.ON_TRACK, "Amber")
    assert [label.label for label in plan.status_key] == ["Complete and evidenced", "Going as planned, on track"]


def test_notes_keep_their_days_and_their_words(read_text: ReadText) -> None:
    note = "March 2026: Begun. April 2026 - Half done. More follows."
    milestone = only(read_text(f"{HEADER}1. Do it | Una Hart | May 2026 | G | {note}\n"))
    assert [(each.on, each.text) for each in milestone.progress] == [
        (date(2026, 3, 31), "Begun."),
        (date(2026, 4, 30), "Half done. More follows."),
    ]


def test_a_note_of_the_documents_own_month_is_not_later_than_the_document(read_text: ReadText) -> None:
    plan = read_text(
        "Improvement plan as at 22 May 2026\n\nAction | Lead | Due | Progress\n"
        "1. Do it | Una Hart | June 2026 | May 2026 - Begun.\n"
    )
    assert only(plan).progress[0].on == date(2026, 5, 22)


OFF, RISK, ON, DONE = Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK, Status.COMPLETE


@pytest.mark.parametrize(
    ("lines", "meanings"),
    [
        (
            ["Key: Red – Not started or significantly delayed; Amber – Going as planned; Green – Completed"],
            {"red": OFF, "amber": ON, "green": DONE},
        ),
        (["Blue (B) – Complete", "Green (G) – On track", "Red (R) – Late"], {"blue": DONE, "green": ON, "red": OFF}),
        (["RAG", "Red|Amber|Green", "Off target|Some slippage|On target"], {"red": OFF, "amber": RISK, "green": ON}),
        (["RAG", "R|Behind|A|At risk|G|On track"], {"red": OFF, "amber": RISK, "green": ON}),
        (["Rating|Meaning", "Red|At risk of failing", "Amber|At risk"], {"red": OFF, "amber": RISK}),
        (["RED|Not met in time", "AMBER|Going, but there are issues"], {"red": OFF, "amber": RISK}),
        (
            ["Key", "G|Task complete", "A|Task on schedule", "R|Deadline missed"],
            {"green": DONE, "amber": ON, "red": OFF},
        ),
        (["Red: the team was late."], {}),
        (["Year|Number", "2025|4", "2026|5"], {}),
    ],
)
def test_keys_as_councils_print_them(lines: list[str], meanings: dict[str, Status]) -> None:
    blocks: list[Paragraph | Table] = [Paragraph(line, "line 1") for line in lines if "|" not in line]
    rows = tuple(tuple(map(Cell, line.split("|"))) for line in lines if "|" in line)
    found = printed_key(Document("plan", (*blocks, *([Table(rows, "table 1")] if rows else []))))
    assert {label.colour: label.status for label in found.key.labels} == meanings
