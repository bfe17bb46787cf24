"""A text PDF's pages come as paragraphs and tables, ruled or only set in columns."""

from pathlib import Path

import pytest
from pdf_files import Page, paragraphs, reading_of, saved, tables, texts

from documents.reading.document import Cell, Document
from documents.reading.formats.limits import Limits
from documents.reading.formats.pdf import read

WIDTHS = [40, 200, 100, 90, 60]
ROWS = [
    ["Ref", "Milestone", "Lead", "Due", "RAG"],
    [
        "1.1",
        "Audit thirty files of children in care and report what they show",
        "Head of Law",
        "June",
        "R",
    ],
    ["1.2", "Train managers", "A. Moss", "31st July 2026", "G"],
    ["1.3", "Agree the guide with every partner in the county before the autumn", "Head of Fostering", "May", ""],
]


def one_page(page: Page, folder: Path) -> Document:
    return reading_of([page], folder)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_tables_wrapped_cells_are_whole_again(ruled: bool, tmp_path: Path) -> None:
    page = Page()
    page.table(60, WIDTHS, ROWS, ruled=ruled)
    (table,) = tables(one_page(page, tmp_path))
    assert texts(table) == ROWS


def test_columns_without_space_between_rows_are_cut_where_the_first_column_begins(tmp_path: Path) -> None:
    page = Page()
    page.table(60, WIDTHS, ROWS, ruled=False, padding=0)
    (table,) = tables(one_page(page, tmp_path))
    assert texts(table) == ROWS


def test_columns_with_level_lines_between_rows_are_cut_at_them(tmp_path: Path) -> None:
    page, y = Page(), 60.0
    for row in ROWS:
        after = page.table(y, WIDTHS, [row], ruled=False, padding=1)
        page.line(50, after, 540, after)
        y = after
    (table,) = tables(one_page(page, tmp_path))
    assert texts(table) == ROWS


def test_a_filled_box_behind_a_cell_is_its_fill(tmp_path: Path) -> None:
    page = Page()
    page.table(60, WIDTHS, ROWS, fills={(1, 4): "FF0000", (2, 4): "00B050", (3, 4): "FFC000", (0, 0): "FFFFFF"})
    (table,) = tables(one_page(page, tmp_path))
    assert [row[4].fill for row in table.rows] == [None, "FF0000", "00B050", "FFC000"]
    assert table.rows[0][0].fill is None


def test_cells_that_span_are_one_cell(tmp_path: Path) -> None:
    page = Page()
    for x0, y0, x1, y1 in [(50, 60, 350, 60), (50, 80, 350, 80), (150, 100, 350, 100), (50, 120, 350, 120)]:
        page.line(x0, y0, x1, y1)
    for x, y0 in [(50, 60), (150, 80), (250, 80), (350, 60)]:
        page.line(x, y0, x, 120)
    for x, y, text in [(60, 65, "Leadership"), (60, 95, "1.1"), (160, 85, "Audit"), (260, 85, "May"), (160, 105, "x")]:
        page.text(x, y, text, 9)
    (table,) = tables(one_page(page, tmp_path))
    assert table.rows == (
        (Cell("Leadership", across=3),),
        (Cell("1.1", down=2), Cell("Audit"), Cell("May")),
        (Cell("x"), Cell("")),
    )


def test_lines_the_writer_made_stay_lines(tmp_path: Path) -> None:
    page = Page()
    steps = "• draft the guide\n• agree it with every partner across the whole of the county\n• publish"
    page.table(60, [40, 200], [["Ref", "Steps"], ["1.1", steps]])
    (table,) = tables(one_page(page, tmp_path))
    assert texts(table)[1] == ["1.1", steps]


def test_words_around_a_table_are_paragraphs_in_their_places(tmp_path: Path) -> None:
    page = Page()
    long = "This plan answers the inspection of March and is owned by the cabinet, which looks at it each quarter."
    page.text(50, 40, "Wexcombe improvement plan", 20)
    y = page.paragraph(80, long, 9)
    y = page.table(y + 20, WIDTHS, ROWS)
    page.paragraph(y + 20, "Published by the council.", 9)
    document = one_page(page, tmp_path)
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph", "Paragraph", "Table", "Paragraph"]
    assert [(p.text, p.level) for p in paragraphs(document)] == [
        ("Wexcombe improvement plan", 1),
        (long, None),
        ("Published by the council.", None),
    ]


def test_paragraphs_end_where_a_line_ends_early(tmp_path: Path) -> None:
    page = Page()
    first = (
        "The board meets each month and hears from every lead who has something due before it meets again. "
        "It meets in public."
    )
    y = page.paragraph(60, first)
    page.paragraph(y, "Its papers are public.")
    assert [p.text for p in paragraphs(one_page(page, tmp_path))] == [first, "Its papers are public."]


def test_sentences_are_not_taken_for_a_table(tmp_path: Path) -> None:
    page = Page()
    for line in range(12):
        page.text(50, 60 + line * 12, "The cabinet agreed the plan in March and will look at it again in each quarter.")
    assert tables(one_page(page, tmp_path)) == []


