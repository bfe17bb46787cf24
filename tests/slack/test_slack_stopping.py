"""Told to stop while Slack hangs, Milepost ends in time, and what was on its way comes once after the next start."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from loopback import TEAM, LoopbackSlack
from northmere import PEOPLE, milestone, plan
from slack_requests import SECRET, envelope, event, signed

from bot.app import build_house, local_organisation
from bot.clock import TurnableClock
from bot.conversation.message import plain, to_json
from bot.plans_in import Arrangements, keep_plan
from bot.slack.settings import SlackSettings
from jobs.rounds import do_everything_due
from storage import claims, outbox
from storage.changes.importing import Source
from storage.changes.people import connect_account
from storage.claims import LEASE
from storage.outbox import ReplyAddress
from storage.questions.people import people_of

MILEPOST = Path(sys.executable).parent / "milepost"
ENDS_WITHIN = 10
ROOMS = ("D0AMARA", "D0GRACE")
POST = "chat.postMessage"


class HangingSlack(LoopbackSlack):
    """Keeps its answers back for longer than anybody waits."""

    def wait_for_release(self) -> None:
        self._released.wait(60)


@pytest.fixture
def slack():
    with HangingSlack() as running:
        running.seconds = int(time.time())
        running.add_user("U0IFAN", "Ifan Rees", "ifan@northmere.example")
        yield running


@pytest.fixture
def answers_owed(store, slack):
    """The council, with answers due in two conversations, and how Slack takes the first call for each message."""
    organisation_id, now = local_organisation(store), datetime.now(UTC)
    reading = plan(milestone("1.1", "Ifan Rees", date(2030, 1, 7)))
    with store.write() as session:
        arrangements = Arrangements(owner="Bethan Lloyd", people=PEOPLE)
        keep_plan(session, organisation_id, reading, Source("northmere.txt", "a hash"), arrangements, now)
        ifan = next(one for one in people_of(session, organisation_id) if one.name == "Ifan Rees")
        connect_account(session, ifan.id, "slack", TEAM, "U0IFAN")
        for room in ROOMS:
            outbox.owe_answer(session, organisation_id, ReplyAddress("slack", room), to_json(plain("Yes.")), now)


def settings_for(slack):
    return SlackSettings("xoxb-test", signing_secret=SECRET, base_url=slack.url)


@pytest.fixture
def serving(database_address, slack, answers_owed):
    """`milepost serve` as a process of its own; the process and its port."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    environment = os.environ | {
        "MILEPOST_DATABASE": database_address,
        "MILEPOST_PORT": str(port),
        "MILEPOST_LOG": "error",
        "SLACK_BOT_TOKEN": "xoxb-test",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.url,
    }
    process = subprocess.Popen([MILEPOST, "serve"], stderr=subprocess.PIPE, text=True, env=environment)
    yield process, port
    process.kill()
    process.communicate()


def until(happened):
    """Waits until it has happened."""
    give_up = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def says(port, text):
    """Ifan's message comes in, and is acknowledged whatever becomes of its answer."""
    body = json.dumps(envelope(event(text=text)))
    request = urllib.request.Request(f"http://127.0.0.1:{port}/slack/events", body.encode(), signed(body))
    with urllib.request.urlopen(request, timeout=30) as acknowledged:
        assert acknowledged.status == 200


def ended(process):
    """Told to stop; what it wrote, when it ends in time."""
    process.send_signal(signal.SIGTERM)
    _, wrote = process.communicate(timeout=ENDS_WITHIN)
    return wrote


def test_it_ends_in_time_while_slack_hangs_and_each_message_comes_once(store, slack, serving):
    process, port = serving
    for arrives in (True, False, True):
        slack.hang(POST, after=arrives)
    until(lambda: len(slack.called(POST)) == len(ROOMS))
    says(port, "how is 1.1 doing?")
    until(lambda: len(slack.called(POST)) == len(ROOMS) + 1)
    assert "Traceback" not in ended(process)
    assert len(slack.called(POST)) == len(ROOMS) + 1

    house = build_house(store, TurnableClock(datetime.now(UTC) + LEASE), settings_for(slack))
    while do_everything_due(house.post, house.clock.now()):
        pass
    assert {room: len(slack.in_channel(room)) for room in (*ROOMS, "D0IFAN")} == dict.fromkeys([*ROOMS, "D0IFAN"], 1)
    with store.read() as session:
        assert claims.next_due_at(session) is None


def test_what_slack_takes_in_time_is_recorded_before_the_end(store, slack, serving):
    process, _ = serving
    slack.hang(POST, after=True)
    until(lambda: slack.called(POST))
    threading.Timer(0.5, slack._released.set).start()
    ended(process)
    with store.read() as session:
        assert outbox.last_sent_at(session) is not None
