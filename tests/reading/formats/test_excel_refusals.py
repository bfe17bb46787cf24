"""An Excel file that cannot or must not be opened is refused in a sentence; what is large is read bit by bit."""

import io
import zipfile
from pathlib import Path

import pytest
import refusing
from excel_files import reading_of, saved, tables, workbook
from refusing import LOCKED, OLE, huge, written

from documents.reading.document import UnreadableDocument
from documents.reading.formats.excel import read
from documents.reading.formats.limits import Limits

SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refusal(path: Path, limits: Limits | None = None) -> str:
    return refusing.refusal(read, path, limits)


def with_parts(folder: Path, changed: dict[str, bytes]) -> Path:
    return refusing.with_parts(workbook([["1.1", "Audit"]]), folder / "plan.xlsx", changed)


def sheet(inner: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{SPACE}">{inner}</worksheet>'.encode()


def with_formula(cell: str, folder: Path) -> Path:
    return with_parts(folder, {SHEET: sheet(f'<sheetData><row r="1">{cell}</row></sheetData>')})


def test_the_saved_result_of_a_formula_is_read_and_the_formula_never_run(tmp_path: Path) -> None:
    document = read(with_formula('<c r="A1" t="str"><f>"1."&amp;1</f><v>1.1</v></c>', tmp_path), Limits())
    assert tables(document)[0].rows[0][0].text == "1.1"


def test_text_kept_in_the_cell_itself_is_read(tmp_path: Path) -> None:
    inline = '<c t="inlineStr"><is><r><t>Head of</t></r><r><t xml:space="preserve"> Law</t></r></is></c>'
    document = read(with_formula(inline, tmp_path), Limits())
    assert tables(document)[0].rows[0][0].text == "Head of Law"


@pytest.mark.parametrize(
    ("name", "why"),
    [("p.xls", "old Excel format"), ("p.xlsm", "macros"), ("p.xlsb", "binary format"), ("p.ods", "LibreOffice")],
)
def test_other_kinds_of_workbook_are_to_be_saved_as_xlsx(name: str, why: str, tmp_path: Path) -> None:
    said = refusal(written(tmp_path, OLE, name))
    assert why in said
    assert "save it as .xlsx" in said


def test_an_empty_file(tmp_path: Path) -> None:
    assert "is empty" in refusal(written(tmp_path, b"", "plan.xlsx"))


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").mkdir()
    assert "is a folder" in refusal(tmp_path / "plan.xlsx")


def test_text_or_noise_named_xlsx(tmp_path: Path) -> None:
    assert "is not an Excel file" in refusal(written(tmp_path, b"Ref,Due\n1.1,June\n", "plan.xlsx"))
    assert "is not an Excel file" in refusal(written(tmp_path, bytes(range(256)) * 9, "noise.xlsx"))


def test_a_file_locked_with_a_password(tmp_path: Path) -> None:
    assert "protected by a password" in refusal(written(tmp_path, LOCKED, "plan.xlsx"))


def test_a_file_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    assert "is 200 MB" in refusal(huge(tmp_path / "plan.xlsx", 200))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_half_saved_file(share: float, tmp_path: Path) -> None:
    whole = saved(workbook([["Ref"]]), tmp_path).read_bytes()
    assert "damaged" in refusal(written(tmp_path, whole[: int(len(whole) * share)], "half.xlsx"))


def test_a_package_whose_sheet_is_cut_short(tmp_path: Path) -> None:
    assert "damaged" in refusal(with_parts(tmp_path, {SHEET: b'<worksheet xmlns="x"><sheetData>'}))


def test_a_sheet_that_points_at_strings_that_are_not_there(tmp_path: Path) -> None:
    assert "damaged" in refusal(with_formula('<c t="s"><v>99</v></c>', tmp_path))


def test_a_word_file_named_xlsx(tmp_path: Path) -> None:
    import docx

    packed = io.BytesIO()
    docx.Document().save(packed)
    assert "damaged" in refusal(written(tmp_path, packed.getvalue(), "plan.xlsx"))


def test_a_bomb_in_a_sheet(tmp_path: Path) -> None:
    assert "unpacks to far more" in refusal(with_parts(tmp_path, {SHEET: b" " * 9_000_000}))


def test_an_entity_bomb(tmp_path: Path) -> None:
    bomb = sheet("<sheetData/>", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>')
    assert "XML declarations" in refusal(with_parts(tmp_path, {SHEET: bomb}))


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_bomb_behind_a_long_comment_is_refused_or_left_unexpanded(part: str, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    bomb = f"<!--{' ' * 5000}--><!DOCTYPE x [{entities}]><worksheet xmlns='{SPACE}'>&e9;</worksheet>".encode()
    try:
        document = read(with_parts(tmp_path, {part: bomb}), Limits())
    except UnreadableDocument as refused:
        assert "plan.xlsx" in str(refused)
    else:
        assert "haha" not in repr(document)


def endless(path: Path, row: str, rows: int) -> Path:
    """A sheet of so many rows, ten thousand written again and again."""
    some = "".join(row.format(n * 7919 % 99_991) for n in range(10_000)).encode()
    packed = io.BytesIO()
    workbook([["x"]]).save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            if name != SHEET:
                target.writestr(name, source.read(name))
        with target.open(SHEET, "w") as part:
            part.write(f'<worksheet xmlns="{SPACE}"><sheetData>'.encode())
            for _ in range(0, rows, 10_000):
                part.write(some)
            part.write(b"</sheetData></worksheet>")
    return path


def test_a_million_rows_are_refused_at_the_limit_and_not_at_the_end(tmp_path: Path) -> None:
    path = endless(tmp_path / "plan.xlsx", "<row><c><v>{0}</v></c></row>", 1_000_000)
    assert "it has more than 20,000 rows" in refusal(path)


def test_empty_rows_to_the_end_of_the_sheet_are_only_passed_over(tmp_path: Path) -> None:
    path = endless(tmp_path / "plan.xlsx", '<row s="{0}"/>', 60_000)
    assert read(path, Limits()).blocks[1:] == ()


def test_one_row_without_an_end_is_refused(tmp_path: Path) -> None:
    path = with_parts(tmp_path, {SHEET: sheet("<sheetData><row>" + "<c/>" * 150_000 + "</row></sheetData>")})
    assert "larger than any plan's" in refusal(path, Limits(part_bytes=500_000))


def test_a_sheet_that_takes_too_long_stops(tmp_path: Path) -> None:
    assert "after 0 seconds" in refusal(saved(workbook([["x"]] * 64), tmp_path), Limits(seconds=0.0))


def test_macros_inside_an_xlsx_are_left_out_and_noted(tmp_path: Path) -> None:
    document = read(with_parts(tmp_path, {"xl/vbaProject.bin": b"\xcc\x61"}), Limits())
    assert document.notes == ("The file holds macros. They were left out and never run.",)


def test_a_long_cell_is_cut_and_noted(tmp_path: Path) -> None:
    document = reading_of(workbook([["x" * 30]]), tmp_path, Limits(characters_a_cell=20))
    assert document.notes == ("The text at sheet Plan, cell A1 was cut after 20 characters of 30.",)


def test_a_sheet_that_is_named_and_not_there_is_noted(tmp_path: Path) -> None:
    made = workbook([["1.1"]])
    packed = saved(made, tmp_path)
    with zipfile.ZipFile(packed) as source:
        book = source.read("xl/workbook.xml").replace(
            b"</sheets>", b'<sheet name="Lost" sheetId="9" r:id=""/></sheets>'
        )
    space = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    book = book.replace(b"<workbook ", b"<workbook " + space + b" ", 1)
    document = read(with_parts(tmp_path, {"xl/workbook.xml": book}), Limits())
    assert document.notes == ("A sheet that the file names but does not hold was left out.",)


def test_a_part_whose_packing_is_broken(tmp_path: Path) -> None:
    whole = bytearray(saved(workbook([["Ref"] * 50] * 50), tmp_path).read_bytes())
    with zipfile.ZipFile(tmp_path / "plan.xlsx") as package:
        part = package.getinfo(SHEET)
    start = part.header_offset + 30 + len(SHEET)
    whole[start : start + 20] = b"\xff" * 20
    assert "damaged" in refusal(written(tmp_path, bytes(whole), "broken.xlsx"))
