"""How long `milepost serve` takes until it is ready, and the memory it then has."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

from benchmarks.council import keep_council, plan_of
from benchmarks.ground import ROOT, fresh, quick, say_table

MILEPOST = Path(sys.executable).parent / "milepost"
TIMES = 2 if quick() else 7
MILESTONES = 500


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = fresh(f"sqlite:///{folder}/{{}}.db", "milepost")
        keep_council(store, plan_of(MILESTONES, leads=50))
        store.close()
        runs = [start(f"sqlite:///{folder}/milepost.db") for _ in range(TIMES)]
    answered, ready, memory = (median(column) for column in zip(*runs, strict=True))
    headings = ["`milepost serve`, SQLite, 500 milestones", "median"]
    rows = [
        ("until it answers", f"{answered:.2f} s"),
        ("until it is ready: every loop has gone round once", f"{ready:.2f} s"),
        ("resident memory when ready", f"{memory:.0f} MB"),
    ]
    say_table(headings, rows)


def start(address: str) -> tuple[float, float, float]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    told = {"MILEPOST_DATABASE": address, "MILEPOST_PORT": str(port), "MILEPOST_WEB_CHAT": "1"}
    began = time.monotonic()
    with subprocess.Popen(
        [MILEPOST, "serve"], env={**os.environ, **told}, cwd=ROOT, stderr=subprocess.DEVNULL
    ) as serving:
        try:
            answered = wait(f"http://127.0.0.1:{port}/healthz", began)
            ready = wait(f"http://127.0.0.1:{port}/readyz", began)
            return answered, ready, resident(serving.pid)
        finally:
            serving.send_signal(signal.SIGTERM)


def wait(url: str, began: float) -> float:
    """Seconds since `began` when the address answers 200."""
    while time.monotonic() - began < 60:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return time.monotonic() - began
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    raise TimeoutError(url)


def resident(process: int) -> float:
    """Megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


if __name__ == "__main__":
    main()
