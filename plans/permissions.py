"""Who may say what about which milestone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Responsible:
    """The people, by id, who answer for a milestone: its lead, the lead's manager, and the plan's owner."""

    lead_id: int | None
    manager_id: int | None
    owner_id: int | None


def may_update(person_id: int, responsible: Responsible) -> bool:
    """The lead, their manager and the improvement officer may say how a milestone stands; so may anybody where nobody
    is responsible yet, because otherwise nobody could."""
    named = {responsible.lead_id, responsible.manager_id, responsible.owner_id} - {None}
    return not named or person_id in named


def may_decide(person_id: int, responsible: Responsible) -> bool:
    """A later date is agreed by the plan's owner, or by the lead's manager where the plan has no owner; never by
    nobody."""
    approver = responsible.owner_id if responsible.owner_id is not None else responsible.manager_id
    return approver == person_id
