"""What the benchmarks stand on: scratch databases, the clock, and tables of what was measured."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/slack")]

import databases  # noqa: E402 - the tests' own scratch servers
import structlog  # noqa: E402
from loopback import Call as Call  # noqa: E402 - the tests' own Slack
from loopback import LoopbackSlack as LoopbackSlack  # noqa: E402

from storage import migrate  # noqa: E402
from storage.store import Store  # noqa: E402

KINDS = ("SQLite", "PostgreSQL")


def quick() -> bool:
    """Whether small sizes will do."""
    return "--quick" in sys.argv


def silence() -> None:
    """Nothing is logged while something is measured."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("critical"))


@contextmanager
def servers() -> Iterator[dict[str, str]]:
    """The address of a fresh database for each kind that is here, as durable as they come out of the box."""
    with (
        tempfile.TemporaryDirectory(prefix="milepost-bench-") as folder,
        patch.object(databases, "QUICKLY", {"listen_addresses": "", "max_connections": "200"}),
        databases.postgresql_server() as server,
    ):
        found = {"SQLite": f"sqlite:///{folder}/{{}}.db"}
        if server is not None:
            found["PostgreSQL"] = server
        yield found


def fresh(template: str, name: str) -> Store:
    """An empty database of that name with the present tables."""
    if not template.startswith("sqlite"):
        run_sql(template.format("postgres"), f"CREATE DATABASE {name}")
    store = Store(template.format(name))
    migrate.upgrade(store)
    return store


def run_sql(address: str, statement: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def milliseconds(do: Callable[[], object], repeats: int) -> float:
    """The median of so many goes, after one that does not count."""
    do()
    return median(seconds(do) for _ in range(repeats)) * 1000


def seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def share(values: Sequence[float], part: float) -> float:
    """The value below which that part of all lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def say_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    say("| " + " | ".join(headings) + " |")
    say("|" + "---|" * len(headings))
    for row in rows:
        say("| " + " | ".join(str(cell) for cell in row) + " |")
    say()


def machine() -> str:
    """The machine, the versions and the commit, in one line."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), "?"
    )
    memory = next((int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if "MemTotal" in line), 0)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    load = os.getloadavg()[0]
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · commit {commit or 'unknown'} · {os.cpu_count()} × {model} · "
        f"{memory} GB · Python {platform.python_version()} · load {load:.1f} at the start"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []
