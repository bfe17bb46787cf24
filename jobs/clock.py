"""The alarm. APScheduler wakes the loops; what is due is in the tables, so a lost or late alarm loses nothing."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from threading import Lock

from apscheduler.schedulers.background import BackgroundScheduler

from jobs.rounds import Loop

STALE_AFTER = timedelta(minutes=5)


class Heartbeat:
    """When each loop last finished a round."""

    def __init__(self) -> None:
        self._beats: dict[str, datetime] = {}
        self._lock = Lock()

    def beat(self, loop: str, at: datetime) -> None:
        with self._lock:
            self._beats[loop] = at

    def last_beats(self) -> dict[str, datetime]:
        """When each loop that has finished a round did so last."""
        with self._lock:
            return dict(self._beats)

    def silent(self, names: Iterable[str], now: datetime) -> list[str]:
        """The loops that have not finished a round for five minutes."""
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
        self._scheduler = BackgroundScheduler(timezone=UTC)
        for loop in loops:
            self._scheduler.add_job(
                self._round,
                "interval",
                args=[loop],
                id=loop.name,
                seconds=loop.every_seconds,
                next_run_time=datetime.now(UTC),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )

    def _round(self, loop: Loop) -> None:
        loop.run(self._now())
        self._heartbeat.beat(loop.name, datetime.now(UTC))

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Waits for the rounds that are under way."""
        self._scheduler.shutdown(wait=True)
