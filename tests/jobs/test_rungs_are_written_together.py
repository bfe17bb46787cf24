"""The rungs that have come are written together, and each is decided as if it were alone."""

from datetime import date
from threading import Thread

import pytest
from claiming import claim_next
from northmere import Northmere, at, milestone, plan
from sqlalchemy import select
from telling import told, told_on

from jobs.reminders import write_rungs
from storage import climbing, outbox, tables
from storage.climbing import Advance
from storage.outbox import Line, Owed, Reader
from storage.questions.climbers import climbers

DUE = date(2026, 6, 15)
IFAN, GRACE = "Ifan Rees", "Grace Adeyemi"
NOON = "2026-05-31 15:00"


@pytest.fixture
def northmere(store):
    """Three milestones whose first rung has come, two of them of one lead."""
    rows = milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, DUE), milestone("2.1", GRACE, DUE)
    council = Northmere(store, plan(*rows), "2026-05-29 12:00")
    council.clock.set(at(NOON))
    return council


def write(northmere, found=None):
    now = northmere.clock.now()
    with northmere.store.write() as session:
        write_rungs(session, found or climbers(session, now, 200), now)


def found_by(northmere):
    """What a copy finds to be written, before another one is faster."""
    with northmere.store.read() as session:
        return climbers(session, northmere.clock.now(), 200)


def lines(northmere):
    """Each line that is owed: whose, about which milestone, in the message of which day."""
    note, item = tables.Notification, tables.NotificationItem
    with northmere.store.read() as session:
        rows = session.execute(
            select(tables.Person.name, tables.Milestone.ref, note.on_day)
            .select_from(item)
            .join(note, note.id == item.notification_id)
            .join(tables.Person, tables.Person.id == note.person_id)
            .join(tables.Milestone, tables.Milestone.id == item.milestone_id)
        )
        return sorted((name, ref, f"{on_day:%m-%d}") for name, ref, on_day in rows)


def stand(northmere):
    """How far each milestone has climbed, and when it speaks next."""
    row = tables.Milestone
    with northmere.store.read() as session:
        rows = session.execute(select(row.ref, row.climbed_to, row.next_rung_at))
        return {ref: (climbed_to, next_rung_at) for ref, climbed_to, next_rung_at in rows}


def test_two_of_one_reader_are_two_lines_of_one_message(northmere):
    write(northmere)
    assert lines(northmere) == [(GRACE, "2.1", "06-01"), (IFAN, "1.1", "06-01"), (IFAN, "1.2", "06-01")]
    with northmere.store.read() as session:
        assert len(session.scalars(select(tables.Notification)).all()) == 2


def test_what_another_copy_has_written_meanwhile_owes_nothing_and_stays_where_it_is(northmere):
    seen, now = found_by(northmere), northmere.clock.now()
    faster = Advance(northmere.milestones()["1.1"].id, None, date(2026, 6, 8), at("2026-06-11 13:00"))
    with northmere.store.write() as session:
        assert climbing.advance(session, [faster]) == {faster.milestone_id}
    write(northmere, seen)
    assert lines(northmere) == [(GRACE, "2.1", "06-01"), (IFAN, "1.2", "06-01")]
    assert stand(northmere)["1.1"] == (faster.to, faster.next_rung_at)
    assert stand(northmere)["1.2"][1] > now


def test_a_batch_that_another_copy_has_written_whole_owes_nothing(northmere):
    seen = found_by(northmere)
    write(northmere)
    before, owed = stand(northmere), lines(northmere)
    write(northmere, seen)
    assert (stand(northmere), lines(northmere)) == (before, owed)


