"""The small readers that the larger ones stand on: marks, references, merged cells, torn words, dates of cells."""

from datetime import date

import pytest

from documents.reading.dating import Dating, is_same_as_above, says_nothing
from documents.reading.document import Cell, Document, Paragraph, Table
from documents.reading.formats.aligned import cells_at, column_starts, is_row
from documents.reading.furniture import Furniture, furniture_of, join_torn
from documents.reading.grid import grid_rows
from documents.reading.key import printed_key
from documents.reading.loosening import loosened
from documents.reading.markup import bullets, is_bulleted, one_line, plain, tidy, without_bullet, without_markup
from documents.reading.mending import joined
from documents.reading.naming import names_in
from documents.reading.refs import inline_ref, is_under, labelled_ref, parent_ref, whole_ref
from documents.reading.sections import action_in, closes_the_plan, possible_theme, theme_in
from plans.words import Status


def table(*rows: str, place: str = "table 1") -> Table:
    return Table(tuple(tuple(map(Cell, row.split("|"))) for row in rows), place)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>Bold</b> and <i class='x'>slanted</i>", "Bold and slanted"),
        ("25<sup>th</sup> May", "25th May"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p> <p>two</p>", "one\n two\n"),
        ("<ul><li>one</li><li>two</li></ul>", "\n• one\n\n• two\n"),
        ("5 < 7 and 9 > 8", "5 < 7 and 9 > 8"),
        ("Fish &amp; chips", "Fish & chips"),
        ("**Bold** words", "Bold words"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_marks_of_other_programs_are_not_words(text: str, words: str) -> None:
    assert without_markup(text) == words


def test_a_cell_is_tidied_line_by_line() -> None:
    assert tidy("  one   two \n\n three ") == "one two\nthree"
    assert one_line("one\n two") == "one two"
    assert plain("One-Two, 3!") == "onetwo3"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("• one • two", ["one", "two"]),
        ("• one\n• two\ncarried on", ["one", "two carried on"]),
        ("- one\n- two", ["one", "two"]),
        ("o one\no two", ["one", "two"]),
        ("Before • one", []),
        ("just text", []),
        ("", []),
    ],
)
def test_points_of_a_cell(text: str, points: list[str]) -> None:
    assert bullets(text) == points


def test_a_mark_is_taken_off_once() -> None:
    assert is_bulleted("• one") and not is_bulleted("one") and not is_bulleted("-5 degrees")
    assert without_bullet("– one – two") == "one – two"


@pytest.mark.parametrize(
    ("text", "ref", "words"),
    [
        ("1.5 Review the files", "1.5", "Review the files"),
        ("14. Ensure it", "14", "Ensure it"),
        ("2a. Ensure it", "2a", "Ensure it"),
        ("C3) Ensure it", "C3", "Ensure it"),
        ("R2.1 Ensure it", "R2.1", "Ensure it"),
        ("Action 8: Ensure it", "8", "Ensure it"),
        ("1.5 million pounds", None, "1.5 million pounds"),
        ("12 full time workers", None, "12 full time workers"),
        ("1.3.2026 is late", None, "1.3.2026 is late"),
        ("3. Decide", "3", "Decide"),
        ("Ensure it", None, "Ensure it"),
    ],
)
def test_a_reference_in_front_of_words(text: str, ref: str | None, words: str) -> None:
    found = inline_ref(text)
    assert (found.ref, found.text) == (ref, words)


def test_a_bare_number_is_a_reference_only_where_the_column_is_numbered() -> None:
    assert inline_ref("23 Ensure it").ref is None
    assert inline_ref("23 Ensure it", is_numbered=True).ref == "23"
    assert inline_ref("12 workers", is_numbered=True).ref is None


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("C3", "C3"),
        ("1.2.", "1.2"),
        ("Action 8", "8"),
        ("(4)", "4"),
        ("Ref 1.1", "1.1"),
        ("A", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_cell_that_is_a_reference(text: str, ref: str | None) -> None:
    assert whole_ref(text) == ref


def test_references_under_one_another() -> None:
    assert is_under("1.5", "1") and is_under("C3.2", "C3") and is_under("2a", "2")
    assert not is_under("15", "1") and not is_under("1.5", "2")
    assert (parent_ref("1.5.2"), parent_ref("1")) == ("1.5", None)


def test_a_label_says_what_a_number_numbers() -> None:
    found = labelled_ref("Theme 2 – Leadership")
    assert found is not None
    assert (found.label, found.ref, found.text) == ("theme", "2", "Leadership")


def test_merged_cells_reach_over_what_they_cover() -> None:
    rows = ((Cell("a", down=2), Cell("b", across=2)), (Cell("c"), Cell("d")), (Cell("e"), Cell("f"), Cell("g")))
    grid = grid_rows(Table(rows, "table 1", ("row 1", "row 2", "row 3")))
    assert [row.texts for row in grid] == [["a", "b", ""], ["a", "c", "d"], ["e", "f", "g"]]
    assert grid[1].filled == [1, 2]
    assert [row.place for row in grid] == ["row 1", "row 2", "row 3"]


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        (["OPERA", "TIONAL PRAC", "TICE"], "OPERATIONAL PRACTICE"),
        (["PROCESS", "CHANGES"], "PROCESS CHANGES"),
        (["ALONE"], "ALONE"),
    ],
)
def test_a_torn_heading_is_joined_by_the_documents_own_words(pieces: list[str], whole: str) -> None:
    assert join_torn(pieces, frozenset({"operational", "practice", "process", "changes"})) == whole


