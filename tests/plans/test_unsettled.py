"""What a reading is not sure of is held back, and a key that was settled explains it."""

from dataclasses import replace
from datetime import date

import pytest

from plans.milestone import Milestone
from plans.reading import LeadReading, MilestoneReading, PlanReading, Query, StatusLabel
from plans.status_key import StatusKey
from plans.unsettled import certain, explained, held_back, is_same_question, steady, taken_value
from plans.words import Status

DUE = date(2026, 6, 15)
UNA = (LeadReading("Una Hart"),)
ONE = MilestoneReading("1.1", "1", "Do it", leads=UNA, due=DUE, dues=(DUE,), status=Status.AT_RISK, rag="A")
TWO = replace(ONE, ref="1.2")
YEAR = Query("1.1", "due", "15-Jun", "no year", taken_as="15 June 2026")
AMBER = Query(None, "status_key", "amber", "no key", taken_as="at risk", refs=("1.1", "1.2"))
WORDS = Query("1.2", "status", "Bubbling", "unknown words")


def reading(*queries, milestones=(ONE, TWO)):
    return PlanReading("Plan", milestones=milestones, queries=queries)


def test_a_reading_without_questions_is_certain():
    assert certain(reading()) == reading()


def test_a_guessed_date_is_held_back_and_everything_else_stays():
    first, second = certain(reading(YEAR)).milestones
    assert (first.due, first.dues, first.leads, first.status) == (None, (), UNA, Status.AT_RISK)
    assert second == TWO


def test_a_colour_without_a_key_holds_back_every_status_that_rests_on_it():
    assert [m.status for m in certain(reading(AMBER)).milestones] == [None, None]


@pytest.mark.parametrize("field", ["leads", "title", "ref", "action"])
def test_nothing_else_is_held_back(field):
    assert held_back(replace(YEAR, field=field)) == []


def test_what_was_taken_for_nothing_holds_nothing_back():
    assert held_back(replace(YEAR, taken_as=None)) == []


@pytest.mark.parametrize(
    ("query", "value"),
    [
        (YEAR, "2026-06-15"),
        (replace(YEAR, field="status", taken_as="at risk"), "at_risk"),
        (AMBER, "at_risk"),
        (replace(YEAR, taken_as=None), None),
        (replace(YEAR, field="leads", taken_as="Una answers"), "Una answers"),
        (Query(None, "table", "Year", "left out", taken_as="left out"), "left out"),
    ],
)
def test_the_value_it_was_taken_for(query, value):
    assert taken_value(reading(query), query) == value


def test_a_settled_colour_answers_its_question():
    key = StatusKey((StatusLabel("Amber", Status.ON_TRACK, "amber"),))
    known = explained(reading(AMBER, YEAR), key)
    assert ([m.status for m in known.milestones], known.queries) == ([Status.ON_TRACK] * 2, (YEAR,))


def test_settled_words_answer_wherever_they_stand():
    key = StatusKey((StatusLabel("Bubbling", Status.OFF_TRACK),))
    known = explained(reading(WORDS, milestones=(ONE, replace(TWO, status=None))), key)
    assert ([m.status for m in known.milestones], known.queries) == ([Status.AT_RISK, Status.OFF_TRACK], ())


def test_another_key_answers_nothing():
    assert explained(reading(AMBER, WORDS), StatusKey((StatusLabel("Red", Status.OFF_TRACK, "red"),))).queries == (
        AMBER,
        WORDS,
    )


def test_a_doubt_in_a_newer_document_is_no_change():
    before = reading(milestones=(ONE,))
    after = reading(YEAR, milestones=(replace(ONE, due=date(2027, 6, 15)),))
    assert steady(after, before).milestones[0].due == DUE


def test_the_same_question_may_stand_elsewhere_for_another_reason():
    assert is_same_question(YEAR, replace(YEAR, place="line 90", why="no year, counted from June"))
    assert not is_same_question(YEAR, replace(YEAR, taken_as="15 June 2027"))


def test_a_milestone_says_that_its_date_waits():
    waits = Milestone(1, 1, "1.1", "Do it", due_text="15-Jun", lead_id=3, to_settle=("due",))
    assert waits.unreminded_because == 'its date, "15-Jun", is still to be settled'
    assert replace(waits, to_settle=()).unreminded_because == '"15-Jun" is not a date'
