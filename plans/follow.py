"""Which milestones a later date of one keeps waiting."""

import re
from collections.abc import Sequence
from datetime import date

from plans.milestone import Milestone


def waiting_for(milestone: Milestone, plan: Sequence[Milestone], to: date) -> list[Milestone]:
    """The open milestones that name this one, or that come after it in the same action and are due before `to`.

    `plan` is in the plan's own order.
    """
    named = re.compile(rf"(?<![\w.]){re.escape(milestone.ref)}(?!\.?\d)")
    order = [other.id for other in plan]
    position = order.index(milestone.id) if milestone.id in order else len(order)
    return [
        other
        for place, other in enumerate(plan)
        if other.id != milestone.id
        and other.is_open
        and (named.search(other.title) or (place > position and _is_overtaken(milestone, other, to)))
    ]


def _is_overtaken(milestone: Milestone, other: Milestone, to: date) -> bool:
    """Whether a later step of the same action would be due before the step it follows."""
    if not milestone.action or other.action != milestone.action or other.due is None:
        return False
    return other.due < to and (milestone.due is None or other.due >= milestone.due)
