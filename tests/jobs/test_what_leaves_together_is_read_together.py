"""What is settled and worded together costs few statements, and is for each reader what it would be alone."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import LEADERSHIP, PEOPLE, Northmere, at, milestone, plan
from sqlalchemy import event, select, update

from jobs.delivery import do_one_delivery
from jobs.reminders import do_one_batch_of_reminders
from plans.words import Status
from storage import claims, outbox, tables
from storage.changes.events import Author
from storage.changes.people import PersonEntry
from storage.changes.restrictions import restrict
from storage.outbox import Line, Reader
from storage.owed_lines import OF_LINES, settle_lines
from storage.questions.notices import load

IFAN, GRACE, AMARA, BETHAN, RHYS = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd", "Rhys Morgan"
LONG_LATE, LATE, NEXT = date(2026, 6, 15), date(2026, 6, 25), date(2026, 7, 31)
TODAY = date(2026, 6, 29)
EVERYBODY = (*PEOPLE, PersonEntry(RHYS, zone="Pacific/Honolulu"))


class _Nothing(Exception):
    """Nothing of the transaction is to be kept."""


@pytest.fixture
def northmere(store):
    """29 June at nine, before anything has left: Grace is away and Ifan covers."""
    council = Northmere(
        store,
        plan(
            *(milestone(ref, IFAN, LATE) for ref in ("1.1", "1.2", "1.3", "1.4")),
            milestone("1.5", IFAN, NEXT),
            milestone("2.1", GRACE, LATE),
            milestone("3.1", AMARA, LATE),
            milestone("4.1", RHYS, LATE),
            milestone("5.1", GRACE, LONG_LATE),
        ),
        "2026-05-29 12:00",
        people=EVERYBODY,
    )
    council.turn_to("2026-06-26 12:00")
    council.says(GRACE, "I'm on leave from 27 June until 10 July, Ifan covers")
    council.turn_to("2026-06-28 15:00")
    _write_a_line_of_a_day_in_between(council)
    council.says(AMARA, "remind me about 3.1 on 3 July")
    council.clock.set(at("2026-06-29 00:30"))
    council.says(IFAN, "1.2 on track, 1.3 done")
    with store.write() as session:
        restrict(session, council.milestones()["1.4"].id, [person_id(council, IFAN)], Author(None, council.clock.now()))
    council.clock.set(at("2026-06-29 09:00"))
    return council


def person_id(northmere, name):
    with northmere.store.read() as session:
        return session.scalars(select(tables.Person.id).where(tables.Person.name == name)).one()


def _write_a_line_of_a_day_in_between(northmere):
    now = northmere.clock.now()
    line = Line(northmere.milestones()["1.5"].id, "lead", "1 day before", NEXT)
    message = outbox.reminder_of(northmere.organisation_id, Reader(person_id(northmere, IFAN)), date(2026, 6, 27), now)
    with northmere.store.write() as session:
        outbox.owe(session, [(message, line)], now)


def waiting(northmere):
    """The messages of lines that wait, up to those of 29 June; of two to one reader the later one."""
    with northmere.store.read() as session:
        row = tables.Notification
        rows = session.scalars(
            select(row)
            .where(row.kind.in_(OF_LINES), row.settled_at.is_(None), row.on_day <= TODAY)
            .order_by(row.on_day)
        )
        return list({one.lane: one.id for one in rows}.values())


def settled(northmere, notification_ids):
    """What each comes to, of which nothing is kept."""
    found = {}
    with pytest.raises(_Nothing), northmere.store.write() as session:
        notices = list(load(session, notification_ids).values())
        found |= settle_lines(session, notices, northmere.clock.now())
        raise _Nothing
    return found


def test_each_reader_hears_what_they_would_hear_alone(northmere):
    ids = waiting(northmere)
    together = settled(northmere, ids)
    alone = [settled(northmere, [one]) for one in ids]
    assert len(ids) == 5
    assert together == {one: facts for each in alone for one, facts in each.items()}


def test_what_holds_for_one_reader_holds_for_no_other(northmere):
    facts = {one.reader: one for one in settled(northmere, waiting(northmere)).values()}
    said = {reader: " ".join(line.milestone.ref for line in one.lines) for reader, one in facts.items()}
    assert said == {
        IFAN: "5.1 1.1 1.4 2.1 1.5",
        AMARA: "1.1 2.1",
        BETHAN: "3.1 4.1",
        RHYS: "4.1",
        LEADERSHIP: "5.1",
    }
    assert {reader: one.today.day for reader, one in facts.items() if one.today.day != 29} == {RHYS: 28}
    assert [(line.milestone.ref, line.away) for line in facts[IFAN].lines if line.away] == [
        ("5.1", GRACE),
        ("2.1", GRACE),
    ]
    assert [line.manager for line in facts[IFAN].lines] == [AMARA] * 5
    assert [line.also_told for line in facts[IFAN].lines[:2]] == [("leadership",), (AMARA,)]


def test_what_was_said_a_moment_before_the_claim_is_heard(northmere):
    northmere.says(IFAN, "1.1 done")
    while do_one_delivery(northmere.post, northmere.clock.now()):
        pass
    assert "1.1" not in northmere.sent_to(AMARA)[-1].text
    assert "2.1" in northmere.sent_to(AMARA)[-1].text


def notices_to(session, northmere, reader):
    return [one for one in load(session, waiting(northmere)).values() if one.reader == reader]


def beside_a_writer(northmere):
    if northmere.store.is_sqlite:
        pytest.skip("nobody writes to SQLite beside one that writes")


def test_what_is_said_between_the_claim_and_the_words_is_heard(northmere):
    beside_a_writer(northmere)
    now = northmere.clock.now()
    with northmere.store.write() as session:
        (notice,) = notices_to(session, northmere, AMARA)
        assert claims.claim(session, notice.row.id, "copy", now)
        with northmere.store.write() as beside:
            done = update(tables.Milestone).where(tables.Milestone.ref == "1.1").values(status=Status.COMPLETE)
            beside.execute(done)
        (facts,) = settle_lines(session, [notice], now).values()
    assert [line.milestone.ref for line in facts.lines] == ["2.1"]


def test_what_somebody_else_takes_back_meanwhile_stays_taken_back(northmere):
    beside_a_writer(northmere)
    taken = []

    def take_back(connection, cursor, statement, *_):
        if statement.startswith("UPDATE notification_item SET position") and not taken:
            taken.append(statement)
            with northmere.store.write() as beside:
                beside.execute(update(tables.NotificationItem).values(dropped="taken back"))

    event.listen(northmere.store.engine, "before_cursor_execute", take_back)
    try:
        with northmere.store.write() as session:
            settle_lines(session, notices_to(session, northmere, RHYS), northmere.clock.now())
    finally:
        event.remove(northmere.store.engine, "before_cursor_execute", take_back)
    with northmere.store.read() as session:
        assert taken
        assert {one.dropped for one in session.scalars(select(tables.NotificationItem))} == {"taken back"}


def statements_to_deliver_to(store, leads):
    names = [f"Lead {number}" for number in range(leads)]
    rows = [milestone(f"1.{number}", name, LATE) for number, name in enumerate(names, start=1)]
    people = (PEOPLE[0], PEOPLE[1], *(replace(PEOPLE[2], name=name, email=None) for name in names))
    northmere = Northmere(store, plan(*rows), "2026-06-20 12:00", people=people)
    northmere.clock.set(at("2026-06-25 09:00"))
    assert do_one_batch_of_reminders(store, northmere.clock.now())
    seen = []

    def note(connection, cursor, statement, *_):
        seen.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        assert do_one_delivery(northmere.post, northmere.clock.now())
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
    assert {one.to.conversation for one in northmere.sent} == set(names)
    return seen


@pytest.mark.parametrize("leads", [2, 40])
def test_reminders_leave_with_the_same_few_statements_however_many_they_are(store, leads):
    assert len(statements_to_deliver_to(store, leads)) <= 40
