"""A Slack that is slow, refuses, and loses calls and answers as it pleases; its memory outlives every kill."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Lock
from typing import Any

from loopback import Call, Fault, LoopbackSlack

REFUSED = '{"ok": false, "error": "%s"}'
BROKEN_PAGE = "<html>Bad gateway</html>"
HANGS_FOR = 0.6
"""Seconds: longer than a call waits for its answer."""

FAULTS: dict[str, Fault] = {
    "429": Fault("refuse", status=429, body=REFUSED % "ratelimited", headers={"Retry-After": "15"}),
    "500": Fault("refuse", status=500, body=REFUSED % "internal_error"),
    "500 after it landed": Fault("refuse", after=True, status=500, body=REFUSED % "fatal_error"),
    "503": Fault("body", status=503, body=BROKEN_PAGE),
    "time-out": Fault("hang"),
    "time-out after it landed": Fault("hang", after=True),
    "cut": Fault("drop"),
    "cut after it landed": Fault("drop", after=True),
    "half an answer": Fault("cut", after=True),
}


@dataclass(frozen=True)
class Omen:
    """What one call meets: seconds until it takes effect, its fault, and seconds until its answer leaves."""

    before: float = 0.0
    fault: str | None = None
    after: float = 0.0


@dataclass
class Weather:
    """Decides what each call meets. `share` of them are met by a fault while it is not `calm`."""

    seed: int
    share: float = 0.08
    slowest: float = 0.2
    calm: bool = False
    met: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FAULTS, 0))

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._lock = Lock()

    def omen(self) -> Omen:
        with self._lock:
            if self.calm:
                return Omen()
            fault = self._random.choice(list(FAULTS)) if self._random.random() < self.share else None
            if fault is not None:
                self.met[fault] += 1
            before, after = (self._random.uniform(0, self.slowest / 2) for _ in range(2))
            return Omen(before, fault, after)


Watcher = Callable[[str, str, str], None]


class StormySlack(LoopbackSlack):
    """`watch` hears of each call from which copy, which method, and whether it has "come" or "landed"."""

    def __init__(self, weather: Weather, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.weather = weather
        self.watch: Watcher = lambda copy, method, moment: None
        self.under_way = 0
        self._now = now
        self._last_ts = 0

    def __enter__(self) -> "StormySlack":
        super().__enter__()
        # A caller that was killed does not read its answer.
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        return self

    def take(self, call: Call) -> tuple[Fault | None, dict[str, Any] | None]:
        with self._lock:
            self.under_way += 1
        try:
            return self._weathered(call)
        finally:
            with self._lock:
                self.under_way -= 1

    def _weathered(self, call: Call) -> tuple[Fault | None, dict[str, Any] | None]:
        copy, omen = (call.token or "").removeprefix("xoxb-"), self.weather.omen()
        fault = FAULTS[omen.fault] if omen.fault else None
        self.watch(copy, call.method, "come")
        time.sleep(omen.before)
        with self._lock:
            answer = self._perform(call) if fault is None or fault.after else None
        self.watch(copy, call.method, "landed")
        time.sleep(omen.after)
        return fault, answer

    def wait_for_release(self) -> None:
        self._released.wait(HANGS_FOR)

    def _keep(self, channel: str, message: dict[str, Any]) -> str:
        self._last_ts = max(self._last_ts + 1, int(self._now().timestamp() * 1_000_000))
        ts = f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06}"
        self.messages[channel].append({**message, "ts": ts})
        return ts
