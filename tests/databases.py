"""The databases that tests run on: files for SQLite, and one PostgreSQL server started from the system's programs.

Each test has a database of its own. The engine is one for all of them and only its connections go elsewhere, because
what costs time in a fresh engine is not the database but compiling every statement anew.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Integer, create_engine, event, insert, select, text

from storage import migrate
from storage.store import Store
from storage.tables import Base

Rows = dict[str, list[dict[str, Any]]]
"""Everything that a database holds, by table."""

NO_POSTGRESQL = "PostgreSQL's programs are not installed here (Debian: apt-get install postgresql)"
QUICKLY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "listen_addresses": ""}


def rows_of(store: Store) -> Rows:
    """Everything that the database holds."""
    with store.engine.begin() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in Base.metadata.sorted_tables
        }


def put_back(store: Store, rows: Rows) -> None:
    """Fills an empty database with what another one of its kind held."""
    is_postgresql = store.engine.dialect.name == "postgresql"
    with store.engine.begin() as connection:
        # Rows that name one another come in an order of their own.
        for prepared in [_WITHOUT_TRIGGERS] if is_postgresql else ["BEGIN", "PRAGMA defer_foreign_keys = ON"]:
            connection.exec_driver_sql(prepared)
        for table in Base.metadata.sorted_tables:
            if rows[table.name]:
                connection.execute(insert(table), rows[table.name])
        if is_postgresql:
            connection.exec_driver_sql(_COUNT_ON)


@contextmanager
def emptied(store: Store, folder: Path) -> Iterator[Store]:
    """An empty database of the same kind: a new file, or the same PostgreSQL with nothing in it, counting anew."""
    if store.is_sqlite:
        opened = Store(f"sqlite:///{folder / 'restored.db'}")
        yield opened
        opened.close()
        return
    names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    with store.engine.begin() as connection:
        connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    store.memory.forget()
    yield store


class SqliteFiles:
    """Every test gets a copy of one file in which all migrations have run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._empty = folder / "empty.db"
        self.store = Store(f"sqlite:///{self._empty}")
        migrate.upgrade(self.store)
        self.store.close()
        self._present = self._empty
        event.listen(self.store.engine, "do_connect", self._go_to_present)
        event.listen(self.store.engine, "connect", _without_waiting_for_the_disk)

    def fresh(self, folder: Path) -> str:
        """A new empty database, which `store` goes to from now on; its address."""
        self._present = folder / "milepost.db"
        shutil.copy(self._empty, self._present)
        return f"sqlite:///{self._present}"

    def done(self) -> None:
        self.store.close()

    def _go_to_present(self, dialect: Any, record: Any, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[0] = str(self._present)


def _without_waiting_for_the_disk(connection: Any, record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


class PostgresDatabase:
    """One database on a scratch server, emptied after each test.

    Row by row and without the foreign keys' triggers that takes 4 ms; TRUNCATE of every table takes 150 and more.
    """

    def __init__(self, server: str) -> None:
        self.address = server.format("milepost")
        admin = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE milepost"))
        admin.dispose()
        self.store = Store(self.address)
        migrate.upgrade(self.store)

    def fresh(self, folder: Path) -> str:
        return self.address

    def done(self) -> None:
        """Also ends what a test has left open, such as the connections of a process that it killed."""
        with self.store.engine.begin() as connection:
            connection.exec_driver_sql(_END_THE_OTHERS)
            connection.exec_driver_sql(_EMPTY_EVERYTHING)
            connection.exec_driver_sql(_COUNT_ANEW)
        self.store.memory.forget()


_END_THE_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND state = 'idle in transaction' AND pid <> pg_backend_pid()
"""
_WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"
_EMPTY_EVERYTHING = "; ".join(
    [
        _WITHOUT_TRIGGERS,
        *(f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables),
    ]
)
_COUNT_ON = "; ".join(
    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), (SELECT max(id) FROM \"{table.name}\"))"
    for table in Base.metadata.sorted_tables
    if "id" in table.c and isinstance(table.c.id.type, Integer)
)
_COUNT_ANEW = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"


@contextmanager
def postgresql_server() -> Iterator[str | None]:
    """A server in a scratch folder, reached through a socket there; the address with {} for the database's name.

    None where PostgreSQL is not installed. It refuses to run as root, so root runs it as somebody else.
    """
    programs = _programs()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="milepost-pg-"))
    user = _somebody_else(folder)
    try:
        _run(programs, user, "initdb", "-D", folder / "data", "-U", "milepost", "-A", "trust", "-N", "-E", "UTF8")
        settings = " ".join(f"-c {name}={value!r}" for name, value in QUICKLY.items())
        options = f"-k {folder} {settings}"
        _run(programs, user, "pg_ctl", "-D", folder / "data", "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://milepost@/{{}}?host={folder}"
        finally:
            _run(programs, user, "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


def _somebody_else(folder: Path) -> str | None:
    if os.getuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in known else "nobody"
    shutil.chown(folder, user)
    return user


def _run(programs: Path, user: str | None, program: str, *arguments: object) -> None:
    command = [str(programs / program), *map(str, arguments)]
    done = subprocess.run(
        command, user=user, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr}")
