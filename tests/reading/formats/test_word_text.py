"""What a reader sees in a Word paragraph is what is read: no more and no less."""

from pathlib import Path

import docx
import pytest
from word_files import paragraphs, reading_of, with_paragraph, xml


def only_text(document: object, folder: Path) -> str:
    (paragraph,) = paragraphs(reading_of(document, folder))
    return paragraph.text


def test_headings_and_text_come_in_order_with_their_levels(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Wexcombe improvement plan", 0)
    document.add_heading("Leadership", 1)
    document.add_paragraph("Owned by the cabinet.")
    document.add_heading("Supervision", 3)
    found = [(p.text, p.level) for p in paragraphs(reading_of(document, tmp_path))]
    assert found == [
        ("Wexcombe improvement plan", 1),
        ("Leadership", 1),
        ("Owned by the cabinet.", None),
        ("Supervision", 3),
    ]


def test_a_style_built_on_a_heading_is_a_heading(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Priority", 1)
    style.base_style = document.styles["Heading 2"]
    document.add_paragraph("Priority one", style="Priority")
    assert paragraphs(reading_of(document, tmp_path))[0].level == 2


def test_an_outline_level_on_the_paragraph_is_a_heading(tmp_path: Path) -> None:
    document = with_paragraph('<w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:r><w:t>Early help</w:t></w:r>')
    assert paragraphs(reading_of(document, tmp_path))[0].level == 2


def test_an_ordinal_set_in_several_runs_is_one_word(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("by 31")
    paragraph.add_run("st").font.superscript = True
    paragraph.add_run(" July 2026")
    assert only_text(document, tmp_path) == "by 31st July 2026"


def test_line_breaks_and_tabs_are_kept(tmp_path: Path) -> None:
    document = with_paragraph("<w:r><w:t>Draft</w:t><w:br/><w:t>Agree</w:t><w:tab/><w:t>Publish</w:t></w:r>")
    assert only_text(document, tmp_path) == "Draft\nAgree\tPublish"


def test_a_tracked_insertion_is_read_and_a_deletion_is_not(tmp_path: Path) -> None:
    document = with_paragraph(
        '<w:r><w:t xml:space="preserve">due </w:t></w:r>'
        '<w:del w:id="1" w:author="A"><w:r><w:delText>May</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="A"><w:r><w:t>June</w:t></w:r></w:ins>'
    )
    assert only_text(document, tmp_path) == "due June"
    assert any("tracked changes" in note for note in reading_of(document, tmp_path).notes)


def test_moved_text_is_read_where_it_went(tmp_path: Path) -> None:
    document = with_paragraph(
        '<w:moveFrom w:id="1" w:author="A"><w:r><w:t>Audit</w:t></w:r></w:moveFrom>'
        '<w:r><w:t xml:space="preserve">Then </w:t></w:r>'
        '<w:moveTo w:id="2" w:author="A"><w:r><w:t>Audit</w:t></w:r></w:moveTo>'
    )
    assert only_text(document, tmp_path) == "Then Audit"


def test_a_document_without_changes_is_not_said_to_have_any(tmp_path: Path) -> None:
    assert reading_of(with_paragraph("<w:r><w:t>Audit</w:t></w:r>"), tmp_path).notes == ()


def test_text_in_a_content_control_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    control = xml(
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>Lead: </w:t></w:r><w:sdt><w:sdtContent>"
        "<w:r><w:t>Head of Fostering</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, control)
    assert only_text(document, tmp_path) == "Lead: Head of Fostering"


def test_the_prompt_of_an_unfilled_control_is_not_text(tmp_path: Path) -> None:
    document = with_paragraph(
        '<w:r><w:t xml:space="preserve">Due: </w:t></w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>Click to enter a date</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert only_text(document, tmp_path) == "Due:"


def test_a_link_is_read_as_its_words(tmp_path: Path) -> None:
    document = with_paragraph("<w:hyperlink><w:r><w:t>the threshold guide</w:t></w:r></w:hyperlink>")
    assert only_text(document, tmp_path) == "the threshold guide"


def test_a_field_is_read_as_its_result_and_never_as_its_code(tmp_path: Path) -> None:
    document = with_paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>30 June</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert only_text(document, tmp_path) == "30 June"


def test_hidden_text_is_left_out_and_said_to_be(tmp_path: Path) -> None:
    document = with_paragraph("<w:r><w:t>Seen</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>")
    read = reading_of(document, tmp_path)
    assert paragraphs(read)[0].text == "Seen"
    assert read.notes == ("Text that Word hides was left out.",)


def test_a_tick_from_a_symbol_font_is_a_tick(tmp_path: Path) -> None:
    document = with_paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>')
    assert only_text(document, tmp_path) == "✔"


def test_a_text_box_is_read_once_after_what_it_hangs_on(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Key: blue is confirmed</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.element.body.insert(
        0,
        xml(
            f"<w:p><w:r><w:t>Plan</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    assert [p.text for p in paragraphs(reading_of(document, tmp_path))] == ["Plan", "Key: blue is confirmed"]


def test_headers_and_footers_are_not_body_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "OFFICIAL"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph("Plan")
    assert only_text(document, tmp_path) == "Plan"


def test_the_place_names_the_page_where_word_has_laid_it_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("First")
    document.element.body.insert(1, xml("<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second</w:t></w:r></w:p>"))
    assert [p.place for p in paragraphs(reading_of(document, tmp_path))] == ["paragraph 1", "page 2, paragraph 2"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="90">'
    '<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    "</w:abstractNum>"
)


def numbered(kind: str, items: list[tuple[int, str]], extra: str = "") -> object:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, xml(NUMBERING.format(kind=kind)))
    numbering.append(xml(f'<w:num w:numId="90"><w:abstractNumId w:val="90"/>{extra}</w:num>'))
    for level, text in items:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(xml(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))
    return document


def test_bullets_are_marked(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Train managers", style="List Bullet")
    document.add_paragraph("", style="List Bullet")
    assert only_text(document, tmp_path) == "• Train managers"


def test_numbers_that_word_draws_are_read_as_drawn(tmp_path: Path) -> None:
    items = [(0, "Audit"), (1, "Sample"), (1, "Report"), (0, "Train"), (1, "Plan")]
    found = [p.text for p in paragraphs(reading_of(numbered("decimal", items), tmp_path))]
    assert found == ["3. Audit", "3.1 Sample", "3.2 Report", "4. Train", "4.1 Plan"]


@pytest.mark.parametrize(
    ("kind", "mark"), [("lowerLetter", "c."), ("upperLetter", "C."), ("lowerRoman", "iii."), ("decimalZero", "03.")]
)
def test_a_list_counts_in_its_own_kind(kind: str, mark: str, tmp_path: Path) -> None:
    assert only_text(numbered(kind, [(0, "Audit")]), tmp_path) == f"{mark} Audit"


def test_a_list_starts_again_where_it_says_so(tmp_path: Path) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    assert only_text(numbered("decimal", [(0, "Audit")], restart), tmp_path) == "9. Audit"


def test_a_number_alone_in_a_paragraph_is_still_read(tmp_path: Path) -> None:
    assert only_text(numbered("decimal", [(0, "")]), tmp_path) == "3."
