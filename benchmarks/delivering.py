"""Notifications to a channel that does nothing, by one and four processes; and others' queues doing empty jobs."""

import json
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, insert, select

from benchmarks.ground import ROOT, fresh, quick, run_sql, say, say_table, servers, silence
from bot.conversation.message import plain, to_json
from bot.conversation.wording import PlainWording
from jobs.channel import Address, Receipt
from jobs.delivery import Post, do_one_delivery
from jobs.rounds import SENDERS
from storage import tables
from storage.store import Store

COUNT = 1_000 if quick() else 10_000
ORGANISATIONS, PROCESSES = 50, (1, 4)
EARLIER = datetime(2026, 6, 1, 8, tzinfo=UTC)
ENVIRONMENT = Path(tempfile.gettempdir()) / "milepost-bench-venv"


class Nothing:
    """A channel whose every message has arrived at once."""

    def send(
        self,
        to: Address,
        message: object,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        return Receipt(to.conversation, notification_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        return None


def main() -> None:
    rows = []
    with servers() as found:
        for kind, template in found.items():
            for processes in PROCESSES if kind == "PostgreSQL" else (1,):
                rows.append(ours(kind, template, processes))
        server = found.get("PostgreSQL")
        if server is not None:
            rows += [one for whose in ("procrastinate", "pgqueuer") for one in theirs(whose, server)]
        else:
            say("PostgreSQL is not installed here: only SQLite was measured.\n")
    say(f"{COUNT:,} notifications, or empty jobs, on the same server with fsync on.\n")
    say_table(["", "processes", "seconds", "a second"], rows)
    say(
        "An organisation's notifications are claimed together in one transaction and recorded together in another; what"
    )
    say("a process that dies leaves between the two is asked about, one by one. The others take jobs in batches, too.")


def ours(kind: str, template: str, processes: int) -> tuple[str, int, str, str]:
    name = f"sending_{processes}"
    fill(fresh(template, name))
    address = template.format(name)
    workers = [worker(address) for _ in range(processes)]
    taken = max(json.loads(one.communicate()[0]) for one in workers)
    check(Store(address))
    return row(f"Milepost, {kind}", processes, taken)


def worker(address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.delivering", "work", address]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def row(whose: str, processes: int, taken: float) -> tuple[str, int, str, str]:
    return whose, processes, f"{taken:.1f}", f"{COUNT / taken:,.0f}"


def fill(store: Store) -> None:
    body = to_json(plain("1.1 is due on Friday."))
    with store.write() as session:
        organisations = [
            {"id": number, "name": str(number), "platform": "none", "tenant": str(number)}
            for number in range(1, ORGANISATIONS + 1)
        ]
        session.execute(insert(tables.Organisation), organisations)
        session.execute(insert(tables.Notification), [notification(number, body) for number in range(COUNT)])
    store.close()


def notification(number: int, body: str) -> dict[str, object]:
    return {
        "id": uuid4().hex,
        "organisation_id": 1 + number % ORGANISATIONS,
        "kind": "answer",
        "platform": "none",
        "conversation": f"D{number}",
        "lane": f"none:D{number}",
        "body": body,
        "created_at": EARLIER,
        "due_at": EARLIER + timedelta(milliseconds=number),
    }


def check(store: Store) -> None:
    with store.read() as session:
        sent = session.scalar(select(func.count()).where(tables.Notification.sent_at.is_not(None)))
    store.close()
    assert sent == COUNT, f"{sent} of {COUNT} were sent"


def work(address: str) -> None:
    """As many senders as a serving process has, each until it twice finds nothing; prints the seconds they took."""
    silence()
    store = Store(address)
    post = Post(store, {"none": Nothing()}, PlainWording(), uuid4().hex)

    def send_all() -> None:
        idle = 0
        while idle < 2:
            idle = 0 if do_one_delivery(post, datetime.now(UTC)) else idle + 1
            if idle:
                time.sleep(0.02)

    threads = [threading.Thread(target=send_all) for _ in range(SENDERS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(f"{time.perf_counter() - started}")
    store.close()


def theirs(whose: str, server: str) -> list[tuple[str, int, str, str]]:
    python = environment()
    if python is None:
        return [(f"{whose}: not installed, see the extra `bench`", 0, "–", "–")]
    rows = []
    for processes in PROCESSES:
        name = f"{whose}_{processes}"
        run_sql(server.format("postgres"), f"CREATE DATABASE {name}")
        address = server.format(name)
        other(python, "fill", whose, address).wait()
        workers = [other(python, "work", whose, address) for _ in range(processes)]
        rows.append(row(whose, processes, max(json.loads(one.communicate()[0]) for one in workers)))
    return rows


def other(python: Path, step: str, whose: str, address: str) -> subprocess.Popen[str]:
    command = [str(python), str(ROOT / "benchmarks" / "others.py"), step, whose, address, str(COUNT)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def environment() -> Path | None:
    """The Python of a scratch environment with what the extra `bench` names; None where it cannot be had."""
    python = ENVIRONMENT / "bin" / "python"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["bench"]
    uv = str(Path(sys.executable).parent / "uv")
    made = python.exists() or not subprocess.run([uv, "venv", "-q", str(ENVIRONMENT)], check=False).returncode
    install = [uv, "pip", "install", "-q", "--python", str(python), *wanted, "psycopg[binary,pool]"]
    return python if made and not subprocess.run(install, check=False).returncode else None


if __name__ == "__main__":
    if "work" in sys.argv:
        work(sys.argv[-1])
    else:
        main()
