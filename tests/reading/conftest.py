from collections.abc import Callable
from pathlib import Path

import pytest

from documents.reading import read_plan
from plans.reading import PlanReading

ReadText = Callable[[str], PlanReading]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Reads a plan written in the test as a text file, with " | " standing for the tab between two cells."""

    def read(text: str) -> PlanReading:
        path = tmp_path / "plan.txt"
        path.write_text(text.replace(" | ", "\t").replace(" |\n", "\t\n"), encoding="utf-8")
        return read_plan(path)

    return read
