"""Asks where a message is not clear. Nothing is changed until one of the buttons says what was meant."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.conversation import phrases
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import Button, Buttons, Message, Part, line
from bot.conversation.setting import Setting
from bot.conversation.understanding import Unclear, Update
from plans.milestone import Milestone
from plans.words import Status

MOST_CHOICES = 6
NOTHING_CHANGED = "Nothing is changed until you say."


def ask(occasion: Occasion, unclear: Sequence[Unclear]) -> Reply:
    """One question about what could not be read, with a button for each answer that is likely."""
    first = unclear[0]
    setting = occasion.setting
    choices = [m for m in (setting.by_ref(ref) for ref in first.choices) if m is not None][:MOST_CHOICES]
    if not choices or not isinstance(first.meant, Update):
        return Reply(_say_again(setting, first))
    meant: dict[str, object] = {
        "text": occasion.text_id,
        "status": first.meant.status.value if first.meant.status else None,
        "progress": first.meant.progress,
        "due": first.meant.due.isoformat() if first.meant.due else None,
    }
    buttons = [_choice(milestone, meant) for milestone in choices]
    question = f"{_heading(first)} Which one is it?"
    parts: list[Part] = [
        line(question),
        Buttons((*buttons, Button("None of these", "nothing"))),
        line(NOTHING_CHANGED, quiet=True),
    ]
    return Reply(Message(question, tuple(parts)), tuple(m.id for m in choices))


def _heading(unclear: Unclear) -> str:
    return unclear.why or "I could not tell which milestone that is about."


def _choice(milestone: Milestone, meant: dict[str, object]) -> Button:
    label = phrases.name(milestone)
    short = label if len(label) <= 60 else label[:59].rsplit(" ", 1)[0] + "…"
    return Button(short, "choose", json.dumps({"milestone": milestone.id, **meant}))


def _say_again(setting: Setting, unclear: Unclear) -> Message:
    """Nothing likely to choose from: what would be understood, with the speaker's own milestones as the example."""
    own = next((m for m in setting.milestones if m.lead_id == setting.person.id and m.is_open), None)
    ref = own.ref if own else setting.milestones[0].ref if setting.milestones else "1.1"
    said = unclear.why or "I could not tell what that says about which milestone."
    hint = f'Name the milestone and how it stands, for example "{ref} on track", or ask "what\'s overdue". '
    return Message(said, (line(said), line(f"{hint}{NOTHING_CHANGED}", quiet=True)))


def chosen_update(value: dict[str, Any], ref: str) -> Update:
    """What was said, about the milestone whose button was pressed."""
    return Update(
        ref=ref,
        status=Status(value["status"]) if value.get("status") else None,
        progress=value.get("progress"),
        due=date.fromisoformat(value["due"]) if value.get("due") else None,
    )
