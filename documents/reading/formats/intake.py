"""What is checked about any file before a format opens it, and how bytes become text."""

import re
from pathlib import Path

from documents.reading.document import UnreadableDocument
from documents.reading.formats.limits import MEGABYTE, Limits

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def check_file(path: Path, limits: Limits) -> None:
    """Raise `UnreadableDocument` unless `path` is a file with something in it and within `file_bytes`."""
    if path.is_dir():
        raise UnreadableDocument(f"{path.name} is a folder. Name the plan's file inside it.")
    if not path.is_file():
        raise UnreadableDocument(f"There is no file {path}. Check the name and the folder.")
    size = path.stat().st_size
    if size == 0:
        raise UnreadableDocument(f"{path.name} is empty. Save the plan again and bring the new file.")
    if size > limits.file_bytes:
        raise UnreadableDocument(
            f"{path.name} is {_megabytes(size)} MB; Milepost reads files up to "
            f"{_megabytes(limits.file_bytes)} MB. Take the pictures out, or save only the plan's pages."
        )


def read_bytes(path: Path, limits: Limits) -> bytes:
    """All of a checked file. Raises `UnreadableDocument` where it cannot be opened."""
    check_file(path, limits)
    try:
        return path.read_bytes()
    except OSError as reason:
        raise UnreadableDocument(
            f"{path.name} could not be opened: {reason.strerror}. Check who may read it."
        ) from reason


def read_text(path: Path, limits: Limits) -> str:
    """The file's text whatever it was saved as. Raises `UnreadableDocument` for what is not text."""
    return decoded(read_bytes(path, limits), path.name)


def decoded(data: bytes, name: str) -> str:
    """Text of a byte order mark's encoding, UTF-8, or the Windows western one, in that order."""
    text = _decoded(data)
    if _is_noise(text):
        raise UnreadableDocument(f"{name} does not hold text. Bring the plan as Word, Excel, PDF, CSV or plain text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_noise(text: str) -> bool:
    sample = text[:65536]
    return "\x00" in sample or len(_CONTROL.findall(sample)) * 50 > len(sample)


def _megabytes(size: int) -> int:
    return max(1, round(size / MEGABYTE))
