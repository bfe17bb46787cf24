"""`milepost meetings` and `milepost school`."""

import pytest
from command_line import EXAMPLE


@pytest.fixture
def plan(milepost):
    milepost("import", EXAMPLE)
    return "1"


def test_meetings_are_added_shown_and_taken_back(milepost, plan):
    milepost("meetings", plan, "--add", "Improvement Panel=2031-07-15", "--add", "Scrutiny=2031-06-24")
    shown = milepost("meetings", plan).out
    assert shown.splitlines()[-2:] == [
        "Tuesday 24 June 2031  Scrutiny",
        "Tuesday 15 July 2031  Improvement Panel",
    ]
    milepost("meetings", plan, "--remove", "Scrutiny=2031-06-24")
    assert "Scrutiny" not in milepost("meetings", plan).out


def test_a_meeting_that_is_none_is_a_sentence(milepost, plan):
    assert 'write it as "Improvement Panel=' in milepost("meetings", plan, "--add", "2031-07-15", fails=True).err
    assert '"soon" is not a day' in milepost("meetings", plan, "--add", "Panel=soon", fails=True).err
    assert "knows of no Panel on" in milepost("meetings", plan, "--remove", "Panel=2031-07-15", fails=True).err


def test_terms_and_half_terms_are_kept_and_forgotten(milepost, plan):
    assert "is asked for the day" in milepost("school", plan).out
    milepost("school", plan, "--term", "autumn=2031-09-02/2031-12-19")
    shown = milepost("school", plan, "--half-term", "Autumn=2031-10-27/2031-10-31").out
    assert shown.splitlines() == [
        "2031-09-02 to 2031-12-19  autumn term",
        "2031-10-27 to 2031-10-31  autumn half term",
    ]
    assert "is asked for the day" in milepost("school", plan, "--forget").out


def test_a_term_that_is_none_is_a_sentence(milepost, plan):
    for wrong in ("winter=2031-09-02/2031-12-19", "autumn=2031-09-02", "2031-09-02/2031-12-19"):
        assert "is not a term" in milepost("school", plan, "--term", wrong, fails=True).err
    backwards = milepost("school", plan, "--term", "autumn=2031-12-19/2031-09-02", fails=True).err
    assert "ends before it begins" in backwards
