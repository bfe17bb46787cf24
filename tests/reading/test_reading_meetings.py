"""The meetings that a document announces are read with their days; anything less plain is left alone."""

import pytest

from documents.reading.document import Document, Paragraph
from documents.reading.meetings import meetings_in


def read(*lines):
    document = Document("x.txt", tuple(Paragraph(text, f"line {n}") for n, text in enumerate(lines)))
    return [(meeting.on.isoformat(), meeting.body) for meeting in meetings_in(document)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Improvement Panel dates: 14 July, 15 September and 12 November 2026",
            [("2026-07-14",), ("2026-09-15",), ("2026-11-12",)],
        ),
        ("Improvement Panel meetings: 14/07/2026; 15/09/2026", [("2026-07-14",), ("2026-09-15",)]),
        ("The Improvement Panel next meets on Tuesday 14 July 2026.", [("2026-07-14",)]),
        ("Dates of the Improvement Panel: 8 December 2026 and 12 January 2027", [("2026-12-08",), ("2027-01-12",)]),
    ],
)
def test_a_line_of_dates_is_read(line, expected):
    assert read(line) == [(*day, "Improvement Panel") for day in expected]


@pytest.mark.parametrize(
    "line",
    [
        "The Improvement Panel agreed this plan on 14 July 2026.",
        "Improvement Panel dates: to be agreed",
        "Improvement Panel dates: 14 July and 15 September",
        "Reported to the Improvement Panel: July 2026",
        "Papers for the Board on 3 May 2026: see below",
    ],
)
def test_anything_less_plain_is_left_alone(line):
    assert read(line) == []


def test_each_meeting_is_read_once_and_in_order():
    lines = ["Scrutiny Committee meets on 3 June 2026", "Panel: 1 June 2026", "Panel: 1 June 2026"]
    assert read(*lines) == [("2026-06-01", "Panel"), ("2026-06-03", "Scrutiny Committee")]
