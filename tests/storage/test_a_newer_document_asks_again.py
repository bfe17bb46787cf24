"""What a person has settled stays settled when a newer document of the plan leaves the same thing open."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from plans.reading import Query
from plans.words import Status
from storage.changes.events import Author
from storage.changes.importing import Source
from storage.changes.reimporting import differences, reimport
from storage.changes.settling import AsTaken, settle
from storage.questions.queries import queries_of_plan

GUESSED = milestone("1.1", "Ifan Rees", date(2026, 6, 15), due_text="15-Jun")
WRITTEN = milestone("1.2", "Grace Adeyemi", date(2026, 6, 30))
RATED = milestone("2.1", "Grace Adeyemi", date(2026, 7, 31), Status.AT_RISK, rag="Amber")
YEAR = Query("1.1", "due", "15-Jun", "no year is written", taken_as="15 June 2026")
AMBER = Query(None, "status_key", "amber", "no key", taken_as="at risk", refs=("2.1",))
TODAY = date(2026, 6, 1)


def document(*queries, milestones=(GUESSED, WRITTEN, RATED)):
    return replace(plan(*milestones), queries=queries)


@pytest.fixture
def northmere(store):
    return Northmere(store, document(YEAR, AMBER), "2026-06-01 10:00")


def asked(northmere):
    with northmere.store.read() as session:
        return {query.field: query.is_settled for query in queries_of_plan(session, northmere.plan_id)}


def settled(northmere, answer, number=0):
    with northmere.store.write() as session:
        query = queries_of_plan(session, northmere.plan_id)[number]
        settle(session, query.id, answer, Author(None, northmere.clock.now()))


def shown(northmere, reading):
    with northmere.store.read() as session:
        return differences(session, northmere.plan_id, reading, TODAY)


def taken(northmere, reading):
    found = shown(northmere, reading)
    with northmere.store.write() as session:
        source = Source("newer.txt", "another hash")
        reimport(session, northmere.plan_id, reading, source, found, northmere.clock.now())
    return northmere.milestones()


def test_a_question_that_is_asked_again_is_no_difference(northmere):
    assert shown(northmere, document(YEAR, AMBER)) == []


def test_what_was_settled_stays_settled_and_keeps_its_value(northmere):
    settled(northmere, date(2027, 6, 15))
    after = taken(northmere, document(YEAR, AMBER, milestones=(GUESSED, replace(WRITTEN, title="New words"), RATED)))
    assert asked(northmere) == {"due": True, "status_key": False}
    assert after["1.1"].due == date(2027, 6, 15)


def test_another_guess_is_another_question(northmere):
    settled(northmere, AsTaken())
    later = replace(YEAR, text="20-Jun", taken_as="20 June 2026")
    after = taken(northmere, document(later, milestones=(replace(GUESSED, due=date(2026, 6, 20)), WRITTEN, RATED)))
    assert asked(northmere) == {"due": False}
    assert after["1.1"].due == date(2026, 6, 15)


def test_a_question_that_the_newer_document_answers_is_asked_no_more(northmere):
    after = taken(northmere, document(milestones=(replace(GUESSED, due=date(2027, 6, 15)), WRITTEN, RATED)))
    assert (asked(northmere), after["1.1"].due) == ({}, date(2027, 6, 15))


def test_a_date_that_the_newer_document_leaves_in_doubt_is_not_taken_away(northmere):
    doubt = Query("1.2", "due", "30-Jun", "no year is written", taken_as="30 June 2026")
    assert taken(northmere, document(YEAR, AMBER, doubt))["1.2"].due == date(2026, 6, 30)
    assert len(asked(northmere)) == 2


def test_a_settled_colour_reads_the_newer_documents_statuses(northmere):
    settled(northmere, Status.ON_TRACK, number=1)
    new = replace(WRITTEN, status=Status.AT_RISK, rag="Amber")
    again = replace(AMBER, refs=("1.2", "2.1"))
    after = taken(northmere, document(YEAR, again, milestones=(GUESSED, new, RATED)))
    assert (after["1.2"].status, after["2.1"].status) == (Status.ON_TRACK, Status.ON_TRACK)
    assert asked(northmere) == {"due": False, "status_key": True}


def test_a_new_milestone_with_a_guessed_date_comes_in_without_it(northmere):
    new = milestone("3.1", "Ifan Rees", date(2026, 9, 30), due_text="30-Sep")
    doubt = Query("3.1", "due", "30-Sep", "no year is written", taken_as="30 September 2026")
    after = taken(northmere, document(YEAR, AMBER, doubt, milestones=(GUESSED, WRITTEN, RATED, new)))
    assert (after["3.1"].due, after["3.1"].to_settle) == (None, ("due",))
