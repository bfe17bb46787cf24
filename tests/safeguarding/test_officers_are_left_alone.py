"""The people of the plan are who messages are about: their names never hold one, but a child's age does."""

import pytest

from bot.conversation.safeguarding import Why, find_held

OFFICERS = ("Jayden Clarkson", "Amara Okafor", "Head of Fostering")


@pytest.mark.parametrize(
    "text",
    [
        "Jayden Clarkson moved to a foster placement team",
        "Jayden's placement report is late",
        "JC at Oakfield Primary on Monday",
        "jayden went missing from the call",
        "AO's placement paper is with the panel",
        "Amara Okafor (5) has the most",
    ],
)
def test_what_would_hold_a_stranger_does_not_hold_an_officer(text):
    assert find_held(text, OFFICERS) is None


def test_the_same_words_about_somebody_unknown_are_held():
    text = "JC at Oakfield Primary on Monday"
    assert find_held(text, OFFICERS) is None
    assert find_held(text) is not None


def test_an_officers_initials_are_a_childs_where_they_have_foster_carers():
    assert find_held("JC moved to new foster carers", OFFICERS) is not None
    assert find_held("JC's placement paper is with the panel", OFFICERS) is None


def test_an_officers_name_with_an_age_in_words_is_held():
    held = find_held("Jayden, aged 9, has moved", OFFICERS)
    assert held is not None
    assert held.why == (Why.AGE,)


@pytest.mark.parametrize("title", ["Dr", "Cllr", "DS", "social worker", "headteacher", "Judge"])
def test_a_title_or_a_post_before_a_name_makes_an_officer(title):
    assert find_held(f"{title} Callum Dacre at Oakfield Primary went through the placement list, 3 of 5 done") is None


@pytest.mark.parametrize("post", ["Head of Year 9", "designated nurse", "aged care lead", "the new Year 6 teacher"])
def test_a_post_after_a_name_makes_an_officer(post):
    assert find_held(f"Callum Dacre, {post}, joins the board") is None
