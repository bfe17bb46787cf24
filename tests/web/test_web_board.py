"""The board says of each milestone how it stands, in words that a screen reader and a black-and-white print keep."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.web.board import make_board, make_line
from plans.milestone import LaterDate, Milestone
from plans.words import Status
from plans.working_days import ENGLAND
from storage.questions.plans import PlanFacts

MONDAY = date(2026, 6, 1)
PLAN = PlanFacts(
    id=1,
    organisation_id=1,
    title="Northmere improvement plan",
    zone=ZoneInfo("Europe/London"),
    calendar=ENGLAND,
    owner_id=None,
    owner=None,
    status_words={},
    source_name="plan.txt",
    imported_at=datetime(2026, 5, 1, tzinfo=UTC),
)


def milestone(ref="1.1", **how):
    facts = {"status": Status.ON_TRACK, "due": date(2026, 7, 31), "lead": "Joel Abara", "lead_id": 1} | how
    return Milestone(id=hash(ref) % 1000, plan_id=1, ref=ref, title=f"The title of {ref}", **facts)


def line_of(today=MONDAY, **how):
    return make_line(milestone(**how), today, ENGLAND, {})


@pytest.mark.parametrize("status", list(Status))
def test_every_status_is_a_sign_and_words(status):
    standing = line_of(status=status).standing
    assert (standing.sign, standing.words, standing.style) == (status.sign, status.words, status.value)


def test_the_plans_own_words_are_used_where_they_are_short():
    words = {"on_track": "Progressing", "at_risk": "Not on track but recoverable with some more effort"}
    board = make_board(
        replace(PLAN, status_words=words), [milestone("1"), milestone("2", status=Status.AT_RISK)], MONDAY
    )
    assert [line.standing.words for _, lines in board.groups for line in lines] == ["Progressing", "at risk"]
    assert [count.standing.words for count in board.counts][1:3] == ["Progressing", "at risk"]


def test_a_milestone_without_a_status_says_so():
    assert line_of(status=None).standing.words == "no status yet"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 6, 1), "due today"),
        (date(2026, 6, 2), "due Tuesday 2 June, 1 working day"),
        (date(2026, 6, 15), "due Monday 15 June, 10 working days"),
        (date(2026, 6, 16), "due Tuesday 16 June"),
        (date(2026, 5, 29), "due Friday 29 May"),
        (date(2027, 1, 4), "due Monday 4 January"),
        (date(2027, 6, 4), "due Friday 4 June 2027"),
        (None, "no date"),
    ],
)
def test_a_due_date_is_written_in_full_and_counted_when_near(due, words):
    assert line_of(due=due).due == words


def test_a_finished_milestone_counts_no_days():
    line = line_of(due=MONDAY, status=Status.COMPLETE)
    assert (line.due, line.late) == ("due Monday 1 June", "")


def test_what_is_ongoing_has_no_missing_date():
    assert line_of(due=None, is_ongoing=True).due == "ongoing"


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2026, 5, 22), ""),
        (date(2026, 5, 23), "late since Friday 22 May"),
        (date(2026, 5, 25), "late since Friday 22 May"),
        (date(2026, 5, 26), "1 working day late"),
        (date(2026, 5, 27), "2 working days late"),
    ],
)
def test_lateness_is_in_working_days_past_the_weekend_and_the_bank_holiday(today, late):
    assert line_of(today, due=date(2026, 5, 22)).late == late


def test_a_request_for_a_later_date_is_shown_beside_the_date_that_holds():
    line = line_of(due=date(2026, 6, 26), later=LaterDate(date(2026, 7, 15), date(2026, 5, 29), "Bethan Lloyd"))
    assert line.due == "due Friday 26 June"
    assert line.notes == ("15 July asked for, waiting for Bethan Lloyd since 29 May",)


@pytest.mark.parametrize(("moves", "words"), [(1, "moved once"), (2, "moved twice"), (3, "moved 3 times")])
def test_the_first_date_and_the_number_of_moves_stay_visible(moves, words):
    assert line_of(moves=moves, original_due=date(2026, 3, 31)).notes == (f"{words}, first date Tuesday 31 March",)


def test_whoever_is_not_reminded_is_told_of_with_the_reason():
    line = line_of(lead=None, lead_id=None)
    assert line.lead == "no lead"
    assert line.notes == ("nobody is being reminded: it has no lead",)


def test_the_plan_is_counted_by_status_and_by_what_is_overdue():
    board = make_board(
        PLAN,
        [
            milestone("1.1", status=Status.COMPLETE, due=date(2026, 5, 1)),
            milestone("1.2", status=Status.CONFIRMED),
            milestone("1.3", status=Status.OFF_TRACK, due=date(2026, 5, 1)),
            milestone("1.4", status=None),
        ],
        MONDAY,
    )
    assert (board.total, board.overdue) == (4, 1)
    assert [(count.standing.words, count.number) for count in board.counts] == [
        ("complete", 2),
        ("on track", 0),
        ("at risk", 0),
        ("off track", 1),
        ("not started", 1),
    ]


def test_the_bar_lays_the_counts_end_to_end():
    board = make_board(PLAN, [milestone("1"), milestone("2"), milestone("3", status=Status.AT_RISK)], MONDAY)
    spans = [(count.begins, count.begins + count.number) for count in board.counts]
    assert spans == [(0, 0), (0, 2), (2, 3), (3, 3), (3, 3)]


def test_milestones_stand_under_their_theme_in_the_plans_order():
    board = make_board(
        PLAN,
        [milestone("1", theme="B"), milestone("2", theme="A"), milestone("3", theme="B"), milestone("4", theme=None)],
        MONDAY,
    )
    assert [(theme, [line.ref for line in lines]) for theme, lines in board.groups] == [
        ("B", ["1", "3"]),
        ("A", ["2"]),
        ("", ["4"]),
    ]


def test_an_empty_plan_has_an_empty_board():
    board = make_board(PLAN, [], MONDAY)
    assert (board.total, board.overdue, board.groups) == (0, 0, ())
