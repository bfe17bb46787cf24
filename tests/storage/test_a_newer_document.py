"""A newer document of a kept plan: what it would change is shown, applied on a yes, and never over what chat said."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from plans.comparing import Compared, Kind
from plans.reading import LeadReading
from plans.words import Status
from storage.changes.events import Author
from storage.changes.importing import Source
from storage.changes.milestones import NewMilestone, add_milestone
from storage.changes.reimporting import differences, reimport
from storage.questions.history import history_of
from storage.questions.milestones import milestones_as_at
from storage.questions.plans import actions_by_id

FIRST = milestone("1.1", "Ifan Rees", date(2026, 6, 15))
SECOND = milestone("1.2", "Grace Adeyemi", date(2026, 7, 31))
THIRD = milestone("2.1", "Grace Adeyemi", date(2026, 9, 30))


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(FIRST, SECOND), "2026-06-01 10:00")


def shown(northmere, *milestones):
    with northmere.store.read() as session:
        return differences(session, northmere.plan_id, plan(*milestones), date(2026, 6, 1))


def taken(northmere, *milestones, accept=lambda difference: not difference.is_disputed):
    found = shown(northmere, *milestones)
    with northmere.store.write() as session:
        source = Source("newer.txt", "another hash")
        accepted = [one for one in found if accept(one)]
        reimport(session, northmere.plan_id, plan(*milestones), source, accepted, northmere.clock.now())
    return northmere.milestones()


def test_the_same_words_differ_in_nothing(northmere):
    assert shown(northmere, FIRST, SECOND) == []


def test_what_is_new_gone_and_moved_is_shown_in_the_documents_order(northmere):
    found = shown(northmere, replace(FIRST, due=date(2026, 6, 30)), THIRD)
    assert [(one.ref, one.kind, one.what) for one in found] == [
        ("1.1", Kind.CHANGED, Compared.DUE),
        ("2.1", Kind.NEW, None),
        ("1.2", Kind.GONE, None),
    ]
    assert (found[0].before, found[0].after) == (date(2026, 6, 15), date(2026, 6, 30))


def test_nothing_is_changed_by_looking(northmere):
    before = northmere.milestones()
    shown(northmere, replace(FIRST, due=date(2026, 6, 30)), THIRD)
    assert northmere.milestones() == before


def test_a_moved_date_is_a_move_and_a_new_climb(northmere):
    after = taken(northmere, replace(FIRST, due=date(2026, 6, 30)), SECOND)
    assert (after["1.1"].due, after["1.1"].original_due, after["1.1"].moves) == (
        date(2026, 6, 30),
        date(2026, 6, 15),
        1,
    )
    northmere.turn_to("2026-06-16 10:00")
    assert "due Tuesday 30 June, 10 working days" in northmere.sent_to("Ifan Rees")[-1].text


def test_another_lead_is_asked_from_then_on(northmere):
    after = taken(northmere, replace(FIRST, leads=(LeadReading(name="Grace Adeyemi"),)), SECOND)
    assert after["1.1"].lead == "Grace Adeyemi"
    northmere.turn_to("2026-06-08 10:00")
    assert northmere.sent_to("Ifan Rees") == []
    assert "1.1" in northmere.sent_to("Grace Adeyemi")[-1].text


def test_a_new_milestone_is_reminded_of_like_any_other(northmere):
    assert taken(northmere, FIRST, SECOND, THIRD)["2.1"].due == date(2026, 9, 30)
    northmere.turn_to("2026-09-16 10:00")
    assert "2.1" in northmere.sent_to("Grace Adeyemi")[-1].text


def test_what_is_gone_is_asked_about_no_more_and_stays_in_the_past(northmere):
    before = northmere.clock.now()
    northmere.turn_to("2026-06-02 10:00")
    assert set(taken(northmere, FIRST)) == {"1.1"}
    northmere.turn_to("2026-08-31 10:00")
    assert not [one for one in northmere.sent_to("Grace Adeyemi") if "1.2" in one.text]
    with northmere.store.read() as session:
        past = milestones_as_at(session, northmere.plan_id, before)
    assert {m.ref for m in past} == {"1.1", "1.2"}


def test_what_chat_has_said_since_is_shown_beside_and_kept(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    found = shown(northmere, replace(FIRST, status=Status.AT_RISK), SECOND)
    assert [(one.what, one.since, one.is_disputed) for one in found] == [(Compared.STATUS, Status.COMPLETE, True)]
    assert taken(northmere, replace(FIRST, status=Status.AT_RISK), SECOND)["1.1"].status is Status.COMPLETE


def test_the_document_wins_only_when_a_person_says_so(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    after = taken(northmere, replace(FIRST, status=Status.AT_RISK), SECOND, accept=lambda difference: True)
    assert after["1.1"].status is Status.AT_RISK


def test_a_document_that_has_not_followed_chat_is_no_difference(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    assert shown(northmere, FIRST, SECOND) == []


def test_a_document_that_has_caught_up_with_chat_is_no_difference(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    assert shown(northmere, replace(FIRST, status=Status.COMPLETE), SECOND) == []


def test_the_newer_document_is_what_the_next_one_is_compared_with(northmere):
    moved = replace(FIRST, due=date(2026, 6, 30))
    taken(northmere, moved, SECOND)
    assert shown(northmere, moved, SECOND) == []
    assert [one.what for one in shown(northmere, FIRST, SECOND)] == [Compared.DUE]


def test_what_a_person_added_is_not_for_a_document_to_take_away(northmere):
    with northmere.store.write() as session:
        (action_id,) = {found[0] for found in actions_by_id(session, northmere.plan_id)}
        author = Author(None, northmere.clock.now())
        added = add_milestone(session, northmere.plan_id, NewMilestone(action_id, "Carers told of it"), author).ref
    assert shown(northmere, FIRST, SECOND) == []
    assert set(taken(northmere, FIRST)) == {"1.1", added}


def test_what_was_gone_and_comes_again_has_its_history_still(northmere):
    northmere.turn_to("2026-06-02 10:00")
    northmere.says("Grace Adeyemi", "1.2 at risk")
    assert set(taken(northmere, FIRST)) == {"1.1"}
    again = replace(SECOND, due=date(2026, 8, 31), leads=(LeadReading(name="Ifan Rees"),))
    found = shown(northmere, FIRST, again)
    assert [(one.ref, one.kind) for one in found] == [("1.2", Kind.NEW)]
    back = taken(northmere, FIRST, again)["1.2"]
    assert (back.due, back.lead, back.status) == (date(2026, 8, 31), "Ifan Rees", Status.ON_TRACK)
    with northmere.store.read() as session:
        assert "1.2 at risk" in [change.words for change in history_of(session, northmere.plan_id, "1.2")]
