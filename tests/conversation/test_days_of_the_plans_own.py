""" "Before the next panel" and "by half term" are dates in chat, where the plan knows them."""

from datetime import date

import pytest
from history import events
from northmere import Northmere, milestone, plan

from plans.own_days import Meeting, SchoolTime
from storage.changes.events import Author
from storage.changes.own_days import set_meetings, set_school


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 7, 30), title="Strategy meetings recorded"),
        ),
        "2026-06-01 10:00",
    )


def tell(northmere, *meetings, school=()):
    author = Author(None, northmere.clock.now())
    with northmere.store.write() as session:
        set_meetings(session, northmere.plan_id, meetings, author)
        set_school(session, northmere.plan_id, school, author)


PANELS = [Meeting(date(2026, 5, 12), "Improvement Panel"), Meeting(date(2026, 7, 14), "Improvement Panel")]
HALF_TERM = [SchoolTime(date(2026, 10, 26), date(2026, 10, 30), "half term", "autumn")]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("1.1 will be done before the next panel, the recorder left", date(2026, 7, 13)),
        ("1.1 will be finished after panel because the recorder left", date(2026, 7, 15)),
        ("move 1.1 to the July panel because the recorder left", date(2026, 7, 14)),
        ("1.1 needs until half term because the recorder left", None),
    ],
)
def test_a_meeting_is_the_date_that_is_asked_for(northmere, words, asked):
    tell(northmere, *PANELS)
    northmere.says("Ifan Rees", words)
    assert northmere.milestones()["1.1"].asked_for == asked


def test_half_term_is_a_date_once_the_plan_knows_it(northmere):
    northmere.says("Ifan Rees", "1.1 should be finished by half term because the recorder left")
    assert northmere.milestones()["1.1"].asked_for is None
    tell(northmere, school=HALF_TERM)
    northmere.says("Ifan Rees", "1.1 should be finished by half term because the recorder left")
    assert northmere.milestones()["1.1"].asked_for == date(2026, 10, 23)


def test_what_is_due_before_the_next_panel(northmere):
    tell(northmere, *PANELS)
    answer = northmere.says("Ifan Rees", "what is due before the next panel?")
    assert "1.1" in answer
    assert "1.2" not in answer


def test_what_changed_since_the_last_panel(northmere):
    tell(northmere, *PANELS)
    assert "since Tuesday 12 May" in northmere.says("Bethan Lloyd", "what changed since the last panel?")


def test_the_history_says_what_was_set(northmere):
    tell(northmere, *PANELS)
    tell(northmere, *PANELS)
    (event,) = events(northmere, "meetings")
    assert event[-1] == {"meetings": [[], [["2026-05-12", "Improvement Panel"], ["2026-07-14", "Improvement Panel"]]]}
