"""A process that has everything loaded and forks copies of Milepost, because starting Python costs more than serving.

It reads a line of JSON for each thing to do: an environment, of which it starts a copy and writes the process's id; or
the id of a process that was killed, which it waits for. It has no thread and no connection, so a fork starts clean.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any

from northmere import Northmere, milestone, plan

from storage import migrate
from storage.store import Store


class Nursery:
    """Starts and ends copies. A `fresh` one is a new interpreter, as a restart of the machine makes it."""

    def __init__(self, log: Any) -> None:
        self._log = log
        self._fresh: dict[int, subprocess.Popen[bytes]] = {}
        self._asking = Lock()
        command = [sys.executable, "-m", "tests.chaos.nursery"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True, bufsize=1
        )
        self._ask({"ready": True})

    def start(self, environment: dict[str, str], *, is_fresh: bool = False) -> int:
        """The id of a new process that serves."""
        if not is_fresh:
            return self._ask({"start": environment})
        command = [sys.executable, "-m", "tests.chaos.serving", *(f"{k}={v}" for k, v in environment.items())]
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log)
        self._fresh[process.pid] = process
        return process.pid

    def kill(self, pid: int) -> int:
        """Kills and waits until it is gone; the signal that ended it as a negative number, or how it ended before."""
        fresh = self._fresh.pop(pid, None)
        if fresh is not None:
            fresh.kill()
            return fresh.wait()
        return self._ask({"kill": pid})

    def close(self) -> None:
        for pid in list(self._fresh):
            self.kill(pid)
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _ask(self, what: dict[str, Any]) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(what) + "\n")
            return int(self._process.stdout.readline())


def main() -> None:
    from . import serving

    serving.start_logging("error")
    _warm_up()
    for line in sys.stdin:
        asked = json.loads(line)
        if "start" in asked:
            answer = _fork(serving.serve, asked["start"])
        elif "kill" in asked:
            with suppress(ProcessLookupError):
                os.kill(asked["kill"], 9)
            answer = os.waitstatus_to_exitcode(os.waitpid(asked["kill"], 0)[1])
        else:
            answer = 0
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _warm_up() -> None:
    """Lets everything be loaded and compiled that is only loaded when it is first used: each copy has it then."""
    with tempfile.TemporaryDirectory() as scratch:
        store = Store(f"sqlite:///{scratch}/warm.db")
        migrate.upgrade(store)
        house = Northmere(store, plan(milestone("1.1", "Ifan Rees", date(2026, 6, 15))), "2026-05-29 12:00")
        house.says("Ifan Rees", "how is 1.1 doing?")
        house.says("Ifan Rees", "1.1 on track, should be end of June")
        house.turn_to("2026-06-01 10:00")
        store.close()


def _fork(serve: Any, environment: dict[str, str]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        serve(environment)
    finally:
        # The child must never come back into the parent's loop, whatever was raised.
        traceback.print_exc()
        os._exit(1)


if __name__ == "__main__":
    main()
