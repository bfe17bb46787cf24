"""Which plans a channel is for, and as what."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from storage import tables

PlanChannel = tables.LeadershipChannel | tables.WorkingChannel

KINDS: tuple[type[PlanChannel], ...] = (tables.LeadershipChannel, tables.WorkingChannel)


@dataclass(frozen=True)
class ChannelUse:
    """A channel that a plan has: its leadership reads there, or those who work on it talk there."""

    plan_id: int
    plan: str
    owner_id: int | None
    name: str
    is_leadership: bool
    is_lost: bool


def of_organisation(
    kind: type[PlanChannel], organisation_id: int, platform: str, conversation: str
) -> Select[PlanChannel]:
    chosen: Select[Any] = (
        select(kind)
        .join(tables.Plan, tables.Plan.id == kind.plan_id)
        .where(
            tables.Plan.organisation_id == organisation_id,
            kind.platform == platform,
            kind.conversation == conversation,
        )
        .order_by(kind.id)
    )
    return chosen


def uses_of_channel(session: Session, organisation_id: int, platform: str, conversation: str) -> list[ChannelUse]:
    """What the channel is for, the leadership's first."""
    found: list[ChannelUse] = []
    for kind in KINDS:
        for row in session.scalars(of_organisation(kind, organisation_id, platform, conversation)):
            plan = session.get_one(tables.Plan, row.plan_id)
            is_leadership = kind is tables.LeadershipChannel
            found.append(
                ChannelUse(plan.id, plan.title, plan.owner_id, row.name, is_leadership, row.lost_at is not None)
            )
    return found


def plan_of_channel(session: Session, organisation_id: int, platform: str, conversation: str) -> int | None:
    """The one plan that a channel is for; None where there is none, or more than one."""
    plans = {use.plan_id for use in uses_of_channel(session, organisation_id, platform, conversation)}
    return plans.pop() if len(plans) == 1 else None
