"""Runs a command as an officer does, in this process, against a database of its own."""

import io
import os
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest
import structlog

from bot import cli
from bot.logs import stop_hearing_libraries
from storage import store as storage_store

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "northmere.txt"
PEOPLE = EXAMPLE.with_name("northmere-people.csv")


@dataclass
class Done:
    code: int
    out: str
    err: str


@contextmanager
def a_disk_with_room_for(pages: int | None):
    """Limits how many pages more than it has an SQLite database may take; None leaves it alone."""
    prepare = storage_store._prepare_sqlite

    def limited(connection, record):
        prepare(connection, record)
        now = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {now + pages}")

    if pages is None:
        yield
        return
    with patch.object(storage_store, "_prepare_sqlite", limited):
        yield


def run(arguments, tmp_path, database=None, stdin="", pages=None):
    """The command's exit status and what it printed on each stream."""
    variables = {"MILEPOST_DATABASE": database or f"sqlite:///{tmp_path / 'milepost.db'}"}
    out, err = io.StringIO(), io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(patch.dict(os.environ, variables))
        stack.enter_context(patch("sys.argv", ["milepost", *(str(argument) for argument in arguments)]))
        stack.enter_context(patch("sys.stdin", io.StringIO(stdin)))
        stack.enter_context(redirect_stdout(out))
        stack.enter_context(redirect_stderr(err))
        stack.enter_context(a_disk_with_room_for(pages))
        # A command sets what is logged for its whole process, which here goes on with other tests.
        stack.callback(structlog.reset_defaults)
        stack.callback(stop_hearing_libraries)
        ended = stack.enter_context(pytest.raises(SystemExit))
        cli.main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())
