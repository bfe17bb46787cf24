"""A second server on the same SQLite file is refused with a sentence; commands beside it work."""

import os
import signal
from pathlib import Path

import pytest

from storage import migrate
from storage.alone import CannotServe, served_alone
from storage.changes.organisations import find_or_add_organisation
from storage.store import Store


@pytest.fixture
def address(tmp_path):
    return f"sqlite:///{tmp_path / 'council.db'}"


def serve_in_a_process(address):
    """A process that serves until it is killed; its id, once it has the database."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        return process
    with served_alone(address):
        os.write(writing, b".")
        signal.pause()
    os._exit(0)


def is_taken(address):
    """Whether one more server is refused."""
    try:
        with served_alone(address):
            return False
    except CannotServe:
        return True


def kill(process):
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def test_the_second_one_is_told_which_the_first_one_is(address, tmp_path):
    first = serve_in_a_process(address)
    try:
        with pytest.raises(CannotServe) as refused, served_alone(address):
            pass
    finally:
        kill(first)
    assert str(refused.value) == (
        f"{tmp_path / 'council.db'} is being served already by another Milepost (process {first}). Stop that one "
        "first; to run several copies, set MILEPOST_DATABASE to a PostgreSQL address."
    )


def test_a_server_that_was_killed_leaves_the_place_free(address):
    kill(serve_in_a_process(address))
    with served_alone(address):
        assert is_taken(address)


def test_the_place_is_free_again_after_a_server_has_stopped(address):
    for _ in range(2):
        with served_alone(address):
            assert is_taken(address)
        assert not is_taken(address)


def test_a_command_writes_beside_the_server(address):
    with served_alone(address):
        store = Store(address)
        migrate.upgrade(store)
        with store.write() as session:
            assert find_or_add_organisation(session, "local", "local", "Local")
        store.close()


@pytest.mark.parametrize("shared", ["sqlite://", "postgresql://somewhere/milepost"])
def test_other_databases_take_any_number(shared):
    with served_alone(shared):
        assert not is_taken(shared)


def test_a_place_that_is_not_there_is_said_in_a_sentence(tmp_path):
    nowhere = Path(tmp_path) / "nowhere" / "council.db"
    with pytest.raises(CannotServe) as refused, served_alone(f"sqlite:///{nowhere}"):
        pass
    assert str(refused.value) == (
        f"The database {nowhere} cannot be opened: No such file or directory. Set MILEPOST_DATABASE to one that can."
    )
