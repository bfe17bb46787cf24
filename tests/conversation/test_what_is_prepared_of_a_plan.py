"""What is made of a plan's milestones once is brought up to date, and is then what would be made anew."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversation import prepared as module
from bot.conversation.prepared import prepared
from plans.milestone import Milestone
from plans.words import Status

PLAN = tuple(
    Milestone(
        id=number,
        plan_id=1,
        ref=f"{number // 4 + 1}.{number % 4 + 1}",
        title=f"Step {number} agreed",
        status=Status.ON_TRACK,
        due=date(2026, 6, 15),
        original_due=date(2026, 6, 15),
        action=str(number // 4 + 1),
        action_title="Return interviews",
        lead=f"Ifan Rees {number % 3}",
        lead_id=number % 3,
    )
    for number in range(12)
)


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch):
    monkeypatch.setattr(module, "_kept", type(module._kept)())


@pytest.mark.parametrize(
    "changed",
    [
        {"status": Status.COMPLETE},
        {"due": date(2026, 7, 1)},
        {"lead": "Grace Adeyemi", "lead_id": 9},
        {"last_word_on": date(2026, 6, 1)},
        {"action": "7"},
        {"ref": "9.9"},
        {"title": "Another title"},
    ],
    ids=str,
)
def test_one_that_changed_is_as_if_all_were_made_anew(changed):
    before = prepared(PLAN)
    now = (*PLAN[:5], replace(PLAN[5], **changed), *PLAN[6:])
    found = prepared(now)
    assert found == module._prepare_all(now)
    assert found.by_id[5] is now[5]
    assert before == module._prepare_all(PLAN)


def test_of_two_with_one_reference_the_first_is_meant_still():
    twice = (PLAN[0], replace(PLAN[1], ref=PLAN[0].ref), *PLAN[2:])
    prepared(twice)
    now = (twice[0], replace(twice[1], status=Status.COMPLETE), *twice[2:])
    assert prepared(now) == module._prepare_all(now)
    assert prepared(now).by_ref["1.1"] is twice[0]


def test_what_the_understanding_does_not_see_leaves_it_what_it_had():
    before = prepared(PLAN)
    now = (replace(PLAN[0], last_word_on=date(2026, 6, 1)), *PLAN[1:])
    assert prepared(now).known is before.known


def test_a_plan_that_has_grown_is_made_anew():
    prepared(PLAN[:8])
    assert prepared(PLAN) == module._prepare_all(PLAN)


def test_what_is_late_is_found_once_and_anew_when_one_has_changed():
    day = date(2026, 6, 16)
    late = prepared(PLAN).overdue_on(day)
    assert late == PLAN
    assert prepared(PLAN).overdue_on(day) is late
    assert prepared(PLAN).overdue_on(date(2026, 6, 15)) == ()
    now = (replace(PLAN[0], status=Status.COMPLETE), *PLAN[1:])
    assert prepared(now).overdue_on(day) == PLAN[1:]


def test_what_a_guest_may_see_leaves_the_others_what_was_made_for_them():
    whole = prepared(PLAN)
    prepared(PLAN[:3])
    now = (replace(PLAN[0], last_word_on=date(2026, 6, 1)), *PLAN[1:])
    assert prepared(now).known is whole.known
