"""The hand-checked answers, where they are beside the checkout."""

import csv
from datetime import date
from pathlib import Path

import pytest

from plans.when import as_answer, read_when

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dates.tsv"


def expected_form(text: str, on: date) -> str:
    answer = as_answer(read_when(text, on))
    if "none" in answer:
        return "NONE"
    if "ambiguous" in answer:
        return "AMBIGUOUS"
    if "dates" in answer:
        return ";".join(answer["dates"])  # type: ignore[arg-type]
    return str(answer["date"]) if "date" in answer else f"{answer['from']}/{answer['to']}"


@pytest.mark.skipif(not GOLD.exists(), reason=f"the hand-checked dates are not here: {GOLD}")
def test_every_hand_checked_date_is_read_right() -> None:
    with GOLD.open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        (row["base"], row["text"], row["expected"], got)
        for row in rows
        if (got := expected_form(row["text"], date.fromisoformat(row["base"]))) != row["expected"]
    ]
    assert len(rows) > 100
    assert wrong == []
