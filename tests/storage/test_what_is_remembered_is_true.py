"""A process remembers its plans, and whoever changes one, however and wherever, is seen by the next question."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from northmere import Northmere, milestone, plan
from sqlalchemy import select, update

from plans.reading import Query
from plans.words import Status
from storage import tables, versions
from storage.changes import completions, dates, events, handovers, people, restrictions, settling, updates
from storage.changes.events import Author
from storage.changes.importing import Source
from storage.changes.reimporting import differences, reimport
from storage.questions import milestones
from storage.questions.completions import EvidenceFacts
from storage.questions.milestones import every_milestone_of_plan, milestones_of_plan, stood_of_plan
from storage.questions.people import people_of
from storage.store import Store

TODAY = date(2026, 6, 1)
DUE = date(2026, 6, 15)
LATER = date(2026, 7, 15)


def reading(*more):
    first = milestone("1.1", "Ifan Rees", DUE)
    return plan(first, milestone("1.2", "Grace Adeyemi", DUE), milestone("2.1", None, DUE), *more)


@pytest.fixture
def northmere(store):
    return Northmere(store, reading(), "2026-06-01 12:00")


@pytest.fixture
def elsewhere(northmere, database_address):
    """Another process on the same database."""
    other = Store(database_address)
    yield other
    other.close()


def as_remembered(northmere):
    with northmere.store.read() as session:
        return stood_of_plan(session, northmere.plan_id, TODAY)


def as_kept(northmere, database_address):
    """What somebody sees who remembers nothing."""
    stranger = Store(database_address)
    try:
        with stranger.read() as session:
            return stood_of_plan(session, northmere.plan_id, TODAY)
    finally:
        stranger.close()


def person(session, northmere, name):
    return next(p.id for p in people_of(session, northmere.organisation_id) if p.name == name)


def first(session):
    return session.query(tables.Milestone).filter_by(ref="1.1").one()


def by(session, northmere, name="Ifan Rees"):
    return Author(person(session, northmere, name), northmere.clock.now())


def updated(session, northmere):
    updates.record_update(session, first(session).id, by(session, northmere), Status.AT_RISK, 40)


def given_a_date(session, northmere):
    updates.set_due(session, first(session).id, date(2026, 6, 10), by(session, northmere))


def asked_for_later(session, northmere):
    dates.request_date(session, first(session).id, LATER, by(session, northmere), "two people short")


def approved(session, northmere):
    asked = dates.request_date(session, first(session).id, LATER, by(session, northmere), "two people short")
    dates.decide_date(session, asked.id, True, by(session, northmere, "Bethan Lloyd"))


def handed_over(session, northmere):
    grace = person(session, northmere, "Grace Adeyemi")
    handovers.give_lead(session, first(session).id, grace, by(session, northmere))


def restricted(session, northmere):
    amara = person(session, northmere, "Amara Okafor")
    restrictions.restrict(session, first(session).id, [amara], by(session, northmere))


def finished(session, northmere):
    author = by(session, northmere)
    event = updates.record_update(session, first(session).id, author, Status.COMPLETE)
    completions.give_evidence(session, first(session).id, EvidenceFacts("Minutes", "document", None), author)
    completions.await_confirmation(session, event.id, person(session, northmere, "Bethan Lloyd"), author.at)


def renamed(session, northmere):
    session.get_one(tables.Person, person(session, northmere, "Ifan Rees")).name = "Ifan Rees-Price"


def joined(session, northmere):
    people.find_or_add_person(session, northmere.organisation_id, "Dilys Pugh")


def moved_zone(session, northmere):
    """The day of the last word is the plan's own day."""
    updates.record_update(session, first(session).id, by(session, northmere))
    session.flush()
    session.get_one(tables.Plan, northmere.plan_id).zone = "Pacific/Auckland"


def led_by_a_post(session, northmere):
    post = people.find_or_add_post(session, northmere.organisation_id, "Head of Fostering")
    value = {"person_id": None, "post_id": post.id, "name": post.title}
    events.change_milestone(session, first(session), "lead_set", {events.LEAD: value}, by(session, northmere))


def in_a_post(session, northmere):
    led_by_a_post(session, northmere)
    post = people.find_or_add_post(session, northmere.organisation_id, "Head of Fostering")
    holder = session.get_one(tables.Person, person(session, northmere, "Grace Adeyemi"))
    people.hold_post(session, post, holder, TODAY - timedelta(days=1))


