"""The five public documents the product was made from, fact by fact, where they are at hand."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from documents.reading import read_plan

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "gold" / "plans.json"
NAMES = sorted(json.loads(GOLD.read_text(encoding="utf-8"))) if GOLD.is_file() else ["none"]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not GOLD.is_file():
        pytest.skip("the documents to compare with are not beside this checkout")
    spec = importlib.util.spec_from_file_location("score_plans", SHARED / "gold" / "score_plans.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", NAMES)
def test_every_checked_fact_of_a_document_is_read(name: str, scorer: ModuleType) -> None:
    gold = json.loads(GOLD.read_text(encoding="utf-8"))[name]
    reading = json.loads(json.dumps(read_plan(SHARED / "seeds" / name).as_json()))
    assert [what for what, is_right in scorer.check(gold, reading) if not is_right] == []
