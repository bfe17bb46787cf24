"""Separated text is one table, whatever divides its cells and however it was encoded."""

from dataclasses import replace
from pathlib import Path

import pytest
from refusing import huge, refusal, written

from documents.reading.document import Cell, Document, Table
from documents.reading.formats.delimited import read
from documents.reading.formats.limits import Limits


def reading_of(text: str | bytes, folder: Path, name: str = "plan.csv", limits: Limits | None = None) -> Document:
    data = text.encode() if isinstance(text, str) else text
    return read(written(folder, data, name), limits or Limits())


def table(text: str | bytes, folder: Path, name: str = "plan.csv") -> Table:
    (block,) = reading_of(text, folder, name).blocks
    assert isinstance(block, Table)
    return block


def texts(text: str | bytes, folder: Path, name: str = "plan.csv") -> list[list[str]]:
    return [[cell.text for cell in row] for row in table(text, folder, name).rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_the_rows_evenly(delimiter: str, tmp_path: Path) -> None:
    rows = [["Ref", "Milestone", "Due"], ["1.1", "Audit, then report; and so on", "30 June"], ["1.2", "a | b", "July"]]
    written_rows = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert texts(written_rows, tmp_path) == rows


def test_semicolons_divide_where_commas_only_stand_in_sentences(tmp_path: Path) -> None:
    text = "Ref;Milestone\n1.1;Draft, agree, publish\n1.2;Train\n1.3;Audit, report\n"
    assert texts(text, tmp_path)[1] == ["1.1", "Draft, agree, publish"]


def test_a_first_line_that_names_the_delimiter_is_obeyed_and_dropped(tmp_path: Path) -> None:
    assert texts("sep=|\nRef,x|Due\n1.1|June\n", tmp_path) == [["Ref,x", "Due"], ["1.1", "June"]]


def test_a_tsv_is_cut_at_its_tabs(tmp_path: Path) -> None:
    assert texts("a, b\tc\nd, e\tf\n", tmp_path, "plan.tsv") == [["a, b", "c"], ["d, e", "f"]]


def test_one_column_is_a_table_of_one_column(tmp_path: Path) -> None:
    assert texts("Milestone\nAudit\n", tmp_path) == [["Milestone"], ["Audit"]]


def test_lines_and_commas_inside_quotes_belong_to_their_cell(tmp_path: Path) -> None:
    text = 'Ref,Steps\r\n1.1,"Draft,\r\nthen ""agree"""\r\n1.2,x\r\n'
    assert texts(text, tmp_path) == [["Ref", "Steps"], ["1.1", 'Draft,\nthen "agree"'], ["1.2", "x"]]


def test_a_row_says_on_which_line_it_begins(tmp_path: Path) -> None:
    found = table('Ref,Steps\n1.1,"two\nlines"\n1.2,x\n', tmp_path)
    assert found.row_places == ("line 1", "line 2", "line 4")


def test_a_form_feed_in_a_cell_does_not_end_its_row(tmp_path: Path) -> None:
    assert texts("Ref,Note\n1.1,one\x0ctwo\n", tmp_path)[1] == ["1.1", "one\x0ctwo"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_pounds_and_dashes_survive_the_usual_encodings(encoding: str, tmp_path: Path) -> None:
    data = "Ref,Cost\n1.1,£40k – agreed\n".encode(encoding)
    assert texts(data, tmp_path) == [["Ref", "Cost"], ["1.1", "£40k – agreed"]]


def test_blank_lines_between_rows_are_one_blank_row_and_none_at_the_ends(tmp_path: Path) -> None:
    assert texts("\n,,\nRef,Due\n,\n\n1.1,June\n,,\n\n", tmp_path) == [["Ref", "Due"], ["", ""], ["1.1", "June"]]


def test_rows_of_unequal_length_are_read_as_they_are(tmp_path: Path) -> None:
    assert texts("a,b,c\nd\ne,f,g,h\n", tmp_path) == [["a", "b", "c"], ["d"], ["e", "f", "g", "h"]]


def test_a_cell_is_an_ordinary_cell(tmp_path: Path) -> None:
    cell = table("Ref,Ref\n", tmp_path).rows[0][0]
    assert cell == Cell("Ref")
    assert hash(cell) == hash(Cell("Ref"))
    assert replace(cell, fill="FF0000") == Cell("Ref", "FF0000")


def test_text_that_looks_like_a_command_is_only_text(tmp_path: Path) -> None:
    assert texts("Ref,Note\n1.1,=cmd|' /C calc'!A0\n", tmp_path)[1] == ["1.1", "=cmd|' /C calc'!A0"]


def test_nothing_but_blank_lines_is_no_table(tmp_path: Path) -> None:
    assert reading_of("\n,,\n\n", tmp_path).blocks == ()


def test_a_quote_that_is_never_closed_is_said(tmp_path: Path) -> None:
    text = 'Ref,Note\n1.1,"never closed\n' + "1.2,more\n" * 20_000
    assert "never closed" in refusal(read, written(tmp_path, text.encode(), "plan.csv"))


@pytest.mark.parametrize("noise", [bytes(range(256)) * 40, b"PK\x03\x04\x00\x00rest", b"\x00" * 500])
def test_what_is_not_text_is_refused(noise: bytes, tmp_path: Path) -> None:
    assert "does not hold text" in refusal(read, written(tmp_path, noise, "plan.csv"))


def test_an_empty_file_a_folder_and_a_huge_one_are_refused(tmp_path: Path) -> None:
    assert "is empty" in refusal(read, written(tmp_path, b"", "plan.csv"))
    assert "is a folder" in refusal(read, tmp_path)
    assert "is 200 MB" in refusal(read, huge(tmp_path / "huge.csv", 200))


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(rows=2), "more than 2 rows"),
        (Limits(cells=5), "more than 5 cells"),
        (Limits(columns=1), "line 1 has more than 1 columns"),
        (Limits(seconds=0.0), "after 0 seconds"),
    ],
)
def test_a_file_past_a_limit_is_refused_whole(limits: Limits, what: str, tmp_path: Path) -> None:
    assert what in refusal(read, written(tmp_path, b"a,b\n" * 64, "plan.csv"), limits)


def test_a_long_cell_is_cut_and_noted(tmp_path: Path) -> None:
    document = reading_of("Ref,Note\n1.1," + "x" * 30, tmp_path, limits=Limits(characters_a_cell=20))
    assert document.notes == ("The text at line 2 was cut after 20 characters of 30.",)
