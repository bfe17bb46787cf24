"""`/metrics`: what waits, what failed and why, how late things leave; no names and nothing that anybody wrote."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from northmere import Northmere, milestone, plan
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event
from starlette.applications import Starlette

from bot.app import build_house, build_web_application
from bot.metrics import metrics_route
from jobs.clock import Heartbeat
from jobs.tally import Tally
from storage import tables
from storage.store import Store

NOW = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
PERSON = 1


def seconds(count):
    return timedelta(seconds=count)


@pytest.fixture
def northmere(store):
    """A council with a marker word in every place where people write."""
    reading = plan(milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Xylophone audit"), title="Xylophone plan")
    return Northmere(store, reading, "2026-05-29 12:00")


def keep(store, due_at=NOW, kind="notice", **state):
    with store.write() as session:
        session.add(
            tables.Notification(
                id=uuid4().hex,
                organisation_id=1,
                kind=kind,
                person_id=PERSON,
                lane=f"person:{PERSON}",
                body="xylophone",
                created_at=due_at,
                due_at=due_at,
                **state,
            )
        )


def scraped(store, now=NOW, heartbeat=None, tally=None):
    """{(name, labels' values): value} as Prometheus itself reads the page."""
    route = metrics_route(store, lambda: now, heartbeat or Heartbeat(), tally or Tally())
    return samples(page(Starlette(routes=[route])).text)


def page(application):
    async def get():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://127.0.0.1") as client:
            return await client.get("/metrics")

    return asyncio.run(get())


def samples(text):
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_what_is_not_sent_is_counted_by_where_it_is(northmere):
    store = northmere.store
    keep(store, NOW + seconds(60))
    keep(store, NOW - seconds(60))
    keep(store, NOW - seconds(90))
    keep(store, claimed_by="one/1", claimed_at=NOW, lease_until=NOW + seconds(120))
    keep(store, lease_until=NOW + seconds(30), failure="ratelimited")
    found = scraped(store)
    states = {state: found["milepost_notifications", state] for state in ("planned", "due", "claimed", "held")}
    assert states == {"planned": 1, "due": 2, "claimed": 1, "held": 1}


def test_what_failed_is_counted_by_reason_until_it_is_dropped(northmere):
    for reason in ("no_account", "no_account", "is_archived"):
        keep(northmere.store, failed_at=NOW, settled_at=NOW, failure=reason)
    keep(northmere.store, failed_at=NOW, settled_at=NOW, failure="is_archived", dropped_at=NOW)
    found = scraped(northmere.store)
    assert found["milepost_notifications_failed", "no_account"] == 2
    assert found["milepost_notifications_failed", "is_archived"] == 1


def test_the_age_is_that_of_what_should_have_left_the_longest_ago(northmere):
    assert scraped(northmere.store)["milepost_oldest_unsent_seconds",] == 0
    keep(northmere.store, NOW + seconds(10))
    assert scraped(northmere.store)["milepost_oldest_unsent_seconds",] == 0
    keep(northmere.store, NOW - seconds(10))
    keep(northmere.store, NOW - seconds(75), lease_until=NOW + seconds(5))
    keep(northmere.store, NOW - seconds(900), sent_at=NOW, settled_at=NOW)
    assert scraped(northmere.store)["milepost_oldest_unsent_seconds",] == 75


def test_what_was_sent_today_is_counted_with_how_long_it_took(northmere):
    for waited in (1, 2, 3, 45):
        keep(northmere.store, NOW - seconds(waited), sent_at=NOW, settled_at=NOW)
    keep(northmere.store, NOW - seconds(7200), kind="digest", sent_at=NOW, settled_at=NOW)
    found = scraped(northmere.store)
    assert (
        found["milepost_notifications_sent_total", "notice"],
        found["milepost_due_to_sent_seconds_sum", "notice"],
    ) == (
        4,
        51,
    )
    buckets = {bound: found["milepost_due_to_sent_seconds_bucket", "notice", bound] for bound in ("2.0", "5.0", "60.0")}
    assert buckets == {"2.0": 2, "5.0": 3, "60.0": 4}
    assert found["milepost_due_to_sent_seconds_bucket", "digest", "3600.0"] == 0
    assert found["milepost_due_to_sent_seconds_bucket", "digest", "+Inf"] == 1


def test_what_was_sent_yesterday_is_counted_no_more(northmere):
    midnight = datetime(2026, 6, 1, tzinfo=UTC)
    keep(northmere.store, midnight, sent_at=midnight - seconds(1), settled_at=midnight)
    keep(northmere.store, midnight, sent_at=midnight, settled_at=midnight)
    assert scraped(northmere.store)["milepost_notifications_sent_total", "notice"] == 1


def test_a_clock_put_back_makes_nothing_negative(northmere):
    keep(northmere.store, NOW, sent_at=NOW - seconds(100), settled_at=NOW)
    assert scraped(northmere.store)["milepost_due_to_sent_seconds_sum", "notice"] == 0


def test_rungs_that_are_to_be_written_are_counted(northmere):
    before = datetime(2026, 5, 29, 12, tzinfo=UTC)
    assert scraped(northmere.store, before)["milepost_rungs_due",] == 0
    assert scraped(northmere.store, datetime(2026, 6, 15, 12, tzinfo=UTC))["milepost_rungs_due",] == 1


def test_the_sweeps_findings_and_the_loops_heartbeats_are_this_processs(northmere):
    heartbeat, tally = Heartbeat(), Tally()
    heartbeat.beat("sweep", NOW)
    tally.found_by_sweep("arrived")
    found = scraped(northmere.store, NOW, heartbeat, tally)
    assert found["milepost_sweep_findings_total", "arrived"] == 1
    assert found["milepost_sweep_findings_total", "not_found"] == 0
    assert found["milepost_loop_last_round_timestamp_seconds", "sweep"] == NOW.timestamp()


def test_a_database_that_does_not_answer_is_said_and_the_rest_is_still_there(tmp_path):
    nowhere = Store(f"sqlite:///{tmp_path / 'no folder' / 'milepost.db'}")
    found = scraped(nowhere)
    assert found["milepost_database_up",] == 0
    assert ("milepost_sweep_findings_total", "arrived") in found
    assert ("milepost_rungs_due",) not in found


def test_the_house_has_the_page_and_nobodys_words_or_names_are_on_it(northmere):
    northmere.turn_to("2026-06-08 12:00")
    northmere.says("Ifan Rees", "1.1 is waiting for the xylophone contract")
    said = page(build_web_application(build_house(northmere.store, northmere.clock), None))
    assert said.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert samples(said.text)["milepost_notifications_sent_total", "answer"] == 1
    lowered = said.text.lower()
    assert not [word for word in ("xylophone", "ifan", "rees", "bethan", "leadership") if word in lowered]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_no_question_reads_every_notification_ever_sent(northmere):
    engine, asked = northmere.store.engine, []

    def write_down(connection, cursor, statement, values, *_):
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", write_down)
    scraped(northmere.store)
    event.remove(engine, "before_cursor_execute", write_down)
    of_notifications = [one for one in asked if "FROM notification" in one[0]]
    assert len(of_notifications) > 5
    with engine.connect() as connection:
        for statement, values in of_notifications:
            steps = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            assert all("INDEX" in step for step in steps if "notification" in step), (statement, steps)


def test_the_page_is_described():
    described = (Path(__file__).parent.parent / "docs" / "operations.md").read_text()
    for name in (
        "milepost_database_up",
        "milepost_notifications",
        "milepost_notifications_failed",
        "milepost_notifications_sent_total",
        "milepost_due_to_sent_seconds",
        "milepost_oldest_unsent_seconds",
        "milepost_rungs_due",
        "milepost_sweep_findings_total",
        "milepost_loop_last_round_timestamp_seconds",
    ):
        assert f"`{name}`" in described, name
