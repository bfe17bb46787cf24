"""What will probably be late before it is: on constructed histories, each sign at its boundary and alone."""

from datetime import date, timedelta
from itertools import count

import pytest

from plans.foresight import Sign, probably_late
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import ENGLAND

TODAY = date(2026, 6, 15)
FOUR_WEEKS = timedelta(days=28)
_ids = count(1)


def milestone(ref="1.1", due=date(2026, 7, 24), status=Status.ON_TRACK, **more):
    more = {"lead": "Ifan Rees", "lead_id": 3, "last_word_on": date(2026, 6, 10)} | more
    return Milestone(next(_ids), 1, ref, f"Step {ref}", status, due, **more)


def signs(*milestones):
    found = probably_late(milestones, TODAY, FOUR_WEEKS, ENGLAND)
    return {one.milestone.ref: [reason.sign for reason in one.reasons] for one in found}


def test_what_goes_as_it_should_is_not_named():
    assert signs(milestone()) == {}


@pytest.mark.parametrize(("moves", "found"), [(1, {}), (2, {"1.1": [Sign.MOVED]}), (5, {"1.1": [Sign.MOVED]})])
def test_what_moved_twice_will_move_again(moves, found):
    assert signs(milestone(moves=moves)) == found


def test_moved_once_and_silent_for_a_cycle_is_enough_together():
    word = TODAY - timedelta(days=29)
    assert signs(milestone(moves=1, last_word_on=word)) == {"1.1": [Sign.MOVED, Sign.SILENT]}
    assert signs(milestone(moves=1, last_word_on=TODAY - timedelta(days=28))) == {}
    assert signs(milestone(last_word_on=word)) == {}


@pytest.mark.parametrize(("days", "found"), [(55, {}), (56, {"1.1": [Sign.SILENT]})])
def test_two_cycles_of_silence_are_enough_alone(days, found):
    assert signs(milestone(last_word_on=TODAY - timedelta(days=days))) == found


def test_never_a_word_counts_where_it_is_to_be_done_soon():
    assert signs(milestone(due=date(2026, 7, 13), last_word_on=None, moves=1)) == {
        "1.1": [Sign.MOVED, Sign.NEVER_HEARD]
    }
    assert signs(milestone(due=date(2026, 7, 14), last_word_on=None, moves=1)) == {}


@pytest.mark.parametrize(
    ("due", "found"),
    [
        (date(2026, 6, 29), {"1.1": [Sign.NOT_STARTED]}),  # 10 working days
        (date(2026, 6, 30), {}),  # 11: it says a little
        (date(2026, 7, 13), {}),  # 20
    ],
)
@pytest.mark.parametrize("status", [Status.NOT_STARTED, None])
def test_what_has_not_begun_with_ten_working_days_to_go_will_be_late(due, status, found):
    assert signs(milestone(due=due, status=status)) == found


def test_not_begun_with_twenty_working_days_to_go_says_a_little():
    late = milestone(due=date(2026, 7, 13), status=Status.NOT_STARTED, moves=1)
    early = milestone(due=date(2026, 7, 14), status=Status.NOT_STARTED, moves=1)
    assert signs(late) == {"1.1": [Sign.MOVED, Sign.NOT_STARTED]}
    assert signs(early) == {}


def test_off_track_is_enough_alone_and_at_risk_with_something_else():
    assert signs(milestone(status=Status.OFF_TRACK)) == {"1.1": [Sign.OFF_TRACK]}
    assert signs(milestone(status=Status.AT_RISK)) == {}
    assert signs(milestone(status=Status.AT_RISK, moves=1)) == {"1.1": [Sign.MOVED, Sign.AT_RISK]}


@pytest.mark.parametrize(("done", "found"), [(49, {"1.1": [Sign.AT_RISK, Sign.LITTLE_DONE]}), (50, {}), (None, {})])
def test_less_than_half_with_ten_working_days_to_go_says_a_little(done, found):
    assert signs(milestone(due=date(2026, 6, 29), status=Status.AT_RISK, progress=done)) == found


def test_little_done_says_nothing_while_there_is_time():
    assert signs(milestone(due=date(2026, 6, 30), status=Status.AT_RISK, progress=10)) == {}


def test_a_lead_whose_other_milestones_are_late_may_be_late_again():
    late = [milestone(f"2.{n}", date(2026, 6, 1)) for n in (1, 2)]
    others = milestone("3.1", status=Status.AT_RISK, lead="Grace Adeyemi")
    found = signs(milestone("1.1", status=Status.AT_RISK), others, *late)
    assert found == {"1.1": [Sign.LEADS_OTHERS_LATE, Sign.AT_RISK]}
    assert signs(milestone("1.1", status=Status.AT_RISK), late[0]) == {}


@pytest.mark.parametrize(
    "settled",
    [
        {"status": Status.COMPLETE},
        {"due": date(2026, 6, 14)},
        {"due": None},
        {"due": TODAY + timedelta(weeks=6, days=1)},
    ],
)
def test_what_is_done_late_already_undated_or_far_off_is_not_foreseen(settled):
    assert signs(milestone(**({"moves": 3} | settled))) == {}


@pytest.mark.parametrize("due", [TODAY, TODAY + timedelta(weeks=6)])
def test_today_and_six_weeks_ahead_are_both_looked_at(due):
    assert signs(milestone(due=due, moves=3)) == {"1.1": [Sign.MOVED]}


def test_the_likeliest_comes_first_and_its_weightiest_reason():
    plan = [
        milestone("1", date(2026, 6, 20), moves=2),
        milestone("2", moves=1, status=Status.OFF_TRACK),
        milestone("3", date(2026, 6, 19), moves=2),
    ]
    assert list(signs(*plan)) == ["2", "3", "1"]
    assert signs(*plan)["2"] == [Sign.OFF_TRACK, Sign.MOVED]


def test_a_reason_carries_what_it_rests_on():
    silent = milestone(moves=3, last_word_on=date(2026, 4, 3))
    (found,) = probably_late([silent], TODAY, FOUR_WEEKS, ENGLAND)
    assert [(reason.number, reason.since) for reason in found.reasons] == [(3, None), (0, date(2026, 4, 3))]
