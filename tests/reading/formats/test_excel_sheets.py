"""Each sheet is a table under its name: merges, fills, gaps, and what is hidden."""

from pathlib import Path

import pytest
from excel_files import filled, reading_of, tables, texts, workbook

from documents.reading.document import Cell, Paragraph, UnreadableDocument
from documents.reading.formats.limits import Limits


def test_each_sheet_is_a_table_under_its_name(tmp_path: Path) -> None:
    made = workbook([["Ref", "Due"], ["1.1", "June"]], "Leadership")
    made.create_sheet("Practice").append(["Ref", "Due"])
    made.create_sheet("Empty")
    blocks = reading_of(made, tmp_path).blocks
    assert [(b.text, b.level) for b in blocks if isinstance(b, Paragraph)] == [
        ("Leadership", 1),
        ("Practice", 1),
        ("Empty", 1),
    ]
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph", "Table", "Paragraph"]


def test_rows_say_their_sheet_and_number(tmp_path: Path) -> None:
    made = workbook([])
    made.active["B3"], made.active["B4"] = "Ref", "1.1"
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows == ((Cell("Ref"),), (Cell("1.1"),))
    assert table.row_places == ("sheet Plan, row 3", "sheet Plan, row 4")


def test_an_empty_cell_keeps_its_column(tmp_path: Path) -> None:
    assert texts(workbook([["Ref", None, "Due"], [None, "Audit", None]]), tmp_path) == [
        ["Ref", "", "Due"],
        ["", "Audit", ""],
    ]


def test_a_gap_of_any_length_is_one_blank_row(tmp_path: Path) -> None:
    made = workbook([["Ref"]])
    made.active["A900"] = "Key"
    (table,) = tables(reading_of(made, tmp_path))
    assert [row[0].text for row in table.rows] == ["Ref", "", "Key"]
    assert table.row_places[2] == "sheet Plan, row 900"


def test_merged_headings_are_one_cell(tmp_path: Path) -> None:
    made = workbook([["Ref", "Progress", None], [None, "Date", "Note"], ["1.1", "May", "Done"]])
    made.active.merge_cells("A1:A2")
    made.active.merge_cells("B1:C1")
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows[0] == (Cell("Ref", down=2), Cell("Progress", across=2))
    assert table.rows[1] == (Cell("Date"), Cell("Note"))


def test_a_merge_is_no_wider_or_deeper_than_the_table(tmp_path: Path) -> None:
    made = workbook([["Wexcombe improvement plan", None], ["Ref", "Due"], ["1.1", None]])
    made.active.merged_cells.add("A1:XFD1")
    made.active.merged_cells.add("B3:B1048576")
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows[0] == (Cell("Wexcombe improvement plan", across=2),)
    assert table.rows[2] == (Cell("1.1"), Cell(""))


def test_a_solid_fill_is_the_cells_colour(tmp_path: Path) -> None:
    made = workbook([["R", "plain"]])
    made.active["A1"].fill = filled(rgb="FFFF0000")
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows[0] == (Cell("R", fill="FF0000"), Cell("plain"))


def test_an_empty_coloured_cell_keeps_its_colour_under_a_heading(tmp_path: Path) -> None:
    made = workbook([["Ref", "RAG"], ["1.1", None]])
    made.active["B2"].fill = filled(rgb="FF00B050")
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows[1][1] == Cell("", fill="00B050")


def test_colour_beyond_the_last_words_is_decoration(tmp_path: Path) -> None:
    made = workbook([["Ref"]])
    made.active["H1"].fill = made.active["A9"].fill = filled(rgb="FF1F497D")
    (table,) = tables(reading_of(made, tmp_path))
    assert table.rows == ((Cell("Ref"),),)


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ({"indexed": 10}, "FF0000"),
        ({"indexed": 64}, None),
        ({"theme": 5}, "C0504D"),
        ({"theme": 1}, "000000"),
        ({"theme": 0, "tint": -0.5}, "808080"),
        ({"theme": 1, "tint": 0.5}, "808080"),
    ],
)
def test_theme_and_palette_colours_become_plain_ones(
    colour: dict[str, float], expected: str | None, tmp_path: Path
) -> None:
    made = workbook([["x"]])
    made.active["A1"].fill = filled(**colour)
    assert tables(reading_of(made, tmp_path))[0].rows[0][0].fill == expected


def test_hidden_rows_and_columns_are_read_and_noted(tmp_path: Path) -> None:
    made = workbook([[n, "Audit"] for n in range(1, 8)])
    for row in (2, 3, 6):
        made.active.row_dimensions[row].hidden = True
    made.active.column_dimensions["B"].hidden = True
    document = reading_of(made, tmp_path)
    assert len(tables(document)[0].rows) == 7
    assert document.notes == (
        'Sheet "Plan": hidden rows were read like the others: 2 to 3, 6.',
        'Sheet "Plan": hidden columns were read like the others: B.',
    )


def test_hidden_columns_with_nothing_in_them_are_not_worth_a_note(tmp_path: Path) -> None:
    made = workbook([["Ref"]])
    made.active.column_dimensions["D"].hidden = True
    assert reading_of(made, tmp_path).notes == ()


def test_a_hidden_sheet_is_left_out_and_noted(tmp_path: Path) -> None:
    made = workbook([["Ref"]])
    old = made.create_sheet("Old plan")
    old.append(["9.9"])
    old.sheet_state = "hidden"
    document = reading_of(made, tmp_path)
    assert "9.9" not in repr(document.blocks)
    assert document.notes == ('The sheet "Old plan" is hidden and was left out. Unhide it to have it read.',)


def test_comments_are_noted(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    made = workbook([["Ref"]])
    made.active["A1"].comment = Comment("ask Bryn", "A")
    assert reading_of(made, tmp_path).notes == ("Comments on cells were left out.",)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    made = workbook([["Ref"]])
    made.active["XFD2"] = "far away"
    with pytest.raises(UnreadableDocument, match="more than 256 columns"):
        reading_of(made, tmp_path)


def test_merges_over_more_than_a_plan_are_refused(tmp_path: Path) -> None:
    made = workbook([["a"] * 10, *[["a"]] * 9])
    made.active.merged_cells.add("A1:J10")
    with pytest.raises(UnreadableDocument, match="merges more cells"):
        reading_of(made, tmp_path, Limits(cells=50))
