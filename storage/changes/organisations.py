"""Tenants, the owner of a plan and the channels its leadership reads."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import tables
from storage.changes.forgetting import forget
from storage.climbing import rhythm_of


def find_or_add_organisation(session: Session, platform: str, tenant: str, name: str) -> int:
    """The id of a tenant."""
    found = session.scalar(
        select(tables.Organisation).where(
            tables.Organisation.platform == platform, tables.Organisation.tenant == tenant
        )
    )
    if found is None:
        found = tables.Organisation(platform=platform, tenant=tenant, name=name)
        session.add(found)
        session.flush()
    return found.id


def come_back(session: Session, organisation_id: int, name: str) -> None:
    """Milepost is installed there, whether for the first time or again before what it had was forgotten."""
    organisation = session.get_one(tables.Organisation, organisation_id)
    organisation.name, organisation.left_at = name, None


def leave(session: Session, platform: str, tenant: str, now: datetime) -> None:
    """A tenant has taken Milepost out; the first time counts."""
    session.execute(
        update(tables.Organisation)
        .where(
            tables.Organisation.platform == platform,
            tables.Organisation.tenant == tenant,
            tables.Organisation.left_at.is_(None),
        )
        .values(left_at=now)
    )


def become_tenant(session: Session, organisation_id: int, platform: str, tenant: str) -> bool:
    """An organisation is that tenant of a platform from now on; False when another one with plans or people is.

    So a council that began with one workspace's token goes on with its plans when its workspace installs Milepost.
    """
    present = session.scalar(
        select(tables.Organisation).where(
            tables.Organisation.platform == platform, tables.Organisation.tenant == tenant
        )
    )
    organisation, name = session.get_one(tables.Organisation, organisation_id), None
    if present is not None and present.id != organisation_id:
        if _has_anything(session, present.id):
            return False
        name = present.name
        forget(session, present.id)
    organisation.platform, organisation.tenant = platform, tenant
    organisation.name = name or organisation.name
    session.flush()
    return True


def _has_anything(session: Session, organisation_id: int) -> bool:
    owned = (tables.Plan, tables.Person, tables.Post)
    return any(
        session.scalar(select(table.id).where(table.organisation_id == organisation_id).limit(1)) is not None
        for table in owned
    )


def keep_for(session: Session, organisation_id: int, days: int) -> None:
    """How long an organisation's plans are kept after it has taken Milepost out."""
    session.get_one(tables.Organisation, organisation_id).keep_days = days


def set_owner(session: Session, plan_id: int, person_id: int, now: datetime) -> None:
    """The improvement officer whose plan it is; they stand in where no manager is known."""
    plan = session.get_one(tables.Plan, plan_id)
    if plan.owner_id == person_id:
        return
    session.add(tables.Event(plan_id=plan.id, at=now, kind="owner", changes={"owner_id": [plan.owner_id, person_id]}))
    plan.owner_id = person_id
    session.flush()


def add_leadership_channel(
    session: Session, plan_id: int, platform: str, conversation: str, name: str, now: datetime
) -> int:
    """The plan's leadership reads there from now on; the first digest is the next one that falls due."""
    plan = session.get_one(tables.Plan, plan_id)
    known = session.scalar(
        select(tables.LeadershipChannel).where(
            tables.LeadershipChannel.plan_id == plan.id,
            tables.LeadershipChannel.platform == platform,
            tables.LeadershipChannel.conversation == conversation,
        )
    )
    if known is not None:
        known.name, known.lost_at = name, None
        return known.id
    rhythm = rhythm_of(plan)
    if plan.next_check_at is None:
        plan.next_check_at = rhythm.next_check(now)
    channel = tables.LeadershipChannel(
        plan_id=plan.id,
        platform=platform,
        conversation=conversation,
        name=name,
        next_digest_at=rhythm.time_of(rhythm.next_week(now)),
    )
    session.add(channel)
    session.flush()
    return channel.id
