"""`milepost db`: what an officer types, and what is said back."""

import sqlite3
from contextlib import closing

import pytest
from command_line import EXAMPLE, PEOPLE, run
from databases import NO_POSTGRESQL

from bot.commands.common import now
from storage import backup


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


def one_line(done):
    (line,) = (done.err or done.out).splitlines()
    return line


WRITTEN_AS = "write it as sqlite:///milepost.db or postgresql://name:password@host/milepost."


@pytest.mark.parametrize("command", ["plans", "doctor", "serve"])
@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("rubbish", "It is not the address of a database"),
        ("postgresql://mp:s3cretpw@host:port/x", "It is not the address of a database"),
        ("mysql://x/y", "Milepost takes SQLite or PostgreSQL, and not mysql"),
        ("sqlite://milepost.db", "It is not the address of an SQLite file"),
    ],
)
def test_an_address_of_no_database_says_what_one_looks_like(tmp_path, command, address, reason):
    done = run([command], tmp_path, database=address)
    assert one_line(done) == f"milepost: MILEPOST_DATABASE cannot be used: {reason}: {WRITTEN_AS}"


def test_a_file_that_is_no_database_is_one_sentence(milepost, tmp_path):
    (tmp_path / "milepost.db").write_text("Minutes of the board, and much else that is no database.\n" * 100)
    for command in (["plans"], ["import", EXAMPLE], ["db", "upgrade"]):
        assert "cannot be opened: file is not a database. Set" in one_line(milepost(*command, fails=True))
    assert "cannot be opened: file is not a database. Check" in milepost("doctor", fails=True).out


@pytest.mark.parametrize("command", ["plans", "doctor"])
def test_what_postgresql_says_in_two_lines_is_said_in_one(tmp_path, command):
    done = run([command], tmp_path, database="postgresql://milepost@127.0.0.1:1/milepost")
    assert "Connection refused. " in done.out + done.err
    assert not any(line.startswith(("\t", " ", "Is the server")) for line in (done.out + done.err).splitlines())


def test_an_option_postgresql_does_not_know_is_one_sentence(tmp_path):
    done = run(["plans"], tmp_path, database="postgresql://milepost@127.0.0.1:1/milepost?colour=red")
    assert "cannot be opened" in one_line(done)


def test_a_backup_into_a_folder_that_is_not_there_names_what_was_typed(milepost, tmp_path):
    milepost("db", "upgrade")
    line = one_line(milepost("db", "backup", tmp_path / "no folder" / "kept.db", fails=True))
    assert line.startswith(f"milepost: There is no folder {tmp_path / 'no folder'} for kept.db: make it first")


def full(*_):
    raise sqlite3.OperationalError("database or disk is full")


def test_a_backup_for_which_there_is_no_room_leaves_nothing(milepost, tmp_path, monkeypatch):
    milepost("db", "upgrade")
    monkeypatch.setattr(backup, "_finish", full)
    line = one_line(milepost("db", "backup", tmp_path / "kept.db", fails=True))
    assert "kept.db cannot be written: database or disk is full. Make room" in line
    assert not [one for one in tmp_path.iterdir() if not one.name.startswith("milepost.db")]


def test_a_backup_of_postgresql_for_which_there_is_no_room_is_one_sentence(store, tmp_path, monkeypatch):
    monkeypatch.setattr(backup, "_finish", full)
    with pytest.raises(backup.BackupError, match="cannot be written: database or disk is full"):
        backup.back_up(store, tmp_path / "kept.db", now())
    assert not (tmp_path / "kept.db").exists()


def test_a_backup_that_was_cut_short_may_be_damaged(milepost, tmp_path):
    milepost("import", EXAMPLE)
    milepost("db", "backup", tmp_path / "kept.db")
    whole = (tmp_path / "kept.db").read_bytes()
    elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
    for part in (whole[: len(whole) // 2], whole[:50], b"x" * 100 + whole[100:]):
        (tmp_path / "part.db").write_bytes(part)
        assert "damaged" in one_line(run(["db", "restore", tmp_path / "part.db"], tmp_path, database=elsewhere))
