"""Who is told that a message could not be delivered: the one who can act on it, once a day, with all of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import dropwhile, islice
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.ladder import MORNING, send_time
from plans.working_days import ENGLAND
from storage import tables
from storage.outbox import FAILURE, owe_failure
from storage.questions.people import accounts_of

GATHERED_FOR = timedelta(minutes=10)
"""What fails on one morning fails at about the same time, and is told together."""


def tell_of_failure(session: Session, notification_id: str, now: datetime) -> int | None:
    """Owes somebody the news; the id of that person, or None when there is nobody left who could be told.

    A reader's manager can act, else whoever owns the plan. When it is such news that failed, what it told goes to
    the next of them.
    """
    failed = session.get_one(tables.Notification, notification_id, populate_existing=True)
    if failed.kind != FAILURE:
        return _tell(session, failed, _who_can_act(session, failed), now)
    unheard = session.scalars(select(tables.Notification).where(tables.Notification.told_in == failed.id)).all()
    told = [_tell(session, one, _after(failed.person_id, _who_can_act(session, one)), now) for one in unheard]
    return next((person_id for person_id in told if person_id is not None), None)


def _after(person_id: int | None, people: Iterator[tables.Person]) -> Iterator[tables.Person]:
    """Those who come after somebody: what went to them does not come round to those before."""
    return islice(dropwhile(lambda person: person.id != person_id, people), 1, None)


def _tell(session: Session, failed: tables.Notification, people: Iterator[tables.Person], now: datetime) -> int | None:
    for person in people:
        if person.id == failed.person_id or not _has_account(session, person):
            continue
        failed.told_in = _message_to(session, failed, person, now)
        session.flush()
        return person.id
    return None


def _who_can_act(session: Session, failed: tables.Notification) -> Iterator[tables.Person]:
    """Each of them once, the nearest first."""
    ids = dict.fromkeys([*_manager(session, failed), *_owners(session, failed)])
    return (session.get_one(tables.Person, one) for one in ids)


def _manager(session: Session, failed: tables.Notification) -> list[int]:
    reader = session.get(tables.Person, failed.person_id) if failed.person_id is not None else None
    manager = session.get(tables.Person, reader.manager_id) if reader is not None and reader.manager_id else None
    return [manager.id] if manager is not None and not manager.is_guest else []


def _owners(session: Session, failed: tables.Notification) -> list[int]:
    """The owners of the plans that the message was about; of a plain notice, of the organisation's plans."""
    plan, item = tables.Plan, tables.NotificationItem
    owners = select(plan.owner_id).where(plan.owner_id.is_not(None), plan.organisation_id == failed.organisation_id)
    if failed.channel_id is not None:
        channel = session.get_one(tables.LeadershipChannel, failed.channel_id)
        owners = owners.where(plan.id == channel.plan_id)
    about = (
        select(tables.Milestone.plan_id)
        .join(item, item.milestone_id == tables.Milestone.id)
        .where(item.notification_id == failed.id)
    )
    if session.scalars(about.limit(1)).first() is not None:
        owners = owners.where(plan.id.in_(about))
    return [owner for owner in session.scalars(owners.order_by(plan.id.desc())) if owner is not None]


def _has_account(session: Session, person: tables.Person) -> bool:
    return bool(accounts_of(session, person.id))


def _message_to(session: Session, failed: tables.Notification, person: tables.Person, now: datetime) -> str:
    """The message of the day to that person that has not left yet."""
    zone = ZoneInfo(person.zone)
    earliest = now + GATHERED_FOR
    day = earliest.astimezone(zone).date()
    while True:
        due_at = send_time(day, MORNING, zone, earliest, ENGLAND)
        on_day = due_at.astimezone(zone).date()
        found = owe_failure(session, failed.organisation_id, person.id, on_day, due_at, now)
        if found is not None:
            return found
        day = ENGLAND.add(on_day, 1)
