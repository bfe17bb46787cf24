"""The hand-checked answers, where they are beside the checkout."""

import csv
from datetime import date
from pathlib import Path

import pytest
from when_answers import answer

from plans.when import read_when

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dates.tsv"


@pytest.mark.skipif(not GOLD.exists(), reason=f"the hand-checked dates are not here: {GOLD}")
def test_every_hand_checked_date_is_read_right() -> None:
    with GOLD.open(newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    wrong = [
        (row["base"], row["text"], row["expected"], got)
        for row in rows
        if (got := answer(read_when(row["text"], date.fromisoformat(row["base"])))) != row["expected"]
    ]
    assert len(rows) > 100
    assert wrong == []
