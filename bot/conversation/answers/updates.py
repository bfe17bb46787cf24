"""Carries out what was said about milestones, and reads it back in a line each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.dates import tell_approver
from bot.conversation.answers.reply import Occasion, Reply
from bot.conversation.message import Button, Buttons, Items, Message, Part, Run, bold, line, runs
from bot.conversation.understanding import Update
from plans.milestone import Milestone
from plans.permissions import may_update
from plans.words import Status
from storage.changes.updates import record_update, request_date, set_due
from storage.questions.plans import responsible_for


@dataclass(frozen=True)
class Outcome:
    """How one update ended, as it is read back."""

    milestone: Milestone
    said: tuple[Run, ...]
    is_kept: bool


def answer_updates(occasion: Occasion, updates: Sequence[Update]) -> Reply:
    """Everything that one message said about milestones, each carried out and read back."""
    outcomes = [_carry_out(occasion, update) for update in updates]
    return Reply(_read_back(occasion, outcomes))


def _carry_out(occasion: Occasion, update: Update) -> Outcome:
    setting = occasion.setting
    milestone = setting.by_ref(update.ref)
    assert milestone is not None, "the understanding only names milestones of the plan"
    responsible = responsible_for(occasion.session, milestone, occasion.setting.today)
    if not may_update(setting.person.id, responsible):
        return Outcome(milestone, _not_theirs(milestone), is_kept=False)
    record_update(occasion.session, milestone.id, occasion.author, update.status, update.progress)
    date_said = _date(occasion, milestone, update.due, update.note) if update.due else ""
    return Outcome(milestone, _said(occasion, milestone, update, date_said), is_kept=True)


def _not_theirs(milestone: Milestone) -> tuple[Run, ...]:
    lead = milestone.holder or milestone.lead or "nobody"
    return runs(
        bold(milestone.ref),
        f" is led by {lead}: only its lead, their manager or the plan's owner can say how it stands. Nothing was kept.",
    )


def _date(occasion: Occasion, milestone: Milestone, due: date, reason: str) -> str:
    """A first or an earlier date is set; a later one is asked for."""
    session, today = occasion.session, occasion.setting.today
    if milestone.due is None or due < milestone.due:
        set_due(session, milestone.id, due, occasion.author)
        return f"due {phrases.day(due, today)}"
    if due == milestone.due:
        return ""
    request = request_date(session, milestone.id, due, occasion.author, reason or None)
    approver = tell_approver(occasion, milestone, request.id)
    until = f"until {approver} says yes" if approver else "until the plan has an owner who can say yes"
    return f"{phrases.short_day(due, today)} asked for; {until} it is due {phrases.short_day(milestone.due, today)}"


def _said(occasion: Occasion, milestone: Milestone, update: Update, date_said: str) -> tuple[Run, ...]:
    """ "1.5 → ● on track, note kept"."""
    words = occasion.setting.plan.status_words
    pieces = [
        phrases.status(update.status, words) if update.status else "",
        f"{update.progress}%" if update.progress is not None and update.status is not Status.COMPLETE else "",
        date_said,
        "note kept" if update.note or not (update.status or date_said or update.progress is not None) else "",
    ]
    but = _doubt(occasion, milestone, update)
    return runs(bold(milestone.ref), f" → {', '.join(piece for piece in pieces if piece)}{but}")


def _doubt(occasion: Occasion, milestone: Milestone, update: Update) -> str:
    """What was said and what the plan shows may differ: it is kept as said, and asked about in the same line."""
    today = occasion.setting.today
    if update.status in (Status.ON_TRACK, Status.NOT_STARTED) and milestone.is_overdue(today) and not update.due:
        assert milestone.due is not None
        return f", as you say, though it was due {phrases.day_with_on(milestone.due, today)}. Is there a new date?"
    if update.status and not update.status.is_finished and not milestone.is_open:
        return f", though the plan showed it as {phrases.status(milestone.status)}"
    return ""


def _read_back(occasion: Occasion, outcomes: Sequence[Outcome]) -> Message:
    parts: list[Part] = [
        line(*outcomes[0].said) if len(outcomes) == 1 else Items(tuple(one.said for one in outcomes), start=None)
    ]
    if any(one.is_kept for one in outcomes):
        parts.append(Buttons((Button("Undo", "undo", json.dumps({"text": occasion.text_id})),)))
    summary = "; ".join("".join(run.text for run in one.said) for one in outcomes)
    return Message(summary, tuple(parts))
