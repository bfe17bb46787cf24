"""The alarm. APScheduler wakes the loops; what is due is in the tables, so a lost or late alarm loses nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Condition, Event, Lock
from time import monotonic

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from jobs.rounds import Loop

STALE_AFTER = timedelta(minutes=5)
SECONDS_TO_FINISH = 8.0
MOST_IN_A_ROUND = 10_000


class Heartbeat:
    """When each loop last did a thing, or found that there was nothing to do."""

    def __init__(self) -> None:
        self._beats: dict[str, datetime] = {}
        self._lock = Lock()

    def beat(self, loop: str, at: datetime) -> None:
        with self._lock:
            self._beats[loop] = at

    def last_beats(self) -> dict[str, datetime]:
        """When each loop that was ever heard of was heard of last."""
        with self._lock:
            return dict(self._beats)

    def silent(self, names: Iterable[str], now: datetime) -> list[str]:
        """The loops that have not been heard of for five minutes."""
        with self._lock:
            return [name for name in names if name not in self._beats or now - self._beats[name] > STALE_AFTER]


class Alarm:
    """Runs each loop at its interval until it is stopped.

    The settings matter: the default grace of one second would drop late rounds, and two rounds of one loop at a time
    would race each other. https://apscheduler.readthedocs.io/en/3.x/userguide.html#missed-job-executions
    """

    def __init__(self, loops: Iterable[Loop], now: Callable[[], datetime], heartbeat: Heartbeat) -> None:
        self._now = now
        self._heartbeat = heartbeat
        self._stopping = Event()
        self._under_way = 0
        self._changed = Condition()
        rounds = [(loop, number) for loop in loops for number in range(loop.at_once)]
        self._scheduler = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(max(len(rounds), 1))}
        )
        for loop, number in rounds:
            self._scheduler.add_job(
                self._round,
                "interval",
                args=[loop],
                id=f"{loop.name}-{number}",
                seconds=loop.every_seconds,
                next_run_time=datetime.now(UTC),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )

    def _round(self, loop: Loop) -> None:
        """Does one thing after another, each at its own present: a lease must not begin when the round did."""
        with self._counted():
            for _ in range(MOST_IN_A_ROUND):
                if self._stopping.is_set():
                    return
                did_something = loop.do_one(self._now())
                self._heartbeat.beat(loop.name, datetime.now(UTC))
                if not did_something:
                    return

    @contextmanager
    def _counted(self) -> Iterator[None]:
        """A round that is under way, which `stop` waits for."""
        with self._changed:
            self._under_way += 1
        try:
            yield
        finally:
            with self._changed:
                self._under_way -= 1
                self._changed.notify_all()

    def start(self) -> None:
        self._scheduler.start()

    def stop(self, within_seconds: float = SECONDS_TO_FINISH) -> bool:
        """Begins nothing more and waits for what is under way; whether all of it was finished in time.

        What was not is settled by the sweep, here after a restart or in another copy.
        """
        self._stopping.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        until = monotonic() + within_seconds
        with self._changed:
            while self._under_way and monotonic() < until:
                self._changed.wait(max(until - monotonic(), 0.01))
            return self._under_way == 0
