"""A milestone that a person adds: its reference, its place, its ladder, and taking it back."""

from datetime import date, timedelta

import pytest
from northmere import Northmere, milestone, plan

from storage.changes.events import Author
from storage.changes.milestones import NewMilestone, add_milestone
from storage.changes.updates import Said, keep_words, undo
from storage.questions.milestones import milestones_as_at
from storage.questions.people import people_of
from storage.questions.plans import actions_by_id

DUE = date(2026, 7, 10)


def council(store, *refs):
    return Northmere(store, plan(*(milestone(ref, "Ifan Rees", date(2026, 9, 30)) for ref in refs)), "2026-06-01 10:00")


def person_id(northmere, session, name):
    return next(one.id for one in people_of(session, northmere.organisation_id) if one.name == name)


def add(northmere, action="1", title="Audit repeated", author=None, **more):
    with northmere.store.write() as session:
        action_id = next(one for one, ref, _ in actions_by_id(session, northmere.plan_id) if ref == action)
        author = author or Author(None, northmere.clock.now())
        return add_milestone(session, northmere.plan_id, NewMilestone(action_id, title, **more), author).ref


@pytest.mark.parametrize(
    ("refs", "action", "expected"),
    [
        (["1.1", "1.2"], "1", "1.3"),
        (["1.9", "1.10"], "1", "1.11"),
        (["1.1", "2.1"], "1", "1.2"),
        (["C3.1", "C3.2"], "C3", "C3.3"),
        (["1.7"], "1", "1.8"),
    ],
)
def test_it_gets_its_actions_next_reference(store, refs, action, expected):
    assert add(council(store, *refs), action) == expected


def test_one_without_a_number_before_it_begins_at_one(store):
    northmere = council(store, "A", "B")
    assert add(northmere, "A") == "A.1"
    assert add(northmere, "A") == "A.2"


def test_it_stands_behind_its_actions_last_one(store):
    northmere = council(store, "1.1", "1.2", "2.1", "3.1")
    add(northmere, "1")
    add(northmere, "2")
    assert list(northmere.milestones()) == ["1.1", "1.2", "1.3", "2.1", "2.2", "3.1"]


def test_its_first_date_is_its_original_one(store):
    northmere = council(store, "1.1")
    ref = add(northmere, due=DUE)
    added = northmere.milestones()[ref]
    assert (added.due, added.original_due, added.moves, added.status) == (DUE, DUE, 0, None)


def test_its_lead_hears_of_it_on_its_ladder(store):
    northmere = council(store, "1.1")
    with store.read() as session:
        grace = person_id(northmere, session, "Grace Adeyemi")
    add(northmere, due=DUE, person_id=grace)
    northmere.turn_to("2026-06-26 10:00")
    assert any(one.text.startswith("1.2 Audit repeated") for one in northmere.sent_to("Grace Adeyemi"))


def test_without_a_lead_and_a_date_nobody_is_reminded_and_it_says_so(store):
    northmere = council(store, "1.1")
    ref = add(northmere)
    added = northmere.milestones()[ref]
    assert added.unreminded_because == "it has no lead and it has no date"


def test_it_was_not_in_the_plan_before_it_was_added(store):
    northmere = council(store, "1.1")
    before = northmere.clock.now()
    northmere.turn_to("2026-06-02 10:00")
    add(northmere)
    with store.read() as session:
        assert [m.ref for m in milestones_as_at(session, northmere.plan_id, before)] == ["1.1"]
        now = northmere.clock.now() + timedelta(minutes=1)
        assert [m.ref for m in milestones_as_at(session, northmere.plan_id, now)] == ["1.1", "1.2"]


def test_taken_back_it_is_out_of_the_plan_and_reminds_nobody(store):
    northmere = council(store, "1.1")
    with store.write() as session:
        owner = person_id(northmere, session, "Bethan Lloyd")
        author = keep_words(session, Said(owner, "memory", "x", "m", northmere.clock.now(), "new"))
    add(northmere, author=author, due=DUE, person_id=owner)
    with store.write() as session:
        (event,) = undo(session, author.update_text_id, Author(owner, northmere.clock.now()))
    assert event.kind == "milestone_added"
    assert list(northmere.milestones()) == ["1.1"]
    northmere.turn_to("2026-07-20 10:00")
    assert not any("1.2" in one.text for one in northmere.sent_to("Bethan Lloyd"))
    assert add(northmere) == "1.3"
