"""Who may say what about which milestone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Responsible:
    """The people, by id, who answer for a milestone: its lead, the lead's manager, and the plan's owner.

    `cover_id` is who covers for the lead while they are away.
    """

    lead_id: int | None
    manager_id: int | None
    owner_id: int | None
    cover_id: int | None = None


def may_see(person_id: int, lead_id: int | None, is_guest: bool) -> bool:
    """A guest of the workspace, or somebody of another one, knows of what they lead themselves and of nothing else."""
    return not is_guest or (lead_id is not None and lead_id == person_id)


def may_choose_channels(person_id: int, owner_id: int | None) -> bool:
    """A plan's owner says what of it comes to which channel; so may anybody where it has none yet."""
    return owner_id is None or owner_id == person_id


def may_update(person_id: int, responsible: Responsible) -> bool:
    """The lead, their cover, their manager and the improvement officer may say how a milestone stands; so may anybody
    where nobody is responsible yet, because otherwise nobody could."""
    named = {responsible.lead_id, responsible.cover_id, responsible.manager_id, responsible.owner_id} - {None}
    return not named or person_id in named


def speaks_for(person_id: int, responsible: Responsible) -> int | None:
    """The lead on whose behalf somebody else speaks; None where the lead speaks, or there is none."""
    return responsible.lead_id if responsible.lead_id != person_id else None


def may_give_away(person_id: int, responsible: Responsible) -> bool:
    """Whoever is above the lead may name another one without asking the lead: the manager and the plan's owner."""
    return person_id in {responsible.manager_id, responsible.owner_id} - {None}


def deciders(responsible: Responsible) -> tuple[int, ...]:
    """Who agrees to a later date, by id, the first who can be asked before the others: the plan's owner, else the
    lead's manager; never nobody's word."""
    return tuple(one for one in (responsible.owner_id, responsible.manager_id) if one is not None)
