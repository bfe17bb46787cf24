"""What waited too long: it leaves in hours in which people work, and all that waits for one reader leaves as one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Date, Update, bindparam, exists, or_, select, update
from sqlalchemy.orm import Session

from plans.ladder import send_time
from plans.working_days import WorkingDays
from storage import claims
from storage.claims import Claim
from storage.columns import UtcDateTime
from storage.outbox import DIGEST, ESCALATION, REMINDER
from storage.plainly import Plain, ask, table_of
from storage.questions.notices import Notice
from storage.questions.plans import plans_by_id
from storage.tables import Milestone, Notification, NotificationItem

LATE_AFTER = timedelta(hours=1)
IN_WORKING_HOURS = (REMINDER, ESCALATION, DIGEST)

_MESSAGE, _LINE = table_of(Notification), table_of(NotificationItem)


def wait_for_working_hours(
    session: Session, claimed: Iterable[tuple[Claim, Notice]], now: datetime
) -> dict[str, datetime]:
    """Gives claims back until people work again; when that is, by the id of each that may not leave now.

    Only what is late is held: an hour that a policy has set for its messages is kept, whichever it is.
    """
    late = [
        (claim, notice)
        for claim, notice in claimed
        if claim.kind in IN_WORKING_HOURS and now - notice.row.due_at >= LATE_AFTER
    ]
    calendars = _calendars(session, [notice for _, notice in late])
    at = {claim: _working_hour(notice, calendars[claim.id], now) for claim, notice in late if claim.id in calendars}
    return {claim.id: then for claim, then in at.items() if then > now and claims.release_until(session, claim, then)}


def _working_hour(notice: Notice, calendar: WorkingDays, now: datetime) -> datetime:
    """When a late message may leave, which is now where people work."""
    assert notice.zone is not None
    planned = notice.row.due_at.astimezone(notice.zone)
    return send_time(planned.date(), planned.time(), notice.zone, now, calendar)


def _calendars(session: Session, notices: Sequence[Notice]) -> dict[str, WorkingDays]:
    """The calendar that each of these messages keeps: that of its channel's plan, else of its first line's."""
    if not notices:
        return {}
    plans = {one.row.id: one.row.plan_id for one in notices if one.row.plan_id is not None}
    for notification_id, plan_id in ask(session, _plans_of_lines(), ids=[one.row.id for one in notices]):
        plans.setdefault(notification_id, plan_id)
    found = plans_by_id(session, set(plans.values()))
    return {one: found[plan_id].calendar for one, plan_id in plans.items()}


@cache
def _plans_of_lines() -> Plain:
    milestone = table_of(Milestone)
    return (
        select(_LINE.c.notification_id, milestone.c.plan_id)
        .join(milestone, milestone.c.id == _LINE.c.milestone_id)
        .where(_LINE.c.notification_id.in_(bindparam("ids", expanding=True)))
        .order_by(_LINE.c.id)
    )


def gather_what_waits(session: Session, notices: Sequence[Notice], now: datetime) -> None:
    """Takes the lines of every other due message to the same readers into these, which become the messages of today.

    After the machine was off, the message of a day in between is still there beside that of today. Of these no two
    are of one kind to one reader.
    """
    having = set(ask(session, _with_lines(), ids=[one.row.id for one in notices]).scalars())
    # One of which all was moved away leaves nothing behind, and takes nothing along.
    gathering = [one for one in notices if one.row.id in having]
    _join(session, gathering, now)
    late = [
        {"late": one.row.id, "today": one.today(now)}
        for one in gathering
        if one.row.on_day is not None and one.row.on_day < one.today(now)
    ]
    if late:
        session.connection().execute(_becoming_todays(), late)


def _join(session: Session, notices: Sequence[Notice], now: datetime) -> None:
    into = {(one.row.kind, one.row.lane): one.row.id for one in notices}
    kinds, lanes = {kind for kind, _ in into}, {lane for _, lane in into}
    waiting = ask(session, _others_due(), kinds=list(kinds), lanes=list(lanes), ids=list(into.values()), now=now)
    moved = [{"other": id_, "into": into[to], "at": now} for id_, *key in waiting if (to := tuple(key)) in into]
    if moved:
        session.connection().execute(_moving_lines(), moved)
        session.connection().execute(_emptying(), moved)


@cache
def _with_lines() -> Plain:
    of_these = _LINE.c.notification_id.in_(bindparam("ids", expanding=True))
    return select(_LINE.c.notification_id).where(of_these, _LINE.c.dropped.is_(None)).distinct()


@cache
def _others_due() -> Plain:
    """Those that another copy is looking at just now are left to it."""
    row = _MESSAGE.c
    return (
        select(row.id, row.kind, row.lane)
        .where(
            row.kind.in_(bindparam("kinds", expanding=True)),
            row.lane.in_(bindparam("lanes", expanding=True)),
            row.id.not_in(bindparam("ids", expanding=True)),
            row.settled_at.is_(None),
            row.claimed_by.is_(None),
            row.due_at <= bindparam("now", type_=UtcDateTime()),
        )
        .with_for_update(skip_locked=True)
    )


@cache
def _moving_lines() -> Update:
    of_other = _LINE.c.notification_id == bindparam("other")
    return update(_LINE).where(of_other, _LINE.c.dropped.is_(None)).values(notification_id=bindparam("into"))


@cache
def _emptying() -> Update:
    """A day belongs to one message of a reader; what has been emptied makes room for the one that leaves."""
    at = bindparam("at", type_=UtcDateTime())
    values = {"on_day": None, "dropped_at": at, "settled_at": at, "failure": "joined"}
    return update(_MESSAGE).where(_MESSAGE.c.id == bindparam("other")).values(**values)


@cache
def _becoming_todays() -> Update:
    """Unless its reader has one of that kind and day."""
    row, other = _MESSAGE.c, _MESSAGE.alias("other").c
    today = bindparam("today", type_=Date())
    same_reader = or_(other.person_id == row.person_id, other.channel_id == row.channel_id)
    has_one = exists().where(other.kind == row.kind, same_reader, other.on_day == today)
    return update(_MESSAGE).where(row.id == bindparam("late"), ~has_one).values(on_day=today)
