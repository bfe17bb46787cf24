"""`milepost db`: what an officer types, and what is said back."""

import sqlite3
from contextlib import closing

import pytest
from command_line import EXAMPLE, PEOPLE, run
from databases import NO_POSTGRESQL


def test_a_backup_is_made_and_brought_back_elsewhere(milepost, tmp_path):
    milepost("import", EXAMPLE)
    assert "kept.db holds " in milepost("db", "backup", tmp_path / "kept.db").out
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    done = run(["db", "restore", tmp_path / "kept.db"], tmp_path, database=elsewhere)
    assert (done.code, "rows are back, as they were on" in done.out) == (0, True)
    assert "Northmere Children's Services" in run(["plans"], tmp_path, database=elsewhere).out


def test_a_database_somebody_looked_at_is_still_empty(milepost, tmp_path):
    milepost("import", EXAMPLE)
    milepost("db", "backup", tmp_path / "kept.db")
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    run(["db", "upgrade"], tmp_path, database=elsewhere)
    run(["plans"], tmp_path, database=elsewhere)
    assert run(["db", "restore", tmp_path / "kept.db"], tmp_path, database=elsewhere).code == 0


def test_what_goes_wrong_is_one_sentence(milepost, tmp_path):
    milepost("import", EXAMPLE)
    milepost("db", "backup", tmp_path / "kept.db")
    again = milepost("db", "backup", tmp_path / "kept.db", fails=True)
    full = milepost("db", "restore", tmp_path / "kept.db", fails=True)
    nowhere = milepost("db", "backup", tmp_path / "no folder" / "kept.db", fails=True)
    assert "never writes over anything" in again.err
    assert "is not empty" in full.err
    for refused in (again, full, nowhere):
        assert len(refused.err.strip().splitlines()) == 1


def test_upgrading_twice_changes_nothing(milepost):
    assert milepost("db", "upgrade").out == milepost("db", "upgrade").out


@pytest.mark.parametrize("where", ["mp:s3cretpw@127.0.0.1:1/x", "mp@127.0.0.1:1/x?password=s3cretpw"])
@pytest.mark.parametrize("command", [["plans"], ["doctor"], ["db", "backup", "kept.db"], ["serve"]])
def test_a_password_is_never_said(tmp_path, monkeypatch, where, command):
    monkeypatch.setenv("MILEPOST_WEB_CHAT", "1")
    done = run(command, tmp_path, database=f"postgresql://{where}")
    assert done.code == 1
    assert "cannot be opened" in done.out + done.err
    assert "s3cretpw" not in done.out + done.err


NO_DATABASE = [
    ["plans"],
    ["outbox"],
    ["outbox", "retry", "--all"],
    ["people", "list"],
    ["people", "connect", "Ifan Rees", "slack:T1:U1"],
    ["organisations", "list"],
    ["db", "backup", "kept.db"],
    ["import", EXAMPLE, "--update", "1"],
]


@pytest.mark.parametrize("command", NO_DATABASE, ids=lambda command: " ".join(map(str, command[:2])))
def test_what_begins_no_database_says_that_there_is_none_and_makes_none(milepost, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    done = milepost(*command, fails=True)
    address = f"sqlite:///{tmp_path / 'milepost.db'}"
    assert done.out == ""
    assert done.err == (
        f"milepost: There is no database at {address} yet: bring a plan in with `milepost import FILE`, or set "
        "MILEPOST_DATABASE to where it is.\n"
    )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command", [["import", EXAMPLE], ["people", "import", PEOPLE], ["people", "add", "Ifan Rees"], ["db", "upgrade"]]
)
def test_what_begins_a_database_makes_it(milepost, tmp_path, command):
    milepost(*command)
    assert milepost("people", "list").code == 0


def test_a_database_of_something_else_is_none_of_milepost(milepost, tmp_path):
    with closing(sqlite3.connect(tmp_path / "milepost.db")) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    assert "There is no database at" in milepost("outbox", fails=True).err
    with closing(sqlite3.connect(tmp_path / "milepost.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipe",)]


def test_an_empty_postgresql_is_refused_too(postgresql_address, tmp_path):
    if postgresql_address is None:
        pytest.skip(NO_POSTGRESQL)
    done = run(["outbox"], tmp_path, database=postgresql_address.format("postgres"))
    assert (done.code, "There is no database at" in done.err) == (1, True)
