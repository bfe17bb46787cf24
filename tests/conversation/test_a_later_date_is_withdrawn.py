"""Whoever does not want a later date any more says so; asking for the same one twice asks once."""

from datetime import date

import pytest
from history import events, told
from northmere import Northmere, milestone

IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
WAS = date(2026, 9, 15)
ASKS = "move 1.2 to 15 October because the recorder left"
GONE = "1.2 → 15 October is not asked for any more; it stays due 15 September\n[Undo]"


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", IFAN, WAS, title="Return interviews audited"),
        milestone("1.2", IFAN, WAS, title="Strategy meetings recorded"),
        milestone("2.1", GRACE, WAS, title="Foster carer handbook agreed"),
    )


def asked_for(northmere, ref="1.2"):
    return northmere.milestones()[ref].asked_for


@pytest.mark.parametrize(
    "text",
    [
        "forget the later date",
        "Forget the later date for 1.2, please",
        "I don’t need the later date any more",
        "we no longer need more time for 1.2",
        "withdraw the request for 1.2",
        "cancel my request to move 1.2",
        "cancel the extension",
        "never mind the new deadline",
        "actually, scrap the move to 15 October",
        "leave the date of 1.2 as it is",
        "1.2 can stay at 15 September after all",
        "keep the old date",
        "never mind",
        "oh forget it",
    ],
)
def test_it_is_taken_back_in_words(northmere, text):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    assert northmere.says(IFAN, text) == GONE
    assert asked_for(northmere) is None
    northmere.tick()
    assert northmere.sent_to(BETHAN)[-1].text.endswith(
        "Withdrawn: Ifan Rees took the request to move 1.2 to 15 October back."
    )
    assert events(northmere)[-1][0] == "date_withdrawn"


def test_undone_it_waits_again(northmere):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    before = northmere.sent_to(BETHAN)[-1].text
    northmere.says(IFAN, "forget the later date")
    northmere.tick()
    assert "1.2 is asked to be moved again" in northmere.says(IFAN, "undo")
    northmere.tick()
    assert northmere.sent_to(BETHAN)[-1].text == before
    assert "1.2 is now due 15 October" in northmere.presses(BETHAN, "Approve")


def test_a_request_that_is_undone_is_said_to_be(northmere):
    northmere.says(IFAN, ASKS)
    assert "1.2 is ● on track again and is not asked to be moved any more" in northmere.says(IFAN, "undo")


def test_never_mind_answers_why(northmere):
    assert "Why does 1.2 need longer?" in northmere.says(IFAN, "move 1.2 to 15 October")
    assert northmere.says(IFAN, "never mind") == GONE
    assert asked_for(northmere) is None
    northmere.tick()
    assert northmere.sent_to(BETHAN) == []


@pytest.mark.parametrize("between", ["1.1 on track", "the meetings and the interviews are done"])
def test_never_mind_is_about_what_was_said_last(northmere, between):
    northmere.says(IFAN, ASKS)
    northmere.says(IFAN, between)
    northmere.says(IFAN, "never mind")
    assert asked_for(northmere) is not None


@pytest.mark.parametrize("text", ["never mind the printers, 1.2 is on track", "I need more time for 1.2", "cancel"])
def test_other_words_take_nothing_back(northmere, text):
    northmere.says(IFAN, ASKS)
    northmere.says(IFAN, text)
    assert asked_for(northmere) is not None


def test_of_several_it_is_asked_which(northmere):
    northmere.says(IFAN, "move 1.1 and 1.2 to 15 October because the recorder left")
    answer = northmere.says(IFAN, "forget the later date")
    assert answer.startswith("Later dates are asked for 1.1 and 1.2: say which")
    assert asked_for(northmere, "1.1") and asked_for(northmere, "1.2")
    northmere.says(IFAN, "forget the later date for 1.1")
    assert (asked_for(northmere, "1.1"), asked_for(northmere, "1.2")) == (None, date(2026, 10, 15))


def test_where_none_waits_it_says_so(northmere):
    assert northmere.says(IFAN, "forget the later date for 1.2") == (
        "No later date is asked for 1.2 that you can take back. Nothing was changed."
    )


def test_nobody_takes_back_what_is_not_theirs_to_speak_for(northmere):
    northmere.says(IFAN, ASKS)
    assert "that you can take back" in northmere.says(GRACE, "forget the later date for 1.2")
    assert asked_for(northmere) is not None


def test_whoever_asked_hears_that_somebody_else_took_it_back(northmere):
    northmere.says(IFAN, ASKS)
    assert northmere.says(AMARA, "withdraw the request for 1.2") == GONE
    assert "Amara Okafor took back the request to move 1.2 to 15 October." in told(northmere, IFAN)


def test_asked_for_twice_it_is_asked_once(northmere):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    for text in (ASKS, "move 1.2 to 15 October"):
        answer = northmere.says(IFAN, text)
        assert answer.startswith("1.2 → asked already: 15 October asked for, waiting for Bethan Lloyd\n")
    northmere.tick()
    assert len(northmere.sent_to(BETHAN)) == 1


def test_asked_for_with_another_reason_it_is_asked_anew(northmere):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    northmere.says(IFAN, "move 1.2 to 15 October because the new recorder is ill")
    northmere.tick()
    first, second = (one.text for one in northmere.sent_to(BETHAN))
    assert "[Approve]" not in first and 'Reason: "the new recorder is ill"' in second


def test_after_it_was_refused_it_can_be_asked_for_again(northmere):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    northmere.presses(BETHAN, "Refuse")
    assert "15 October asked for; until Bethan Lloyd says yes" in northmere.says(IFAN, ASKS)
    northmere.tick()
    assert "1.2 is now due 15 October" in northmere.presses(BETHAN, "Approve")


def test_whoever_decides_agrees_by_saying_the_same_date(northmere):
    northmere.says(IFAN, ASKS)
    northmere.tick()
    assert northmere.says(BETHAN, "move 1.2 to 15 October").startswith("1.2 → due Thursday 15 October, for Ifan Rees")
    northmere.tick()
    assert northmere.milestones()["1.2"].due == date(2026, 10, 15)
    assert northmere.sent_to(BETHAN)[0].text.endswith("Approved by you: 1.2 was moved to 15 October.")
    assert "1.2 is now due 15 October: Bethan Lloyd approved it." in told(northmere, IFAN)