def test_a_page_set_in_two_columns_is_not_taken_for_a_table(tmp_path: Path) -> None:
    page = Page()
    for line in range(12):
        page.text(50, 60 + line * 12, "The cabinet agreed the plan in the spring")
        page.text(310, 60 + line * 12, "and will look at it again in each quarter")
    assert tables(one_page(page, tmp_path)) == []


def test_each_page_says_which_it_is(tmp_path: Path) -> None:
    pages = [Page(), Page()]
    for page in pages:
        page.table(60, WIDTHS, ROWS)
    found = tables(reading_of(pages, tmp_path))
    assert [table.place for table in found] == ["page 1", "page 2"]
    assert found[1].row_places == ("page 2",) * 4


def test_columns_go_on_over_the_page_also_for_a_single_row(tmp_path: Path) -> None:
    pages = [Page(), Page()]
    pages[0].table(60, WIDTHS, ROWS, ruled=False)
    pages[1].table(60, WIDTHS, [["1.4", "Publish", "", "June", ""]], ruled=False)
    found = tables(reading_of(pages, tmp_path))
    assert texts(found[1]) == [["1.4", "Publish", "", "June", ""]]


def test_a_line_in_pieces_under_other_columns_is_not_a_table(tmp_path: Path) -> None:
    page = Page()
    page.text(50, 60, "Signed")
    page.text(300, 60, "Chair of the board")
    assert tables(one_page(page, tmp_path)) == []


def test_a_column_of_colours_alone_is_a_column(tmp_path: Path) -> None:
    page = Page()
    rows = [[*row[:4], ""] for row in ROWS]
    page.table(60, WIDTHS, rows, ruled=False, fills={(1, 4): "FF0000", (2, 4): "00B050", (3, 4): "00B050"})
    (table,) = tables(one_page(page, tmp_path))
    assert [row[4] for row in table.rows] == [Cell(""), *(Cell("", fill) for fill in ("FF0000", "00B050", "00B050"))]


def test_a_shaded_heading_row_belongs_to_the_table_without_lines_below_it(tmp_path: Path) -> None:
    page = Page()
    page.table(60, WIDTHS, ROWS, ruled=False, fills={(0, column): "D9D9D9" for column in range(5)})
    (table,) = tables(one_page(page, tmp_path))
    assert texts(table) == ROWS


def test_titles_and_page_numbers_on_every_page_are_left_out_and_noted(tmp_path: Path) -> None:
    pages = [Page() for _ in range(4)]
    for number, page in enumerate(pages, start=1):
        page.text(50, 20, "Wexcombe improvement plan")
        page.text(50, 300, f"Part {number} of the plan")
        page.text(280, 810, f"Page {number} of 4")
    document = reading_of(pages, tmp_path)
    assert [p.text for p in paragraphs(document)] == [f"Part {number} of the plan" for number in range(1, 5)]
    assert document.notes == ("Lines repeated at the top or bottom of the pages were left out.",)


def test_a_line_at_the_top_of_one_page_stays(tmp_path: Path) -> None:
    pages = [Page() for _ in range(4)]
    for number, page in enumerate(pages):
        page.text(50, 300, f"Some text {'abcd'[number]}")
    pages[0].text(50, 20, "Wexcombe improvement plan")
    assert paragraphs(reading_of(pages, tmp_path))[0].text == "Wexcombe improvement plan"


def test_a_watermark_set_aslant_is_not_text(tmp_path: Path) -> None:
    page = Page()
    page.table(60, WIDTHS, ROWS)
    page.text(100, 300, "DRAFT", 80, slant=True)
    assert "DRAFT" not in repr(one_page(page, tmp_path))


def test_letters_printed_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    page = Page()
    for shift in (0, 0.3):
        page.text(50 + shift, 60, "Wexcombe improvement plan")
    assert [p.text for p in paragraphs(one_page(page, tmp_path))] == ["Wexcombe improvement plan"]


def test_a_raised_ordinal_stays_with_its_number(tmp_path: Path) -> None:
    page = Page()
    page.text(50, 60, "Published on 31")
    page.text(50 + 70.1, 58.5, "st", 6)
    page.text(50 + 80, 60, "July 2026")
    (paragraph,) = paragraphs(one_page(page, tmp_path))
    assert paragraph.text == "Published on 31st July 2026"


def test_a_frame_around_the_page_is_not_a_table(tmp_path: Path) -> None:
    page = Page()
    for x0, y0, x1, y1 in [(20, 20, 575, 20), (20, 820, 575, 820), (20, 20, 20, 820), (575, 20, 575, 820)]:
        page.line(x0, y0, x1, y1)
    page.text(50, 60, "Wexcombe improvement plan")
    document = one_page(page, tmp_path)
    assert [p.text for p in paragraphs(document)] == ["Wexcombe improvement plan"]
    assert tables(document) == []


def test_the_process_apart_reads_the_same_document(tmp_path: Path) -> None:
    page = Page()
    page.text(50, 40, "Wexcombe – the council’s plan", 20)
    page.table(80, WIDTHS, ROWS, fills={(1, 4): "FF0000"})
    here = one_page(page, tmp_path)
    assert read(saved([page], tmp_path), Limits()) == here


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    from documents.reading.document import UnreadableDocument

    page = Page()
    page.table(60, WIDTHS, ROWS)
    with pytest.raises(UnreadableDocument, match="more than 3 rows"):
        reading_of([page], tmp_path, Limits(rows=3))
