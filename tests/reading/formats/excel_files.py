"""Excel files for the tests, made with openpyxl."""

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from documents.reading.document import Document, Table
from documents.reading.formats.excel import read
from documents.reading.formats.limits import Limits


def workbook(rows: list[list[object]], title: str = "Plan") -> Any:
    made = openpyxl.Workbook()
    sheet: Any = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return made


def saved(made: Any, folder: Path, name: str = "plan.xlsx") -> Path:
    path = folder / name
    made.save(path)
    return path


def reading_of(made: Any, folder: Path, limits: Limits | None = None) -> Document:
    return read(saved(made, folder), limits or Limits())


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(made: Any, folder: Path) -> list[list[str]]:
    (table,) = tables(reading_of(made, folder))
    return [[cell.text for cell in row] for row in table.rows]


def filled(**colour: Any) -> PatternFill:
    return PatternFill("solid", fgColor=Color(**colour))
