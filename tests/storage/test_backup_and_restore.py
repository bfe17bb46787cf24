"""A backup is taken while Milepost works, is brought back into either database, and makes nothing come twice."""

import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from databases import emptied
from northmere import LEADERSHIP, Northmere, at, milestone, plan
from sqlalchemy import func, select

from jobs.rounds import do_everything_due
from jobs.turning import turn
from storage import backup, migrate, tables
from storage.backup import TABLES, BackupError, back_up, restore
from storage.claims import LEASE
from storage.store import Store

KEPT = [table for table in TABLES if table.name != "recall"]
DUE = date(2026, 6, 15)
IFAN = "Ifan Rees"
REMINDED = "2026-06-01 10:00"


@pytest.fixture
def northmere(store):
    """A council on the Friday before its first reminder, with a reply and an undo behind it."""
    reading = plan(milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, DUE), milestone("2.1", "Grace Adeyemi", DUE))
    council = Northmere(store, reading, "2026-05-29 12:00")
    council.says(IFAN, "1.2 is slipping")
    council.says(IFAN, "undo")
    return council


def everything(store):
    """Every row, but for what is still to be asked after a restore."""
    with store.engine.connect() as connection:
        return {table.name: connection.execute(select(table).order_by(*table.primary_key)).all() for table in KEPT}


def carried_on(northmere, store, now):
    """The council on another database, with what the platform remembers."""
    northmere.use(replace(northmere.post, store=store, name="restored copy"))
    northmere.clock.set(at(now))
    return northmere


def turn_on(northmere, until):
    before = len(northmere.sent)
    turn(northmere.post, northmere.clock.now(), at(until), northmere.clock.set)
    return [(one.to.conversation, one.notification_id) for one in northmere.sent[before:]]


def test_everything_comes_back_as_it_was(northmere, tmp_path):
    northmere.turn_to(REMINDED)
    before = everything(northmere.store)
    kept = back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    with emptied(northmere.store, tmp_path) as empty:
        brought = restore(empty, tmp_path / "kept.db", northmere.clock.now())
        assert everything(empty) == before
    assert kept == brought
    assert kept.rows == sum(len(rows) for rows in before.values()) > 20
    assert kept.taken_at == northmere.clock.now()


def test_a_restored_copy_sends_nothing_it_already_sent(northmere, tmp_path):
    northmere.turn_to(REMINDED)
    sent = {one.notification_id for one in northmere.sent}
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", northmere.clock.now())
        carried_on(northmere, empty, REMINDED)
        assert turn_on(northmere, "2026-06-01 23:00") == []
        later = turn_on(northmere, "2026-06-08 23:00")
    assert later
    assert not sent & {notification_id for _, notification_id in later}


def test_what_was_sent_after_the_backup_is_found_and_not_sent_again(northmere, tmp_path):
    northmere.turn_to("2026-05-31 23:00")
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    northmere.turn_to(REMINDED)
    reminded = [one.to.conversation for one in northmere.sent_to(IFAN)][-1:]
    assert reminded == [IFAN]
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", at(REMINDED))
        carried_on(northmere, empty, REMINDED)
        assert turn_on(northmere, "2026-06-01 23:00") == []
        with empty.read() as session:
            unsettled = select(func.count()).where(tables.Notification.settled_at.is_(None))
            assert session.scalar(unsettled) == 0


def test_what_was_not_sent_after_the_backup_is_sent_once(northmere, tmp_path):
    northmere.turn_to("2026-05-31 23:00")
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", at(REMINDED))
        carried_on(northmere, empty, REMINDED)
        readers = [to for to, _ in turn_on(northmere, "2026-06-01 23:00")]
    assert sorted(readers) == ["Grace Adeyemi", IFAN, LEADERSHIP]


def test_a_weekly_summary_of_the_time_since_the_backup_is_not_sent_again(northmere, tmp_path):
    northmere.turn_to("2026-05-31 23:00")
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    northmere.turn_to(REMINDED)
    assert len(northmere.sent_to(LEADERSHIP)) == 1
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", at(REMINDED))
        carried_on(northmere, empty, REMINDED)
        turn_on(northmere, "2026-06-08 08:00")
        assert len(northmere.sent_to(LEADERSHIP)) == 1
        turn_on(northmere, "2026-06-08 23:00")
        assert len(northmere.sent_to(LEADERSHIP)) == 2


def test_what_was_on_its_way_is_looked_for(northmere, tmp_path):
    class Dead(BaseException):
        pass

    northmere.channel.then_die = Dead
    with pytest.raises(Dead):
        northmere.turn_to(REMINDED)
    northmere.channel.then_die = None
    arrived = len(northmere.sent)
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", northmere.clock.now())
        northmere.use(replace(northmere.post, store=empty, name="restored copy"))
        do_everything_due(northmere.post, northmere.clock.now() + LEASE)
        do_everything_due(northmere.post, northmere.clock.now() + LEASE)
    ids = [one.notification_id for one in northmere.sent]
    assert len(ids) == len(set(ids)) > arrived


