"""The channels of plans: where leadership reads and where those who work on them talk; lost, found and renamed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables
from storage.questions.channels import KINDS, PlanChannel, of_organisation


def add_working_channel(session: Session, plan_id: int, platform: str, conversation: str, name: str) -> None:
    """Those who work on the plan talk there from now on."""
    known = session.scalar(
        select(tables.WorkingChannel).where(
            tables.WorkingChannel.plan_id == plan_id,
            tables.WorkingChannel.platform == platform,
            tables.WorkingChannel.conversation == conversation,
        )
    )
    if known is None:
        known = tables.WorkingChannel(plan_id=plan_id, platform=platform, conversation=conversation, name=name)
        session.add(known)
    known.name, known.lost_at = name, None
    session.flush()


def lose_channel(session: Session, organisation_id: int, platform: str, conversation: str, now: datetime) -> None:
    """Nothing can be posted there any more: Milepost was taken out of it, or it was closed."""
    for row in _rows(session, organisation_id, platform, conversation):
        row.lost_at = row.lost_at or now


def find_channel(session: Session, organisation_id: int, platform: str, conversation: str) -> None:
    """Milepost is in it again."""
    for row in _rows(session, organisation_id, platform, conversation):
        row.lost_at = None


def rename_channel(session: Session, organisation_id: int, platform: str, conversation: str, name: str) -> None:
    for row in _rows(session, organisation_id, platform, conversation):
        row.name = name


def _rows(session: Session, organisation_id: int, platform: str, conversation: str) -> list[PlanChannel]:
    found: list[PlanChannel] = []
    for kind in KINDS:
        found += session.scalars(of_organisation(kind, organisation_id, platform, conversation))
    return found
