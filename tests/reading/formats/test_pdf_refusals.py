"""A PDF that cannot or must not be read is refused in a sentence, and the process lives."""

import logging
import zlib
from pathlib import Path

import pytest
import refusing
from pdf_files import Page, packed, pdf, reading_of, saved
from refusing import huge, written

from documents.reading.formats.limits import MEGABYTE, Limits
from documents.reading.formats.pdf import read
from documents.reading.formats.pdf_pages import read_here

LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [<00> <00>]" % (b"o" * 32, b"u" * 32)


def page_of(text: str) -> Page:
    page = Page()
    page.text(50, 60, text)
    return page


def refusal(path: Path, limits: Limits | None = None) -> str:
    """Of the process apart, as everybody meets it."""
    return refusing.refusal(read, path, limits)


def refusal_here(path: Path, limits: Limits | None = None) -> str:
    return refusing.refusal(read_here, path, limits)


def test_an_empty_file_a_folder_and_a_huge_one(tmp_path: Path) -> None:
    assert "is empty" in refusal(written(tmp_path, b"", "plan.pdf"))
    assert "is a folder" in refusal(tmp_path)
    assert "is 200 MB" in refusal(huge(tmp_path / "huge.pdf", 200))


@pytest.mark.parametrize("data", [b"Ref,Due\n1.1,June", bytes(range(256)) * 9, b"PK\x03\x04"])
def test_what_is_no_pdf(data: bytes, tmp_path: Path) -> None:
    assert "is not a PDF" in refusal(written(tmp_path, data, "plan.pdf"))


def test_a_half_saved_file(tmp_path: Path) -> None:
    whole = packed([page_of("Wexcombe improvement plan") for _ in range(4)])
    assert "damaged or only half saved" in refusal_here(written(tmp_path, whole[: len(whole) // 4], "plan.pdf"))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.7, 0.9, 0.98])
def test_a_file_cut_anywhere_is_read_or_refused_and_nothing_else(share: float, tmp_path: Path) -> None:
    from documents.reading.document import UnreadableDocument

    whole = packed([page_of("Wexcombe improvement plan") for _ in range(4)])
    path = written(tmp_path, whole[: int(len(whole) * share)], "plan.pdf")
    try:
        read_here(path, Limits())
    except UnreadableDocument as refused:
        assert "plan.pdf" in str(refused)


def test_a_file_locked_with_a_password(tmp_path: Path) -> None:
    locked = pdf([zlib.compress(page_of("x").content())], trailer=LOCK)
    assert "protected by a password" in refusal_here(written(tmp_path, locked, "plan.pdf"))


def test_a_scan(tmp_path: Path) -> None:
    scan = pdf([zlib.compress(b"q 595 0 0 842 0 0 cm Q")] * 3)
    said = refusal_here(written(tmp_path, scan, "plan.pdf"))
    assert "looks like a scan" in said
    assert "text recognised" in said


def test_a_file_whose_letters_have_no_names(tmp_path: Path) -> None:
    page = page_of("(cid:12)(cid:7)(cid:44)" * 20)
    assert "which letters" in refusal_here(saved([page], tmp_path))


def test_two_thousand_pages_are_refused_before_they_are_read(tmp_path: Path) -> None:
    content = zlib.compress(page_of("Wexcombe improvement plan").content())
    path = written(tmp_path, pdf([content] * 2000), "plan.pdf")
    assert "it has 2,000 pages and Milepost reads up to 400" in refusal_here(path)


def test_a_file_that_lies_about_its_pages_is_counted(tmp_path: Path) -> None:
    content = zlib.compress(page_of("x").content())
    lying = pdf([content] * 30).replace(b"/Count 30", b"/Count 1 ")
    assert "it has 30 pages" in refusal_here(written(tmp_path, lying, "plan.pdf"), Limits(pages=20))


def test_as_many_pages_as_allowed_are_read(tmp_path: Path) -> None:
    pages = [page_of(f"Wexcombe plan part {letter}") for letter in "abc"]
    assert len(reading_of(pages, tmp_path, Limits(pages=3)).blocks) == 3


def bomb(layers: int, size: int) -> bytes:
    made = b" " * size
    for _ in range(layers):
        made = zlib.compress(made, 1)
    return pdf([made], filters=b"[" + b"/FlateDecode " * layers + b"]")


def test_a_bomb_in_a_page_is_met_with_a_ceiling_on_memory(tmp_path: Path) -> None:
    path = written(tmp_path, bomb(2, 150 * MEGABYTE), "plan.pdf")
    assert path.stat().st_size < 20_000
    assert "more memory" in refusal(path, Limits(memory_bytes=300 * MEGABYTE))


def test_a_page_that_takes_for_ever_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.reading.formats.pdf._GRACE_SECONDS", 0.5)
    endless = zlib.compress(b"0 0 m 9 9 l S " * 1_000_000)
    path = written(tmp_path, pdf([endless]), "plan.pdf")
    assert "it was not read after 1 seconds" in refusal(path, Limits(seconds=1.0))


def test_pages_that_take_too_long_together_are_stopped_between_two(tmp_path: Path) -> None:
    path = saved([page_of("a"), page_of("b")], tmp_path)
    assert "had only come to page 1" in refusal_here(path, Limits(seconds=0.0))


@pytest.mark.parametrize("level", [logging.NOTSET, logging.CRITICAL])
def test_a_page_damaged_within_is_read_as_far_as_it_goes_and_said_to_be(
    tmp_path: Path, level: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", level)
    content = bytearray(zlib.compress(page_of("Wexcombe improvement plan").content() * 40, 0))
    content[-1] ^= 255
    document = read_here(written(tmp_path, pdf([bytes(content)]), "plan.pdf"), Limits())
    assert document.notes == ("Part of the file is damaged; some of its text may be missing.",)
