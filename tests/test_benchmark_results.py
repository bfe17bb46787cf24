"""What a benchmark came to is written in the place of what it came to before, and nothing else is lost."""

import pytest

from benchmarks import __main__ as benchmarks


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(benchmarks, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(benchmarks, "ROOT", tmp_path)
    return tmp_path / "RESULTS.md"


def test_each_has_its_own_section_in_the_usual_order(results):
    benchmarks.write_down("planning", "ten\n")
    benchmarks.write_down("understanding", "two\n\n| a |\n|---|\n")
    assert results.read_text() == (
        "# What was measured\n\n## understanding\n\ntwo\n\n| a |\n|---|\n\n## planning\n\nten\n"
    )


def test_one_that_is_measured_again_takes_its_own_place(results):
    for text in ("ten", "eleven"):
        benchmarks.write_down("planning", text)
    benchmarks.write_down("reading", "three")
    assert benchmarks.sections_of(results.read_text()) == {"reading": "three", "planning": "eleven"}
