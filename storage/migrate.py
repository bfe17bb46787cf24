"""Brings a database to the present tables, and says whether it is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, inspect, select

from storage.store import Store, file_of

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(store: Store, revision: str = "head") -> None:
    with _alone(store) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(store: Store, revision: str) -> None:
    with _alone(store) as connection:
        command.downgrade(_config(connection), revision)


@contextmanager
def _alone(store: Store) -> Iterator[Connection]:
    """One transaction for all steps, and one process in it: copies that start together wait for the first one."""
    with store.engine.begin() as connection:
        if store.is_sqlite:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtext("migrations"))))
        yield connection


def write_step(store: Store, number: str, message: str) -> None:
    """Writes the migration from the database's tables to those of `storage.tables`, for a developer to check."""
    with store.engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True, rev_id=number)


def is_begun(store: Store) -> bool:
    """Whether there is a database that has ever had a step; a file that is not there is not made."""
    file = file_of(store.engine.url)
    return (file is None or file.exists()) and inspect(store.engine).has_table("alembic_version")


def is_current(store: Store) -> bool:
    """Whether the database has had every step."""
    newest = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
