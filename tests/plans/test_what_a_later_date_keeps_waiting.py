"""Which milestones wait when another one moves."""

from datetime import date

import pytest

from plans.follow import waiting_for
from plans.milestone import Milestone
from plans.words import Status

JUNE, JULY, AUGUST = date(2026, 6, 15), date(2026, 7, 1), date(2026, 8, 1)


def step(id_, ref, due=JUNE, title="Step agreed", status=Status.ON_TRACK, action=None):
    return Milestone(id_, 1, ref, title, status=status, due=due, action=action or ref.split(".")[0])


def waiting(moved, *others, to=date(2026, 7, 15)):
    return [m.ref for m in waiting_for(moved, sorted([moved, *others], key=lambda m: m.id), to)]


def test_a_later_step_of_the_action_that_would_be_due_before_it_waits():
    assert waiting(step(1, "1.1"), step(2, "1.2", JULY), step(3, "1.3", AUGUST)) == ["1.2"]


def test_an_earlier_step_and_another_action_do_not():
    assert waiting(step(5, "1.5"), step(1, "1.1", JULY), step(9, "2.1", JULY)) == []


def test_a_milestone_that_names_it_waits_wherever_it_is():
    assert waiting(step(1, "1.1"), step(9, "2.1", AUGUST, title="Findings of 1.1 shared")) == ["2.1"]


@pytest.mark.parametrize("title", ["Version 1.10 agreed", "Findings of 11.1 shared", "Lessons of 1.1.2 shared"])
def test_a_longer_number_is_not_its_reference(title):
    assert waiting(step(1, "1.1"), step(9, "2.1", AUGUST, title=title)) == []


def test_what_is_done_does_not_wait():
    assert waiting(step(1, "1.1"), step(2, "1.2", JULY, status=Status.COMPLETE)) == []


def test_without_dates_nothing_is_overtaken():
    assert waiting(step(1, "1.1"), step(2, "1.2", None)) == []
    assert waiting(step(1, "1.1", None), step(2, "1.2", JULY)) == ["1.2"]
