"""One server for one SQLite file: a second one is refused while the first one lives.

The kernel lets go of the lock when its process ends, however it ends. Commands that read or write for a moment need
no lock: SQLite's own, and its write-ahead log, keep them apart from the server.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from storage.store import file_of


class CannotServe(Exception):
    """This process cannot have the database for itself. The message is a sentence that says why, and what to do."""


@contextmanager
def served_alone(address: str) -> Iterator[None]:
    """Holds the database of that address for one server; raises CannotServe while another one has it.

    On PostgreSQL any number of copies may serve, and nothing is held.
    """
    file = file_of(address)
    if file is None:
        yield
        return
    with _opened(file) as lock:
        if not _takes(lock):
            raise CannotServe(_sentence(file, lock))
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _opened(file: Path) -> IO[str]:
    try:
        return file.with_name(f"{file.name}.serving").open("a+", encoding="ascii")
    except OSError as error:
        raise CannotServe(
            f"The database {file} cannot be opened: {error.strerror}. Set MILEPOST_DATABASE to one that can."
        ) from None


def _takes(lock: IO[str]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sentence(file: Path, lock: IO[str]) -> str:
    lock.seek(0)
    process = lock.read().strip()
    which = f" (process {process})" if process else ""
    return (
        f"{file} is being served already by another Milepost{which}. Stop that one first; to run several copies, set "
        f"MILEPOST_DATABASE to a PostgreSQL address."
    )
