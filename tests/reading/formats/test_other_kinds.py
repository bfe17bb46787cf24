"""A file of a kind that is not read is met with how to save it, not with a list of kinds."""

from pathlib import Path

import pytest
from refusing import OLE, refusal, written

from documents.reading.formats import read_document


@pytest.mark.parametrize("ending", [".doc", ".docm", ".dotm"])
def test_word_files_are_to_be_saved_as_docx(ending: str, tmp_path: Path) -> None:
    assert "save it as .docx" in refusal(read_document, written(tmp_path, OLE, f"plan{ending}")).replace("Save", "save")


@pytest.mark.parametrize("ending", [".xls", ".xlsm", ".xltm", ".xlsb", ".ods"])
def test_workbooks_are_to_be_saved_as_xlsx(ending: str, tmp_path: Path) -> None:
    assert "save it as .xlsx" in refusal(read_document, written(tmp_path, OLE, f"plan{ending}"))
