"""Word tables come as rows of cells, with what spans, what is coloured and what is nested."""

from pathlib import Path

import docx
import pytest
from word_files import paragraphs, reading_of, shade, tables, texts, with_table, xml

from documents.reading.document import Cell, Table, UnreadableDocument
from documents.reading.formats.limits import Limits


def only_table(document: object, folder: Path) -> Table:
    (table,) = tables(reading_of(document, folder))
    return table


def test_a_table_stands_between_the_paragraphs_around_it(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Before")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Inside"
    document.add_paragraph("After")
    kinds = [type(block).__name__ for block in reading_of(document, tmp_path).blocks]
    assert kinds == ["Paragraph", "Table", "Paragraph"]


def test_every_cell_is_read_in_its_row(tmp_path: Path) -> None:
    rows = [["Ref", "Milestone", "Due"], ["1.1", "Audit thirty files", "30 June 2026"], ["1.2", "", "July"]]
    assert texts(only_table(with_table(rows), tmp_path)) == rows


def test_rows_say_where_they_stand(tmp_path: Path) -> None:
    table = only_table(with_table([["Ref"], ["1.1"]]), tmp_path)
    assert (table.place, table.row_places) == ("table 1", ("table 1, row 1", "table 1, row 2"))


def test_cells_merged_across_are_one_cell(tmp_path: Path) -> None:
    document = with_table([["Leadership", "", ""], ["1.1", "Audit", "June"]])
    row = document.tables[0].rows[0]
    row.cells[0].merge(row.cells[2])
    assert only_table(document, tmp_path).rows[0] == (Cell("Leadership", across=3),)


def test_cells_merged_down_are_one_cell_and_not_repeated(tmp_path: Path) -> None:
    document = with_table([["1", "Audit"], ["", "Report"], ["", "Publish"]])
    column = document.tables[0].columns[0]
    column.cells[0].merge(column.cells[2])
    table = only_table(document, tmp_path)
    assert table.rows[0][0] == Cell("1", down=3)
    assert texts(table)[1:] == [["Report"], ["Publish"]]


def test_a_block_merged_both_ways_is_one_cell(tmp_path: Path) -> None:
    document = with_table([["Theme", "", "Lead"], ["", "", "A. Moss"]])
    document.tables[0].cell(0, 0).merge(document.tables[0].cell(1, 1))
    table = only_table(document, tmp_path)
    assert table.rows == ((Cell("Theme", across=2, down=2), Cell("Lead")), (Cell("A. Moss"),))


def test_a_merge_that_continues_nothing_is_a_cell_of_its_own(tmp_path: Path) -> None:
    document = with_table([["Ref", "Due"]])
    shade(document.tables[0].cell(0, 0), "<w:vMerge/>")
    assert texts(only_table(document, tmp_path)) == [["Ref", "Due"]]


def test_columns_left_out_at_the_start_of_a_row_hold_their_place(tmp_path: Path) -> None:
    document = with_table([["Ref", "Milestone", "Due"], ["Audit", "June", "x"]])
    row = document.tables[0].rows[1]._tr
    row.remove(row.tc_lst[2])
    row.get_or_add_trPr().append(xml('<w:gridBefore w:val="1"/>'))
    assert texts(only_table(document, tmp_path))[1] == ["", "Audit", "June"]


def test_shading_is_the_fill(tmp_path: Path) -> None:
    document = with_table([["R", "A", "G", "none"]])
    for cell, fill in zip(document.tables[0].rows[0].cells, ["ff0000", "FFC000", "00B050", "auto"], strict=True):
        shade(cell, f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>')
    assert [cell.fill for cell in only_table(document, tmp_path).rows[0]] == ["FF0000", "FFC000", "00B050", None]


def test_an_empty_red_cell_keeps_its_red(tmp_path: Path) -> None:
    document = with_table([["1.1", ""]])
    shade(document.tables[0].cell(0, 1), '<w:shd w:val="clear" w:fill="C00000"/>')
    assert only_table(document, tmp_path).rows[0][1] == Cell("", fill="C00000")


def test_a_solid_pattern_is_filled_with_its_foreground(tmp_path: Path) -> None:
    document = with_table([["R"]])
    shade(document.tables[0].cell(0, 0), '<w:shd w:val="solid" w:color="FF0000" w:fill="FFFFFF"/>')
    assert only_table(document, tmp_path).rows[0][0].fill == "FF0000"


def test_words_all_highlighted_fill_their_cell(tmp_path: Path) -> None:
    document = with_table([[""]])
    run = document.tables[0].cell(0, 0).paragraphs[0].add_run("Off track")
    run._r.get_or_add_rPr().append(xml('<w:highlight w:val="red"/>'))
    assert only_table(document, tmp_path).rows[0][0] == Cell("Off track", fill="FF0000")


def test_a_few_highlighted_words_do_not_fill_their_cell(tmp_path: Path) -> None:
    document = with_table([["On track, "]])
    run = document.tables[0].cell(0, 0).paragraphs[0].add_run("check this")
    run._r.get_or_add_rPr().append(xml('<w:highlight w:val="yellow"/>'))
    assert only_table(document, tmp_path).rows[0][0].fill is None


def test_paragraphs_and_bullets_of_a_cell_are_its_lines(tmp_path: Path) -> None:
    document = with_table([["Steps:"]])
    cell = document.tables[0].cell(0, 0)
    for step in ("draft", "agree"):
        cell.add_paragraph(step, style="List Bullet")
    assert only_table(document, tmp_path).rows[0][0].text == "Steps:\n• draft\n• agree"


def test_a_deleted_row_is_gone_and_an_inserted_one_is_there(tmp_path: Path) -> None:
    document = with_table([["1.1"], ["1.2"], ["1.3"]])
    rows = document.tables[0].rows
    rows[1]._tr.get_or_add_trPr().append(xml('<w:del w:id="1" w:author="A"/>'))
    rows[2]._tr.get_or_add_trPr().append(xml('<w:ins w:id="2" w:author="A"/>'))
    assert texts(only_table(document, tmp_path)) == [["1.1"], ["1.3"]]


def test_rows_and_cells_in_content_controls_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    wrapped = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = "<w:tr>" + cell.format("1.1") + wrapped.format(cell.format("Audit")) + "</w:tr>"
    document.element.body.insert(0, xml(f"<w:tbl>{wrapped.format(row)}</w:tbl>"))
    assert texts(only_table(document, tmp_path)) == [["1.1", "Audit"]]


def test_a_nested_table_follows_and_says_which_row_it_was_in(tmp_path: Path) -> None:
    document = with_table([["Action", "Steps"], ["1", "See:"]])
    nested = document.tables[0].cell(1, 1).add_table(rows=2, cols=2)
    for cell, text in zip([*nested.rows[0].cells, *nested.rows[1].cells], ["Step", "Due", "Draft", "May"], strict=True):
        cell.text = text
    outer, inner = tables(reading_of(document, tmp_path))
    assert texts(outer)[1] == ["1", "See:"]
    assert texts(inner) == [["Step", "Due"], ["Draft", "May"]]
    assert inner.place == "table 2, inside row 2 of table 1"


def test_a_nested_list_of_cells_is_lines_of_its_cell(tmp_path: Path) -> None:
    document = with_table([["Action", "Steps"], ["1", "See:"]])
    nested = document.tables[0].cell(1, 1).add_table(rows=2, cols=1)
    nested.cell(0, 0).text, nested.cell(1, 0).text = "Draft", "Agree"
    assert texts(only_table(document, tmp_path))[1] == ["1", "See:\nDraft\nAgree"]


def test_a_table_that_only_holds_others_in_position_disappears(tmp_path: Path) -> None:
    document = with_table([["Plan for 2026"]])
    nested = document.tables[0].cell(0, 0).add_table(rows=2, cols=2)
    nested.cell(0, 0).text, nested.cell(1, 1).text = "Ref", "June"
    read = reading_of(document, tmp_path)
    assert [p.text for p in paragraphs(read)] == ["Plan for 2026"]
    assert [texts(table) for table in tables(read)] == [[["Ref", ""], ["", "June"]]]


def test_an_overlong_cell_is_cut_and_noted(tmp_path: Path) -> None:
    read = reading_of(with_table([["x" * 30]]), tmp_path, Limits(characters_a_cell=20))
    assert tables(read)[0].rows[0][0].text == "x" * 20
    assert read.notes == ("The text at table 1, row 1 was cut after 20 characters of 30.",)


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "more than 2 rows"),
        (Limits(cells=3), "more than 3 cells"),
        (Limits(columns=1), "more than 1 columns"),
    ],
)
def test_a_table_past_a_limit_is_refused_whole(limits: Limits, what: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=what):
        reading_of(with_table([["a", "b"]] * 3), tmp_path, limits)


def test_a_table_at_its_limits_is_read(tmp_path: Path) -> None:
    read = reading_of(with_table([["a", "b"]] * 3), tmp_path, Limits(rows=3, cells=6, columns=2))
    assert len(tables(read)[0].rows) == 3
