"""Which lines of reminders are still owed when these leave: decided together for all that leave together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.catching_up import gather_what_waits
from storage.outbox import ESCALATION, REMINDER
from storage.plainly import Plain, ask, table_of
from storage.questions.notices import Notice, ReminderFacts, ReminderLine, items_of
from storage.questions.reminder_lines import Ground, ground_of
from storage.questions.snoozes import is_later

OF_LINES = (REMINDER, ESCALATION)
"""The kinds that are made of lines."""

_PARTS = ("lead", "manager", "owner", "leadership")


def settle_lines(session: Session, notices: Sequence[Notice], now: datetime) -> dict[str, ReminderFacts]:
    """Numbers the lines of each of these that are still owed, and marks the others with the reason why they are not.

    A line is no longer owed when its milestone is finished or has another due date, or when somebody has said how
    it stands since the day of the rung began. No two of the notices are of one kind to one reader.
    """
    if not notices:
        return {}
    gather_what_waits(session, notices, now)
    of_day: dict[date, list[Notice]] = {}
    for one in notices:
        of_day.setdefault(one.today(now), []).append(one)
    return {facts.notification_id: facts for today, those in of_day.items() for facts in _settle(session, those, today)}


def _settle(session: Session, notices: Sequence[Notice], today: date) -> list[ReminderFacts]:
    """Those to readers who have the same day."""
    items = [item for item in items_of(session, [one.row.id for one in notices]) if item.dropped is None]
    ground, states = ground_of(session, items, today), _states(session, {item.milestone_id for item in items})
    dropped = {item.id: why for item in items if (why := _why_not(item, states[item.milestone_id], ground))}
    lines: dict[str, list[ReminderLine]] = {one.row.id: [] for one in notices}
    for item in items:
        if item.id not in dropped:
            lines[item.notification_id].append(ground.line(item))
    said = {one: _numbered(_each_once(of_one)) for one, of_one in lines.items()}
    numbers = {line.item_id: line.number for of_one in said.values() for line in of_one}
    twice = {item.id: "said once" for item in items if item.id not in numbers}
    _keep(session, twice | dropped, numbers)
    return [
        ReminderFacts(one.row.id, one.reader or "", one.row.channel_id is not None, today, said[one.row.id])
        for one in notices
    ]


def _why_not(item: Any, state: Any, ground: Ground) -> str | None:
    """Why an item is not said now; None where it is."""
    return _no_longer_owed(item, state) or _not_for_now(item, ground)


def _no_longer_owed(item: Any, state: Any) -> str | None:
    if state.retired_at is not None:
        return "retired"
    if state.status is not None and state.status.is_finished:
        return "finished"
    if state.due_on != item.due_on and not is_later(item.rung):
        return "other due date"
    word, since = state.last_word_at, item.answered_after
    return "answered" if word is not None and since is not None and word >= since else None


def _not_for_now(item: Any, ground: Ground) -> str | None:
    if not ground.milestones[item.milestone_id].is_visible_to(item.person_id):
        return "restricted"
    return "asked for later" if ground.is_put_off(item) else None


def _each_once(lines: Iterable[ReminderLine]) -> list[ReminderLine]:
    """A milestone is said once in a message: as what its reader asked for, else as the latest rung has it."""
    by_weight = sorted(lines, key=lambda one: (one.asked_later_on is not None, one.item_id))
    return list({line.milestone.id: line for line in by_weight}.values())


def _numbered(lines: Iterable[ReminderLine]) -> tuple[ReminderLine, ...]:
    in_order = sorted(
        lines, key=lambda one: (_PARTS.index(one.told_as), one.milestone.due or date.max, one.milestone.id)
    )
    return tuple(replace(line, number=number) for number, line in enumerate(in_order, start=1))


def _keep(session: Session, dropped: dict[int, str], numbers: dict[int, int]) -> None:
    """Two statements, so that neither takes back what somebody else has written meanwhile."""
    connection = session.connection()
    if dropped:
        connection.execute(_dropping(), [{"item": one, "why": why} for one, why in dropped.items()])
    if numbers:
        connection.execute(_numbering(), [{"item": one, "number": number} for one, number in numbers.items()])


_MILESTONE, _ITEM = table_of(tables.Milestone).c, table_of(tables.NotificationItem)


def _states(session: Session, milestone_ids: Iterable[int]) -> dict[int, Any]:
    """What decides whether a milestone's lines are owed, as the last thing that is read."""
    return {row.id: row for row in ask(session, _state(), ids=list(milestone_ids))}


@cache
def _state() -> Plain:
    columns = _MILESTONE["id", "retired_at", "status", "due_on", "last_word_at"]
    return select(*columns).where(_MILESTONE.id.in_(bindparam("ids", expanding=True)))


@cache
def _dropping() -> Update:
    return update(_ITEM).where(_ITEM.c.id == bindparam("item")).values(dropped=bindparam("why"))


@cache
def _numbering() -> Update:
    return update(_ITEM).where(_ITEM.c.id == bindparam("item")).values(position=bindparam("number"))
