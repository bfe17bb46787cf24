"""Whatever stands in a file, reading it gives a plan or a sentence for the person who brought it."""

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import understand_document
from documents.reading.document import Cell, Document, Paragraph, Table, UnreadableDocument

WORDS = st.sampled_from(
    [
        "Action", "Milestone", "Lead", "Due date", "RAG", "Progress", "Area for improvement", "Timescale", "Ref",
        "1.1", "1.1 Audit every file", "C3", "• one • two", "Theme: Practice", "Action 3", "Success criteria:",
        "Una Hart", "Head of Fostering / Omar Idris", "NHS", "TBC", "as above", "30 June 2026", "18-Feb", "Immediately",
        "Within three months", "R stuck", "Complete", "May 2026 - On track. More.", "Page 2 of 3", "--", "", " ",
        "|", "(",
        "practice in every team", "PRACTICE", "\n", "2026", "99.99.9999", "Recommendation 2: do it", "Key: R = Red",
        "What needs to improve", "- point", "1. point", "the end of",
    ]
)  # fmt: skip
TEXTS = WORDS | st.text(max_size=40)
CELLS = st.builds(
    Cell, TEXTS, st.none() | st.sampled_from(["FF0000", "auto", "zz"]), st.integers(0, 4), st.integers(0, 4)
)
ROWS = st.lists(CELLS, max_size=7).map(tuple)
TABLES = st.builds(Table, st.lists(ROWS, max_size=9).map(tuple), st.just("table 1"))
PARAGRAPHS = st.builds(Paragraph, TEXTS, st.just("line 1"), st.none() | st.integers(1, 6))
DOCUMENTS = st.builds(Document, st.just("plan.docx"), st.lists(TABLES | PARAGRAPHS, max_size=8).map(tuple), st.just(()))


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS)
def test_any_document_is_a_plan_or_a_sentence(document: Document) -> None:
    try:
        reading = understand_document(document)
    except UnreadableDocument as refusal:
        assert str(refusal).startswith("plan.docx ") and str(refusal).endswith(".")
        return
    refs = [milestone.ref for milestone in reading.milestones]
    assert len(refs) == len(set(refs))
    assert {milestone.action for milestone in reading.milestones} <= {action.ref for action in reading.actions}
    assert all(milestone.due == max(milestone.dues, default=None) for milestone in reading.milestones)
    assert all(query.why for query in reading.queries)


def test_a_plan_of_a_thousand_rows_is_read_in_seconds() -> None:
    header = tuple(map(Cell, ("Ref", "Action", "Lead", "Due date", "Status", "Progress")))
    rows = [
        tuple(
            map(
                Cell,
                (
                    f"{at}.1",
                    f"Audit number {at} of the files of every team in the service",
                    "Una Hart, Head of Service / Omar Idris",
                    "30 June 2026",
                    "On track",
                    f"May 2026 - On track. Sample {at} of the files has been read and the findings are with the team.",
                ),
            )
        )
        for at in range(1, 1001)
    ]
    started = time.monotonic()
    plan = understand_document(Document("plan", (Table((header, *rows), "table 1"),)))
    assert len(plan.milestones) == 1000
    assert plan.milestones[-1].due == date(2026, 6, 30)
    assert time.monotonic() - started < 20
