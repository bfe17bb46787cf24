"""Ladders: written once, never changed; a plan is given another one instead."""

from datetime import datetime

from sqlalchemy.orm import Session

from plans.ladder import Policy
from storage import tables
from storage.changes.events import Author, note_event
from storage.climbing import schedule_plan


def keep_policy(session: Session, policy: Policy, now: datetime) -> tables.Policy:
    kept = tables.Policy(rungs=policy.as_data(), created_at=now)
    session.add(kept)
    session.flush()
    return kept


def give_plan_policy(session: Session, plan_id: int, policy: Policy, author: Author) -> None:
    """From now on the plan's milestones climb this ladder, except those that have started another one."""
    plan = session.get_one(tables.Plan, plan_id)
    before, plan.policy_id = plan.policy_id, keep_policy(session, policy, author.at).id
    note_event(session, plan.id, "policy", {"policy_id": [before, plan.policy_id]}, author)
    schedule_plan(session, plan)
