"""Word files for the tests, made with python-docx and, where it has no word for a thing, with Word's own XML."""

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from documents.reading.document import Document, Paragraph, Table
from documents.reading.formats.limits import Limits
from documents.reading.formats.word import read

NAMESPACES = nsdecls("w")


def saved(document: Any, folder: Path, name: str = "plan.docx") -> Path:
    path = folder / name
    document.save(str(path))
    return path


def reading_of(document: Any, folder: Path, limits: Limits | None = None) -> Document:
    return read(saved(document, folder), limits or Limits())


def xml(fragment: str) -> Any:
    """An element from Word's XML; the outermost tag takes the namespaces."""
    opening, rest = fragment.split(">", 1) if not fragment.split(">", 1)[0].endswith("/") else (fragment[:-2], None)
    return parse_xml(f"{opening} {NAMESPACES}/>" if rest is None else f"{opening} {NAMESPACES}>{rest}")


def with_paragraph(fragment: str) -> Any:
    """A document of one paragraph whose inner XML is given."""
    document = docx.Document()
    document.element.body.insert(0, xml(f"<w:p>{fragment}</w:p>"))
    return document


def with_table(rows: list[list[str]]) -> Any:
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return document


def shade(cell: Any, fragment: str) -> None:
    cell._tc.get_or_add_tcPr().append(xml(fragment))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]
