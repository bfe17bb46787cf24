"""A backup is brought back days later: what was planned and said after it was taken is not said again."""

from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from databases import emptied
from northmere import LEADERSHIP, PEOPLE, PLATFORM, Northmere, at, milestone, plan
from sqlalchemy import delete, select, update

from jobs.channel import DeliveryError
from jobs.rounds import do_everything_due
from plans.words import Status
from storage import migrate, tables
from storage.backup import back_up, restore
from storage.changes.events import Author
from storage.changes.people import PersonEntry
from storage.changes.snoozes import put_off
from storage.questions.notices import sent_items
from storage.recall import causes
from storage.recall.causes import read, write
from storage.store import Store

DUE = date(2026, 6, 15)
IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"
RHODRI = PersonEntry("Rhodri Vaughan", "rhodri@northmere.example", manager=AMARA)
BACKUP, RESTORED = "2026-06-05 12:00", "2026-06-19 12:00"
KINDS = ("reminder", "escalation", "digest", "failure")


def council(store):
    """Of four leads one has no account: whoever cannot be reached is told of to their manager."""
    reading = plan(
        milestone("1.1", IFAN, DUE),
        milestone("1.2", IFAN, DUE),
        milestone("2.1", GRACE, date(2026, 6, 30)),
        milestone("2.2", GRACE, date(2026, 5, 29)),
        milestone("3.1", RHODRI.name, DUE),
    )
    found = Northmere(store, reading, "2026-05-29 12:00", people=(*PEOPLE, RHODRI))
    with store.write() as session:
        session.execute(delete(tables.Account).where(tables.Account.account == RHODRI.name))
    return found


@pytest.fixture
def undisturbed():
    """The same council on a database that was never lost."""
    store = Store("sqlite://")
    migrate.upgrade(store)
    yield council(store)
    store.close()


@contextmanager
def restored(northmere, tmp_path, when=RESTORED):
    """The council goes on from the backup, with what the platform remembers."""
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", at(when))
        northmere.use(replace(northmere.post, store=empty, name="restored copy"))
        northmere.clock.set(at(when))
        yield northmere


def lived_on(store, tmp_path, until=RESTORED):
    """Backed up on the fifth of June, and lost a fortnight later."""
    kept, story = tmp_path / "kept.db", (store.engine.dialect.name, "backed up on the fifth", until)

    def live():
        northmere = council(store)
        northmere.turn_to(BACKUP)
        back_up(store, kept, northmere.clock.now())
        _BACKUPS[story] = kept.read_bytes()
        northmere.turn_to(until)
        return northmere

    northmere = Northmere.once(store, story, live)
    kept.write_bytes(_BACKUPS[story])
    return northmere


_BACKUPS: dict[tuple[str, ...], bytes] = {}


def everything_said(northmere):
    """When, to whom and in which words; what is said at one instant has no order."""
    return sorted((one.at, one.to.conversation, one.text) for one in northmere.sent)


def everything_kept(northmere):
    """The same as the database has it: the lines of each message, by their numbers."""
    with northmere.store.read() as session:
        return sorted(
            (
                one.at,
                one.to.conversation,
                [(item.ref, item.rung, item.due) for item in sent_items(session, one.notification_id)],
            )
            for one in northmere.sent
            if one.cause is not None
        )


def rows(northmere, table, *where):
    with northmere.store.read() as session:
        found = session.scalars(select(table).where(*where)).all()
        session.expunge_all()
    return found


def test_nothing_is_said_again_and_what_is_new_as_if_nothing_had_been_lost(store, tmp_path, undisturbed):
    northmere = lived_on(store, tmp_path)
    causes = [read(one.cause) for one in northmere.sent if one.at > at(BACKUP) and one.cause]
    kinds = Counter(one.kind for one in causes)
    assert min(kinds[kind] for kind in KINDS) >= 1
    assert len(causes) > 12
    before = len(northmere.sent)
    with restored(northmere, tmp_path):
        northmere.turn_to("2026-06-19 23:00")
        assert northmere.sent[before:] == []
        northmere.turn_to("2026-07-20 12:00")
        undisturbed.turn_to("2026-07-20 12:00")
        assert everything_said(northmere) == everything_said(undisturbed)
        assert everything_kept(northmere) == everything_kept(undisturbed)
        assert any(one.to.conversation == LEADERSHIP for one in northmere.sent[before:])


