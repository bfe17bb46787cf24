"""Which module reads which file: by the end of its name, then by its first bytes."""

import importlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, cast

from documents.reading.document import Document, UnreadableDocument
from documents.reading.formats.limits import Limits


class Format(Protocol):
    """What a format module offers. Raises `UnreadableDocument` for a file that is not what its name says."""

    def read(self, path: Path, limits: Limits) -> Document: ...


MODULES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".md": "text",
        ".text": "text",
        ".docx": "word",
        ".xlsx": "excel",
        # Refused, each with the sentence that says what to save it as.
        **dict.fromkeys((".docm", ".dotm", ".doc"), "word"),
        **dict.fromkeys((".xlsm", ".xltm", ".xlsb", ".xls", ".ods"), "excel"),
        ".csv": "delimited",
        ".tsv": "delimited",
        ".htm": "html",
        ".html": "html",
        ".pdf": "pdf",
    }
)
_BY_OPENING = ((b"%PDF", "pdf"), (b"<!doctype html", "html"), (b"<html", "html"))


def read_document(path: Path, limits: Limits) -> Document:
    """The file as tables and paragraphs, whatever its format. Raises `UnreadableDocument` with what to do next."""
    return format_of(path).read(path, limits)


def format_of(path: Path) -> Format:
    name = MODULES.get(path.suffix.lower()) or _by_opening(path)
    if name is None:
        raise UnreadableDocument(
            f"{path.name} is of a kind Milepost does not read. Bring the plan as Word (.docx), Excel (.xlsx), "
            "PDF, CSV, HTML or plain text."
        )
    return cast(Format, importlib.import_module(f"documents.reading.formats.{name}"))


def _by_opening(path: Path) -> str | None:
    """A file whose name says nothing, by what it begins with; older Office files are no text."""
    if not path.is_file():
        return "text"
    with path.open("rb") as file:
        opening = file.read(512)
    known = next((name for mark, name in _BY_OPENING if opening.lower().lstrip().startswith(mark.lower())), None)
    if known:
        return known
    is_office = path.suffix.lower() in (".doc", ".xls", ".ppt", ".pptx", ".odt", ".ods", ".rtf")
    return None if is_office or b"\x00" in opening else "text"
