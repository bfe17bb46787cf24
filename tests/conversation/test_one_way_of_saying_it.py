"""Counts of one and two are said as people say them, and a status has one name in everything that a plan says."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from bot.conversation import phrases
from plans.reading import StatusLabel
from plans.words import Status

OWN_KEY = (
    StatusLabel("On schedule", Status.ON_TRACK, "green"),
    StatusLabel("Some concern", Status.AT_RISK, "amber"),
    StatusLabel("Behind", Status.OFF_TRACK, "red"),
    StatusLabel("Delivered", Status.COMPLETE, "blue"),
)


@pytest.fixture
def council(store):
    """A council whose plan has names of its own for each status."""
    reading = plan(
        milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", date(2026, 6, 17), title="Strategy meetings recorded"),
    )
    council = Northmere(store, replace(reading, status_key=OWN_KEY), "2026-05-29 12:00")
    council.turn_to("2026-06-30 10:00")
    return council


def said_by(council) -> str:
    return "\n".join(text for one in council.sent for text in (one.text, one.first))


def test_a_status_has_the_plans_own_name_in_every_message(council):
    for words in ("1.1 at risk", "undo", "how is 1.2", "1.2", "what's at risk", "1.1 on track, blocked by legal"):
        council.says("Ifan Rees", words)
    council.says("Ifan Rees", "give 1.2 to Grace Adeyemi")
    council.says("Ifan Rees", "1.1 done")
    council.says("Ifan Rees", "remind me about 1.1 on Friday")
    council.presses("Ifan Rees", "Nothing to show")
    council.tick()
    council.presses("Bethan Lloyd", "Not yet")
    said = said_by(council)
    for status, label in ((Status.ON_TRACK, "On schedule"), (Status.COMPLETE, "Delivered")):
        assert f"{status.sign} {label}" in said
        assert f"{status.sign} {status.words}" not in said
    assert "Neither milestone is Some concern or Behind" in said


def test_a_press_is_remembered_under_that_name(council):
    council.presses("Ifan Rees", "1 Slipping")
    assert '"[1.1 Some concern]"' in council.says("Ifan Rees", "how is 1.1")


def test_nobody_is_said_to_be_waited_for_before_they_are_asked(council):
    council.says("Ifan Rees", "1.1 done")
    assert "Bethan Lloyd is asked to confirm it once there is evidence" in council.says("Ifan Rees", "how is 1.1")
    assert "waiting for Bethan Lloyd" not in said_by(council)
    council.presses("Ifan Rees", "Nothing to show")
    assert "waiting for Bethan Lloyd to confirm" in council.says("Ifan Rees", "how is 1.1")


@pytest.mark.parametrize(
    ("found", "total", "said"),
    [
        (0, 0, "There are no milestones of yours"),
        (0, 1, "The only milestone of yours is not late"),
        (1, 1, "The only milestone of yours is late"),
        (0, 2, "Neither milestone of yours is late"),
        (1, 2, "1 of 2 milestones of yours is late"),
        (2, 2, "Both milestones of yours are late"),
        (0, 3, "None of 3 milestones of yours is late"),
        (2, 3, "2 of 3 milestones of yours are late"),
        (3, 3, "All 3 milestones of yours are late"),
    ],
)
def test_some_out_of_several(found, total, said):
    assert phrases.out_of(found, total, " of yours", "late") == said


def test_how_often_how_many_of_them_and_every_one():
    assert [phrases.times(number) for number in (1, 2, 3)] == ["once", "twice", "3 times"]
    assert [phrases.of_them(*one) for one in ((1, 2), (2, 2), (2, 3), (3, 3))] == [
        "one of them",
        "both",
        "2 of them",
        "all",
    ]
    assert [phrases.every(number, "milestone") for number in (1, 2, 3)] == [
        "The milestone",
        "Both milestones",
        "All 3 milestones",
    ]
    assert phrases.with_late(1, 1, "milestone", "late") == "1 milestone, late"
    assert phrases.with_late(1, 0, "milestone", "late") == "1 milestone, not late"
    assert phrases.with_late(2, 0, "milestone", "late") == "2 milestones, none late"
