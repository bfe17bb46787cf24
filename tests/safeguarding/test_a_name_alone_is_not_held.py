"""Only a name with something beside it identifies; and what is found says where and why without repeating a word."""

import pytest

from bot.conversation.safeguarding import Held, Why, find_held


@pytest.mark.parametrize(
    "name",
    ["Callum Dacre", "callum dacre", "Siobhán Ní Dhomhnaill", "Mohammed Al-Rashid", "Nguyễn Thị Lan", "JD", "Aisha"],
)
def test_a_name_alone_is_let_through(name):
    assert find_held(f"spoke to {name} about 3.2, on track") is None


@pytest.mark.parametrize(
    ("beside", "why"),
    [
        (", aged 9,", Why.AGE),
        (" (9)", Why.AGE),
        (" DOB 04/11/2013", Why.BIRTH),
        (" in Year 4", Why.SCHOOL),
        (" attends Oakfield Primary", Why.SCHOOL),
        (" placed with foster carers", Why.PLACEMENT),
        (" went missing from her placement", Why.PLACEMENT),
        ("'s foster placement", Why.PLACEMENT),
        (" and his sister", Why.CHILD),
    ],
)
def test_something_beside_the_name_holds_it(beside, why):
    held = find_held(f"3.2 late because of Callum Dacre{beside} again")
    assert held is not None
    assert held.why[0] is why


@pytest.mark.parametrize(
    "beside", [", 3 working days late", ", 12 June", " 3.2", ", 9:30", ", 2, 3 and 4 are yours", " - 2"]
)
def test_other_numbers_beside_a_name_do_not(beside):
    assert find_held(f"Callum Dacre{beside}") is None


def test_the_spans_point_at_what_was_met():
    text = "3.2 late: Callum Dacre (9) has no school and the Hegarty family moved"
    held = find_held(text)
    assert held is not None
    assert [text[start:end] for start, end in held.spans] == ["Callum Dacre (9)", "the Hegarty family"]
    assert held.why == (Why.AGE, Why.FAMILY)


def test_the_reasons_are_said_in_one_phrase_without_the_words_of_the_message():
    assert Held((Why.AGE,), ((0, 3),)).words == "a name beside an age"
    assert Held((Why.AGE, Why.FAMILY), ((0, 3), (5, 9))).words == "a name beside an age and a family by name"
    assert all(why.words for why in Why)


@pytest.mark.parametrize(
    "name",
    ["the {} review", "the {} Trust", "{} House", "the {} Award", "the {} inquiry", "{} Ward", "the {} Foundation"],
)
def test_a_thing_called_after_somebody_is_not_somebody(name):
    assert find_held(f"{name.format('Ruth Ellery')} (12) and a placement for each child") is None


def test_a_review_known_to_all_may_have_an_age_beside_its_name():
    assert find_held("Lessons from the serious case review of Kit Marlow, aged 4, published in 2016") is None
    assert find_held("Assessment of Kit Marlow, aged 4, is late") is not None


@pytest.mark.parametrize("family", ["Somali", "Northmere", "Think", "Whole", "Birth", "Signs of Safety"])
def test_kinds_of_families_are_no_family_by_name(family):
    assert find_held(f"the {family} family has children in the plan") is None


@pytest.mark.parametrize("use", ["centre", "hub", "court", "support team", "group"])
def test_what_belongs_to_families_is_no_family_by_name(use):
    assert find_held(f"the Hegarty family {use} opens in May") is None
    assert find_held("the Hegarty family refused") is not None
