"""A cell is read as the person who looks at the sheet reads it."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from excel_files import reading_of, tables, texts, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

AFTERNOON = datetime.datetime.fromisoformat("2026-06-30T14:05:00")
MIDNIGHT = datetime.datetime.fromisoformat("2026-06-30T00:00:00")


def cell_text(value: Any, folder: Path, number_format: str = "General") -> str:
    made = workbook([[value, "."]])
    made.active["A1"].number_format = number_format
    return texts(made, folder)[0][0]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (datetime.date(2026, 6, 30), "dd/mm/yyyy", "2026-06-30"),
        (AFTERNOON, "dd/mm/yyyy hh:mm", "2026-06-30 14:05"),
        (MIDNIGHT, "dd/mm/yyyy hh:mm", "2026-06-30"),
        (datetime.date(2026, 6, 1), "mmm-yy", "June 2026"),
        (datetime.date(2026, 6, 1), "mmmm", "June"),
        (datetime.date(2026, 1, 1), "yyyy", "2026"),
        (datetime.date(2026, 6, 30), "[$-809]d mmmm yyyy;@", "2026-06-30"),
        (datetime.date(2026, 2, 18), "d-mmm", "2026-02-18"),
        (datetime.time(9, 30), "hh:mm", "09:30"),
    ],
)
def test_dates_are_iso_and_a_month_alone_stays_a_month(
    value: object, number_format: str, expected: str, tmp_path: Path
) -> None:
    assert cell_text(value, tmp_path, number_format) == expected


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (1.5000000001, "General", "1.5"),
        (1.1, "General", "1.1"),
        (1.1, "0.00", "1.10"),
        (7, "General", "7"),
        (1234567890123, "General", "1234567890123"),
        (0.1 + 0.2, "General", "0.3"),
        (3, "000", "003"),
        (1.25, "0.0", "1.3"),
        (-1.25, "0.0", "-1.3"),
        (0.5, "0.##", "0.5"),
        (0.456, "0%", "46%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (12000, "£#,##0", "£12,000"),
        (12000, "[$£-809]#,##0", "£12,000"),
        (-40, "#,##0;(#,##0)", "(40)"),
        (0, '0;-0;"none"', "none"),
        (5, '0" days"', "5 days"),
        (1500000, "0.0,,", "1.5"),
        (0.5, "# ?/?", "0.5"),
        (True, "General", "TRUE"),
    ],
)
def test_numbers_are_as_they_are_shown(value: object, number_format: str, expected: str, tmp_path: Path) -> None:
    assert cell_text(value, tmp_path, number_format) == expected


def test_a_reference_kept_as_text_stays_as_typed(tmp_path: Path) -> None:
    assert cell_text("1.10", tmp_path) == "1.10"


def test_text_that_looks_like_a_command_is_only_text(tmp_path: Path) -> None:
    made = workbook([["x"]])
    made.active["A1"].value = "=cmd|' /C calc'!A0"
    made.active["A1"].data_type = "s"
    assert texts(made, tmp_path) == [["=cmd|' /C calc'!A0"]]


def test_lines_in_a_cell_are_kept_and_its_edges_are_not(tmp_path: Path) -> None:
    assert cell_text("  Draft\r\nAgree ", tmp_path) == "Draft\nAgree"


def test_words_in_several_fonts_are_one_text(tmp_path: Path) -> None:
    rich = CellRichText("by 31", TextBlock(InlineFont(vertAlign="superscript"), "st"), " July")
    made = workbook([["x"]])
    made.active["A1"].value = rich
    assert texts(made, tmp_path) == [["by 31st July"]]


def test_a_formula_without_a_saved_result_is_empty_and_noted(tmp_path: Path) -> None:
    made = workbook([["Ref", "=1+1"], ["1.1", '=HYPERLINK("http://example.com")']])
    document = reading_of(made, tmp_path)
    assert [row[0].text for row in tables(document)[0].rows] == ["Ref", "1.1"]
    assert document.notes == (
        'Sheet "Plan": formulas without a saved result were left empty: B1, B2. '
        "Open the file in Excel and save it to have them read.",
    )


def test_a_cell_that_shows_an_error_is_empty_and_noted(tmp_path: Path) -> None:
    document = reading_of(workbook([["1.1", "#REF!"]]), tmp_path)
    assert "#REF!" not in repr(document.blocks)
    assert document.notes == ('Sheet "Plan": cells that show an error were left empty: B1 (#REF!).',)


def test_a_workbook_that_counts_from_1904_keeps_its_dates(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = workbook([["x"]])
    made.epoch = CALENDAR_MAC_1904
    made.active["A1"].value = datetime.date(2026, 6, 30)
    assert texts(made, tmp_path) == [["2026-06-30"]]