def test_the_numbers_of_a_message_that_the_backup_does_not_know_are_understood(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    number = max(n for n, one in enumerate(northmere.sent, start=1) if one.to.conversation == IFAN)
    with restored(northmere, tmp_path):
        northmere.tick()
        said = northmere.says(IFAN, "2 is done", answers=f"message-{number}")
        assert "1.2" in said
        assert northmere.milestones()["1.2"].status is Status.COMPLETE
        assert northmere.milestones()["1.1"].status is Status.ON_TRACK


def test_who_had_not_heard_yet_hears_once(store, tmp_path):
    """On the morning on which two are to be told the database is lost between the one and the other."""
    northmere = lived_on(store, tmp_path, until="2026-06-16 23:00")
    northmere.turn_to("2026-06-17 09:00")
    morning = [one for one in northmere.sent if one.at >= at("2026-06-17 09:00")]
    (amara,) = [one for one in morning if one.to.conversation == AMARA and "1.1" in one.text]
    northmere.sent.remove(amara)
    with restored(northmere, tmp_path, "2026-06-17 10:00"):
        northmere.turn_to("2026-06-17 23:00")
        since = [one for one in northmere.sent if one.at >= at("2026-06-17 10:00")]
        assert {one.to.conversation for one in since} == {AMARA}
        (reminder,) = [one for one in since if read(one.cause).kind == "reminder"]
        assert all(ref in reminder.text for ref in ("1.1", "1.2", "3.1"))


def test_a_rung_that_nobody_spoke_is_spoken_to_all_whom_it_tells(store, tmp_path):
    """The fifth day after tells the lead, the manager and the owner."""
    northmere = lived_on(store, tmp_path)
    with restored(northmere, tmp_path, "2026-06-22 12:00"):
        northmere.turn_to("2026-06-22 23:00")
        since = [one for one in northmere.sent if one.at >= at("2026-06-22 12:00")]
        lines = {one.to.conversation for one in since if "1.1" in one.text and read(one.cause).kind == "reminder"}
        assert lines == {IFAN, AMARA, BETHAN}


@pytest.mark.parametrize(
    "error", [DeliveryError("http_503"), DeliveryError("ratelimited", retry_after=40, everywhere=True)]
)
def test_nobody_is_told_anything_before_it_is_known_what_they_were_told(store, tmp_path, undisturbed, error):
    northmere = lived_on(store, tmp_path)
    before = len(northmere.sent)
    with restored(northmere, tmp_path):
        northmere.channel.cannot_tell = [error] * 15
        do_everything_due(northmere.post, northmere.clock.now())
        assert northmere.sent[before:] == []
        assert rows(northmere, tables.Recall, tables.Recall.settled_at.is_(None))
        northmere.turn_to("2026-06-19 23:00")
        assert northmere.channel.cannot_tell == []
        assert northmere.sent[before:] == []
        northmere.turn_to("2026-06-30 12:00")
        undisturbed.turn_to("2026-06-30 12:00")
        assert everything_said(northmere) == everything_said(undisturbed)


def test_where_nobody_can_ever_tell_a_reminder_comes_again_and_a_summary_does_not(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    before = len(northmere.sent)
    with restored(northmere, tmp_path):
        asked = len(rows(northmere, tables.Recall))
        northmere.channel.cannot_tell = [DeliveryError("missing_scope", permanent=True)] * asked
        northmere.turn_to("2026-06-19 23:00")
        again = sorted((read(one.cause).kind, one.to.conversation) for one in northmere.sent[before:])
        assert again == [
            ("escalation", LEADERSHIP),
            ("failure", AMARA),
            ("reminder", AMARA),
            ("reminder", GRACE),
            ("reminder", IFAN),
        ]
        asked = rows(northmere, tables.Recall, tables.Recall.conversation.is_not(None))
        assert {row.refused for row in asked} == {"missing_scope"}


def test_a_platform_that_is_not_to_be_reached_is_waited_for_a_day_and_no_longer(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    before = len(northmere.sent)
    with restored(northmere, tmp_path):
        northmere.channel.cannot_tell = [DeliveryError("unreachable")] * 10_000
        for hours in range(24):
            do_everything_due(northmere.post, northmere.clock.now() + timedelta(hours=hours))
        assert northmere.sent[before:] == []
        do_everything_due(northmere.post, northmere.clock.now() + timedelta(hours=25))
        assert rows(northmere, tables.Recall, tables.Recall.settled_at.is_(None)) == []


def test_what_is_another_organisations_or_another_installations_is_left_alone(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    ours = [one for one in northmere.sent if one.cause is not None and one.at > at(BACKUP)]
    mark = read(ours[0].cause).mark
    for one in ours:
        one.cause = one.cause.replace(mark, "another")
    with restored(northmere, tmp_path):
        northmere.tick()
        kept = {row.id for row in rows(northmere, tables.Notification, tables.Notification.sent_at <= at(RESTORED))}
        assert not kept & {one.notification_id for one in ours}


def test_a_message_of_a_reader_and_a_milestone_that_came_after_the_backup_says_nothing(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    (reminder,) = [one for one in northmere.sent_to(IFAN) if one.at == at("2026-06-12 09:00")]
    cause = read(reminder.cause)
    unknown = tuple(replace(line, milestone_id=4711) for line in cause.lines)
    reminder.cause = write(replace(cause, lines=(*unknown, *cause.lines[:1])))
    stranger = replace(reminder, notification_id="a" * 32, cause=write(replace(cause, reader="person:4711")))
    northmere.sent.append(stranger)
    with restored(northmere, tmp_path):
        northmere.tick()
        item = tables.NotificationItem
        found = rows(northmere, item, item.notification_id == reminder.notification_id)
        assert [one.milestone_id for one in found] == [cause.lines[0].milestone_id]
        assert rows(northmere, tables.Notification, tables.Notification.id == "a" * 32) == []


def test_lines_that_waited_in_the_backup_and_left_in_another_message_do_not_come_again(store, tmp_path):
    """The machine is off for two days, and what waited leaves as one message."""
    northmere = council(store)
    northmere.turn_to("2026-06-07 23:00")
    back_up(store, tmp_path / "kept.db", northmere.clock.now())
    northmere.clock.set(at("2026-06-12 10:00"))
    northmere.turn_to("2026-06-12 23:00")
    before = len(northmere.sent)
    with restored(northmere, tmp_path, "2026-06-12 23:00"):
        northmere.turn_to("2026-06-14 23:00")
        assert northmere.sent[before:] == []
        row = tables.Notification
        assert rows(northmere, row, row.settled_at.is_(None), row.due_at <= at("2026-06-14 23:00")) == []


def test_what_somebody_asked_to_hear_later_is_said_once(store, tmp_path):
    northmere = council(store)
    northmere.turn_to("2026-06-01 10:00")
    (milestone_id,) = [m.id for m in northmere.milestones().values() if m.ref == "1.1"]
    with store.write() as session:
        ifan = session.scalar(select(tables.Person.id).where(tables.Person.name == IFAN))
        put_off(session, milestone_id, "lead", date(2026, 6, 10), Author(ifan, northmere.clock.now()))
    back_up(store, tmp_path / "kept.db", northmere.clock.now())
    northmere.turn_to("2026-06-11 23:00")
    assert [one for one in northmere.sent_to(IFAN) if one.at == at("2026-06-10 09:00")]
    before = len(northmere.sent)
    with restored(northmere, tmp_path, "2026-06-11 23:00"):
        northmere.turn_to("2026-06-11 23:59")
        assert northmere.sent[before:] == []


def test_asking_twice_writes_down_once(store, tmp_path):
    northmere = lived_on(store, tmp_path)
    with restored(northmere, tmp_path):
        northmere.tick()
        once = len(rows(northmere, tables.Notification)), len(rows(northmere, tables.NotificationItem))
        with northmere.store.write() as session:
            session.execute(update(tables.Recall).values(settled_at=None, next_at=northmere.clock.now()))
        northmere.tick()
        assert (len(rows(northmere, tables.Notification)), len(rows(northmere, tables.NotificationItem))) == once


def test_a_cause_says_ids_days_and_rungs_and_never_words(store):
    northmere = council(store)
    northmere.turn_to(RESTORED)
    words = [entry.name for entry in (*PEOPLE, RHODRI)] + ["Step", "plan", PLATFORM]
    causes = [one.cause for one in northmere.sent if one.cause is not None]
    assert causes
    assert not [word for word in words for cause in causes if word in cause]


def test_a_cause_too_long_for_the_platform_keeps_its_first_lines(store, monkeypatch):
    monkeypatch.setattr(causes, "LONGEST", 200)
    northmere = Northmere(store, plan(*(milestone(f"1.{n}", IFAN, DUE) for n in range(1, 100))), "2026-05-29 12:00")
    northmere.turn_to("2026-06-01 10:00")
    (reminder,) = northmere.sent_to(IFAN)
    kept = [line.milestone_id for line in read(reminder.cause).lines]
    assert len(reminder.cause) <= 200
    assert 10 < len(kept) < 99
    assert kept == list(range(1, len(kept) + 1))


@pytest.mark.parametrize("text", ["", "words", "[]", '{"mark": 1}', '["m","reminder","person:1","no day",[],[]]'])
def test_what_is_no_cause_is_none(text):
    assert read(text) is None