def test_a_footer_is_known_between_two_pieces_of_a_table() -> None:
    footer = Paragraph("Brackwater plan final version 3/4/26", "line 4")
    found = furniture_of(Document("plan", (table("a|b"), footer, table("c|d"))))
    assert found.footers == (footer.text,)
    assert found.without_footer(f"The end. {footer.text[:-3]}") == "The end."
    assert found.without_footer("Brackvater plan final version 3/4/2") == ""
    assert found.without_footer("The plan is final.") == "The plan is final."


@pytest.mark.parametrize("text", ["Page 2 of 9", "page 3", "7", "4/12"])
def test_page_numbers_are_footers(text: str) -> None:
    assert Furniture().is_footer(text)


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [("one", "two", "one two"), ("", "two", "two"), ("one", "", "one"), ("• one", "• two", "• one\n• two")],
)
def test_two_halves_of_a_cell(before: str, after: str, whole: str) -> None:
    assert joined(before, after) == whole


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Theme: Participation", "Participation"),
        ("Workstream C: Be a good parent", "Workstream C: Be a good parent"),
        ("Priority 1 - Leadership", "Priority 1 - Leadership"),
        ("Themes of the report", None),
        ("Action 3: Do it", None),
    ],
)
def test_a_line_that_announces_a_theme(text: str, theme: str | None) -> None:
    assert theme_in(text) == theme


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Leadership and governance", "Leadership and governance"),
        ("II. CHILDREN IN CARE – This section is watched by the board", "II. CHILDREN IN CARE"),
        ("This is a sentence.", None),
        ("Appendix 2", None),
        ("Improvement plan", None),
        ("Outcome: children are safe", None),
        ("lower case", None),
    ],
)
def test_a_short_line_over_a_table_may_be_its_theme(text: str, theme: str | None) -> None:
    assert possible_theme(text) == theme


def test_a_row_of_label_and_words_opens_an_action() -> None:
    block = action_in("Action 8", "Review every case")
    assert block is not None
    assert (block.ref, block.title) == ("8", "Review every case")
    assert action_in("Action plan", "of the council") is None


def test_an_appendix_closes_the_plan() -> None:
    assert closes_the_plan("Appendix 1: the inspection") and not closes_the_plan("Leadership")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("30 June 2026", [date(2026, 6, 30)]),
        ("June 2026", [date(2026, 6, 30)]),
        ("30.6.26 & ongoing as required", [date(2026, 6, 30)]),
        (
            "Draft 1.6.26 Consultation July 2026 Final by August 2026",
            [date(2026, 6, 1), date(2026, 7, 31), date(2026, 8, 31)],
        ),
        ("24.06.2026 in full, all done by 24.6.26", [date(2026, 6, 24)]),
        ("Within three months", [date(2026, 8, 1)]),
        ("Immediately", []),
        ("Ongoing", []),
        ("TBC", []),
        ("", []),
    ],
)
def test_all_dates_of_a_cell_earliest_first(text: str, dates: list[date]) -> None:
    assert list(Dating(date(2026, 5, 1)).due(text).dates) == dates


def test_a_start_is_the_first_day_of_what_is_said() -> None:
    assert Dating(date(2026, 5, 1)).start("June 2026") == date(2026, 6, 1)
    assert Dating(date(2026, 5, 1)).start("") is None


@pytest.mark.parametrize("text", ["As above", "see above", "Same as above", "ditto"])
def test_words_for_the_row_before(text: str) -> None:
    assert is_same_as_above(text)


@pytest.mark.parametrize(("text", "is_nothing"), [("TBC", True), ("-", True), ("N/A", True), ("", True), ("No", False)])
def test_words_that_stand_for_nothing(text: str, is_nothing: bool) -> None:
    assert says_nothing(text) == is_nothing


def test_a_key_is_read_from_lines_of_text() -> None:
    found = printed_key(Document("plan", (Paragraph("Key: R = Overdue; A: Some slippage; G - On track", "line 1"),)))
    assert [(label.colour, label.status) for label in found.key.labels] == [
        ("red", Status.OFF_TRACK),
        ("amber", Status.AT_RISK),
        ("green", Status.ON_TRACK),
    ]


def test_a_list_of_abbreviations_is_no_status_key() -> None:
    lines = [Paragraph("Key:", "line 1"), Paragraph("NMC - Northmere Council", "line 2")]
    document = Document("plan", tuple(lines))
    assert printed_key(document).key.labels == ()
    assert names_in(document).abbreviations == (("NMC", "Northmere Council"),)


def test_places_are_learnt_from_sentences_and_not_from_lists_of_leads() -> None:
    lead = table("Una Hart Harrowby Foundation Trust Omar Idris NHS Kelby and Harrowby")
    sentence = Paragraph("The board thanks Harrowby Council and NHS Kelby and Harrowby for their work.", "line 1")
    assert names_in(Document("plan", (lead, sentence))).places == frozenset({"harrowby", "kelby"})


def test_lines_over_and_under_a_sheets_table_become_paragraphs() -> None:
    sheet = table("Our plan||", "Action|Lead|Due", "One|Una Hart|May", "Leadership||", "Two|Una Hart|June", "A note||")
    blocks = loosened(Document("plan", (sheet,))).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["Our plan", "A note"]
    (kept,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[0].text for row in kept.rows] == ["Action", "One", "Leadership", "Two"]


def test_columns_set_with_spaces_begin_under_their_headings() -> None:
    starts = column_starts("Action          Lead       Due date")
    assert starts == [0, 16, 27]
    assert cells_at("Write it down   Una Hart   May 2026", starts) == ["Write it down", "Una Hart", "May 2026"]
    assert cells_at("A little longer Una Hart   May 2026", starts)[0] == "A little longer"
    assert column_starts("A sentence with  two gaps  in it") == []
    assert is_row("   carried on") and is_row("a  b") and not is_row("A sentence.")
