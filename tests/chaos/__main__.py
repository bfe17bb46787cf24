"""Kills Milepost at a thousand instants on each database and prints what was lost, doubled, answered twice, disordered.

    python -m tests.chaos [--kills 1000] [--seed 1] [--only SQLite|PostgreSQL|controls]

Ends with 1 where anything but nought comes out, or where a control sees nothing: its harness would be blind.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Plan:
    """A run: on which database, and what is taken away from Milepost for it."""

    kind: str
    kills: int
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
        plans = [one for one in _plans(options.kills, options.only) if server or one.kind == "SQLite"]
        if server is None:
            say(f"Not on PostgreSQL: {NO_POSTGRESQL}.")
        rows = []
        for number, plan in enumerate(plans, start=1):
            folder = Path(scratch) / f"run{number}"
            folder.mkdir()
            address = _database(plan.kind, server, folder)
            rows.append(_run(plan, address, options.seed, folder))
    say()
    headings = ("", "kills", "days", "sent", "faults", "lost", "doubled", "answered twice", "out of order", "minutes")
    for row in [headings, ["---"] * len(headings), *(row for row, _ in rows)]:
        say("| " + " | ".join(map(str, row)) + " |")
    return 0 if all(is_fine for _, is_fine in rows) else 1


def _plans(kills: int, only: str | None) -> list[Plan]:
    plans = [
        Plan("SQLite", kills),
        Plan("PostgreSQL", kills),
        *(Plan(kind, KILLS_IN_A_CONTROL, asks=False) for kind in COPIES),
        *(Plan(kind, KILLS_IN_A_CONTROL, asks=False, has_causes=False) for kind in COPIES),
    ]
    return [one for one in plans if only in (None, one.kind if one.asks else "controls")]


def _run(plan: Plan, address: str, seed: int, folder: Path) -> tuple[list[object], bool]:
    started = time.monotonic()
    clock = FastClock(folder / "clock")
    _prepare(address, plan)
    with StormySlack(Weather(seed), clock.now) as slack:
        storm = Storm(address, COPIES[plan.kind], plan.kills, seed, slack, clock, folder)
        verdict = storm.run({} if plan.asks else {"CHAOS_WITHOUT_ASKING": "1"}, lambda tally: _show(plan, tally))
        sent = len({m["ts"] for kept in slack.messages.values() for m in kept if "metadata" in m})
    is_fine = plan.is_as_expected(verdict)
    _explain(plan, storm, slack.weather, verdict, is_fine, folder)
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
    say(f"{plan.name}: {storm.tally.kills.total()} kills, {storm.tally.fresh} of processes started from nothing")
    say("  killed " + ", ".join(f"{why} {times}" for why, times in storm.tally.kills.most_common()))
    say("  Slack  " + ", ".join(f"{fault} {times}" for fault, times in weather.met.items()))
    say(f"  asked {len(storm.bag.asked)}, came again after it was acknowledged {storm.bag.repeated}")
    if storm.bag.unacknowledged:
        say(f"  never acknowledged {len(storm.bag.unacknowledged)}")
    if storm.tally.ended_by_themselves:
        say(f"  ended by themselves {storm.tally.ended_by_themselves}")
    if is_fine and plan.asks:
        return
    for name, found in vars(verdict).items():
        for sentence in found[: None if plan.asks else 3]:
            say(f"  {name.replace('_', ' ')}: {sentence}")
    if not is_fine:
        say(f"  NOT AS IT SHOULD BE. The copies wrote:\n{(folder / 'copies.log').read_text()[-4000:]}")


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
