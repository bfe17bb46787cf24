"""PDF documents, read in a process of their own: a page can be made to take any time and memory to draw."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from documents.reading.document import Cell, Document, Paragraph, Table, UnreadableDocument
from documents.reading.formats.intake import check_file
from documents.reading.formats.limits import Limits, pdf_too_large

_GRACE_SECONDS = 10.0


def read(path: Path, limits: Limits) -> Document:
    """The document's blocks; places are pages. Raises `UnreadableDocument` for what holds no whole, open text."""
    check_file(path, limits)
    _refuse_unless_pdf(path)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.reading.formats.pdf_apart", str(path.resolve())],
            input=json.dumps(asdict(limits)).encode(),
            capture_output=True,
            timeout=limits.seconds + _GRACE_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise pdf_too_large(path.name, f"it was not read after {limits.seconds:.0f} seconds") from late
    if done.returncode != 0:
        raise pdf_too_large(path.name)
    return _understood(json.loads(done.stdout), path.name)


def _refuse_unless_pdf(path: Path) -> None:
    with path.open("rb") as file:
        beginning = file.read(1024)
    if b"%PDF-" not in beginning:
        raise UnreadableDocument(
            f"{path.name} is named {path.suffix} but is not a PDF. Open it in what made it and save it as PDF, "
            "or bring the Word or Excel file it came from."
        )


def _understood(said: dict[str, object], name: str) -> Document:
    """The other process's answer: what `pdf_apart.told` wrote."""
    if "refused" in said:
        raise UnreadableDocument(str(said["refused"]))
    blocks, notes = said["blocks"], said["notes"]
    assert isinstance(blocks, list)
    assert isinstance(notes, list)
    return Document(name, tuple(map(_block, blocks)), tuple(notes))


def _block(said: list[object]) -> Paragraph | Table:
    if said[0] == "paragraph":
        return Paragraph(*said[1:])  # type: ignore[arg-type]
    _, rows, place = said
    assert isinstance(rows, list)
    cells = tuple(tuple(Cell(*cell) for cell in row) for row in rows)
    return Table(cells, str(place), (str(place),) * len(cells))