def test_what_is_added_afterwards_does_not_meet_what_came_back(northmere, tmp_path):
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", northmere.clock.now())
        another = plan(milestone("9.1", IFAN, DUE), title="Another plan")
        council = Northmere(empty, another, "2026-05-29 12:30")
        assert council.plan_id == 2


def test_a_backup_is_of_one_instant_while_others_write(northmere, tmp_path, monkeypatch):
    """On PostgreSQL, where rows are read table by table, somebody says that they are done in the middle."""
    batches, before, written = backup._batches, everything(northmere.store), []

    def and_somebody_writes(source, table):
        if table.name == "milestone" and not written:
            written.append(northmere.says(IFAN, "1.1 done"))
        yield from batches(source, table)

    monkeypatch.setattr(backup, "_batches", and_somebody_writes)
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    monkeypatch.undo()
    kept = Store(f"sqlite:///{tmp_path / 'kept.db'}")
    assert everything(kept) == before
    kept.close()
    assert bool(written) == (not northmere.store.is_sqlite)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_backup_from_sqlite_is_brought_into_postgresql_and_back(northmere, tmp_path, postgresql_database):
    if postgresql_database is None:
        pytest.skip("PostgreSQL is not installed here")
    northmere.turn_to(REMINDED)
    before = everything(northmere.store)
    back_up(northmere.store, tmp_path / "from sqlite.db", northmere.clock.now())
    restore(postgresql_database.store, tmp_path / "from sqlite.db", northmere.clock.now())
    try:
        assert everything(postgresql_database.store) == before
        back_up(postgresql_database.store, tmp_path / "from postgresql.db", northmere.clock.now())
    finally:
        postgresql_database.done()
    with emptied(northmere.store, tmp_path) as empty:
        restore(empty, tmp_path / "from postgresql.db", northmere.clock.now())
        assert everything(empty) == before


def test_only_its_owner_can_read_a_backup_and_it_is_one_file(northmere, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    back_up(northmere.store, folder / "kept.db", northmere.clock.now())
    assert [one.name for one in folder.iterdir()] == ["kept.db"]
    assert stat.S_IMODE((folder / "kept.db").stat().st_mode) == 0o600


def test_a_backup_never_writes_over_anything(northmere, tmp_path):
    (tmp_path / "kept.db").write_text("precious")
    with pytest.raises(BackupError, match="never writes over"):
        back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    assert (tmp_path / "kept.db").read_text() == "precious"


def test_a_backup_that_breaks_off_leaves_nothing(northmere, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    folder = tmp_path / "kept"
    folder.mkdir()
    monkeypatch.setattr(backup, "_finish", full)
    with pytest.raises(BackupError, match="cannot be written: No space left on device"):
        back_up(northmere.store, folder / "kept.db", northmere.clock.now())
    assert list(folder.iterdir()) == []


def test_a_place_that_is_not_empty_is_refused_and_stays_as_it_is(northmere, tmp_path):
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    before = everything(northmere.store)
    with pytest.raises(BackupError, match="not empty"):
        restore(northmere.store, tmp_path / "kept.db", northmere.clock.now())
    assert everything(northmere.store) == before


def test_a_restore_that_breaks_off_leaves_the_place_empty(northmere, tmp_path, monkeypatch):
    back_up(northmere.store, tmp_path / "kept.db", northmere.clock.now())

    def broken(*_):
        raise OSError(5, "Input/output error")

    with emptied(northmere.store, tmp_path) as empty:
        with monkeypatch.context() as breaking:
            breaking.setattr(backup, "_look_before_sending", broken)
            with pytest.raises(OSError, match="Input/output"):
                restore(empty, tmp_path / "kept.db", northmere.clock.now())
        assert all(rows == [] for rows in everything(empty).values())
        restore(empty, tmp_path / "kept.db", northmere.clock.now())


@pytest.mark.parametrize("content", [b"", b"not a database", None])
def test_what_is_no_backup_is_one_sentence(northmere, tmp_path, content):
    file = tmp_path / "kept.db"
    if content is None:
        other = Store(f"sqlite:///{file}")
        migrate.upgrade(other)
        other.close()
    else:
        file.write_bytes(content)
    with pytest.raises(BackupError, match="is not a backup of Milepost"):
        restore(northmere.store, file, northmere.clock.now())
    with pytest.raises(BackupError, match="There is no file"):
        restore(northmere.store, tmp_path / "nowhere.db", northmere.clock.now())


def test_a_backup_of_a_newer_milepost_is_one_sentence(northmere, tmp_path):
    file = tmp_path / "kept.db"
    back_up(northmere.store, file, northmere.clock.now())
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with emptied(northmere.store, tmp_path) as empty, pytest.raises(BackupError, match="newer Milepost"):
        restore(empty, file, northmere.clock.now() + timedelta(days=1))
