"""What would keep Milepost from reaching people: nobody's account, no owner, nowhere for leadership to read."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.columns import UtcDateTime
from storage.questions.metrics import oldest_due_at
from storage.questions.milestones import milestones_of_plan
from storage.questions.outbox import failed_ids


@dataclass(frozen=True)
class PlanArrangements:
    """What a plan needs beside its milestones."""

    title: str
    has_owner: bool
    has_channel: bool


def arrangements_of(session: Session, organisation_id: int) -> list[PlanArrangements]:
    """Each of an organisation's plans, the oldest first."""
    has_channel = select(tables.LeadershipChannel.plan_id)
    rows = session.execute(
        select(tables.Plan.title, tables.Plan.owner_id, tables.Plan.id.in_(has_channel))
        .where(tables.Plan.organisation_id == organisation_id)
        .order_by(tables.Plan.id)
    )
    return [PlanArrangements(title, owner_id is not None, bool(is_read)) for title, owner_id, is_read in rows]


def zones_in_use(session: Session) -> list[str]:
    """The names of the time zones of people and plans."""
    people, plans = select(tables.Person.zone), select(tables.Plan.zone)
    return sorted(set(session.scalars(people)) | set(session.scalars(plans)))


@dataclass(frozen=True)
class Unreachable:
    """Somebody without an account: how many open milestones they lead, whether a plan is theirs, and whether their
    e-mail address is known."""

    name: str
    open: int
    owns: bool
    has_email: bool


def unreachable_people(
    session: Session, organisation_id: int, platforms: Collection[str], today: date
) -> list[Unreachable]:
    """Each lead of something open, and each plan's owner, who has no account on any of these platforms, by name."""
    reachable = set(
        session.scalars(
            select(tables.Account.person_id).where(
                tables.Account.platform.in_(platforms), tables.Account.closed_at.is_(None)
            )
        )
    )
    waiting: Counter[int] = Counter()
    plans = select(tables.Plan.id, tables.Plan.owner_id).where(tables.Plan.organisation_id == organisation_id)
    owners = set()
    for plan_id, owner_id in session.execute(plans):
        owners.add(owner_id)
        for one in milestones_of_plan(session, plan_id, today):
            if one.is_open and one.lead_id is not None and one.lead_id not in reachable:
                waiting[one.lead_id] += 1
    wanted = waiting.keys() | owners - {None} - reachable
    people = select(tables.Person.id, tables.Person.name, tables.Person.email).where(tables.Person.id.in_(wanted))
    found = [
        Unreachable(name, waiting[id_], id_ in owners, bool(email)) for id_, name, email in session.execute(people)
    ]
    return sorted(found, key=lambda one: one.name)


@dataclass(frozen=True)
class OutboxHealth:
    """How many messages failed and were not dropped, and since when the oldest unsent one has been due."""

    failed: int
    oldest_due_at: datetime | None


def outbox_health(session: Session, organisation_id: int, now: datetime) -> OutboxHealth:
    return OutboxHealth(len(failed_ids(session, organisation_id)), oldest_due_at(session, now))


def last_heard_at(session: Session, platform: str) -> datetime | None:
    """When anything last came in from a platform; None when nothing ever did."""
    seen = tables.SeenMessage
    heard = func.max(seen.seen_at, type_=UtcDateTime())
    # What is only noted so as not to be asked twice did not come from there.
    return session.scalar(select(heard).where(seen.platform == platform, seen.conversation.not_like("%/identity")))
