"""A Word file that cannot or must not be opened is refused in a sentence, and nothing of it is kept."""

import zipfile
from pathlib import Path

import docx
import pytest
import refusing
from refusing import LOCKED, OLE
from word_files import reading_of, saved, tables, texts, with_table

from documents.reading.document import UnreadableDocument
from documents.reading.formats.limits import Limits
from documents.reading.formats.word import read


def refusal(path: Path, limits: Limits | None = None) -> str:
    return refusing.refusal(read, path, limits)


def written(folder: Path, data: bytes, name: str = "plan.docx") -> Path:
    return refusing.written(folder, data, name)


def with_parts(folder: Path, changed: dict[str, bytes]) -> Path:
    return refusing.with_parts(with_table([["1.1", "Audit"]]), folder / "plan.docx", changed)


def body(inner: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'.encode()


def test_an_empty_file(tmp_path: Path) -> None:
    assert "is empty" in refusal(written(tmp_path, b""))


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "plan.docx").mkdir()
    assert "is a folder" in refusal(tmp_path / "plan.docx")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "plan.docx")


def test_a_text_file_named_docx(tmp_path: Path) -> None:
    assert "is not a Word file" in refusal(written(tmp_path, b"Ref,Milestone\n1.1,Audit\n"))


def test_noise(tmp_path: Path) -> None:
    assert "is not a Word file" in refusal(written(tmp_path, bytes(range(256)) * 40))


def test_a_file_locked_with_a_password(tmp_path: Path) -> None:
    assert "protected by a password" in refusal(written(tmp_path, LOCKED))


def test_an_old_file_renamed(tmp_path: Path) -> None:
    assert "old Word format" in refusal(written(tmp_path, OLE + b"\0" * 900))


def test_an_old_file_under_its_own_name(tmp_path: Path) -> None:
    assert "save it as .docx" in refusal(written(tmp_path, OLE, "plan.doc"))


def test_a_half_saved_file(tmp_path: Path) -> None:
    whole = saved(with_table([["1.1"]]), tmp_path).read_bytes()
    assert "damaged or only half saved" in refusal(written(tmp_path, whole[: len(whole) // 2], "half.docx"))


def test_a_zip_that_is_no_document(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "plan.docx", "w") as package:
        package.writestr("readme.txt", "hello")
    assert "damaged" in refusal(tmp_path / "plan.docx")


def test_a_part_that_is_not_xml(tmp_path: Path) -> None:
    assert "damaged" in refusal(with_parts(tmp_path, {"word/document.xml": b"<w:document"}))


def test_a_file_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    path = refusing.huge(tmp_path / "plan.docx", 200)
    assert "is 200 MB; Milepost reads files up to 50 MB" in refusal(path)


def test_a_bomb_of_one_part(tmp_path: Path) -> None:
    assert "unpacks to far more" in refusal(with_parts(tmp_path, {"word/media/a.xml": b"\0" * 8_000_000}))


def test_a_bomb_of_many_parts(tmp_path: Path) -> None:
    many = {f"word/media/{number}.bin": b"\0" * 600_000 for number in range(5)}
    assert "unpacks to far more" in refusal(with_parts(tmp_path, many), Limits(unpacked_bytes=2_000_000))


def test_a_package_of_a_million_names(tmp_path: Path) -> None:
    directory = bytearray(b"PK\x05\x06" + b"\0" * 18)
    directory[12:16] = (200 * 1024 * 1024).to_bytes(4, "little")
    assert "too many parts" in refusal(written(tmp_path, b"PK\x03\x04" + b"\0" * 30 + bytes(directory)))


def test_an_entity_bomb(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    bomb = body("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>", f"<!DOCTYPE x [{entities}]>")
    assert "XML declarations" in refusal(with_parts(tmp_path, {"word/document.xml": bomb}))


def test_an_entity_that_would_read_another_file_stays_unread_wherever_it_hides(tmp_path: Path) -> None:
    secret = written(tmp_path, b"the secret", "secret.txt")
    doctype = f'<!--{" " * 5000}--><!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    hidden = body("<w:p><w:r><w:t>read: &e;</w:t></w:r></w:p>", doctype)
    document = read(with_parts(tmp_path, {"word/document.xml": hidden}), Limits())
    assert "secret" not in repr(document)


def test_macros_under_their_own_name_are_refused(tmp_path: Path) -> None:
    assert "with macros" in refusal(saved(docx.Document(), tmp_path, "plan.docm"))


def test_macros_inside_a_docx_are_left_out_and_noted(tmp_path: Path) -> None:
    document = read(with_parts(tmp_path, {"word/vbaProject.bin": b"\xcc\x61"}), Limits())
    assert texts(tables(document)[0]) == [["1.1", "Audit"]]
    assert document.notes == ("The file holds macros. They were left out and never run.",)


def test_a_read_that_takes_too_long_stops(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="after 0 seconds"):
        reading_of(with_table([["1.1"]] * 64), tmp_path, Limits(seconds=0.0))


def test_tables_nested_a_hundred_deep_are_read_or_refused(tmp_path: Path) -> None:
    depth = 100
    deep = "<w:tbl><w:tr><w:tc>" * depth + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * depth
    try:
        document = read(with_parts(tmp_path, {"word/document.xml": body(deep)}), Limits())
    except UnreadableDocument as refused:
        assert "damaged" in str(refused)
    else:
        assert "'x'" in repr(document)


def test_a_document_with_nothing_in_it_has_no_blocks(tmp_path: Path) -> None:
    assert reading_of(docx.Document(), tmp_path).blocks == ()
