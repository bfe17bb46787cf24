"""Intents as the JSON elements that `milepost understand` prints."""

from datetime import date
from typing import Any

from bot.conversation.understanding.intents import (
    Acknowledge,
    Handover,
    Help,
    Intent,
    Leave,
    Question,
    Snooze,
    Undo,
    Update,
)


def as_element(intent: Intent) -> dict[str, Any]:
    """One element: `kind` and that kind's keys; dates as ISO strings, what was not said as None."""
    match intent:
        case Update():
            return {
                "kind": "update",
                "ref": intent.ref,
                "status": intent.status.value if intent.status else None,
                "progress": intent.progress,
                "due": _iso(intent.due),
            }
        case Handover():
            return {"kind": "handover", "ref": intent.ref, "to": intent.to}
        case Snooze():
            return {"kind": "snooze", "ref": intent.ref, "until": _iso(intent.until)}
        case Leave():
            return {
                "kind": "leave",
                "from": _iso(intent.starts),
                "until": _iso(intent.until),
                "cover": intent.cover,
            }
        case Question():
            return _question(intent)
        case Acknowledge():
            return {"kind": "acknowledge"}
        case Undo():
            return {"kind": "undo"}
        case Help():
            return {"kind": "help"}
    return {"kind": "unclear"}


def _question(intent: Question) -> dict[str, Any]:
    return {
        "kind": "question",
        "about": intent.about.value,
        "owner": intent.owner,
        "ref": intent.ref,
        "theme": intent.theme,
        "from": _iso(intent.since),
        "to": _iso(intent.to),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
