"""Several organisations in one database: a command says whose, and shows and changes nothing of the others."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from northmere import milestone, plan
from sqlalchemy import func, select

from bot import commands
from bot.app import open_store
from bot.plans_in import Arrangements, keep_plan
from storage import outbox, tables
from storage.changes.importing import Source
from storage.changes.organisations import find_or_add_organisation, leave
from storage.changes.people import PersonEntry

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def bring_in(store, tenant, word):
    with store.write() as session:
        organisation_id = find_or_add_organisation(session, "slack", tenant, f"{word} Council")
        reading = plan(
            milestone("1.1", f"{word} Lead", date(2026, 6, 12), title=f"{word} step"),
            milestone("1.2", None, date(2026, 6, 12), title=f"{word} orphan"),
            title=f"{word} plan",
        )
        arrangements = Arrangements(owner=f"{word} Owner", people=(PersonEntry(f"{word} Lead"),))
        keep_plan(session, organisation_id, reading, Source(f"{word}.txt", word), arrangements, NOW)
        reader = outbox.Reader(person_id=session.scalar(select(func.max(tables.Person.id))))
        outbox.owe_notice(session, organisation_id, reader, "{}", NOW)


@pytest.fixture
def store(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'milepost.db'}")
    bring_in(store, "T0NORTH", "Northern")
    bring_in(store, "T0SOUTH", "Southern")
    yield store
    store.close()


COMMANDS = [
    ("plans",),
    ("unreminded", "plan"),
    ("digest", "plan"),
    ("queries", "plan"),
    ("people", "list"),
    ("people", "add", "Somebody New"),
    ("policy", "show", "plan"),
    ("confirming", "plan"),
    ("closures", "plan"),
    ("meetings", "plan"),
    ("outbox", "list"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_command_asks_whose_and_keeps_to_it(milepost, store, command):
    assert "say which with --organisation: T0NORTH, Northern Council; T0SOUTH" in milepost(*command, fails=True).err
    for wanted, other in (("T0NORTH", "Southern"), ("northern", "Southern"), ("T0SOUTH", "Northern")):
        assert other not in milepost(*command, "--organisation", wanted).out


def test_the_choice_may_come_from_the_environment(milepost, store, monkeypatch):
    monkeypatch.setenv("MILEPOST_ORGANISATION", "T0SOUTH")
    assert "Southern plan" in milepost("plans").out


@pytest.mark.parametrize(("wanted", "why"), [("Western", "No organisation is called"), ("council", "fits several")])
def test_an_organisation_that_is_not_clear_is_refused(milepost, store, wanted, why):
    assert why in milepost("plans", "--organisation", wanted, fails=True).err


def test_a_name_that_both_have_is_each_ones_own(milepost, store):
    milepost("people", "add", "Nia Prosser", "--email", "nia@south.example", "--organisation", "T0SOUTH")
    assert "Nia" not in milepost("people", "list", "--organisation", "T0NORTH").out
    assert "nia@south.example" in milepost("people", "list", "--organisation", "T0SOUTH").out


def test_a_plan_is_imported_for_the_one_that_is_named(milepost, store, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("Ref,Action,Lead,Due\n1.1,Western step agreed,Somebody New,30 June 2026\n")
    milepost("import", file, "--organisation", "T0NORTH")
    assert "plan" in milepost("plans", "--organisation", "T0NORTH").out
    assert milepost("plans", "--organisation", "T0SOUTH").out.count("Southern plan") == 1
    assert milepost("plans", "--organisation", "T0SOUTH").out.count("\n") == 1


def test_where_there_is_one_nobody_has_to_say_which(milepost):
    milepost("people", "add", "Ifan Rees")
    assert "Ifan Rees" in milepost("people", "list").out


def test_every_command_that_opens_the_plans_can_be_told_whose():
    for file in Path(commands.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and "with opened()" in ast.unparse(node):
                assert "of_organisation" in map(ast.unparse, node.decorator_list), f"{file.name}: {node.name}"


def test_organisations_are_listed_with_what_they_have_and_when_they_are_forgotten(milepost, store):
    with store.write() as session:
        leave(session, "slack", "T0SOUTH", NOW)
    milepost("organisations", "keep", "southern", "--days", "30")
    listed = milepost("organisations", "list").out
    assert "T0NORTH\tNorthern Council\tplans: 1\tpeople: 2\n" in listed
    assert listed.endswith("T0SOUTH\tSouthern Council\tplans: 1\tpeople: 2\tforgotten on 01 Jul 2026\n")


def test_a_council_that_began_alone_goes_on_in_its_workspace(milepost):
    milepost("people", "add", "Ifan Rees")
    milepost("organisations", "move", "local", "T0EAST")
    assert milepost("organisations", "list").out.startswith("T0EAST\tLocal\tplans: 0\tpeople: 1\n")
    assert "Ifan Rees" in milepost("people", "list", "--organisation", "T0EAST").out
    assert "begins with T" in milepost("organisations", "move", "T0EAST", "east", fails=True).err


def test_a_workspace_with_plans_of_its_own_is_not_moved_onto(milepost, store):
    assert "has plans or people of its own" in milepost("organisations", "move", "T0NORTH", "T0SOUTH", fails=True).err
    with store.write() as session:
        find_or_add_organisation(session, "slack", "T0WEST", "Western Council")
    milepost("organisations", "move", "T0NORTH", "T0WEST")
    assert "Northern plan" in milepost("plans", "--organisation", "western").out


def test_a_key_is_one_that_can_be_used(milepost):
    key = Fernet(milepost("organisations", "key").out.strip())
    assert key.decrypt(key.encrypt(b"a token")) == b"a token"


def test_renewing_needs_many_workspaces(milepost, store, monkeypatch):
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert "set SLACK_CLIENT_ID" in milepost("organisations", "renew", fails=True).err
