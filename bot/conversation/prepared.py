"""What is made of a plan's milestones once, and used for every message until one of them changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from bot.conversation.understanding import KnownMilestone
from plans.milestone import Milestone

MOST_KEPT = 64


@dataclass(frozen=True)
class Prepared:
    """Milestones by their id, reference (in small letters) and action, as the understanding knows them, and their
    leads' names, each once."""

    milestones: tuple[Milestone, ...]
    by_id: Mapping[int, Milestone]
    by_ref: Mapping[str, Milestone]
    by_action: Mapping[str, tuple[Milestone, ...]]
    known: tuple[KnownMilestone, ...]
    leads: tuple[str, ...]


_kept: OrderedDict[int, Prepared] = OrderedDict()
_lock = Lock()


def prepared(milestones: tuple[Milestone, ...]) -> Prepared:
    """The same for the same tuple: a plan that was remembered is one, until anything of it changes."""
    with _lock:
        # While it is kept its tuple is, too, so that no other one can have the same id.
        found = _kept.get(id(milestones))
        latest = _latest_of(milestones)
    if found is not None:
        return found
    made = _prepare(milestones, latest)
    with _lock:
        _kept[id(milestones)] = made
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return made


def _latest_of(milestones: tuple[Milestone, ...]) -> Prepared | None:
    """What was made last of the same plan, most of which has stayed as it was."""
    if not milestones:
        return None
    plan_id = milestones[0].plan_id
    return next(
        (one for one in reversed(_kept.values()) if one.milestones and one.milestones[0].plan_id == plan_id), None
    )


def _prepare(milestones: tuple[Milestone, ...], before: Prepared | None) -> Prepared:
    by_ref: dict[str, Milestone] = {}
    by_action: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        by_ref.setdefault(milestone.ref.lower(), milestone)
        by_action.setdefault(milestone.action.lower(), []).append(milestone)
    known_before = {id(m): known for m, known in zip(before.milestones, before.known, strict=True)} if before else {}
    return Prepared(
        milestones=milestones,
        by_id={m.id: m for m in milestones},
        by_ref=by_ref,
        by_action={action: tuple(of_action) for action, of_action in by_action.items()},
        known=tuple(known_before.get(id(m)) or _known(m) for m in milestones),
        leads=tuple(dict.fromkeys(m.lead for m in milestones if m.lead)),
    )


def _known(milestone: Milestone) -> KnownMilestone:
    """Led by the person who answers for it, whether by name or through a post they hold."""
    return KnownMilestone(
        ref=milestone.ref,
        title=milestone.title,
        action=milestone.action,
        action_title=milestone.action_title,
        theme=milestone.theme,
        leads=tuple(name for name in (milestone.lead, milestone.holder) if name),
        due=milestone.due,
        status=milestone.status,
    )
