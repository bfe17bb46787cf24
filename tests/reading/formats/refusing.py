"""Refusals as the sentences they are."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from documents.reading.document import Document, UnreadableDocument
from documents.reading.formats.limits import Limits

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LOCKED = OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600


def refusal(read: Callable[[Path, Limits], Document], path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read(path, limits or Limits())
    return str(caught.value)


def written(folder: Path, data: bytes, name: str) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def with_parts(good: Any, path: Path, changed: dict[str, bytes]) -> Path:
    """`good` (anything with `save`) at `path`, with parts of its package replaced or added."""
    packed = io.BytesIO()
    good.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changed.pop(name, source.read(name)))
        for name, data in changed.items():
            target.writestr(name, data)
    return path


def huge(path: Path, megabytes: int) -> Path:
    """A file of that size which takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    return path
