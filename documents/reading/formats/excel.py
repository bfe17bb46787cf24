"""Excel workbooks (.xlsx): each sheet a table under a heading with its name. No formula is ever run."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet

from documents.reading.document import Document, Paragraph, Table, UnreadableDocument
from documents.reading.formats.excel_sheets import SheetReading, Strings
from documents.reading.formats.excel_styles import CellStyles
from documents.reading.formats.limits import Limits, Tally
from documents.reading.formats.package import BROKEN_PACKAGE, BROKEN_PART, check_package, damaged

_SHEETS = "xl/worksheets/"
_OTHER_KINDS = {
    ".xls": "is in the old Excel format",
    ".xlsm": "is a workbook with macros, which Milepost does not open",
    ".xltm": "is a template with macros, which Milepost does not open",
    ".xlsb": "is in Excel's binary format",
    ".ods": "is a LibreOffice sheet",
}


def read(path: Path, limits: Limits) -> Document:
    """The workbook's sheets; raises `UnreadableDocument` for what is not a whole, open .xlsx file.

    Dates come as ISO text and numbers as the cell shows them. Hidden rows and columns are read and noted;
    hidden sheets are noted and left out.
    """
    _refuse_other_kinds(path)
    notes = check_package(path, limits, "Excel", ".xlsx", streamed=_SHEETS)
    tally = Tally(path.name, limits)
    with path.open("rb") as file:
        try:
            reader = _opened(file)
        except BROKEN_PACKAGE as reason:
            raise damaged(path.name, "Excel", ".xlsx") from reason
        try:
            blocks = tuple(_sheets(reader, limits, tally))
        except BROKEN_PART as reason:
            raise damaged(path.name, "Excel", ".xlsx") from reason
    return Document(path.name, blocks, tuple(notes + _left_out(reader.valid_files) + tally.notes))


def _refuse_other_kinds(path: Path) -> None:
    why = _OTHER_KINDS.get(path.suffix.lower())
    if why:
        raise UnreadableDocument(f"{path.name} {why}. Open it in Excel, save it as .xlsx, and bring that.")


def _opened(file: IO[bytes]) -> ExcelReader:
    """openpyxl's reading of everything but the cells: sheets, styles, theme, shared strings.

    `ExcelReader.read` would also go through every sheet that does not say how large it is.
    """
    with warnings.catch_warnings():
        # Other programs' workbooks lack things that openpyxl then warns it has made up, none of which is read.
        warnings.simplefilter("ignore")
        reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        reader.read_strings()
        reader.read_workbook()
        reader.read_theme()
        apply_stylesheet(reader.archive, reader.wb)
    return reader


def _sheets(reader: ExcelReader, limits: Limits, tally: Tally) -> Iterator[Paragraph | Table]:
    strings, styles = Strings(reader.shared_strings), CellStyles(reader.wb)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheets = list(reader.parser.find_sheets())
    if len(sheets) < len(reader.parser.sheets):
        tally.notes.append("A sheet that the file names but does not hold was left out.")
    for sheet, relation in sheets:
        if sheet.state != "visible":
            tally.notes.append(f'The sheet "{sheet.name}" is hidden and was left out. Unhide it to have it read.')
            continue
        if "chartsheet" in relation.Type:
            continue
        reading = SheetReading(sheet.name, strings, styles, limits, tally)
        with reader.archive.open(relation.target) as source:
            table = reading.table(source)
        yield Paragraph(sheet.name, f"sheet {sheet.name}", 1)
        if table is not None:
            yield table


def _left_out(names: list[str]) -> list[str]:
    notes = []
    if any(name.startswith("xl/comments") or name.startswith("xl/threadedComments") for name in names):
        notes.append("Comments on cells were left out.")
    if any(name.startswith("xl/media/") or name.startswith("xl/charts/") for name in names):
        notes.append("Pictures and charts were left out.")
    return notes
