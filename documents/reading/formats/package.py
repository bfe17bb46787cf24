"""What Word and Excel files share: a zip of XML parts, which may be a bomb, half written or locked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from docx.opc.exceptions import OpcError
from lxml import etree  # type: ignore[import-untyped]

from documents.reading.document import UnreadableDocument
from documents.reading.formats.intake import check_file
from documents.reading.formats.limits import MEGABYTE, Limits

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
MOST_DIRECTORY_BYTES = 4 * MEGABYTE
MacrosLeftOut = "The file holds macros. They were left out and never run."

# lxml ships no types, so its elements are Any; python-docx hands out the same ones.
Element = Any
# What a part raises that is cut short, is no XML, or counts past what it holds.
BROKEN_PART: tuple[type[Exception], ...] = (
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)
_UNPACKABLE: tuple[type[Exception], ...] = (*BROKEN_PART, zipfile.LargeZipFile, NotImplementedError, RuntimeError)
# python-docx and openpyxl stumble in their own code over a package that leaves out what it names.
BROKEN_PACKAGE: tuple[type[Exception], ...] = (*BROKEN_PART, AttributeError, TypeError, OpcError)


def check_package(path: Path, limits: Limits, kind: str, suffix: str, streamed: str = "") -> list[str]:
    """Notes about a zip of parts that is safe to open; raises `UnreadableDocument` where it is not.

    `kind` is "Word" or "Excel" and `suffix` what such a file should be saved as. Parts whose name starts
    with `streamed` are read bit by bit, so `part_bytes` does not hold for them.
    """
    check_file(path, limits)
    _check_beginning(path, kind, suffix)
    try:
        with zipfile.ZipFile(path) as package:
            _check_parts(package, path.name, limits, streamed)
            return [MacrosLeftOut] if _holds_macros(package) else []
    except _UNPACKABLE as reason:
        raise damaged(path.name, kind, suffix) from reason


def damaged(name: str, kind: str, suffix: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} is damaged or only half saved: {kind} could not have written it like this. "
        f"Open it in {kind}, save it again as {suffix}, and bring that."
    )


def parsed(data: bytes) -> Element:
    """The root of one small part. Raises `SyntaxError`; entities stay unresolved."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def elements(source: IO[bytes], tags: tuple[str, ...], most_bytes: int) -> Iterator[Element]:
    """Each finished element of those tags as the part is read; it is emptied once the next is asked for.

    Raises `UnreadableDocument` when `most_bytes` go by without one: they would all be held in memory.
    """
    watched = _Watched(source, most_bytes)
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    for _, element in etree.iterparse(watched, events=("end",), tag=tags, **options):
        watched.since_last = 0
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


class _Watched:
    def __init__(self, source: IO[bytes], most_bytes: int) -> None:
        self.since_last = 0
        self._source = source
        self._most_bytes = most_bytes

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.since_last += len(data)
        if self.since_last > self._most_bytes:
            raise UnreadableDocument(
                "One row of the file is larger than any plan's. Copy the plan's tables into a new file."
            )
        return data


def _check_beginning(path: Path, kind: str, suffix: str) -> None:
    with path.open("rb") as file:
        beginning = file.read(8)
        if beginning.startswith(OLE_HEADER):
            raise _locked_or_old(file.read(), path.name, kind, suffix)
    if not beginning.startswith(b"PK"):
        raise UnreadableDocument(
            f"{path.name} is named {path.suffix} but is not {_a(kind)} file. "
            f"Open it in what made it and save it as {suffix}, or give it its right ending."
        )
    _check_directory(path, kind, suffix)


def _locked_or_old(data: bytes, name: str, kind: str, suffix: str) -> UnreadableDocument:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableDocument(
            f"{name} is protected by a password. Open it in {kind}, take the password off, and bring that."
        )
    return UnreadableDocument(
        f"{name} is in the old {kind} format. Open it in {kind}, save it as {suffix}, and bring that."
    )


def _check_directory(path: Path, kind: str, suffix: str) -> None:
    # Python's zipfile makes an object for each name before anybody can count them.
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 65_557))
        end = file.read()
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) - at < 22:
        raise damaged(path.name, kind, suffix)
    if struct.unpack_from("<L", end, at + 12)[0] > MOST_DIRECTORY_BYTES:
        raise UnreadableDocument(
            f"{path.name} is packed in far too many parts to be a plan. Save it again as {suffix}."
        )


def _check_parts(package: zipfile.ZipFile, name: str, limits: Limits, streamed: str) -> None:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument(f"{name} is protected by a password. Save it without one and bring it again.")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes or any(
        _is_bomb(part, limits, streamed) for part in parts
    ):
        raise UnreadableDocument(
            f"{name} unpacks to far more than a plan holds, so it was not opened. "
            "Copy the plan's tables into a new file and bring that."
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares_a_doctype(package, part):
            raise UnreadableDocument(
                f"{name} holds XML declarations that office programs never write, so it was not opened. "
                "Copy the plan's tables into a new file and bring that."
            )


def _is_bomb(part: zipfile.ZipInfo, limits: Limits, streamed: str) -> bool:
    if part.file_size < MEGABYTE:
        return False
    if part.file_size > limits.compression_ratio * max(part.compress_size, 1):
        return True
    is_held = part.filename.endswith((".xml", ".rels")) and not (streamed and part.filename.startswith(streamed))
    return is_held and part.file_size > limits.part_bytes


def _declares_a_doctype(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    with package.open(part) as source:
        beginning = source.read(4096)
    return b"<!DOCTYPE" in beginning.replace(b"\x00", b"")


def _holds_macros(package: zipfile.ZipFile) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in package.namelist())


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "AEIOU" else f"a {kind}"
