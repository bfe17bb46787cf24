"""A plan of any number of milestones as a file of any format, the same every time, for the benchmarks."""

import csv
import random
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

HEADINGS = ["Ref", "Action", "Milestone", "Lead", "Start", "Due", "RAG", "Progress", "Outcome"]
POSTS = ["Head of Fostering", "Head of Law", "Designated Nurse", "Principal Social Worker", "Amara Okafor", "Ifan Rees"]
FILLS = {"R": "FF0000", "A": "FFC000", "G": "00B050"}
VERBS = ["audit", "agree", "publish", "train", "review", "report", "test", "recruit"]
THINGS = ["thirty case files", "the threshold guide", "every supervisor", "the return interviews", "the panel's terms"]
ENDS = ["with partners", "for the board", "in each team", "before the next review", "with children and families"]
STEPS_AN_ACTION = 8


def rows(milestones: int) -> Iterator[list[str]]:
    """The heading row and so many milestones, eight to an action."""
    chance = random.Random(2026)
    yield HEADINGS
    for number in range(milestones):
        action, step = divmod(number, STEPS_AN_ACTION)
        rag = chance.choice(["R", "A", "G", "G"])
        note = sentence(chance, number) + " " + sentence(chance, number + 1) if chance.random() < 0.7 else ""
        yield [
            f"{action + 1}.{step + 1}",
            f"Action {action + 1}: {sentence(random.Random(action), action)}",
            sentence(chance, number),
            chance.choice(POSTS),
            f"{chance.randint(1, 28)} April 2026",
            f"{chance.randint(1, 28)} {chance.choice(['June', 'July', 'October'])} 2026",
            rag,
            note,
            "Children are seen sooner and their plans say what will change.",
        ]


def sentence(chance: random.Random, number: int) -> str:
    return f"{chance.choice(VERBS).title()} {chance.choice(THINGS)} {chance.choice(ENDS)} (step {number})"


def write_plan(path: Path, milestones: int) -> None:
    writers = {".csv": write_csv, ".txt": write_text, ".html": write_html}
    writers |= {".docx": write_word, ".xlsx": write_excel, ".pdf": write_pdf}
    writers[path.suffix](path, list(rows(milestones)))


def write_csv(path: Path, plan: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(plan)


def write_text(path: Path, plan: list[list[str]]) -> None:
    path.write_text("\n".join("\t".join(row) for row in plan), encoding="utf-8")


def write_html(path: Path, plan: list[list[str]]) -> None:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in plan)
    path.write_text("<table>" + "".join(f"<tr>{row}</tr>\n" for row in cells) + "</table>", encoding="utf-8")


def write_word(path: Path, plan: list[list[str]]) -> None:
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    # python-docx takes minutes to fill so many cells, so the rows are written as Word's XML.
    tbl = document.add_table(rows=0, cols=len(HEADINGS))._tbl
    for row in plan:
        cells = "".join(word_cell(text) for text in row)
        tbl.append(parse_xml(f"<w:tr {nsdecls('w')}>{cells}</w:tr>"))
    document.save(str(path))


def word_cell(text: str) -> str:
    shade = f'<w:tcPr><w:shd w:val="clear" w:fill="{FILLS[text]}"/></w:tcPr>' if text in FILLS else ""
    return f"<w:tc>{shade}<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"


def write_excel(path: Path, plan: list[list[str]]) -> None:
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Plan")
    for row in plan:
        cells = [WriteOnlyCell(sheet, text) for text in row]
        for cell in cells:
            if cell.value in FILLS:
                cell.fill = PatternFill("solid", fgColor=FILLS[cell.value])
        sheet.append(cells)
    workbook.save(path)


def write_pdf(path: Path, plan: list[list[str]]) -> None:
    sys.path.append(str(Path(__file__).resolve().parent.parent / "tests" / "reading" / "formats"))
    from pdf_files import HEIGHT, Page, packed

    pages, y = [Page()], 40.0
    for row in plan:
        if y > HEIGHT - 110:
            pages.append(Page())
            y = 40.0
        y = pages[-1].table(y, [28, 80, 90, 55, 45, 45, 24, 90, 60], [row], size=7)
    path.write_bytes(packed(pages))
