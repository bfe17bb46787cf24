"""The example plan in every format: `python tests/reading/formats/northmere_files.py` writes them anew."""

import csv
import datetime
import re
import sys
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
EXAMPLES = ROOT / "examples"
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

import docx  # noqa: E402
import openpyxl  # noqa: E402
from docx.oxml import parse_xml  # noqa: E402
from docx.oxml.ns import nsdecls  # noqa: E402
from openpyxl.styles import PatternFill  # noqa: E402
from pdf_files import HEIGHT, Page, packed  # noqa: E402

from documents.reading.document import Document, Paragraph, Table  # noqa: E402
from documents.reading.formats.limits import Limits  # noqa: E402
from documents.reading.formats.text import read  # noqa: E402

COLOURS = {
    "Not on track but recoverable": "FFC000",
    "Not started": "D9D9D9",
    "Off track": "FF0000",
    "On track": "00B050",
    "Achieved": "0070C0",
}
_DATE = re.compile(r"\d{2}-[A-Z][a-z]{2}-\d{4}")
Rows = list[list[str]]


def main() -> None:
    plan = read(EXAMPLES / "northmere.txt", Limits())
    write_word(plan, EXAMPLES / "northmere.docx")
    write_excel(plan, EXAMPLES / "northmere.xlsx")
    write_csv(plan, EXAMPLES / "northmere.csv")
    write_html(plan, EXAMPLES / "northmere.html")
    write_pdf(plan, EXAMPLES / "northmere.pdf")


def rows_of(table: Table) -> Rows:
    return [[cell.text for cell in row] for row in table.rows]


def colour_of(row: list[str], column: int) -> str | None:
    """A status cell is filled with the colour of what its row's progress says; the key with its own."""
    if len(row) == 2 and column == 0:
        return COLOURS.get(row[0])
    if len(row) < 6 or column != 4:
        return None
    return next((colour for status, colour in COLOURS.items() if f"- {status}." in row[5]), None)


def is_title(row: list[str]) -> bool:
    """A theme: one cell over the whole width."""
    return len(row) > 2 and bool(row[0]) and not any(row[1:])


def write_word(plan: Document, path: Path) -> None:
    document: Any = docx.Document()
    for block in plan.blocks:
        if isinstance(block, Paragraph):
            style = f"Heading {block.level}" if block.level else None
            document.add_paragraph(block.text, style=style)
        else:
            word_table(document, rows_of(block))
            document.add_paragraph()
    document.save(str(path))


def word_table(document: Any, rows: Rows) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.rows[number].cells
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            cell.text = text
            colour = colour_of(row, column)
            if colour:
                cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{colour}"/>'))
        if is_title(row):
            merged = cells[0].merge(cells[-1])
            merged.text = row[0]
        elif not row[0] and len(row) > 2:
            above = table.cell(number - 1, 0)
            text = above.text
            above.merge(cells[0]).text = text


def write_excel(plan: Document, path: Path) -> None:
    workbook: Any = openpyxl.Workbook()
    workbook.remove(workbook.active)
    tables = [rows_of(block) for block in plan.blocks if isinstance(block, Table)]
    words = [block for block in plan.blocks if isinstance(block, Paragraph)]
    about = workbook.create_sheet("About")
    for paragraph in words[:3]:
        about.append([paragraph.text])
    about.append([])
    fill_sheet(about, tables[0])
    fill_sheet(workbook.create_sheet("Plan"), [row for rows in tables if len(rows[0]) > 2 for row in rows])
    asked = workbook.create_sheet("Recommendations")
    for rows in tables[1:]:
        if len(rows[0]) == 2:
            fill_sheet(asked, rows if asked.max_row == 1 else rows[1:])
    workbook.save(path)


def fill_sheet(sheet: Any, rows: Rows) -> None:
    for row in rows:
        sheet.append([as_date(text) for text in row])
        number = sheet.max_row
        for column in range(len(row)):
            colour = colour_of(row, column)
            cell = sheet.cell(number, column + 1)
            if isinstance(cell.value, datetime.date):
                cell.number_format = "dd/mm/yyyy"
            if colour:
                cell.fill = PatternFill("solid", fgColor=colour)
        if is_title(row):
            sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(row))


def as_date(text: str) -> object:
    if not _DATE.fullmatch(text):
        return text or None
    day, month, year = text.split("-")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return datetime.date(int(year), months.index(month) + 1, int(day))


def write_csv(plan: Document, path: Path) -> None:
    """A CSV holds one table, so the themes are rows of it and the key is lost."""
    tables = [rows_of(block) for block in plan.blocks if isinstance(block, Table) and len(block.rows[0]) > 2]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(row for rows in tables for row in rows)


def write_html(plan: Document, path: Path) -> None:
    parts = ["<!doctype html>\n<meta charset=utf-8>\n<title>Northmere</title>"]
    for block in plan.blocks:
        if isinstance(block, Paragraph):
            tag = f"h{block.level}" if block.level else "p"
            parts.append(f"<{tag}>{escape(block.text)}</{tag}>")
        else:
            parts.append("<table border=1>\n" + "".join(map(html_row, rows_of(block))) + "</table>")
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def html_row(row: list[str]) -> str:
    if is_title(row):
        return f'<tr><th colspan="{len(row)}">{escape(row[0])}</th></tr>\n'
    cells = []
    for column, text in enumerate(row):
        colour = colour_of(row, column)
        style = f' style="background-color: #{colour}"' if colour else ""
        cells.append(f"<td{style}>{escape(text)}</td>")
    return f"<tr>{''.join(cells)}</tr>\n"


def write_pdf(plan: Document, path: Path) -> None:
    path.write_bytes(packed(pdf_pages(plan)))


def pdf_pages(plan: Document, ruled: bool = True) -> list[Page]:
    pages, y = [Page()], 40.0
    for is_table, blocks in groupby(plan.blocks, key=lambda block: isinstance(block, Table)):
        for block in blocks:
            rows: Any = rows_of(block) if is_table and isinstance(block, Table) else [block]
            for row in rows:
                if y > HEIGHT - 130:
                    pages.append(Page())
                    y = 40.0
                y = drawn_row(pages[-1], y, row, ruled) if is_table else drawn_words(pages[-1], y, row)
            y += 12
    return pages


def drawn_words(page: Page, y: float, paragraph: Paragraph) -> float:
    size = {1: 18, 2: 14, 3: 11}.get(paragraph.level or 0, 9)
    return page.paragraph(y, paragraph.text, size)


def drawn_row(page: Page, y: float, row: list[str], ruled: bool) -> float:
    if is_title(row):
        return page.table(y, [500], [row[:1]], ruled=ruled, size=7)
    widths = [160, 340] if len(row) == 2 else [75, 95, 46, 46, 40, 92, 56, 50]
    fills = {(0, column): colour for column in range(len(row)) if (colour := colour_of(row, column))}
    return page.table(y, widths, [row], ruled=ruled, fills=fills, size=7)


if __name__ == "__main__":
    main()
