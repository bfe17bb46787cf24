"""A kept plan is asked about what it says now: by its document until somebody says something else in chat."""

from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from plans.honesty import Doubt
from plans.reading import ProgressReading
from plans.words import Status
from storage.questions.honesty import doubts_of_plan

STUCK = (ProgressReading(date(2026, 5, 20), "The contract is on hold."),)


def doubts(northmere: Northmere, reader: int | None = None) -> list[tuple[str, Doubt]]:
    with northmere.store.read() as session:
        found = doubts_of_plan(session, northmere.plan_id, northmere.clock.now().date(), reader)
    return [(one.milestone.ref, one.finding.doubt) for one in found]


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("3.2", "Ifan Rees", date(2026, 6, 12), progress=STUCK),
            milestone("3.3", "Ifan Rees", date(2026, 9, 30)),
        ),
        "2026-06-08 08:00",
    )


def test_what_the_document_reports_is_asked_about(northmere):
    assert doubts(northmere) == [("3.2", Doubt.CONTRADICTED)]


def test_a_status_that_was_said_since_is_not_measured_by_an_older_note(northmere):
    northmere.says("Ifan Rees", "3.2 is at risk, an additional nurse starts in July")
    assert doubts(northmere) == []


def test_the_words_that_gave_the_status_are_its_note(northmere):
    northmere.says("Ifan Rees", "3.3 is done. Need to tell the schools next week")
    assert ("3.3", Doubt.CONTRADICTED) in doubts(northmere)


def test_words_about_several_milestones_are_nobodys_note(northmere):
    northmere.says("Ifan Rees", "3.2 and 3.3 are on track, one contract is on hold")
    assert doubts(northmere) == []


def test_what_was_taken_back_counts_no_longer(northmere):
    northmere.says("Ifan Rees", "3.2 is at risk, an additional nurse starts in July")
    northmere.presses("Ifan Rees", "Undo")
    assert doubts(northmere) == [("3.2", Doubt.CONTRADICTED)]


def test_done_with_evidence_needs_nothing_more(northmere):
    northmere.says("Ifan Rees", "3.3 done")
    assert ("3.3", Doubt.NO_EVIDENCE) in doubts(northmere)
    northmere.says("Ifan Rees", "https://northmere.example/audit.pdf")
    assert ("3.3", Doubt.NO_EVIDENCE) not in doubts(northmere)
    assert northmere.milestones()["3.3"].status is Status.COMPLETE
