"""Kills Milepost at a thousand instants on each database and prints what was lost, doubled, answered twice, disordered.

    python -m tests.chaos [--kills 1000] [--seed 1] [--only SQLite|PostgreSQL|controls]

Ends with 1 where anything but nought comes out, or where a control sees nothing: its harness would be blind.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from databases import NO_POSTGRESQL, postgresql_server
from sqlalchemy import MetaData, UniqueConstraint, create_engine

from storage import migrate
from storage.store import Store
from storage.tables import Base

from .clock import FastClock
from .council import keep_council
from .storm import Storm, Tally
from .verdict import Verdict
from .weather import StormySlack, Weather

COPIES = {"SQLite": 1, "PostgreSQL": 4}
KILLS_IN_A_CONTROL = 60
CAUSES = ("notification", "notification_item", "digest")

Place = tuple[str, Path]
"""A run's database and its folder."""

Row = tuple[list[object], bool]
"""What a run printed into the table, and whether it came out as it should."""


@dataclass(frozen=True)
class Plan:
    """A run: on which database, and what is taken away from Milepost for it."""

    kind: str
    kills: int
    seed: int
    asks: bool = True
    has_causes: bool = True

    @property
    def name(self) -> str:
        if self.asks:
            return f"{self.kind}, {COPIES[self.kind]} {'copy' if COPIES[self.kind] == 1 else 'copies'}"
        return f"control on {self.kind}: the sweep does not ask{'' if self.has_causes else ', causes are not unique'}"

    def is_as_expected(self, verdict: Verdict) -> bool:
        _, doubled, answered_twice, _ = verdict.counts
        if self.asks:
            return verdict.is_clean
        return doubled > 0 and (self.has_causes or answered_twice > 0)


def main() -> int:
    options = _options()
    say(f"Seed {options.seed}, commit {_commit()}.\n")
    with tempfile.TemporaryDirectory(prefix="milepost-chaos-") as scratch, postgresql_server() as server:
        if server is None:
            say(f"Not on PostgreSQL: {NO_POSTGRESQL}.")

        def place(number: int, plan: Plan) -> Place:
            folder = Path(scratch) / f"run{number}"
            folder.mkdir()
            address = _database(plan.kind, server, folder)
            _prepare(address, plan)
            return address, folder

        rows = _in_their_groups(place, _plans(options, has_postgresql=server is not None))
    say()
    headings = ("", "kills", "days", "sent", "faults", "lost", "doubled", "answered twice", "out of order", "minutes")
    for row in [headings, ["---"] * len(headings), *(row for row, _ in rows)]:
        say("| " + " | ".join(map(str, row)) + " |")
    return 0 if all(is_fine for _, is_fine in rows) else 1


