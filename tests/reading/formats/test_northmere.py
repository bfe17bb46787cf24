"""The example plan says the same in every format it is kept in."""

from pathlib import Path

import northmere_files as northmere
import pytest
from pdf_files import saved

from documents.reading import read_plan
from documents.reading.document import Document, Table
from documents.reading.formats import read_document, text
from documents.reading.formats.limits import Limits
from documents.reading.formats.pdf_pages import read_here

KINDS = ["docx", "xlsx", "csv", "html", "pdf"]


def reading_of(kind: str) -> Document:
    return read_document(northmere.EXAMPLES / f"northmere.{kind}", Limits())


def milestones(kind: str) -> list[tuple[object, ...]]:
    plan = read_plan(northmere.EXAMPLES / f"northmere.{kind}")
    return [(m.ref, m.action, m.theme, m.title, m.due, m.status, m.start, m.outcome) for m in plan.milestones]


@pytest.mark.parametrize("kind", KINDS)
def test_its_milestones_are_the_same(kind: str) -> None:
    assert milestones(kind) == milestones("txt")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_its_leads_recommendations_and_key_are_the_same(kind: str) -> None:
    plan, source = (read_plan(northmere.EXAMPLES / f"northmere.{name}") for name in (kind, "txt"))
    assert [m.leads for m in plan.milestones] == [m.leads for m in source.milestones]
    assert [(r.ref, r.text, r.due) for r in plan.recommendations] == [
        (r.ref, r.text, r.due) for r in source.recommendations
    ]
    assert [(k.label, k.status) for k in plan.status_key] == [(k.label, k.status) for k in source.status_key]
    assert plan.organisation == source.organisation


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_its_status_cells_keep_their_colours(kind: str) -> None:
    tables = [block for block in reading_of(kind).blocks if isinstance(block, Table)]
    fills = {cell.fill for table in tables for row in table.rows for cell in row}
    assert set(northmere.COLOURS.values()) <= fills


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_file_is_the_one_made_from_the_text(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "northmere.txt").write_bytes((northmere.EXAMPLES / "northmere.txt").read_bytes())
    monkeypatch.setattr(northmere, "EXAMPLES", tmp_path)
    northmere.main()
    made = read_document(tmp_path / f"northmere.{kind}", Limits())
    monkeypatch.undo()
    assert reading_of(kind) == made, "run python tests/reading/formats/northmere_files.py"


def test_without_ruled_lines_the_same_rows_stand_on_its_pages(tmp_path: Path) -> None:
    plan = text.read(northmere.EXAMPLES / "northmere.txt", Limits())
    bare = read_here(saved(northmere.pdf_pages(plan, ruled=False), tmp_path), Limits())
    found = [[cell.text for cell in row] for block in bare.blocks if isinstance(block, Table) for row in block.rows]
    wanted = [row for block in plan.blocks if isinstance(block, Table) for row in northmere.rows_of(block)]
    assert found == [row for row in wanted if not northmere.is_title(row)]
