"""The process a PDF is read in: `python -m documents.reading.formats.pdf_apart FILE`; limits in, JSON blocks out."""

import json
import sys
from pathlib import Path
from typing import Any

from documents.reading.document import Document, Paragraph, UnreadableDocument
from documents.reading.formats.limits import Limits, pdf_too_large

try:
    import resource
except ImportError:  # Windows has no such ceilings; there the time alone is bounded.
    resource = None  # type: ignore[assignment]


def main(path: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Read the file within its limits and tell what was found, or why nothing was."""
    limits = Limits(**wanted)
    _confine(limits)
    from documents.reading.formats.pdf_pages import read_here

    try:
        return told(read_here(Path(path), limits))
    except UnreadableDocument as refused:
        return {"refused": str(refused)}
    except (MemoryError, RecursionError):
        return {"refused": str(pdf_too_large(Path(path).name))}


def told(document: Document) -> dict[str, Any]:
    """The document as JSON can carry it."""
    blocks: list[list[Any]] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            blocks.append(["paragraph", block.text, block.place, block.level])
        else:
            rows = [[[cell.text, cell.fill, cell.across, cell.down] for cell in row] for row in block.rows]
            blocks.append(["table", rows, block.place])
    return {"blocks": blocks, "notes": list(document.notes)}


def _confine(limits: Limits) -> None:
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    answer = json.dumps(main(sys.argv[1], json.load(sys.stdin)), ensure_ascii=False)
    # A font can claim that a letter is half a character, which no text can hold.
    sys.stdout.buffer.write(answer.encode("utf-8", errors="replace"))
