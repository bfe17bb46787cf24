"""`milepost db`: what an officer types, and what is said back."""

import pytest
from command_line import EXAMPLE, run


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
