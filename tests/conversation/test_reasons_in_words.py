"""Why a later date is needed, where the message says so."""

from datetime import date

import pytest

from bot.conversation.answers.reasons import reason_in
from bot.conversation.understanding.spelling import mend

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("1.2 should be 15 July because the sample needs the July data", "the sample needs the July data"),
        ("move 1.2 to 15 July, contract not signed", "contract not signed"),
        ("1.2 needs pushing back to 15 July - recorder has left", "recorder has left"),
        ("1.2 will be 15 July as legal are slow", "legal are slow"),
        ("can we have until 15 July for 1.2? The recorder has left.", "The recorder has left"),
        ("1.2 delayed to 15 July due to sickness", "sickness"),
        ("1.2 slipping to 15 July, printers are late", "printers are late"),
        ("1.2 slipping to 15 July. The recorder is off sick", "The recorder is off sick"),
        ("move 1.2 to 15 July, court still closed", "court still closed"),
        ("15 July for 1.2: waiting on the court's ruling", "waiting on the court's ruling"),
    ],
)
def test_a_reason_that_is_said(words, reason):
    assert reason_in(words, TODAY) == reason


@pytest.mark.parametrize(
    "words",
    [
        "",
        "2 slipping to 15 July",
        "move 1.2 to 15 July",
        "1.2 slipping, new date 15 July",
        "push it back two weeks",
        "1.2 not going to make it, realistically 15 July",
        "1.2 is late, 15 July please",
        "1.2 to 15 July, it is still behind",
        "1.2 to 15 July, everything is late",
        "please extend 1.2 to the end of July, thanks",
    ],
)
def test_no_reason_where_none_is_said(words):
    assert reason_in(words, TODAY) is None


def test_the_milestone_itself_being_late_is_no_reason():
    assert reason_in("1.2 to 15 July, the handbook is late", TODAY, "Foster carer handbook agreed") is None
    assert reason_in("1.2 to 15 July, the designers are late", TODAY, "Foster carer handbook agreed") is not None


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("the recorder is ill", "the recorder is ill"),
        ("she's ill, and so is he", "she's ill, and so is he"),
        ("two of the team fell ill.", "two of the team fell ill."),
        ("ill send it on Friday", "I'll send it on Friday"),
        ("and ill do 1.2 next", "and I'll do 1.2 next"),
    ],
)
def test_who_is_ill_is_not_taken_for_a_promise(words, read):
    assert mend(words) == read
