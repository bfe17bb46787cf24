import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.reading import read_plan
from plans.reading import PlanReading

ReadText = Callable[[str], PlanReading]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Reads a plan written in the test as a text file, with "|" for the tab between two cells, but for Markdown."""

    def read(text: str) -> PlanReading:
        path = tmp_path / "plan.txt"
        lines = (line if line.startswith("|") else re.sub(r" ?\| ?", "\t", line) for line in text.split("\n"))
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_plan(path)

    return read