def reimported(session, northmere):
    newer = reading(milestone("2.2", "Grace Adeyemi", LATER))
    found = differences(session, northmere.plan_id, newer, TODAY)
    reimport(session, northmere.plan_id, newer, Source("newer.txt", "other"), found, northmere.clock.now())


def left_out(session, northmere):
    newer = plan(milestone("1.2", "Grace Adeyemi", DUE), milestone("2.1", None, DUE))
    found = differences(session, northmere.plan_id, newer, TODAY)
    reimport(session, northmere.plan_id, newer, Source("newer.txt", "other"), found, northmere.clock.now())


def changed_in_bulk(session, northmere):
    session.execute(update(tables.Milestone).where(tables.Milestone.ref == "1.1").values(title="Another title"))


CHANGES = (
    updated,
    given_a_date,
    asked_for_later,
    approved,
    handed_over,
    restricted,
    finished,
    renamed,
    joined,
    moved_zone,
    led_by_a_post,
    in_a_post,
    reimported,
    left_out,
    changed_in_bulk,
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_another_process_changes_is_seen_at_once(northmere, elsewhere, database_address, change):
    before = as_remembered(northmere)
    with elsewhere.write() as session:
        change(session, northmere)
    now = as_kept(northmere, database_address)
    assert (now.milestones, now.people) != (before.milestones, before.people)
    seen = as_remembered(northmere)
    assert (seen.milestones, seen.people) == (now.milestones, now.people)


@pytest.mark.parametrize("change", CHANGES)
def test_a_transaction_sees_its_own_changes_and_nobody_does_when_it_fails(northmere, database_address, change):
    before = as_remembered(northmere)
    with pytest.raises(ZeroDivisionError), northmere.store.write() as session:
        change(session, northmere)
        own = stood_of_plan(session, northmere.plan_id, TODAY)
        assert (own.milestones, own.people) != (before.milestones, before.people)
        raise ZeroDivisionError
    after = as_remembered(northmere)
    assert (after.milestones, after.people) == (before.milestones, before.people)
    with northmere.store.write() as session:
        change(session, northmere)
        own = stood_of_plan(session, northmere.plan_id, TODAY)
    now = as_kept(northmere, database_address)
    assert (own.milestones, own.people) == (now.milestones, now.people)
    assert as_remembered(northmere).milestones == now.milestones


def test_what_is_taken_back_is_seen_at_once(northmere, elsewhere):
    northmere.says("Ifan Rees", "1.1 done")
    assert as_remembered(northmere).milestones[0].status is Status.COMPLETE
    with elsewhere.write() as session:
        said = session.query(tables.UpdateText).one()
        updates.undo(session, said.id, by(session, northmere))
    assert as_remembered(northmere).milestones[0].status is Status.ON_TRACK


def test_a_question_that_is_settled_elsewhere_is_open_no_longer(store, database_address):
    taken = Query("1.1", "due", "June 2026", "the day is open", taken_as="15 June 2026")
    asking = Northmere(store, plan(milestone("1.1", "Ifan Rees", DUE)), "2026-06-01 12:00")
    with store.write() as session:
        row = {"row": [], "covers": [], "taken": DUE.isoformat(), "place": None, "position": 0}
        kept = tables.Query(
            plan_id=asking.plan_id,
            milestone_id=1,
            ref="1.1",
            field=taken.field,
            text=taken.text,
            why=taken.why,
            taken_as=taken.taken_as,
            **row,
        )
        session.add(kept)
    with store.read() as session:
        (asked,) = every_milestone_of_plan(session, asking.plan_id, TODAY)
    other = Store(database_address)
    with other.write() as session:
        settling.settle(session, 1, settling.AsTaken(), Author(None, asking.clock.now()))
    other.close()
    with store.read() as session:
        (settled,) = every_milestone_of_plan(session, asking.plan_id, TODAY)
    assert (asked.to_settle, settled.to_settle) == (("due",), ())


def test_who_holds_a_post_follows_the_day(northmere):
    with northmere.store.write() as session:
        in_a_post(session, northmere)
    with northmere.store.read() as session:
        (today, before) = (
            milestones_of_plan(session, northmere.plan_id, day)[0].holder for day in (TODAY, TODAY - timedelta(days=30))
        )
    assert (today, before) == ("Grace Adeyemi", None)


def test_a_restricted_milestone_is_known_to_its_group_alone(northmere):
    with northmere.store.write() as session:
        restricted(session, northmere)
        group, other = person(session, northmere, "Amara Okafor"), person(session, northmere, "Grace Adeyemi")
    for _ in range(2):
        with northmere.store.read() as session:
            refs = [
                [m.ref for m in milestones_of_plan(session, northmere.plan_id, TODAY, reader)]
                for reader in (group, other, None)
            ]
        assert refs == [["1.1", "1.2", "2.1"], ["1.2", "2.1"], ["1.2", "2.1"]]


def test_what_did_not_change_is_not_read_again(northmere, elsewhere):
    before = as_remembered(northmere)
    assert as_remembered(northmere) is before
    with elsewhere.write() as session:
        updated(session, northmere)
    after = as_remembered(northmere)
    assert [one is other for one, other in zip(before.milestones, after.milestones, strict=True)] == [False, True, True]


def test_what_was_looked_at_before_another_process_changed_it_is_not_remembered(northmere, elsewhere):
    """On PostgreSQL a transaction sees what others commit meanwhile; what its session holds is older."""
    if northmere.store.is_sqlite:
        pytest.skip("a transaction of SQLite's sees one instant")
    as_remembered(northmere)
    with northmere.store.read() as session:
        assert first(session).status is Status.ON_TRACK
        with elsewhere.write() as other:
            updated(other, northmere)
        assert stood_of_plan(session, northmere.plan_id, TODAY).milestones[0].status is Status.AT_RISK
    assert as_remembered(northmere).milestones[0].status is Status.AT_RISK


def test_a_process_that_slept_through_more_versions_than_are_kept_reads_everything(
    northmere, elsewhere, database_address, monkeypatch
):
    monkeypatch.setattr(versions, "KEPT_VERSIONS", 4)
    as_remembered(northmere)
    for _ in range(13):
        with elsewhere.write() as session:
            updated(session, northmere)
    with elsewhere.read() as session:
        assert session.query(tables.PlanChange).count() < 10
    assert as_remembered(northmere).milestones == as_kept(northmere, database_address).milestones


def test_what_only_moves_a_reminder_on_is_no_new_version(northmere):
    as_remembered(northmere)
    with northmere.store.read() as session:
        before = versions.version_of(session, northmere.plan_id)
    northmere.turn_to("2026-06-15 12:00")
    with northmere.store.read() as session:
        assert versions.version_of(session, northmere.plan_id) == before
        assert session.query(tables.NotificationItem).count() > 0


@pytest.fixture
def read_ids(northmere, monkeypatch):
    """The ids of each reading of the plan's milestones; None is all of them."""
    if northmere.store.is_sqlite:
        pytest.skip("a transaction of SQLite's sees one instant, and nobody writes beside one that writes")
    read, asked = milestones._read_of_plan, []

    def noted(session, plan_id, today, ids):
        asked.append(None if ids is None else set(ids))
        return read(session, plan_id, today, ids)

    as_remembered(northmere)
    monkeypatch.setattr(milestones, "_read_of_plan", noted)
    return asked


def test_who_waits_while_others_change_the_plan_does_not_read_all_of_it(northmere, elsewhere, read_ids, monkeypatch):
    memory = northmere.store.memory
    waiting, reading = True, memory.reading

    @contextmanager
    def after_others(plan_id):
        nonlocal waiting
        if waiting:
            waiting = False
            for _ in range(2):
                with elsewhere.write() as session:
                    updated(session, northmere)
                as_remembered(northmere)
        with reading(plan_id):
            yield

    with elsewhere.write() as session:
        updated(session, northmere)
    monkeypatch.setattr(memory, "reading", after_others)
    with northmere.store.read() as session:
        found = stood_of_plan(session, northmere.plan_id, TODAY)
    assert not waiting
    assert None not in read_ids
    assert found is as_remembered(northmere)


def test_who_has_changed_something_reads_only_what_others_changed_beside_it(northmere, elsewhere, read_ids):
    with northmere.store.write() as session:
        second = session.scalars(select(tables.Milestone).where(tables.Milestone.ref == "1.2")).one()
        second.status = Status.OFF_TRACK
        with elsewhere.write() as other:
            updated(other, northmere)
        seen = stood_of_plan(session, northmere.plan_id, TODAY)
        assert [m.status for m in seen.milestones[:2]] == [Status.AT_RISK, Status.OFF_TRACK]
        assert None not in read_ids
    assert [m.status for m in as_remembered(northmere).milestones[:2]] == [Status.AT_RISK, Status.OFF_TRACK]
