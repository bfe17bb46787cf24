"""Every change leaves an event, every past day can be asked about, and a document that comes again changes nothing."""

from datetime import UTC, date, datetime

import pytest
from northmere import Northmere, at, milestone, plan
from sqlalchemy import select

from plans.ladder import Hearer, Policy, Rung
from plans.words import Status
from storage import tables
from storage.changes.closures import set_closures
from storage.changes.events import Author
from storage.changes.handovers import give_lead
from storage.changes.importing import PlanIsKept, Source, import_plan
from storage.changes.policies import give_plan_policy
from storage.columns import UtcDateTime
from storage.questions.milestones import milestones_as_at

IFAN, BETHAN = "Ifan Rees", "Bethan Lloyd"
READING = plan(milestone("1.1", IFAN, date(2026, 6, 15)), milestone("1.2", IFAN, date(2026, 6, 15)))


@pytest.fixture
def northmere(store):
    return Northmere(store, READING, "2026-05-29 12:00")


def events(northmere):
    """(kind, {field: [before, after]}) of each event of a milestone, without when the last word was."""
    with northmere.store.read() as session:
        rows = session.scalars(
            select(tables.Event).where(tables.Event.milestone_id.is_not(None)).order_by(tables.Event.id)
        )
        return [(e.kind, {k: v for k, v in e.changes.items() if k != "last_word_at"}) for e in rows]


def test_each_word_is_an_event_with_what_was_before_and_after(northmere):
    northmere.says(IFAN, "1.1 off track")
    northmere.says(IFAN, "1.1 is done")
    assert events(northmere) == [
        ("updated", {"status": ["on_track", "off_track"]}),
        ("updated", {"status": ["off_track", "complete"]}),
    ]


def test_taking_back_is_an_event_of_its_own(northmere):
    northmere.says(IFAN, "1.1 off track")
    northmere.presses(IFAN, "Undo")
    assert events(northmere) == [
        ("updated", {"status": ["on_track", "off_track"]}),
        ("undone", {"status": ["off_track", "on_track"]}),
    ]


def test_an_event_says_who_and_when_and_has_their_words(northmere):
    northmere.turn_to("2026-06-01 10:00")
    northmere.says(IFAN, "1.1 off track, the recorder has left")
    with northmere.store.read() as session:
        event = session.scalars(select(tables.Event).where(tables.Event.kind == "updated")).one()
        words = session.get_one(tables.UpdateText, event.update_text_id)
        assert session.get_one(tables.Person, event.person_id).name == IFAN
        assert (event.at, words.text) == (at("2026-06-01 10:00"), "1.1 off track, the recorder has left")


def test_a_date_that_is_asked_for_and_approved_is_two_events(northmere):
    northmere.says(IFAN, "1.1 slipping to 15 July because the sample is late")
    northmere.tick()
    northmere.presses(BETHAN, "Approve")
    kinds = [kind for kind, _ in events(northmere)]
    assert "date_requested" in kinds
    assert events(northmere)[-1] == ("date_approved", {"due_on": ["2026-06-15", "2026-07-15"], "moves": [0, 1]})


def plan_events(northmere):
    with northmere.store.read() as session:
        rows = session.scalars(
            select(tables.Event).where(tables.Event.milestone_id.is_(None)).order_by(tables.Event.id)
        )
        return [event.kind for event in rows]


def test_what_changes_a_whole_plan_is_an_event_too(northmere):
    before, now = plan_events(northmere), northmere.clock.now()
    assert before == ["imported", "owner"]
    with northmere.store.write() as session:
        give_plan_policy(session, northmere.plan_id, Policy((Rung(0, (Hearer.LEAD,)),)), Author(None, now))
        set_closures(session, northmere.plan_id, [date(2026, 12, 24)], now)
        set_closures(session, northmere.plan_id, [date(2026, 12, 24)], now)
    assert plan_events(northmere)[2:] == ["policy", "closures"]


def as_at(northmere, when):
    with northmere.store.read() as session:
        found = milestones_as_at(session, northmere.plan_id, at(when))
    return found if found is None else {m.ref: (m.status, m.due, m.moves) for m in found}


