"""What a message was sent for, in a form that travels with it unseen: after a restore the platform is asked for it.

Ids, days and the names of rungs only, never words. `storage.recall.recording` reads it back.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from storage import tables
from storage.outbox import DIGEST, ESCALATION, FAILURE, JOINT_DIGEST, REMINDER
from storage.plainly import Plain, ask, table_of
from storage.questions.notices import Notice
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


def causes_of(session: Session, notices: Iterable[Notice]) -> dict[str, str]:
    """What travels with each of these messages that are about to leave, by its id; nothing has to with the others.

    Of a message with more lines than there is room for, the first ones.
    """
    kinds = {one.row.id: one.row.kind for one in notices if one.row.kind in CARRIED}
    failed = _failed(session, [one for one, kind in kinds.items() if kind == FAILURE])
    causes = _causes(session, kinds)
    return {one: _written(replace(cause, failed=tuple(failed.get(one, ())))) for one, cause in causes.items()}


def _written(cause: Cause) -> str:
    while len(written := write(cause)) > LONGEST:
        cause = replace(cause, lines=_most_of(cause.lines), failed=_most_of(cause.failed))
    return written


def _most_of(some: tuple[T, ...]) -> tuple[T, ...]:
    return some[: len(some) * 9 // 10]


def _causes(session: Session, notification_ids: Collection[str]) -> dict[str, Cause]:
    """Those of any messages, without what failed."""
    if not notification_ids:
        return {}
    rows: dict[str, list[Any]] = {}
    for row in ask(session, _with_lines(), ids=list(notification_ids)):
        rows.setdefault(row.id, []).append(row)
    return {one: _cause(of_one) for one, of_one in rows.items()}


def _cause(rows: Sequence[Any]) -> Cause:
    first = rows[0]
    lines = [
        CauseLine(row.milestone_id, row.told_as, row.rung, row.due_on, row.answered_after)
        for row in rows
        if row.milestone_id is not None
    ]
    return Cause(first.mark, first.kind, first.lane, first.on_day, tuple(lines))


@cache
def _with_lines() -> Plain:
    """Messages, each with its lines in their order; one without has a row without a milestone."""
    row, item, organisation = table_of(Notification), table_of(NotificationItem), table_of(tables.Organisation)
    is_said = and_(item.c.notification_id == row.c.id, item.c.dropped.is_(None))
    return (
        select(
            *row.c["id", "kind", "lane", "on_day"],
            organisation.c.mark,
            *item.c["milestone_id", "told_as", "rung", "due_on", "answered_after"],
        )
        .join(organisation, organisation.c.id == row.c.organisation_id)
        .outerjoin(item, is_said)
        .where(row.c.id.in_(bindparam("ids", expanding=True)))
        .order_by(item.c.position, item.c.id)
    )


def _failed(session: Session, told_in: Collection[str]) -> dict[str, list[FailedCause]]:
    """What failed to reach its reader, by the message in which that is told."""
    if not told_in:
        return {}
    rows = ask(session, _told(), ids=list(told_in)).all()
    causes = _causes(session, [row.id for row in rows])
    found: dict[str, list[FailedCause]] = {}
    for row in rows:
        failed = FailedCause(row.id, row.failure or "", row.failed_at, causes[row.id])
        found.setdefault(row.told_in, []).append(failed)
    return found


@cache
def _told() -> Plain:
    row = table_of(Notification).c
    return (
        select(row.id, row.told_in, row.failure, row.failed_at)
        .where(
            row.told_in.in_(bindparam("ids", expanding=True)),
            row.failed_at.is_not(None),
            or_(row.person_id.is_not(None), row.channel_id.is_not(None)),
        )
        .order_by(row.failed_at, row.id)
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
