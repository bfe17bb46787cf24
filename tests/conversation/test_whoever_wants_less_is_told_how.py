""" "Stop", "unsubscribe", "leave me alone": what there is to hear less, in words that work, and never a note."""

import pytest
from history import events

from plans.words import Status

IFAN = "Ifan Rees"


@pytest.mark.parametrize(
    "words", ["stop", "Stop!", "stop it", "unsubscribe", "leave me alone", "mute", "please stop messaging me"]
)
def test_it_is_told_how_to_hear_less_and_who_decides_and_nothing_is_kept(northmere, words):
    before = len(events(northmere))
    answer = northmere.says(IFAN, words)
    assert answer.startswith('To hear less, write "remind me about 1.1 next Monday", "on leave until Friday"')
    assert "I cannot be switched off. Bethan Lloyd, who owns the plan, decides when I remind." in answer
    assert len(events(northmere)) == before


def test_the_words_that_it_offers_work(northmere):
    assert "1.1 → I remind you on Monday 8 June" in northmere.says(IFAN, "remind me about 1.1 next Monday")
    assert "You are away until Friday 5 June" in northmere.says(IFAN, "on leave until Friday")
    assert "Grace Adeyemi is asked" in northmere.says(IFAN, "give 1.1 to Grace Adeyemi")


def test_a_milestone_named_with_it_is_the_example(northmere):
    assert '"remind me about 1.2 next Monday"' in northmere.says(IFAN, "stop chasing me about 1.2")


def test_whoever_leads_nothing_and_the_owner_are_told_what_is_true_of_them(northmere):
    assert northmere.says("Amara Okafor", "stop").startswith("You lead nothing that is open; to hear nothing")
    answer = northmere.says("Bethan Lloyd", "stop")
    assert "As the plan's owner you decide when I remind." in answer
    assert "[The ladder…]" in answer


def test_it_is_no_reason_and_no_evidence(northmere):
    northmere.says(IFAN, "1.1 should be 10 July")
    assert "To hear less" in northmere.says(IFAN, "stop")
    northmere.says(IFAN, "1.2 done")
    assert "To hear less" in northmere.says(IFAN, "leave me alone")
    assert northmere.milestones()["1.2"].evidence == ()
    assert "reason kept" in northmere.says(IFAN, "because the recorder left")


def test_a_status_said_beside_it_is_kept(northmere):
    northmere.says(IFAN, "stop nagging me, 1.1 is done")
    assert northmere.milestones()["1.1"].status is Status.COMPLETE