def test_the_plan_can_be_seen_as_it_stood_on_any_day(northmere):
    due, july = date(2026, 6, 15), date(2026, 7, 15)
    northmere.turn_to("2026-06-02 10:00")
    northmere.says(IFAN, "1.1 off track")
    northmere.turn_to("2026-06-04 10:00")
    northmere.says(IFAN, "1.1 is done, 1.2 slipping to 15 July because the sample is late")
    northmere.tick()
    northmere.turn_to("2026-06-09 10:00")
    northmere.presses(BETHAN, "Approve")
    assert as_at(northmere, "2026-05-29 11:59") is None
    assert as_at(northmere, "2026-06-01 12:00") == {
        "1.1": (Status.ON_TRACK, due, 0),
        "1.2": (Status.ON_TRACK, due, 0),
    }
    assert as_at(northmere, "2026-06-03 12:00")["1.1"] == (Status.OFF_TRACK, due, 0)
    assert as_at(northmere, "2026-06-05 12:00") == {
        "1.1": (Status.COMPLETE, due, 0),
        "1.2": (Status.AT_RISK, due, 0),
    }
    assert as_at(northmere, "2026-06-09 12:00")["1.2"] == (Status.AT_RISK, july, 1)


def test_what_was_taken_back_still_stood_on_the_days_between(northmere):
    northmere.turn_to("2026-06-02 10:00")
    northmere.says(IFAN, "1.1 off track")
    northmere.turn_to("2026-06-03 10:00")
    northmere.presses(IFAN, "Undo")
    assert as_at(northmere, "2026-06-02 12:00")["1.1"][0] is Status.OFF_TRACK
    assert as_at(northmere, "2026-06-03 12:00")["1.1"][0] is Status.ON_TRACK


def count(northmere, table):
    with northmere.store.read() as session:
        return len(session.scalars(select(table)).all())


def test_the_same_document_a_second_time_changes_nothing(northmere):
    kept = (tables.Plan, tables.Milestone, tables.Lead, tables.Event, tables.Person, tables.Theme, tables.Action)
    before = [count(northmere, table) for table in kept]
    with northmere.store.write() as session:
        source = Source("northmere.txt", str(hash(READING)))
        again = import_plan(session, northmere.organisation_id, READING, source, at("2026-06-05 12:00"))
    assert (again.plan_id, again.is_new) == (northmere.plan_id, False)
    assert [count(northmere, table) for table in kept] == before


def test_another_document_of_the_same_title_is_refused_and_nothing_of_it_kept(northmere):
    before = count(northmere, tables.Milestone)
    with pytest.raises(PlanIsKept, match="a different document"), northmere.store.write() as session:
        other = plan(milestone("9.9", IFAN, date(2026, 6, 15)))
        source = Source("other.txt", "another hash")
        import_plan(session, northmere.organisation_id, other, source, at("2026-06-05 12:00"))
    assert count(northmere, tables.Milestone) == before


def test_an_instant_without_a_zone_is_refused():
    column = UtcDateTime()
    with pytest.raises(ValueError, match="has no time zone"):
        column.process_bind_param(datetime(2026, 6, 1, 9), None)  # noqa: DTZ001 - the very thing that is refused
    assert column.process_result_value(datetime(2026, 6, 1, 9), None).tzinfo is UTC  # noqa: DTZ001


def test_a_transaction_that_fails_leaves_nothing_behind(store):
    with pytest.raises(ZeroDivisionError), store.write() as session:
        session.add(tables.Organisation(name="Half", platform="p", tenant="t"))
        session.flush()
        raise ZeroDivisionError
    with store.read() as session:
        assert session.scalars(select(tables.Organisation)).all() == []


def test_a_reader_leaves_nothing_behind_either(store):
    with store.read() as session:
        session.add(tables.Organisation(name="Half", platform="p", tenant="t"))
        session.flush()
    with store.read() as session:
        assert session.scalars(select(tables.Organisation)).all() == []


def leads_as_at(northmere, when):
    with northmere.store.read() as session:
        return {
            m.ref: (m.lead, m.lead_id) for m in milestones_as_at(session, northmere.plan_id, at(when)) if m.ref == "1.1"
        }


def test_a_past_day_shows_who_led_then(northmere):
    before = leads_as_at(northmere, "2026-06-01 12:00")["1.1"]
    northmere.turn_to("2026-06-02 10:00")
    with northmere.store.write() as session:
        grace = session.scalar(select(tables.Person.id).where(tables.Person.name == "Grace Adeyemi"))
        give_lead(session, northmere.milestones()["1.1"].id, grace, Author(None, northmere.clock.now()))
    northmere.turn_to("2026-06-04 10:00")
    assert leads_as_at(northmere, "2026-06-01 12:00")["1.1"] == before
    assert before[0] == IFAN
    assert leads_as_at(northmere, "2026-06-03 12:00")["1.1"] == ("Grace Adeyemi", grace)
