"""Backup and restore: one SQLite file for either database, taken while it is in use, brought into an empty place.

SQLite copies itself with its own online backup; PostgreSQL is read in one REPEATABLE READ transaction. Both are the
plan as it stood at one instant. A backup is brought back row by row, so that it fits either database.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.util.exc import CommandError
from sqlalchemy import Column, Connection, Table, bindparam, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from storage import migrate, tables
from storage.climbing import rhythm_of
from storage.recall import queue
from storage.store import Store, reason_of

MARK = "milepost_backup"
BATCH = 1000
TABLES = tables.Base.metadata.sorted_tables


class BackupError(Exception):
    """A backup cannot be made or brought back; the message is one plain sentence."""


@dataclass(frozen=True)
class Kept:
    """What a backup holds: when it was taken and how many rows there are in it."""

    taken_at: datetime
    rows: int


def back_up(store: Store, file: Path, now: datetime) -> Kept:
    """Writes everything into a new file that only its owner can read; it is whole or not there at all."""
    if file.exists():
        raise BackupError(f"There is something at {file} already: a backup never writes over anything.")
    if not file.resolve().parent.is_dir():
        raise BackupError(f"There is no folder {file.parent} for {file.name}: make it first, or name another file.")
    try:
        with tempfile.TemporaryDirectory(prefix=".milepost-", dir=file.resolve().parent) as scratch:
            return _write(store, file, Path(scratch) / "backup.db", now)
    except OSError as error:
        raise _cannot_be_written(file, error.strerror) from None
    except sqlite3.Error as error:
        raise _cannot_be_written(file, str(error)) from None
    except DBAPIError as error:
        if store.is_sqlite or not isinstance(error.orig, sqlite3.Error):
            raise
        raise _cannot_be_written(file, reason_of(error)) from None


def _write(store: Store, file: Path, copy: Path, now: datetime) -> Kept:
    _copy_sqlite(store, copy) if store.is_sqlite else _copy_rows_to_file(store, copy)
    kept = Kept(now, _finish(copy, now))
    copy.chmod(0o600)
    copy.replace(file)
    return kept


def _cannot_be_written(file: Path, why: str | None) -> BackupError:
    """`why` is the system's word for it, which knows the file by a name that nobody gave it."""
    return BackupError(f"The backup {file} cannot be written: {why}. Make room for it there, or name another file.")


def _copy_sqlite(store: Store, copy: Path) -> None:
    with store.engine.connect() as connection, closing(sqlite3.connect(copy)) as target:
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        # All pages in one step: a reader of a database in WAL mode holds nobody up, and sees one instant.
        source.backup(target, pages=-1)


def _copy_rows_to_file(store: Store, copy: Path) -> None:
    target = Store(f"sqlite:///{copy}")
    try:
        migrate.upgrade(target)
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with store.engine.connect().execution_options(**snapshot) as source, target.engine.connect() as into:
            _copy_rows(source, into)
            into.commit()
    finally:
        target.close()


