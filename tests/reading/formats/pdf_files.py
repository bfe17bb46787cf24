"""A small writer of PDF files for the tests: text, lines and filled boxes in Helvetica on A4, nothing more."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pdfminer.fontmetrics import FONT_METRICS

from documents.reading.document import Document, Paragraph, Table
from documents.reading.formats.limits import Limits
from documents.reading.formats.pdf_pages import read_here

HEIGHT, WIDTH = 842.0, 595.0
_WIDTHS = FONT_METRICS["Helvetica"][1]
_SIGNS = {"•": "\x95", "–": "\x96", "’": "\x92"}


def width_of(text: str, size: float = 10) -> float:
    return sum(_WIDTHS.get(sign, 556) for sign in text) * size / 1000


def wrapped(text: str, width: float, size: float = 10) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and width_of(f"{line} {word}", size) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


@dataclass
class Page:
    """Drawn from the top: `y` is points below the page's upper edge."""

    drawn: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, slant: bool = False) -> None:
        for sign, code in _SIGNS.items():
            text = text.replace(sign, code)
        safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        turn = "0.7 0.7 -0.7 0.7" if slant else "1 0 0 1"
        self.drawn.append(f"BT /F1 {size} Tf {turn} {x} {HEIGHT - y - size * 0.8:.2f} Tm ({safe}) Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.drawn.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")

    def box(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        parts = " ".join(f"{int(colour[at : at + 2], 16) / 255:.4f}" for at in (0, 2, 4))
        self.drawn.append(f"{parts} rg {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g")

    def paragraph(self, y: float, text: str, size: float = 10, width: float = 495) -> float:
        for at, line in enumerate(wrapped(text, width, size)):
            self.text(50, y + at * size * 1.2, line, size)
        return y + len(wrapped(text, width, size)) * size * 1.2

    def table(
        self,
        y: float,
        widths: Sequence[float],
        rows: Sequence[Sequence[str]],
        ruled: bool = True,
        fills: dict[tuple[int, int], str] | None = None,
        padding: float = 3,
        size: float = 9,
    ) -> float:
        """Draw a table from (50, y) and give the height where it ends."""
        lefts = [50 + sum(widths[:at]) for at in range(len(widths) + 1)]
        for number, row in enumerate(rows):
            cells = [wrapped(text, wide - 6, size) for text, wide in zip(row, widths, strict=True)]
            bottom = y + max(map(len, cells)) * size * 1.2 + 2 * padding
            for column, lines in enumerate(cells):
                fill = (fills or {}).get((number, column))
                if fill:
                    self.box(lefts[column], y, lefts[column + 1], bottom, fill)
                for at, line in enumerate(lines):
                    self.text(lefts[column] + 3, y + padding + at * size * 1.2, line, size)
            if ruled:
                for x in lefts:
                    self.line(x, y, x, bottom)
                for height in (y, bottom):
                    self.line(lefts[0], height, lefts[-1], height)
            y = bottom
        return y

    def content(self) -> bytes:
        return "\n".join(self.drawn).encode("latin-1")


def pdf(contents: Sequence[bytes], extra: bytes = b"", trailer: bytes = b"", filters: bytes = b"/FlateDecode") -> bytes:
    """A whole file: one page for each content stream, already packed where `filters` says so."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (5 + 2 * at, extra)
        )
        objects.append(b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(content), filters, content))
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(made))
    return bytes(made) + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table) + end


def packed(pages: Sequence[Page]) -> bytes:
    return pdf([zlib.compress(page.content()) for page in pages])


def saved(pages: Sequence[Page], folder: Path, name: str = "plan.pdf") -> Path:
    path = folder / name
    path.write_bytes(packed(pages))
    return path


def reading_of(pages: Sequence[Page], folder: Path, limits: Limits | None = None) -> Document:
    return read_here(saved(pages, folder), limits or Limits())


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: Document) -> list[Paragraph]:
    return [block for block in document.blocks if isinstance(block, Paragraph)]


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]
