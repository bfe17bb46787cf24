"""Asked how a milestone stands, Milepost says what it answers and what of it is still to be settled."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from plans.reading import ActionReading, Query

ONE = milestone("1.1", "Ifan Rees", date(2026, 6, 15), due_text="15-Jun")
TWO = milestone("2.1", "Ifan Rees", date(2026, 9, 30))
READING = replace(
    plan(ONE, TWO),
    actions=(ActionReading("1", "Act", recommendations=("4", "5")), ActionReading("2", "Act more")),
    queries=(
        Query("1.1", "due", "15-Jun", "no year is written", taken_as="15 June 2026"),
        Query("1.1", "leads", "Ifan Rees / Grace Adeyemi", "2 are named", taken_as="Ifan Rees answers"),
    ),
)


@pytest.fixture
def northmere(store):
    return Northmere(store, READING, "2026-06-01 10:00")


def test_the_recommendations_that_it_answers(northmere):
    assert "answers recommendations 4 and 5" in northmere.says("Ifan Rees", "How is 1.1 doing?")


def test_one_that_answers_none_says_nothing_of_it(northmere):
    assert "recommendation" not in northmere.says("Ifan Rees", "How is 2.1 doing?")


def test_what_is_still_to_be_settled_of_it(northmere):
    assert "still to be settled: who answers for it" in northmere.says("Ifan Rees", "How is 1.1 doing?")
    assert "still to be settled" not in northmere.says("Ifan Rees", "How is 2.1 doing?")


def test_a_guessed_date_is_the_reason_why_nobody_is_reminded(northmere):
    assert 'its date, "15-Jun", is still to be settled' in northmere.says(
        "Bethan Lloyd", "Which milestones have no owner?"
    )