def _finish(copy: Path, now: datetime) -> int:
    """Says in the file what it is, and makes it one file; how many rows it has."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute(f"CREATE TABLE {MARK} (taken_at TEXT NOT NULL)")
        connection.execute(f"INSERT INTO {MARK} VALUES (?)", (now.astimezone(UTC).isoformat(),))
        connection.commit()
        return sum(connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0] for table in TABLES)


def restore(store: Store, file: Path, now: datetime) -> Kept:
    """Brings a backup into an empty database, in one transaction; raises BackupError.

    What was due while the backup lay there may have been sent by the database that was lost. Such a message is
    looked for where it would have gone before it is sent, and every conversation is to be asked what was said in it
    since: what was also planned in that time is known nowhere else.
    """
    taken_at = _taken_at(file)
    with tempfile.TemporaryDirectory(prefix="milepost-") as scratch:
        source = Store(f"sqlite:///{_upgraded_copy(file, Path(scratch))}")
        try:
            migrate.upgrade(store)
            rows = _bring_back(source, store, taken_at, now)
        finally:
            source.close()
    return Kept(taken_at, rows)


def _taken_at(file: Path) -> datetime:
    if not file.exists():
        raise BackupError(f"There is no file {file}.")
    try:
        with closing(sqlite3.connect(f"file:{file.resolve()}?mode=ro", uri=True)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise BackupError(f"{file} is damaged: try another backup.")
            (taken_at,) = connection.execute(f"SELECT taken_at FROM {MARK}").fetchone()
    except sqlite3.DatabaseError:
        raise BackupError(
            f"{file} is not a backup of Milepost, or it is damaged: try another one that `milepost db backup` made."
        ) from None
    return datetime.fromisoformat(taken_at)


def _upgraded_copy(file: Path, scratch: Path) -> Path:
    """The backup with the present tables, while the file itself stays as it is."""
    copy = Path(shutil.copy(file, scratch / "copy.db"))
    copied = Store(f"sqlite:///{copy}")
    try:
        migrate.upgrade(copied)
    except CommandError:
        raise BackupError(f"{file} was made by a newer Milepost: bring it back with that one.") from None
    finally:
        copied.close()
    return copy


def _bring_back(source: Store, store: Store, taken_at: datetime, now: datetime) -> int:
    with source.engine.connect() as kept, store.write() as session:
        into = session.connection()
        _require_empty(into)
        rows = _copy_rows(kept, into)
        _count_on(into)
        _look_before_sending(into, taken_at, now)
        _pass_over_checks(session, now)
        _publish_homes_anew(into)
        queue.begin(session, taken_at, now)
    return rows


def _require_empty(into: Connection) -> None:
    """Every command makes sure that there is an organisation, so that one alone is nothing yet."""
    full = [table.name for table in TABLES if into.scalar(select(func.count()).select_from(table))]
    if set(full) - {tables.Organisation.__tablename__}:
        raise BackupError("The database is not empty: a backup is only brought back into an empty one.")
    into.execute(tables.Organisation.__table__.delete())  # type: ignore[attr-defined]


def _copy_rows(source: Connection, into: Connection) -> int:
    """Table by table in the order of their references; what refers to its own table is filled in afterwards."""
    copied = 0
    for table in TABLES:
        own = _references_to_itself(table)
        later: list[dict[str, Any]] = []
        for batch in _batches(source, table):
            later += [_with_marks(row, table, own) for row in batch if any(row[c.name] is not None for c in own)]
            into.execute(insert(table), [row | {column.name: None for column in own} for row in batch])
            copied += len(batch)
        if later:
            into.execute(_filling_in(table, own), later)
    return copied


def _batches(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    result = source.execution_options(stream_results=True).execute(select(table).order_by(*table.primary_key))
    for rows in result.mappings().partitions(BATCH):
        yield [dict(row) for row in rows]


def _references_to_itself(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns for key in column.foreign_keys if key.column.table is table]


def _with_marks(row: dict[str, Any], table: Table, own: Iterable[Column[Any]]) -> dict[str, Any]:
    (key,) = table.primary_key
    return {"row_key": row[key.name], **{f"new_{column.name}": row[column.name] for column in own}}


def _filling_in(table: Table, own: Iterable[Column[Any]]) -> Any:
    (key,) = table.primary_key
    values: dict[str, Any] = {column.name: bindparam(f"new_{column.name}") for column in own}
    return update(table).where(key == bindparam("row_key")).values(values)


def _count_on(into: Connection) -> None:
    """PostgreSQL's counters go on after the highest id; SQLite does so by itself."""
    if into.dialect.name == "sqlite":
        return
    for table in TABLES:
        column = table.autoincrement_column
        if column is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:table, :key), :highest)")
            highest = into.scalar(select(func.max(column)))
            if highest is not None:
                into.execute(sequence, {"table": table.name, "key": column.name, "highest": highest})


def _publish_homes_anew(into: Connection) -> None:
    """What they show may be of the time since the backup."""
    into.execute(update(tables.Home).values(shown=None, looked_at=None, leased_until=None))


def _look_before_sending(into: Connection, taken_at: datetime, now: datetime) -> None:
    """Hands the sweep what may have been sent since the backup: it asks the platform before anything is sent."""
    row = tables.Notification
    into.execute(
        update(row)
        .where(row.settled_at.is_(None), row.due_at <= now, row.claimed_by.is_(None))
        .values(claimed_by="restored", claimed_at=func.coalesce(row.claimed_at, taken_at), lease_until=now)
    )


def _pass_over_checks(session: Session, now: datetime) -> None:
    """What does not add up may be told once less and not twice: what fell into the time since is taken as told."""
    for plan in session.scalars(select(tables.Plan).where(tables.Plan.next_check_at <= now)):
        plan.next_check_at = rhythm_of(plan).next_check(now)
    session.flush()
