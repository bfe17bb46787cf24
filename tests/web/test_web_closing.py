"""Ctrl-C ends the demonstration at once, with pages open and nothing said about it."""

import os
import signal
import subprocess
import sys
import time

import httpx
import pytest
from ports import free_port


@pytest.fixture
def demonstration(tmp_path):
    port = free_port()
    command = [sys.executable, "-c", "from bot.cli import main; main()", "demo", "--port", str(port)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | {"TMPDIR": str(tmp_path)}
    )
    yield process, f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


def wait_until_it_answers(process, address):
    give_up = time.monotonic() + 60
    while time.monotonic() < give_up and process.poll() is None:
        try:
            return httpx.get(address).raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError(f"the demonstration did not start, and said: {process.communicate()[0]}")


def test_ctrl_c_ends_it_with_pages_open(demonstration):
    process, address = demonstration
    wait_until_it_answers(process, address)
    with httpx.stream("GET", f"{address}/as/person:1/events") as one, httpx.stream("GET", f"{address}/events") as two:
        lines = one.iter_lines()
        assert next(lines).startswith(("event:", "id:"))
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        said, _ = process.communicate(timeout=20)
        took = time.monotonic() - began
        assert [*lines][-1:] != []
        assert "event: board" in [*two.iter_lines()]
    assert took < 10, "it waited for the pages to be closed"
    assert "ASGI" not in said
    assert "Traceback" not in said
