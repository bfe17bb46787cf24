"""`/metrics` for Prometheus: counts and ages only, nothing that anybody wrote and nobody's name.

What is kept is counted in the database, so that every copy on it says the same: take the maximum of the copies, not
their sum. The sweep's findings and the heartbeats are each process's own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import OperationalError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from jobs.clock import Heartbeat
from jobs.tally import Tally
from storage.questions.metrics import Metrics, metrics
from storage.questions.outbox import Standing
from storage.store import Store

# Up to ten seconds is at once; a minute is the tick's own pace; the rest is waiting for Slack, or for a person.
SECONDS = (2, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400)
STATES = {
    Standing.PLANNED: "planned",
    Standing.DUE: "due",
    Standing.SENDING: "claimed",
    Standing.HELD: "held",
}


def metrics_route(store: Store, now: Callable[[], datetime], heartbeat: Heartbeat, tally: Tally) -> Route:
    registry = CollectorRegistry()
    registry.register(_Kept(store, now))
    registry.register(_OfThisProcess(heartbeat, tally))
    ProcessCollector(registry=registry)

    def answer(_: Request) -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return Route("/metrics", answer)


class _Kept(Collector):
    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def describe(self) -> Iterator[Metric]:
        """Nothing beforehand: the database is asked when somebody looks, not when the route is made."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        now, kept = self._now(), None
        try:
            with self._store.read() as session:
                kept = metrics(session, now)
        except OperationalError:
            # Said by milepost_database_up, and by /readyz.
            kept = None
        up = int(kept is not None)
        yield GaugeMetricFamily("milepost_database_up", "Whether the database answers.", value=up)
        if kept is not None:
            yield from _of_what_is_kept(kept, now)


def _of_what_is_kept(kept: Metrics, now: datetime) -> Iterator[Metric]:
    waiting = GaugeMetricFamily("milepost_notifications", "Messages not yet sent, by where they are.", labels=["state"])
    for standing, state in STATES.items():
        waiting.add_metric([state], kept.standing[standing])
    yield waiting
    failed = GaugeMetricFamily(
        "milepost_notifications_failed", "Messages that failed and were not dropped, by reason.", labels=["reason"]
    )
    for reason, count in sorted(kept.failed.items()):
        failed.add_metric([reason], count)
    yield failed
    age = (now - kept.oldest_due_at).total_seconds() if kept.oldest_due_at else 0
    yield GaugeMetricFamily("milepost_oldest_unsent_seconds", "How long ago the oldest unsent was due.", value=age)
    yield GaugeMetricFamily("milepost_rungs_due", "Milestones whose rungs are to be written.", value=kept.rungs_due)
    yield from _of_today(kept.waits)


def _of_today(waits: dict[str, Counter[int]]) -> Iterator[Metric]:
    sent = CounterMetricFamily("milepost_notifications_sent", "Messages sent since midnight UTC.", labels=["kind"])
    waited = HistogramMetricFamily(
        "milepost_due_to_sent_seconds", "From due to sent, of messages sent since midnight UTC.", labels=["kind"]
    )
    for kind, seconds in sorted(waits.items()):
        sent.add_metric([kind], seconds.total())
        total = sum(second * count for second, count in seconds.items())
        waited.add_metric([kind], _buckets(seconds), sum_value=total)
    yield sent
    yield waited


def _buckets(seconds: Counter[int]) -> list[tuple[str, float]]:
    """(upper bound, how many took at most that long), as Prometheus has them."""
    bounds = [(str(float(most)), sum(n for waited, n in seconds.items() if waited <= most)) for most in SECONDS]
    return [*bounds, ("+Inf", seconds.total())]


class _OfThisProcess(Collector):
    def __init__(self, heartbeat: Heartbeat, tally: Tally) -> None:
        self._heartbeat = heartbeat
        self._tally = tally

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        found = CounterMetricFamily(
            "milepost_sweep_findings", "What the sweep found of messages whose sending was cut off.", labels=["finding"]
        )
        for finding, count in self._tally.sweep_findings().items():
            found.add_metric([finding], count)
        yield found
        beats = GaugeMetricFamily(
            "milepost_loop_last_round_timestamp_seconds", "When each loop last finished a round.", labels=["loop"]
        )
        for loop, at in sorted(self._heartbeat.last_beats().items()):
            beats.add_metric([loop], at.astimezone(UTC).timestamp())
        yield beats
