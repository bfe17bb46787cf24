"""`milepost confirming`, `milepost restrict` and `milepost closures`."""

import pytest
from command_line import EXAMPLE, PEOPLE


@pytest.fixture
def plan(milepost):
    """The example plan; its owner is Bethan Lloyd."""
    milepost("people", "import", PEOPLE)
    milepost("import", EXAMPLE, "--owner", "Bethan Lloyd")
    return "1"


def test_the_owner_confirms_where_nobody_else_is_named(milepost, plan):
    said = milepost("confirming", plan).out
    assert "is confirmed by Bethan Lloyd; evidence is asked for." in said


def test_somebody_confirms_for_a_body(milepost, plan):
    said = milepost("confirming", plan, "--person", "Amara Okafor", "--body", "the Improvement Panel").out
    assert "is confirmed by Amara Okafor for the Improvement Panel; evidence is asked for." in said


def test_a_plan_may_ask_for_no_evidence(milepost, plan):
    assert "no evidence is asked for" in milepost("confirming", plan, "--no-evidence").out


def test_nobody_unknown_confirms_or_may_know(milepost, plan):
    for command in (("confirming", plan, "--person", "Alex Hill"), ("restrict", plan, "1.1", "--to", "Alex Hill")):
        assert "Alex Hill is not one of the plan's people" in milepost(*command, fails=True).err


def test_a_restricted_milestone_leaves_the_digest_and_comes_back(milepost, plan):
    before = milepost("digest", plan).out
    assert (
        "Only Amara Okafor and its lead may know of 1.1."
        in milepost("restrict", plan, "1.1", "--to", "Amara Okafor").out
    )
    assert milepost("digest", plan).out != before
    assert "Everybody may know of 1.1." in milepost("restrict", plan, "1.1").out
    assert milepost("digest", plan).out == before


def test_a_milestone_that_is_not_there_cannot_be_restricted(milepost, plan):
    assert "has no milestone 99.9" in milepost("restrict", plan, "99.9", fails=True).err


def test_days_of_closure_are_added_and_taken_back(milepost, plan):
    assert "is closed on no day of its own, beside weekends" in milepost("closures", plan).out
    assert (
        "closed on 2026-12-24, 2026-12-29,"
        in milepost("closures", plan, "--close", "2026-12-29", "--close", "2026-12-24").out
    )
    assert "closed on 2026-12-29," in milepost("closures", plan, "--open", "2026-12-24").out
    assert "closed on 2026-12-29," in milepost("closures", plan).out


def test_a_day_that_is_none_or_not_closed_changes_nothing(milepost, plan):
    assert '"Christmas Eve" is not a day' in milepost("closures", plan, "--close", "Christmas Eve", fails=True).err
    refused = milepost("closures", plan, "--close", "2026-12-24", "--open", "2026-12-25", fails=True).err
    assert "is not closed on 2026-12-25. Nothing was changed." in refused
    assert "no day of its own" in milepost("closures", plan).out