def _plans(options: argparse.Namespace, *, has_postgresql: bool) -> list[list[Plan]]:
    """Groups of runs that go on side by side. One copy leaves half of the machine idle, so SQLite has two councils."""
    kills, seed = options.kills, options.seed
    groups = [
        [Plan("SQLite", kills - kills // 2, seed), Plan("SQLite", kills // 2, seed + 1)],
        [Plan("PostgreSQL", kills, seed)],
        [Plan("SQLite", KILLS_IN_A_CONTROL, seed, asks=False, has_causes=kept) for kept in (True, False)],
        *([Plan("PostgreSQL", KILLS_IN_A_CONTROL, seed, asks=False, has_causes=kept)] for kept in (True, False)),
    ]
    wanted = [
        [
            one
            for one in group
            if options.only in (None, one.kind if one.asks else "controls") and (has_postgresql or one.kind == "SQLite")
        ]
        for group in groups
    ]
    return [group for group in wanted if group]


def _in_their_groups(place: Callable[[int, Plan], Place], groups: list[list[Plan]]) -> list[Row]:
    """`place` makes a run's database, one after the other: migrations know only one at a time in a process."""
    numbers, rows = count(1), []
    for group in groups:
        places = [place(next(numbers), plan) for plan in group]
        with ThreadPoolExecutor(len(group)) as side_by_side:
            rows += side_by_side.map(_run, group, places)
    return rows


def _run(plan: Plan, place: Place) -> Row:
    address, folder = place
    started = time.monotonic()
    clock = FastClock(folder / "clock")
    with StormySlack(Weather(plan.seed), clock.now) as slack:
        storm = Storm(address, COPIES[plan.kind], plan.kills, plan.seed, slack, clock, folder)
        verdict = storm.run({} if plan.asks else {"CHAOS_WITHOUT_ASKING": "1"}, lambda tally: _show(plan, tally))
        sent = len({m["ts"] for kept in slack.messages.values() for m in kept if "metadata" in m})
    is_fine = plan.is_as_expected(verdict)
    _explain(plan, storm, slack.weather, verdict, is_fine, folder)
    say(f"  the clock ran {clock.speed:.0f} times as fast\n")
    faults, minutes = sum(slack.weather.met.values()), f"{(time.monotonic() - started) / 60:.1f}"
    row = [plan.name, storm.tally.kills.total(), storm.tally.days, sent, faults, *verdict.counts, minutes]
    return row, is_fine


def _prepare(address: str, plan: Plan) -> None:
    store = Store(address)
    migrate.upgrade(store)
    if not plan.has_causes:
        _take_causes_away(store)
    # A day of this council holds five kills at the very least.
    keep_council(store, days=max(20, plan.kills // 5))
    store.close()


def _take_causes_away(store: Store) -> None:
    """The same tables, in which nothing keeps a cause from being written twice."""
    bare = MetaData()
    for table in Base.metadata.sorted_tables:
        copy = table.to_metadata(bare)
        if table.name in CAUSES:
            copy.constraints -= {one for one in copy.constraints if isinstance(one, UniqueConstraint)}
    with store.engine.begin() as connection:
        Base.metadata.drop_all(connection)
        bare.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE seen AS SELECT * FROM seen_message WHERE 1 = 0")
        connection.exec_driver_sql("DROP TABLE seen_message")
        connection.exec_driver_sql("ALTER TABLE seen RENAME TO seen_message")


def _database(kind: str, server: str | None, folder: Path) -> str:
    if kind == "SQLite":
        return f"sqlite:///{folder}/milepost.db"
    assert server is not None
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {folder.name}")
    engine.dispose()
    return server.format(folder.name)


def _show(plan: Plan, tally: Tally) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{plan.name}: {tally.kills.total()} of {plan.kills} kills, {tally.days} days ")


def _explain(plan: Plan, storm: Storm, weather: Weather, verdict: Verdict, is_fine: bool, folder: Path) -> None:
    tally, bag = storm.tally, storm.bag
    said = [
        f"{plan.name}, seed {plan.seed}: {tally.kills.total()} kills, {tally.fresh} of processes started from nothing",
        "  killed " + ", ".join(f"{why} {times}" for why, times in tally.kills.most_common()),
        "  Slack  " + ", ".join(f"{fault} {times}" for fault, times in weather.met.items()),
        f"  asked {len(bag.asked)}, came again after it was acknowledged {bag.repeated}",
        f"  never acknowledged {len(bag.unacknowledged)}, ended by themselves {tally.ended_by_themselves}",
    ]
    for name, found in vars(verdict).items():
        said += [f"  {name.replace('_', ' ')}: {sentence}" for sentence in found[: 40 if plan.asks else 3]]
    if not is_fine:
        said.append(f"  NOT AS IT SHOULD BE. The copies wrote:\n{(folder / 'copies.log').read_text()[-4000:]}")
    say("\n".join(said))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="on each database; 1000 otherwise")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to chance")
    parser.add_argument("--only", choices=[*COPIES, "controls"], help="one database, or the controls")
    return parser.parse_args()


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
