"""What was meant, kept with a question until its answer says of which milestone."""

from datetime import date
from typing import Any

from bot.conversation.understanding import Handover, Intent, Snooze, Update
from plans.words import Status


def is_kept(intent: Intent | None) -> bool:
    """Whether an answer that names a milestone is enough to go on from it."""
    return isinstance(intent, Update | Handover | Snooze)


def as_data(intent: Intent) -> dict[str, Any]:
    match intent:
        case Update(status=status, progress=progress, due=due, note=note):
            return {
                "kind": "update",
                "status": status.value if status else None,
                "progress": progress,
                "due": due.isoformat() if due else None,
                "note": note,
            }
        case Handover(to=to):
            return {"kind": "handover", "to": to}
        case Snooze(until=until):
            return {"kind": "snooze", "until": until.isoformat()}
    raise TypeError(f"A question cannot go on from {type(intent).__name__}.")


def from_data(data: dict[str, Any], ref: str) -> Intent:
    """What was meant, about the milestone that the answer named."""
    match data["kind"]:
        case "handover":
            return Handover(ref=ref, to=data["to"])
        case "snooze":
            return Snooze(ref=ref, until=date.fromisoformat(data["until"]))
    return Update(
        ref=ref,
        status=Status(data["status"]) if data["status"] else None,
        progress=data["progress"],
        due=date.fromisoformat(data["due"]) if data["due"] else None,
        note=data["note"],
    )
