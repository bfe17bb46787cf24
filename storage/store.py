"""The database: SQLite (WAL) out of the box, PostgreSQL by its address. The only place that opens transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session

from storage.memory import Memory
from storage.turns import Turns
from storage.versions import WritingSession, publish

SECONDS_FOR_A_TURN = 30
EXAMPLES = "sqlite:///milepost.db or postgresql://name:password@host/milepost"
SECRET_OPTIONS = ("password", "sslpassword")
CONNECTIONS = 20
"""So many stay open for the threads that answer; as many again are opened for a rush, and closed after it."""


class Store:
    """One database. `write` and `read` each give one short transaction; nothing is sent to anybody inside one."""

    def __init__(self, address: str) -> None:
        self.engine = _engine(address)
        self.memory = Memory()
        self._turns = Turns()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that commits at the end of the block, or leaves nothing behind when the block raises."""
        new = WritingSession(self.engine, expire_on_commit=False, info=self._info())
        with self._turn(), new as session, session.begin():
            if self.is_sqlite:
                # Taking the lock at the first statement, not at the first write, so that what was read is still
                # true when it is written: https://www.sqlite.org/lang_transaction.html
                session.connection().exec_driver_sql("BEGIN IMMEDIATE")
            yield session
            publish(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self.engine, info=self._info()) as session:
            if self.is_sqlite:
                session.connection().exec_driver_sql("BEGIN")
            yield session
            session.rollback()

    def _turn(self) -> AbstractContextManager[None]:
        return self._turns.one(SECONDS_FOR_A_TURN) if self.is_sqlite else nullcontext()

    def _info(self) -> dict[str, Any]:
        return {"memory": self.memory}

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()
        self.memory.forget()


def shown(address: str) -> str:
    """A database's address as it may be said to people: without a password, also where it stands among the options."""
    return make_url(address).difference_update_query(SECRET_OPTIONS).render_as_string(hide_password=True)


class NotAnAddress(ValueError):
    """What was given names no database that Milepost takes. The message says what does, and repeats no password."""


def require_address(address: str) -> None:
    """Raises NotAnAddress for anything but an SQLite or PostgreSQL address; nothing is opened."""
    try:
        url = make_url(address)
        kind = url.get_backend_name()
    except (ArgumentError, ValueError):
        raise NotAnAddress(f"It is not the address of a database: write it as {EXAMPLES}.") from None
    if kind not in ("sqlite", "postgresql", "postgres"):
        raise NotAnAddress(f"Milepost takes SQLite or PostgreSQL, and not {kind}: write it as {EXAMPLES}.")
    if kind == "sqlite" and (url.host or url.drivername not in ("sqlite", "sqlite+pysqlite")):
        raise NotAnAddress(f"It is not the address of an SQLite file: write it as {EXAMPLES}.")


def reason_of(error: DBAPIError) -> str:
    """Why a database refused, in its own words: the first line, which ends without a full stop."""
    lines = str(error.orig).strip().splitlines()
    return lines[0].strip().rstrip(".:") if lines else type(error.orig).__name__


def file_of(address: str | URL) -> Path | None:
    """The file of an SQLite address; None for any other database, and for one in memory."""
    url = make_url(address)
    is_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    return Path(url.database or "") if is_file else None


def is_only_one(session: Session, what: str) -> bool:
    """Whether no other transaction is doing this; true until the end of this one, which nothing has to give back.

    On SQLite every writing transaction is the only one. https://www.postgresql.org/docs/current/explicit-locking.html
    """
    if session.get_bind().dialect.name == "sqlite":
        return True
    return bool(session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtext(what)))))


def _engine(address: str) -> Engine:
    url = make_url(address)
    room = {"pool_size": CONNECTIONS, "max_overflow": CONNECTIONS}
    if url.get_backend_name() != "sqlite":
        psycopg = url.set(drivername="postgresql+psycopg")
        return create_engine(psycopg, pool_pre_ping=True, hide_parameters=True, **room)
    is_in_memory = url.database in (None, "", ":memory:")
    waits = {"timeout": SECONDS_FOR_A_TURN}
    engine = create_engine(url, connect_args=waits, hide_parameters=True, **({} if is_in_memory else room))
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    # The driver's own transaction handling starts them late and commits around DDL; ours are explicit.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")
