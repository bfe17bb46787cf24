"""`milepost history`: every change with who made it, for whom, and the words it came from."""

import json
from datetime import date

import pytest
from command_line import run
from northmere import Northmere, milestone, plan

from storage import migrate
from storage.store import Store


@pytest.fixture
def history(tmp_path):
    """A council in which some things were said, and the command that tells of it."""
    address = f"sqlite:///{tmp_path / 'milepost.db'}"
    store = Store(address)
    migrate.upgrade(store)
    council = Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 6, 15), title="Strategy meetings recorded"),
        ),
        "2026-05-29 12:00",
    )
    council.turn_to("2026-06-01 10:00")
    council.says("Ifan Rees", "1.1 is slipping a bit, legal have not come back")
    council.says("Ifan Rees", "move 1.2 to 15 July because the recorder retired")
    council.says("Ifan Rees", "1.1 back on track")
    council.says("Ifan Rees", "undo")
    council.store.close()

    def command(*arguments, fails=False):
        done = run(("history", *arguments), tmp_path, database=address)
        assert (done.code != 0) == fails, done.err or done.out
        return done.err if fails else done.out

    return command


def test_each_change_is_told_with_the_words_it_came_from(history):
    told = history("1").splitlines()
    at = told.index("    “1.1 is slipping a bit, legal have not come back”")
    assert told[at - 1] == "2026-06-01 10:00 · 1.1 · Ifan Rees · said: status ● on track → ▲ at risk"
    at = told.index("    “move 1.2 to 15 July because the recorder retired”")
    assert told[at - 1 : at + 2] == [
        "2026-06-01 10:00 · 1.2 · Ifan Rees · said",
        "    “move 1.2 to 15 July because the recorder retired”",
        "2026-06-01 10:00 · 1.2 · Ifan Rees · later date asked for: 2026-07-15",
    ]


def test_what_was_taken_back_stays_in_it_and_says_so(history):
    told = history("1", "1.1")
    assert "status ▲ at risk → ● on track (taken back since)" in told
    assert "taken back: status ● on track → ▲ at risk" in told


def test_one_milestone_and_a_span_of_days(history):
    assert "1.2" not in history("1", "1.1")
    assert history("1", "1.1", "--from", "2026-06-02") == "Nothing has changed.\n"
    assert "said" not in history("1", "--to", "2026-05-31")


def test_json_has_a_line_for_each_change_with_its_address(history):
    changes = [json.loads(line) for line in history("1", "1.1", "--json").splitlines()]
    said = next(change for change in changes if change["words"] == "1.1 is slipping a bit, legal have not come back")
    assert said["by"] == "Ifan Rees" and said["at"] == "2026-06-01T09:00:00+00:00"
    assert said["changes"]["status"] == ["on_track", "at_risk"]
    assert said["address"][:2] == ["memory", "Ifan Rees"]
    undone = next(change for change in changes if change["kind"] == "undone")
    assert next(change for change in changes if change["number"] == undone["undoes"])["is_taken_back"]


def test_a_milestone_that_is_not_there_is_refused(history):
    assert "has no milestone 9.9." in history("1", "9.9", fails=True)
