"""Logs are JSON lines with ids and reasons, and never what people wrote, whatever goes wrong."""

import io
import json
import logging
import threading
import time
from datetime import UTC, date, datetime
from unittest.mock import patch

import pytest
import structlog
from command_line import run
from northmere import Northmere, milestone, plan
from sqlalchemy.exc import IntegrityError

from bot import logs
from bot.conversation import conversation as conversation_module
from jobs.channel import DeliveryError
from jobs.clock import Alarm, Heartbeat
from jobs.rounds import Loop
from storage import tables
from storage.changes.people import PersonEntry, keep_people

MARKER = "xylophone"
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


class Log:
    """Logging as `serve` starts it; calling it gives the lines so far, read as JSON."""

    def __init__(self, stream):
        self._stream = stream
        self.start("debug")

    def start(self, level):
        with patch("sys.stderr", self._stream):
            logs.start_logging(level)

    def __call__(self):
        return [json.loads(line) for line in self._stream.getvalue().splitlines()]


@pytest.fixture
def log():
    level = logging.root.level
    yield Log(io.StringIO())
    structlog.reset_defaults()
    logs.stop_hearing_libraries()
    logging.root.setLevel(level)


@pytest.fixture
def northmere(store):
    """A council that has the marker in its plan, in its people's posts and in all that is said."""
    reading = plan(
        milestone("1.1", "Ifan Rees", date(2026, 6, 15), title=f"The {MARKER} audit"),
        milestone("1.2", "Ifan Rees", date(2026, 6, 15), title=f"The {MARKER} training"),
        title=f"The {MARKER} plan",
    )
    council = Northmere(store, reading, "2026-05-29 12:00")
    with store.write() as session:
        person = PersonEntry("Ifan Rees", email=f"{MARKER}@northmere.example", post=f"Head of {MARKER}s")
        keep_people(session, council.organisation_id, [person], date(2026, 5, 29))
    return council


def said(lines):
    return json.dumps(lines, ensure_ascii=False).lower()


def test_a_whole_conversation_leaves_ids_and_reasons_and_no_words(northmere, log):
    northmere.turn_to("2026-06-01 10:00")
    for words in (
        f"1.1 is done, 1.2 slipping because of the {MARKER}",
        "undo",
        f"1.2 should be 30 June, the {MARKER} contract is late",
        f"who is {MARKER}?",
        f"what's overdue about {MARKER}",
        f"{MARKER} " * 2000,
    ):
        northmere.says("Ifan Rees", words)
    northmere.says("Nobody Known", f"I am {MARKER}", email=f"{MARKER}@elsewhere.example", name=MARKER)
    northmere.presses("Bethan Lloyd", "Approve") if northmere.sent_to("Bethan Lloyd") else None
    northmere.channel.refuse.append(DeliveryError("channel_not_found", permanent=True))
    northmere.turn_to("2026-06-22 12:00")
    lines = log()
    assert {"reminder decided", "notification sent", "digest decided"} <= {line["event"] for line in lines}
    assert all(len(line["notification"]) == 32 for line in lines if line["event"] == "notification sent")
    assert MARKER not in said(lines)


def test_each_line_has_a_level_and_an_instant(northmere, log):
    northmere.turn_to("2026-06-01 10:00")
    for line in log():
        assert line["level"] in logs.LEVELS
        assert datetime.fromisoformat(line["timestamp"]).utcoffset().total_seconds() == 0


def test_an_error_nobody_expected_says_its_kind_and_place_and_not_its_words(northmere, log, monkeypatch):
    def broken(*_):
        raise ValueError(f"cannot read {MARKER}")

    monkeypatch.setattr(conversation_module, "setting_of", broken)
    with pytest.raises(ValueError, match=MARKER):
        northmere.says("Ifan Rees", f"the {MARKER} is late")
    try:
        broken()
    except ValueError:
        structlog.get_logger().exception("answer failed", message_id="m1")
        logging.getLogger("some.library").exception("it failed")
    ours, theirs = log()
    for line in (ours, theirs):
        assert (line["error"], line["level"]) == ("ValueError", "error")
        assert f"{__file__}:" in line["where"][-1]
    assert (ours["event"], ours["message_id"]) == ("answer failed", "m1")
    assert MARKER not in said([ours, theirs])


def test_a_loop_that_fails_is_logged_without_the_words_it_failed_on(log):
    failed = threading.Event()

    def fail(_):
        failed.set()
        raise ValueError(MARKER)

    alarm = Alarm([Loop("reminders", 60, fail)], lambda: NOW, Heartbeat())
    alarm.start()
    assert failed.wait(5)
    alarm.stop()
    lines = next(found for _ in range(500) if (found := log()) or time.sleep(0.01))
    assert [line["error"] for line in lines] == ["ValueError"]
    assert MARKER not in said(lines)


def test_a_refusal_of_the_database_does_not_repeat_what_was_to_be_kept(store, log):
    with pytest.raises(IntegrityError) as refused, store.write() as session:
        for _ in range(2):
            line = {"conversation": "a room", "author": MARKER, "body": MARKER, "said_at": NOW}
            session.add(tables.ChatMessage(**line, notification_id="the same id"))
            session.flush()
    assert MARKER not in str(refused.value).partition("DETAIL")[0]
    logging.getLogger("a.library").error("refused", exc_info=refused.value)
    assert MARKER not in said(log())


def test_libraries_are_heard_from_a_warning_on(log):
    logging.getLogger("slack_sdk").debug(MARKER)
    logging.getLogger("uvicorn.access").info(MARKER)
    logging.getLogger("apscheduler.scheduler").warning("a round was still at work")
    logging.getLogger("uvicorn.error").warning("late")
    assert [line["event"] for line in log()] == ["late"]


@pytest.mark.parametrize(("level", "heard"), [("debug", 3), ("info", 2), ("warning", 1), ("error", 0)])
def test_less_is_logged_where_less_is_asked_for(log, level, heard):
    log.start(level)
    ours = structlog.get_logger()
    ours.debug("one")
    ours.info("two")
    ours.warning("three")
    assert len(log()) == heard


def test_a_level_that_is_none_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("MILEPOST_LOG", "loud")
    done = run(["plans"], tmp_path)
    assert done.code == 1
    assert done.err.startswith("milepost: MILEPOST_LOG cannot be used: ")
