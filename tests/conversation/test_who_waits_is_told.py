"""An offer, a later date or a finished milestone that nobody decides: one more word, then one to whoever asked."""

from datetime import date

import pytest
from northmere import Northmere, milestone, plan

IFAN, GRACE, BETHAN = "Ifan Rees", "Grace Adeyemi", "Bethan Lloyd"


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", IFAN, date(2026, 9, 15), title="Return interviews audited"),
            milestone("1.2", IFAN, date(2026, 9, 15), title="Strategy meetings recorded"),
        ),
        "2026-06-01 10:00",
    )


def since(northmere, who, when):
    """What was sent to somebody while the clock was turned."""
    before = len(northmere.sent_to(who))
    northmere.turn_to(when)
    return [one.text for one in northmere.sent_to(who)[before:]]


def ask_for_a_date(northmere):
    northmere.says(IFAN, "move 1.1 to 15 October because the recorder left")
    northmere.tick()


def test_a_later_date_that_nobody_decides_is_asked_about_once_more_after_three_working_days(northmere):
    ask_for_a_date(northmere)
    assert since(northmere, BETHAN, "2026-06-04 08:59") == []
    (again,) = since(northmere, BETHAN, "2026-06-04 09:01")
    assert again.splitlines()[0] == "Ifan Rees waits for your answer about moving 1.1 to 15 October, asked on 1 June."
    assert 'Reason: "the recorder left"' in again
    assert "[Approve] [Refuse] [Ask why]" in again
    assert "1.1 is now due 15 October" in northmere.presses(BETHAN, "Approve")


def test_then_whoever_asked_is_told_and_nobody_is_asked_a_third_time(northmere):
    ask_for_a_date(northmere)
    northmere.turn_to("2026-06-09 08:59")
    asked = len(northmere.sent_to(BETHAN))
    (told,) = since(northmere, IFAN, "2026-06-09 09:01")
    assert told.splitlines()[0] == (
        "Bethan Lloyd has not answered about moving 1.1 to 15 October, asked on 1 June and 4 June."
    )
    assert "Until then 1.1 is due 15 September." in told
    assert since(northmere, IFAN, "2026-06-30 12:00") == []
    assert len(northmere.sent_to(BETHAN)) == asked


@pytest.mark.parametrize("answer", ["Approve", "Refuse"])
def test_a_decision_ends_the_asking(northmere, answer):
    ask_for_a_date(northmere)
    northmere.presses(BETHAN, answer)
    northmere.tick()
    assert since(northmere, BETHAN, "2026-06-12 12:00") == []
    assert not [text for text in since(northmere, IFAN, "2026-06-12 12:00") if "has not answered" in text]


def test_what_is_taken_back_is_not_asked_about_again(northmere):
    ask_for_a_date(northmere)
    northmere.says(IFAN, "undo")
    assert since(northmere, BETHAN, "2026-06-12 12:00") == []


def test_an_offer_that_nobody_takes(northmere):
    northmere.says(IFAN, "give 1.1 and 1.2 to Grace")
    northmere.tick()
    (again,) = since(northmere, GRACE, "2026-06-05 12:00")
    assert again.startswith("Ifan Rees waits for your answer about taking 1.1 and 1.2, asked on 1 June.")
    assert "[Accept] [Not mine]" in again
    (told,) = since(northmere, IFAN, "2026-06-10 12:00")
    assert told.startswith("Grace Adeyemi has not answered about taking 1.1 and 1.2")


def test_a_finished_milestone_that_nobody_confirms(northmere):
    northmere.says(IFAN, "1.1 is done, see https://northmere.example/audit")
    northmere.tick()
    (again,) = since(northmere, BETHAN, "2026-06-05 12:00")
    assert again.startswith("Ifan Rees waits for your answer about whether 1.1 is done, asked on 1 June.")
    assert "1.1 is ✔ confirmed" in northmere.presses(BETHAN, "Confirm")
    assert not [text for text in since(northmere, IFAN, "2026-06-12 12:00") if "has not answered" in text]


def test_working_days_are_counted(northmere):
    northmere.turn_to("2026-06-04 10:00")
    ask_for_a_date(northmere)
    assert since(northmere, BETHAN, "2026-06-08 12:00") == []
    assert len(since(northmere, BETHAN, "2026-06-09 12:00")) == 1
