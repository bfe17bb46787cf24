"""Each line of cases/*.tsv: who says what in which thread, and what it must be read as."""

from datetime import datetime
from pathlib import Path

import pytest
from northmere_plan import northmere

from bot.conversation.understanding import (
    Acknowledge,
    Handover,
    Help,
    Intent,
    Leave,
    Question,
    Snooze,
    Unclear,
    Undo,
    Update,
    understand,
)

CASES = Path(__file__).parent / "cases"


def _cases() -> list[tuple[str, str, str, str, str]]:
    rows = []
    for path in sorted(CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("#"):
                speaker, thread, text, expected, why = line.split("\t")
                rows.append((speaker, thread, text.replace("\\n", "\n"), expected, why))
    return rows


def said_back(intent: Intent) -> str:
    """An intent in the short form that the tables are written in."""
    match intent:
        case Update():
            parts = [intent.ref, intent.status.value if intent.status else "-"]
            parts += [f"{intent.progress}%"] if intent.progress is not None and intent.progress < 100 else []
            parts += [f"due {intent.due}"] if intent.due else []
            return " ".join(parts)
        case Handover():
            return f"hand {intent.ref} to {intent.to}"
        case Snooze():
            return f"later {intent.ref or '-'} {intent.until}"
        case Leave():
            return f"leave {intent.starts or ''}..{intent.until}" + (f" cover {intent.cover}" if intent.cover else "")
        case Question():
            return _asked(intent)
        case Acknowledge() | Undo() | Help():
            return type(intent).__name__.lower()
        case Unclear():
            return " ".join(["unclear", *intent.choices])
    raise AssertionError(intent)


def _asked(question: Question) -> str:
    parts = [f"ask {question.about}"]
    parts += [f"owner={question.owner}"] if question.owner else []
    parts += [question.ref] if question.ref else []
    parts += [f"theme={question.theme}"] if question.theme else []
    if question.since or question.to:
        parts.append(f"{question.since or ''}..{question.to or ''}")
    return " ".join(parts)


def thread_of(column: str) -> tuple[str | None, tuple[str, ...]]:
    """ "1.1" is a thread, "list 1.1 3.2" an answer to that numbered list, "-" neither."""
    if column.startswith("list "):
        return None, tuple(column.split()[1:])
    return (None if column == "-" else column), ()


@pytest.mark.parametrize(
    ("speaker", "thread", "text", "expected", "why"),
    _cases(),
    ids=[f"{row[1]}: {row[2][:60]}" for row in _cases()],
)
def test_the_message_is_read_as_its_writer_meant_it(
    speaker: str, thread: str, text: str, expected: str, why: str
) -> None:
    about, numbered = thread_of(thread)
    read = [said_back(intent) for intent in understand(text, northmere(speaker, about, numbered))]
    if expected == "unclear":
        read = [line.split()[0] for line in read]
    assert sorted(read) == sorted(expected.split(" ; ")), why


def test_there_are_cases_enough_to_trust_the_reading() -> None:
    assert len(_cases()) >= 300


def test_every_case_says_why() -> None:
    assert all(why.strip() for *_, why in _cases())


def test_the_clock_is_the_speakers() -> None:
    late = datetime.fromisoformat("2026-06-16T23:30:00+01:00")
    read = understand("ask me tomorrow", northmere("Amara", "1.1", now=late))
    assert [said_back(intent) for intent in read] == ["later 1.1 2026-06-17"]
