"""`milepost demo`: its invented council never comes into a database that somebody really uses."""

import socket

import pytest
from command_line import EXAMPLE, PEOPLE

from bot import demo
from bot.app import build_house, open_store
from bot.commands import serving
from storage.questions.organisations import organisations

PLAN = "Ref,Action,Lead,By when\n1.1,Write the strategy,Ifan Rees,2026-07-01\n"


@pytest.fixture
def served(monkeypatch):
    """How often the demonstration came as far as being served."""
    times = []
    monkeypatch.setattr(serving, "_run", lambda *_: times.append(1))
    return times


@pytest.fixture
def file(tmp_path):
    """Where `milepost` of these tests keeps everything."""
    return tmp_path / "milepost.db"


def people_in(file):
    store = open_store(f"sqlite:///{file}")
    with store.read() as session:
        count = sum(one.people for one in organisations(session))
    store.close()
    return count


def refused(milepost, file):
    before = people_in(file)
    done = milepost("demo", "--database", file, fails=True)
    assert people_in(file) == before
    (line,) = done.err.splitlines()
    return line


def test_a_file_with_a_real_plan_is_refused(milepost, file, tmp_path, served):
    (tmp_path / "real.csv").write_text(PLAN)
    milepost("import", tmp_path / "real.csv")
    line = refused(milepost, file)
    assert line.startswith(f"milepost: {file} holds the plan Real, which the demonstration did not make:")
    assert not served


def test_the_example_that_somebody_imported_is_not_the_demonstration(milepost, file, served):
    milepost("import", EXAMPLE)
    assert "which the demonstration did not make" in refused(milepost, file)
    assert not served


def test_people_alone_are_somebody_s_too(milepost, file, served):
    milepost("people", "import", PEOPLE)
    assert f"{file} holds people, which" in refused(milepost, file)
    assert not served


def test_a_demonstration_that_was_kept_goes_on(milepost, file, served):
    milepost("demo", "--database", file)
    milepost("demo", "--database", file)
    assert len(served) == 2


def test_another_plan_brought_into_a_demonstration_makes_it_somebody_s(milepost, file, tmp_path, served):
    milepost("demo", "--database", file)
    (tmp_path / "real.csv").write_text(PLAN)
    milepost("import", tmp_path / "real.csv")
    assert "holds the plan Real, which" in refused(milepost, file)


def test_a_demonstration_of_another_example_is_refused_with_a_sentence(milepost, file, tmp_path, monkeypatch, served):
    milepost("demo", "--database", file)
    for example in (EXAMPLE, PEOPLE):
        (tmp_path / example.name).write_text(example.read_text() + "\n")
    monkeypatch.setattr(demo, "EXAMPLES", tmp_path)
    assert "is kept already, read from northmere.txt" in refused(milepost, file)


def test_an_empty_database_may_be_shown_to(file):
    store = open_store(f"sqlite:///{file}")
    build_house(store, demo.demo_clock(), with_web=True)
    demo.require_scratch(store, file)
    store.close()


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_no_machine_has_is_one_sentence(milepost, served, port):
    refused = milepost("demo", "--port", port, fails=True)
    assert refused.err == f"milepost: There is no port {port}: choose one from 1 to 65535 with --port.\n"
    assert not served


def test_a_port_that_is_taken_is_said_before_anything_else(milepost, served):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        refused = milepost("demo", "--port", taken.getsockname()[1], fails=True)
    assert refused.out == ""
    assert refused.err.endswith("choose another with --port.\n")
    assert not served
