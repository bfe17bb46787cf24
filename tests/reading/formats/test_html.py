"""A web page is read as it shows: what a browser forgives is forgiven, what it hides is left out."""

from pathlib import Path

import pytest
from refusing import huge, refusal, written

from documents.reading.document import Cell, Document, Paragraph, Table, UnreadableDocument
from documents.reading.formats.html import read
from documents.reading.formats.limits import Limits


def reading_of(page: str, folder: Path, limits: Limits | None = None) -> Document:
    return read(written(folder, page.encode(), "plan.html"), limits or Limits())


def tables(page: str, folder: Path) -> list[Table]:
    return [block for block in reading_of(page, folder).blocks if isinstance(block, Table)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def paragraphs(page: str, folder: Path) -> list[tuple[str, int | None]]:
    blocks = reading_of(page, folder).blocks
    return [(block.text, block.level) for block in blocks if isinstance(block, Paragraph)]


def test_headings_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    page = "<h1>Plan</h1><p>Owned by <b>the cabinet</b>.</p><table><tr><td>1.1</td></tr></table><h3>Key</h3>after"
    blocks = reading_of(page, tmp_path).blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Paragraph", "Table", "Paragraph", "Paragraph"]
    assert paragraphs(page, tmp_path) == [
        ("Plan", 1),
        ("Owned by the cabinet.", None),
        ("Key", 3),
        ("after", None),
    ]


def test_rows_have_their_cells_spans_and_places(tmp_path: Path) -> None:
    page = (
        "<table>\n<thead><tr><th rowspan=2>Ref</th><th colspan='2'>Progress</th></tr>\n<tr><th>Date</th><th>Note</th>"
        "</tr></thead>\n<tbody><tr><td>1.1</td><td></td><td>Done</td></tr></tbody></table>"
    )
    (table,) = tables(page, tmp_path)
    assert table.rows == (
        (Cell("Ref", down=2), Cell("Progress", across=2)),
        (Cell("Date"), Cell("Note")),
        (Cell("1.1"), Cell(""), Cell("Done")),
    )
    assert table.row_places == ("line 2", "line 3", "line 4")


@pytest.mark.parametrize(
    ("attribute", "fill"),
    [
        ('bgcolor="#ff0000"', "FF0000"),
        ('bgcolor="red"', "FF0000"),
        ('style="background-color: #FC0"', "FFCC00"),
        ('style="color:#000;background:rgb(0, 176, 80) none"', "00B050"),
        ('style="background: orange !important"', "FFA500"),
        ('style="background-color: transparent"', None),
        ('style="background-color: rgba(0,0,0,0)"', None),
        ('style="color: red"', None),
    ],
)
def test_backgrounds_are_fills(attribute: str, fill: str | None, tmp_path: Path) -> None:
    (table,) = tables(f"<table><tr><td {attribute}>R</td></tr></table>", tmp_path)
    assert table.rows[0][0].fill == fill


def test_a_rows_background_is_that_of_its_cells(tmp_path: Path) -> None:
    (table,) = tables("<table><tr bgcolor=green><td>a<td bgcolor=red>b</table>", tmp_path)
    assert [cell.fill for cell in table.rows[0]] == ["008000", "FF0000"]


def test_rows_and_cells_nobody_closed_end_where_the_next_begins(tmp_path: Path) -> None:
    (table,) = tables("<table><tr><td>1.1<td>Audit<tr><td>1.2<td>Train", tmp_path)
    assert texts(table) == [["1.1", "Audit"], ["1.2", "Train"]]


def test_lists_breaks_and_paragraphs_are_lines_of_a_cell(tmp_path: Path) -> None:
    cell = "<p>Steps</p><ul><li>draft</li><li>agree</li></ul>one<br>two<ol><li>x<li>y</ol>"
    (table,) = tables(f"<table><tr><td>{cell}</td></tr></table>", tmp_path)
    assert texts(table) == [["Steps\n• draft\n• agree\none\ntwo\n1. x\n2. y"]]


def test_spaces_are_one_and_entities_are_their_signs(tmp_path: Path) -> None:
    assert paragraphs("<p>  31&nbsp;July\n  2026 &amp; on &pound;5</p>", tmp_path) == [("31 July 2026 & on £5", None)]


def test_scripts_styles_and_hidden_parts_are_left_out(tmp_path: Path) -> None:
    page = (
        "<head><title>t</title><style>p{}</style></head><script>alert('<p>x</p>')</script>"
        "<p>Seen</p><div hidden><div>a</div>secret</div><p style='display: none'>b</p><p>Also <del>not</del></p>"
    )
    assert paragraphs(page, tmp_path) == [("Seen", None), ("Also", None)]
    assert reading_of(page, tmp_path).notes == ("Parts of the page that are hidden were left out.",)


def test_a_nested_table_follows_the_one_it_was_in(tmp_path: Path) -> None:
    inner = "<table><tr><td>Step<td>Due<tr><td>Draft<td>May</table>"
    outer, nested = tables(f"<table><tr><td>1</td><td>See {inner} end</td></tr></table>", tmp_path)
    assert texts(outer) == [["1", "See\nend"]]
    assert texts(nested) == [["Step", "Due"], ["Draft", "May"]]


def test_a_nested_list_of_cells_is_lines_of_its_cell(tmp_path: Path) -> None:
    page = "<table><tr><td>See <table><tr><td>Draft</tr><tr><td>Agree</tr></table></td></tr></table>"
    (table,) = tables(page, tmp_path)
    assert texts(table) == [["See\nDraft\nAgree"]]


def test_a_row_without_cells_is_no_row(tmp_path: Path) -> None:
    (table,) = tables("<table><tr></tr><tr><td>1.1</td></tr></table>", tmp_path)
    assert texts(table) == [["1.1"]]


def test_spans_past_reason_are_bounded(tmp_path: Path) -> None:
    (table,) = tables("<table><tr><td colspan=99999999 rowspan=88888>x<td colspan=900>y</table>", tmp_path)
    assert [(cell.across, cell.down) for cell in table.rows[0]] == [(1, 1000), (256, 1)]


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    page = written(tmp_path, b"<table>" + b"<tr><td>x" * 9, "plan.html")
    assert "more than 8 rows" in refusal(read, page, Limits(rows=8))


def test_tags_that_never_end_cannot_hold_the_reader_up(tmp_path: Path) -> None:
    page = written(tmp_path, b"<a " * 20_000, "plan.html")
    try:
        read(page, Limits(seconds=0.2))
    except UnreadableDocument as refused:
        assert "after 0 seconds" in str(refused)


def test_tables_nested_a_thousand_deep_are_read(tmp_path: Path) -> None:
    assert "'x'" in repr(reading_of("<table><tr><td>" * 1000 + "x", tmp_path))


def test_noise_an_empty_file_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    assert "does not hold text" in refusal(read, written(tmp_path, bytes(range(256)) * 9, "noise.html"))
    assert "is empty" in refusal(read, written(tmp_path, b"", "plan.html"))
    assert "is 200 MB" in refusal(read, huge(tmp_path / "huge.html", 200))
