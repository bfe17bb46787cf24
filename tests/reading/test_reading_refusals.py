"""Files that are no plan: a sentence saying what, where and what to do next."""

from pathlib import Path

import pytest

from documents.reading import UnreadableDocument, read_plan
from documents.reading.formats.limits import Limits


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        read_plan(path, limits=limits)
    return str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "There is no file" in refusal(tmp_path / "plan.txt")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").touch()
    assert refusal(tmp_path / "plan.txt").startswith("plan.txt is empty.")


def test_a_text_without_a_plan(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("Minutes of a meeting\n\nUna Hart was there.\n", encoding="utf-8")
    assert refusal(tmp_path / "minutes.txt").startswith("minutes.txt holds no table of a plan")


def test_a_table_without_lead_date_or_status(tmp_path: Path) -> None:
    (tmp_path / "risks.txt").write_text("Risk\tAction to mitigate\nStaff leave\tPay more\n", encoding="utf-8")
    assert "Check that it is the plan itself" in refusal(tmp_path / "risks.txt")


def test_a_kind_of_file_that_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "plan.ppt").write_bytes(b"\xd0\xcf\x11\xe0 old word")
    assert "Bring the plan as Word (.docx)" in refusal(tmp_path / "plan.ppt")


def test_a_file_past_a_limit(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("Action\tLead\tDue\n" + "Do it\tUna Hart\tMay 2026\n" * 50, encoding="utf-8")
    assert "more than 20 rows" in refusal(tmp_path / "plan.txt", Limits(rows=20))


def test_a_name_without_an_ending_is_read_by_what_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "plan").write_text("Action\tLead\tDue\nDo it\tUna Hart\tMay 2026\n", encoding="utf-8")
    assert [each.title for each in read_plan(tmp_path / "plan").milestones] == ["Do it"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_the_encodings_that_offices_save(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "plan.txt").write_bytes("Action\tLead\tDue\r\nDo it – now\tZoë Hart\tMay 2026\r\n".encode(encoding))
    (milestone,) = read_plan(tmp_path / "plan.txt").milestones
    assert (milestone.title, milestone.leads[0].name) == ("Do it – now", "Zoë Hart")
