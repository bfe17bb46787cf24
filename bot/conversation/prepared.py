"""What is made of a plan's milestones once, and used for every message until one of them changes."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import compress, count
from operator import is_not
from threading import Lock

from bot.conversation.understanding import KnownMilestone
from plans.milestone import Milestone, by_due

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
    _overdue: dict[date, tuple[Milestone, ...]] = field(default_factory=dict, compare=False, repr=False)

    def overdue_on(self, day: date) -> tuple[Milestone, ...]:
        """What is late on a day, the first due first."""
        found = self._overdue.get(day)
        if found is None:
            found = tuple(by_due(m for m in self.milestones if m.is_overdue(day)))
            # It is today wherever its readers are: two days, three at most.
            self._overdue[day] = found
        return found


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
    plan_id, size = milestones[0].plan_id, len(milestones)
    same = (one for one in reversed(_kept.values()) if len(one.milestones) == size)
    return next((one for one in same if one.milestones[0].plan_id == plan_id), None)


def _prepare(milestones: tuple[Milestone, ...], before: Prepared | None) -> Prepared:
    if before is None:
        return _prepare_all(milestones)
    changed = list(compress(count(), map(is_not, milestones, before.milestones)))
    if any(_place_of(milestones[place]) != _place_of(before.milestones[place]) for place in changed):
        return _prepare_all(milestones)
    return _with_changed(milestones, before, changed)


def _place_of(milestone: Milestone) -> tuple[int, str, str]:
    """What a milestone is found by."""
    return milestone.id, milestone.ref, milestone.action


def _with_changed(milestones: tuple[Milestone, ...], before: Prepared, changed: list[int]) -> Prepared:
    """The same with a few milestones as they are now: in a plan of thousands there is news with every message."""
    by_id, by_ref, by_action = dict(before.by_id), dict(before.by_ref), dict(before.by_action)
    known = list(before.known)
    for place in changed:
        now, was = milestones[place], before.milestones[place]
        by_id[now.id] = now
        if by_ref[now.ref.lower()] is was:
            by_ref[now.ref.lower()] = now
        action = now.action.lower()
        by_action[action] = tuple(now if one is was else one for one in by_action[action])
        known[place] = _known(now)
    is_led_as_before = all(milestones[place].lead == before.milestones[place].lead for place in changed)
    # Where the understanding sees no news, all that it has made of the plan stays in use.
    is_known_as_before = all(known[place] == before.known[place] for place in changed)
    return Prepared(
        milestones=milestones,
        by_id=by_id,
        by_ref=by_ref,
        by_action=by_action,
        known=before.known if is_known_as_before else tuple(known),
        leads=before.leads if is_led_as_before else _leads(milestones),
    )


def _prepare_all(milestones: tuple[Milestone, ...]) -> Prepared:
    by_ref: dict[str, Milestone] = {}
    by_action: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        by_ref.setdefault(milestone.ref.lower(), milestone)
        by_action.setdefault(milestone.action.lower(), []).append(milestone)
    return Prepared(
        milestones=milestones,
        by_id={m.id: m for m in milestones},
        by_ref=by_ref,
        by_action={action: tuple(of_action) for action, of_action in by_action.items()},
        known=tuple(_known(m) for m in milestones),
        leads=_leads(milestones),
    )


def _leads(milestones: tuple[Milestone, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.lead for m in milestones if m.lead))


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
