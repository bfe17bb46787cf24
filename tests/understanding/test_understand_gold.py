"""The conversations set: what officers typed, and what it had to be read as."""

import importlib.util
import json
import statistics
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.understanding import Context, KnownMilestone, as_element, understand
from documents.reading import read_plan
from plans.reading import LeadReading, PlanReading

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
LINES = SHARED / "gold" / "conversations_dev.jsonl"
DOCUMENTS = {
    "haringey": "004_fbfde8deb5ca8114.txt",
    "mk2012": "000_a8cc10278948834b.txt",
    "mk2022": "001_77ddc906a4d83221.txt",
}

pytestmark = pytest.mark.skipif(not LINES.exists(), reason="the conversations set is not beside this repository")


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "gold" / "score_conversations.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _lead(lead: LeadReading) -> str:
    return lead.name or lead.post or lead.organisation or ""


def known_milestones(plan: PlanReading) -> tuple[KnownMilestone, ...]:
    titles = {action.ref: action.title for action in plan.actions}
    return tuple(
        KnownMilestone(
            ref=milestone.ref,
            title=milestone.title,
            action=milestone.action,
            action_title=titles.get(milestone.action, ""),
            theme=milestone.theme,
            leads=tuple(_lead(lead) for lead in milestone.leads),
            due=milestone.due,
            status=milestone.status,
        )
        for milestone in plan.milestones
    )


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def contexts(items: list[dict[str, Any]]) -> dict[str, Context]:
    plans = {plan: known_milestones(read_plan(SHARED / "seeds" / name)) for plan, name in DOCUMENTS.items()}
    found = {}
    for item in items:
        speakers = tuple(dict.fromkeys(other["speaker"] for other in items if other["plan"] == item["plan"]))
        now = datetime.fromisoformat(item["now"]).replace(tzinfo=ZoneInfo("Europe/London"))
        found[item["id"]] = Context(
            now=now,
            speaker=item["speaker"],
            milestones=plans[item["plan"]],
            about=item["about"],
            people=speakers,
        )
    return found


def test_at_least_106_of_the_110_lines_are_read_right(
    items: list[dict[str, Any]], contexts: dict[str, Context]
) -> None:
    score = _scorer()
    wrong = [
        (item["id"], item["text"][:80])
        for item in items
        if not score.right(item, [as_element(intent) for intent in understand(item["text"], contexts[item["id"]])])
    ]
    assert len(items) - len(wrong) >= 106, wrong


def test_another_speaker_list_changes_little(items: list[dict[str, Any]], contexts: dict[str, Context]) -> None:
    """Only the speaker and the leads are known: first names of officers outside the plan stay as typed."""
    score = _scorer()
    right = sum(
        score.right(
            item,
            [as_element(i) for i in understand(item["text"], replace(contexts[item["id"]], people=()))],
        )
        for item in items
    )
    assert right >= 104


def test_a_message_is_read_in_three_milliseconds(items: list[dict[str, Any]], contexts: dict[str, Context]) -> None:
    for item in items[:10]:
        understand(item["text"], contexts[item["id"]])
    taken = []
    for item in items:
        started = time.perf_counter()
        understand(item["text"], contexts[item["id"]])
        taken.append(time.perf_counter() - started)
    assert statistics.median(taken) < 0.003
