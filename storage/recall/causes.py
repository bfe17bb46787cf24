"""What a message was sent for, in a form that travels with it unseen: after a restore the platform is asked for it.

Ids, days and the names of rungs only, never words. `storage.recall.recording` reads it back.
"""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from storage import tables
from storage.outbox import DIGEST, ESCALATION, FAILURE, JOINT_DIGEST, REMINDER
from storage.tables import Notification, NotificationItem

CARRIED = (REMINDER, ESCALATION, DIGEST, JOINT_DIGEST, FAILURE)
"""What the clock plans by itself, and would plan again from a backup. Everything else somebody has caused."""

T = TypeVar("T")

LONGEST = 4000
"""Characters: Slack refuses metadata that are too large and does not say from where on. It is hundreds of lines."""


@dataclass(frozen=True)
class CauseLine:
    """One line of a message, as its cause has it; `answered_after` to the second."""

    milestone_id: int
    told_as: str
    rung: str | None
    due_on: date | None
    answered_after: datetime | None


@dataclass(frozen=True)
class FailedCause:
    """A message that its reader was told could not be delivered."""

    notification_id: str
    reason: str
    failed_at: datetime
    cause: "Cause"


@dataclass(frozen=True)
class Cause:
    """Why a message was sent: `mark` is its organisation's, `reader` its lane, `lines` are in their order."""

    mark: str
    kind: str
    reader: str
    on_day: date | None
    lines: tuple[CauseLine, ...] = ()
    failed: tuple[FailedCause, ...] = ()


def cause_of(session: Session, row: Notification) -> str | None:
    """What travels with a message that is about to leave; None where nothing has to.

    Of a message with more lines than there is room for, the first ones.
    """
    if row.kind not in CARRIED:
        return None
    mark = session.get_one(tables.Organisation, row.organisation_id).mark
    cause = replace(_cause(session, row, mark), failed=_failed(session, row, mark) if row.kind == FAILURE else ())
    while len(written := write(cause)) > LONGEST:
        cause = replace(cause, lines=_most_of(cause.lines), failed=_most_of(cause.failed))
    return written


def _most_of(some: tuple[T, ...]) -> tuple[T, ...]:
    return some[: len(some) * 9 // 10]


def _cause(session: Session, row: Notification, mark: str) -> Cause:
    lines = session.execute(_LINES, {"of": row.id})
    return Cause(mark, row.kind, row.lane, row.on_day, tuple(CauseLine(*line) for line in lines))


_ITEM = NotificationItem
# Every reminder asks this: putting the statement together each time takes longer than the answer.
_LINES = (
    select(_ITEM.milestone_id, _ITEM.told_as, _ITEM.rung, _ITEM.due_on, _ITEM.answered_after)
    .where(_ITEM.notification_id == bindparam("of"), _ITEM.dropped.is_(None))
    .order_by(_ITEM.position, _ITEM.id)
)


def _failed(session: Session, row: Notification, mark: str) -> tuple[FailedCause, ...]:
    told = session.scalars(
        select(Notification)
        .where(
            Notification.told_in == row.id,
            Notification.failed_at.is_not(None),
            or_(Notification.person_id.is_not(None), Notification.channel_id.is_not(None)),
        )
        .order_by(Notification.failed_at, Notification.id)
    ).all()
    return tuple(
        FailedCause(one.id, one.failure or "", one.failed_at, _cause(session, one, mark))
        for one in told
        if one.failed_at is not None
    )


def write(cause: Cause) -> str:
    data = [cause.mark, *_as_data(cause), [_failed_as_data(one) for one in cause.failed]]
    return json.dumps(data, separators=(",", ":"))


def read(text: str) -> Cause | None:
    """The cause that `write` wrote; None where it is none."""
    try:
        mark, kind, reader, on_day, lines, failed = json.loads(text)
        return replace(
            _from_data(str(mark), kind, reader, on_day, lines),
            failed=tuple(
                FailedCause(str(id_), str(reason), _instant(at), _from_data(str(mark), *data))
                for id_, reason, at, data in failed
            ),
        )
    except (ValueError, TypeError, OverflowError):
        return None


def _as_data(cause: Cause) -> list[Any]:
    """Lines that stand together and differ only in their milestone are one, with a list of these."""
    runs = groupby(cause.lines, key=lambda line: (line.told_as, line.rung, line.due_on, line.answered_after))
    lines = [
        [told_as, rung, _iso(due_on), int(after.timestamp()) if after else None, [line.milestone_id for line in run]]
        for (told_as, rung, due_on, after), run in runs
    ]
    return [cause.kind, cause.reader, _iso(cause.on_day), lines]


def _failed_as_data(one: FailedCause) -> list[Any]:
    return [one.notification_id, one.reason, int(one.failed_at.timestamp()), _as_data(one.cause)]


def _from_data(mark: str, kind: Any, reader: Any, on_day: Any, lines: Any) -> Cause:
    return Cause(
        mark,
        str(kind),
        str(reader),
        _day(on_day),
        tuple(
            CauseLine(int(one), str(told_as), rung, _day(due_on), _instant(after) if after is not None else None)
            for told_as, rung, due_on, after, ids in lines
            for one in ids
        ),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _instant(seconds: Any) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