def test_a_message_that_is_on_its_way_holds_up_none_of_the_others(northmere):
    """Its own lines go into the message of the next working day, all of them."""
    ifan, now = northmere.milestones()["1.1"].lead_id, northmere.clock.now()
    with northmere.store.write() as session:
        message = outbox.reminder_of(northmere.organisation_id, Reader(ifan), date(2026, 6, 1), now)
        outbox.message_of_the_day(session, message, now)
    with northmere.store.write() as session:
        claim_next(session, now)
    write(northmere)
    assert lines(northmere) == [(GRACE, "2.1", "06-01"), (IFAN, "1.1", "06-02"), (IFAN, "1.2", "06-02")]


def test_each_line_of_a_batch_has_an_outcome_of_its_own(northmere):
    found, now = northmere.milestones(), northmere.clock.now()
    first, second = (
        outbox.reminder_of(northmere.organisation_id, Reader(found[ref].lead_id), date(2026, 6, 1), now)
        for ref in ("2.1", "1.1")
    )
    spoken, new = (Line(found[ref].id, "lead", "on the day", DUE) for ref in ("2.1", "1.2"))
    with northmere.store.write() as session:
        assert outbox.owe(session, [(first, spoken)], now) == [Owed.ADDED]
        assert outbox.owe(session, [(second, new), (first, spoken), (first, new)], now) == [
            *(Owed.ADDED, Owed.SPOKEN, Owed.ADDED),
        ]
    with northmere.store.write() as session:
        left = claim_next(session, now).id
        gone, waits = (first, second) if left == outbox_id(session, first) else (second, first)
        later = Line(found["1.1"].id, "lead", "2 working days after", DUE)
        assert outbox.owe(session, [(gone, later), (waits, later)], now) == [Owed.TOO_LATE, Owed.ADDED]


def outbox_id(session, message):
    note = tables.Notification
    return session.scalar(select(note.id).where(note.lane == message.reader.key, note.on_day == message.on_day))


def test_of_two_hours_for_one_message_the_first_stands(northmere):
    found, now = northmere.milestones(), northmere.clock.now()
    reader, hours = Reader(found["1.1"].lead_id), (at("2026-06-01 09:00"), at("2026-06-01 08:00"))
    with northmere.store.write() as session:
        messages = [outbox.reminder_of(northmere.organisation_id, reader, date(2026, 6, 1), hour) for hour in hours]
        owed = [Line(found[ref].id, "lead", "on the day", DUE) for ref in ("1.1", "1.2")]
        outbox.owe(session, list(zip(messages, owed, strict=True)), now)
        assert session.scalars(select(tables.Notification.due_at)).all() == [hours[0]]


def test_each_waits_for_the_next_rung_of_its_own(store):
    """Ten working days before one date are five before another; a third has no rung after this one."""
    rows = milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, date(2026, 6, 8)), milestone("2.1", GRACE, DUE)
    council = Northmere(store, plan(*rows, milestone("3.1", GRACE, date(2026, 5, 15))), "2026-05-15 08:00")
    council.turn_to("2026-05-28 12:00")
    council.clock.set(at(NOON))
    write(council)
    written = stand(council)
    assert len({next_rung_at for _, next_rung_at in written.values()}) == 3
    assert written["3.1"][1] is None
    with store.write() as session:
        climbing.schedule_plan(session, session.get_one(tables.Plan, council.plan_id))
    assert stand(council) == written


def test_what_is_done_while_its_rung_is_written_is_asked_about_no_more(northmere):
    """A word that comes between the question and the writing would else be written over."""
    now = northmere.clock.now()
    speaker = Thread(target=northmere.says, args=(IFAN, "1.1 is done"))
    with northmere.store.write() as session:
        due = climbers(session, now, 200)
        speaker.start()
        speaker.join(timeout=0.5)
        write_rungs(session, due, now)
    speaker.join()
    assert stand(northmere)["1.1"][1] is None
    northmere.turn_to("2026-06-15 12:00")
    assert told_on(northmere, "06-01") == [(GRACE, "2.1"), (IFAN, "1.2")]
    assert not [refs for _, _, refs in told(northmere) if "1.1" in refs]
