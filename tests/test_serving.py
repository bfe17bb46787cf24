"""The HTTP side of the whole house: health, readiness, and the loops that run beside it."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from northmere import Northmere, milestone, plan
from ports import free_port

from bot.app import build_house, build_web_application
from bot.clock import TurnableClock
from jobs.clock import Heartbeat
from storage import migrate

MILEPOST = Path(sys.executable).parent / "milepost"


def ask(application, *paths):
    """The answers of a running application."""

    async def answers():
        transport = httpx.ASGITransport(application)
        async with application.router.lifespan_context(application):
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                for _ in range(100):
                    found = [await client.get(path) for path in paths]
                    if found[-1].status_code == 200 or "silent" not in found[-1].text:
                        break
                    await asyncio.sleep(0.05)
            return found

    return asyncio.run(answers())


def until(application, happened):
    """The application runs until it has happened."""

    async def waits():
        async with application.router.lifespan_context(application):
            for _ in range(600):
                if happened():
                    return
                await asyncio.sleep(0.05)
            raise AssertionError("it has not happened")

    asyncio.run(waits())


@pytest.fixture
def house(store):
    return build_house(store, TurnableClock(datetime(2026, 6, 1, 9, tzinfo=UTC)), with_web=True)


def test_a_running_house_is_alive_and_ready(house):
    alive, ready = ask(build_web_application(house, None), "/healthz", "/readyz")
    assert (alive.status_code, ready.status_code) == (200, 200)
    assert ready.json() == {"ready": True, "wrong": []}


def test_a_database_that_is_behind_is_not_ready_and_says_what_to_do(house, monkeypatch):
    monkeypatch.setattr(migrate, "is_current", lambda store: False)
    (ready,) = ask(build_web_application(house, None), "/readyz")
    assert ready.status_code == 503
    assert ready.json()["wrong"] == ["the database has not had every migration: run `milepost db upgrade`"]


def test_a_loop_that_says_nothing_for_five_minutes_is_named():
    heartbeat = Heartbeat()
    heartbeat.beat("delivery", datetime(2026, 6, 1, 9, 0, tzinfo=UTC))
    assert heartbeat.silent(["delivery"], datetime(2026, 6, 1, 9, 5, tzinfo=UTC)) == []
    assert heartbeat.silent(["delivery", "sweep"], datetime(2026, 6, 1, 9, 6, tzinfo=UTC)) == ["delivery", "sweep"]


def test_without_the_web_chat_nobody_can_be_anybody(house):
    (page,) = ask(build_web_application(house, None), "/")
    assert page.status_code == 404


def test_the_loops_send_what_is_due_while_it_runs(store):
    northmere = Northmere(store, plan(milestone("1.1", "Ifan Rees", None)), "2026-06-01 10:00")
    northmere.says("Ifan Rees", "what's overdue")
    house = build_house(store, northmere.clock, with_web=True)
    until(build_web_application(house, None), lambda: web_accounts(store) == 4)


def web_accounts(store):
    with store.read() as session:
        return session.connection().exec_driver_sql("SELECT count(*) FROM account WHERE platform = 'web'").scalar()


@pytest.fixture
def demo(tmp_path):
    """The demonstration as a process of its own, on a free port."""
    port = free_port()
    env = {**os.environ, "MILEPOST_PORT": str(port)}
    process = subprocess.Popen([MILEPOST, "demo"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{address}/healthz", timeout=1):
                    break
            except (urllib.error.URLError, TimeoutError):
                assert process.poll() is None, process.communicate()
                time.sleep(0.1)
        yield process, address
    finally:
        process.kill()
        process.communicate()


def test_the_demonstration_says_where_it_is_and_ctrl_c_stops_it_cleanly(demo):
    process, address = demo
    with urllib.request.urlopen(address, timeout=5) as page:
        suggested = re.search(r"Be a lead\.</strong> <a[^>]*>([^<]+)</a>", page.read().decode())
    assert suggested is not None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert process.returncode == 0
    assert f"Milepost is at {address}" in out
    assert f"Be {suggested[1]}, a lead." in out
    assert err == ""


def test_a_port_that_is_taken_is_one_sentence(demo):
    _, address = demo
    port = address.rsplit(":", 1)[1]
    done = subprocess.run([MILEPOST, "demo", "--port", port], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
