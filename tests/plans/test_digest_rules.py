"""The weekly summary from two pictures of one plan: what stands, what changed, what a reader must see."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from plans.digest import count_by_status, make_digest
from plans.milestone import LaterDate, Milestone
from plans.words import Status

TODAY = date(2026, 6, 15)
FOUR_WEEKS = timedelta(days=28)
_ids = count(1)


def milestone(ref, status=Status.ON_TRACK, due=date(2026, 9, 30), **more):
    more = {"lead": "Ifan Rees", "lead_id": 3, "last_word_on": date(2026, 6, 10)} | more
    return Milestone(next(_ids), 1, ref, f"Step {ref}", status, due, **more)


def digest(now, last_week=None, today=TODAY, review_every=FOUR_WEEKS):
    return make_digest(now, last_week, today, review_every)


def refs(milestones):
    return [m.ref for m in milestones]


def test_milestones_are_counted_by_status_and_confirmed_is_complete():
    plan = [
        milestone("1", Status.COMPLETE),
        milestone("2", Status.CONFIRMED),
        milestone("3", Status.ON_TRACK),
        milestone("4", Status.AT_RISK),
        milestone("5", Status.OFF_TRACK),
        milestone("6", Status.NOT_STARTED),
        milestone("7", None),
    ]
    assert list(count_by_status(plan).items()) == [
        (Status.COMPLETE, 2),
        (Status.ON_TRACK, 1),
        (Status.AT_RISK, 1),
        (Status.OFF_TRACK, 1),
        (Status.NOT_STARTED, 2),
    ]
    assert digest(plan).total == 7


def test_changes_are_differences_to_last_weeks_counts():
    before = [milestone("1"), milestone("2"), milestone("3", Status.AT_RISK)]
    after = [replace(before[0], status=Status.COMPLETE), before[1], replace(before[2], status=Status.ON_TRACK)]
    changes = digest(after, before).changes
    assert changes == {
        Status.COMPLETE: 1,
        Status.ON_TRACK: 0,
        Status.AT_RISK: -1,
        Status.OFF_TRACK: 0,
        Status.NOT_STARTED: 0,
    }


def test_in_the_first_week_there_is_nothing_to_compare_with():
    first = digest([milestone("1", Status.COMPLETE), milestone("2", due=date(2026, 6, 1))])
    assert first.changes is None
    assert not first.slipped and not first.finished and not first.nothing_changed
    assert refs(first.overdue) == ["2"]


def test_a_milestone_that_came_in_this_week_has_neither_slipped_nor_finished():
    found = digest([milestone("1", Status.OFF_TRACK), milestone("2", Status.COMPLETE)], [])
    assert not found.slipped and not found.finished


@pytest.mark.parametrize(
    ("before", "after", "has_slipped"),
    [
        ({}, {"status": Status.AT_RISK}, True),
        ({"status": Status.AT_RISK}, {"status": Status.OFF_TRACK}, True),
        ({"status": Status.NOT_STARTED}, {"status": Status.AT_RISK}, True),
        ({"status": None}, {"status": Status.OFF_TRACK}, True),
        ({"status": Status.OFF_TRACK}, {"status": Status.OFF_TRACK}, False),
        ({"status": Status.OFF_TRACK}, {"status": Status.AT_RISK}, False),
        ({"status": Status.COMPLETE}, {"status": Status.ON_TRACK}, False),
        ({}, {"moves": 1, "due": date(2026, 12, 31)}, True),
        ({"moves": 1}, {"moves": 1}, False),
        ({"due": date(2026, 6, 12)}, {}, True),
        ({"due": date(2026, 6, 8)}, {}, True),
        ({"due": date(2026, 6, 7)}, {}, False),
        ({"due": date(2026, 6, 15)}, {}, False),
        ({"due": date(2026, 6, 12)}, {"status": Status.COMPLETE}, False),
    ],
)
def test_what_slipped_is_worse_than_last_week_moved_or_past_its_date(before, after, has_slipped):
    was = replace(milestone("1"), **before)
    assert bool(digest([replace(was, **after)], [was]).slipped) is has_slipped


def test_finished_is_what_was_open_a_week_ago():
    was = [milestone("1"), milestone("2", Status.COMPLETE), milestone("3")]
    now = [replace(was[0], status=Status.COMPLETE), replace(was[1], status=Status.CONFIRMED), was[2]]
    assert refs(digest(now, was).finished) == ["1"]


def test_overdue_comes_oldest_first_and_is_not_told_again_as_at_risk():
    plan = [
        milestone("1", Status.OFF_TRACK, date(2026, 6, 12)),
        milestone("2", due=date(2026, 5, 1)),
        milestone("3", Status.AT_RISK, date(2026, 7, 31)),
        milestone("4", Status.OFF_TRACK, date(2026, 6, 30)),
        milestone("5", Status.AT_RISK, None),
        milestone("6", Status.COMPLETE, date(2026, 5, 1)),
        milestone("7", due=TODAY),
    ]
    found = digest(plan)
    assert refs(found.overdue) == ["2", "1"]
    assert refs(found.at_risk) == ["4", "3", "5"]


def test_due_next_is_the_coming_four_weeks_with_both_ends():
    plan = [
        milestone("1", due=TODAY - timedelta(days=1)),
        milestone("2", due=TODAY),
        milestone("3", due=TODAY + timedelta(days=28)),
        milestone("4", due=TODAY + timedelta(days=29)),
        milestone("5", Status.COMPLETE, TODAY),
        milestone("6", due=None),
    ]
    found = digest(plan)
    assert refs(found.due_next) == ["2", "3"]
    assert found.next_until == date(2026, 7, 13)


def test_silent_is_nothing_said_for_a_whole_review_cycle():
    plan = [
        milestone("1", last_word_on=date(2026, 5, 17)),
        milestone("2", last_word_on=date(2026, 5, 18)),
        milestone("3", last_word_on=None),
        milestone("4", Status.COMPLETE, last_word_on=None),
    ]
    assert refs(digest(plan).silent) == ["1", "3"]
    assert refs(digest(plan, review_every=timedelta(days=7)).silent) == ["1", "2", "3"]


def test_dates_that_are_asked_for_are_listed_while_the_milestone_is_open():
    later = LaterDate(date(2026, 10, 31), date(2026, 6, 1))
    plan = [milestone("1", later=later), milestone("2", Status.COMPLETE, later=later)]
    assert refs(digest(plan).asked_for) == ["1"]


def test_those_nobody_is_reminded_of_are_listed():
    plan = [milestone("1"), milestone("2", lead=None, lead_id=None), milestone("3", due=None)]
    assert refs(digest(plan).unreminded) == ["2", "3"]


def test_a_week_without_any_change_is_known():
    plan = [milestone("1"), milestone("2", Status.AT_RISK)]
    assert digest(plan, plan).nothing_changed
    assert not digest([replace(plan[0], status=Status.AT_RISK), plan[1]], plan).nothing_changed


def test_two_changes_that_cancel_out_in_the_counts_are_still_changes():
    before = [milestone("1"), milestone("2", Status.OFF_TRACK)]
    after = [replace(before[0], status=Status.OFF_TRACK), replace(before[1], status=Status.ON_TRACK)]
    assert not digest(after, before).nothing_changed
    finished = [replace(before[0], status=Status.COMPLETE), before[1]]
    assert not digest(finished, before).nothing_changed


def test_an_empty_plan_has_an_empty_digest():
    found = digest([], [])
    assert found.total == 0 and not found.overdue and found.nothing_changed
