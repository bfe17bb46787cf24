"""A milestone that a person adds to a plan; the documents it came from know nothing of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from plans.words import Role
from storage import tables
from storage.changes.events import Author, change_milestone

ADDED = "milestone_added"

_LAST_NUMBER = re.compile(r"(?P<before>.*?)(?P<number>\d+)")


@dataclass(frozen=True)
class NewMilestone:
    """`action_id` is where it belongs; its lead is a person or a post, or nobody yet."""

    action_id: int
    title: str
    due: date | None = None
    person_id: int | None = None
    post_id: int | None = None


def add_milestone(session: Session, plan_id: int, new: NewMilestone, author: Author) -> tables.Milestone:
    """Puts it behind its action's last one, with the next reference; its ladder counts from now on.

    The one event makes it part of the plan, so that taking it back takes it out again, and the history keeps both.
    """
    action = session.get_one(tables.Action, new.action_id)
    milestone = tables.Milestone(
        plan_id=plan_id,
        action_id=action.id,
        theme_id=action.theme_id,
        position=_make_room(session, plan_id, action.id),
        ref=_next_ref(session, plan_id, action),
        title=new.title,
        due_on=new.due,
        original_due_on=new.due,
        reported=[],
        details={},
        tracked_from=author.at,
        came_in_at=author.at,
        retired_at=author.at,
    )
    session.add(milestone)
    session.flush()
    if new.person_id is not None or new.post_id is not None:
        lead = tables.Lead(milestone_id=milestone.id, role=Role.LEAD, position=0)
        lead.person_id, lead.post_id = new.person_id, None if new.person_id is not None else new.post_id
        session.add(lead)
        session.flush()
    change_milestone(session, milestone, ADDED, {"retired_at": None}, author)
    return milestone


def _make_room(session: Session, plan_id: int, action_id: int) -> int:
    """The place behind the action's last milestone; whatever follows moves on by one."""
    of_plan = tables.Milestone.plan_id == plan_id
    last = session.scalar(
        select(func.max(tables.Milestone.position)).where(of_plan, tables.Milestone.action_id == action_id)
    )
    if last is None:
        last = session.scalar(select(func.max(tables.Milestone.position)).where(of_plan))
    place = 0 if last is None else last + 1
    session.execute(
        update(tables.Milestone)
        .where(of_plan, tables.Milestone.position >= place)
        .values(position=tables.Milestone.position + 1)
        .execution_options(synchronize_session=False)
    )
    return place


def _next_ref(session: Session, plan_id: int, action: tables.Action) -> str:
    """One more than the action's highest: "1.5" after "1.4". A reference that was ever given is not given again."""
    rows = session.execute(
        select(tables.Milestone.ref, tables.Milestone.action_id).where(tables.Milestone.plan_id == plan_id)
    ).all()
    before, number = _highest(ref for ref, action_id in rows if action_id == action.id) or (f"{action.ref}.", 0)
    taken = {ref for ref, _ in rows}
    while f"{before}{number + 1}" in taken:
        number += 1
    return f"{before}{number + 1}"


def _highest(refs: Iterable[str]) -> tuple[str, int] | None:
    """What stands before the number at the end of references, and the highest such number."""
    found = [match for ref in refs if (match := _LAST_NUMBER.fullmatch(ref))]
    return max(((one["before"], int(one["number"])) for one in found), key=lambda one: one[1], default=None)
