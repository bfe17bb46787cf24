"""The items of reminders as they stand. What they rest on is read once for all that are worded together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from plans.ladder import Hearer
from plans.milestone import Milestone
from storage import tables
from storage.plainly import Plain, ask, table_of
from storage.questions.absences import AbsenceFacts, absences_on
from storage.questions.milestones import milestones_by_id
from storage.questions.notices import ReminderLine
from storage.questions.people import PersonFacts, people_by_id
from storage.questions.plans import PlanFacts, plans_by_id
from storage.questions.snoozes import SnoozeFacts, snoozes_about


@dataclass(frozen=True)
class Ground:
    """What items rest on, on a day: milestones, plans, people and leave by the ids of milestones, plans and people.

    `asked_at` are the instants at which the lead of each milestone was asked about its due date, `also_told` who else
    is told of each item's rung, and `snoozes` what a person asked for later of a milestone.
    """

    today: date
    milestones: dict[int, Milestone]
    plans: dict[int, PlanFacts]
    leads: dict[int, PersonFacts]
    away: dict[int, AbsenceFacts]
    asked_at: dict[int, list[datetime]]
    also_told: dict[int, list[str]]
    snoozes: dict[tuple[int, int], list[SnoozeFacts]]

    def is_put_off(self, item: Any) -> bool:
        """Whether an item's reader asked not to be reminded of its milestone before a later day."""
        return any(one.until_on > self.today and not one.is_cancelled for one in self._snoozes(item))

    def _snoozes(self, item: Any) -> Sequence[SnoozeFacts]:
        return self.snoozes.get((item.milestone_id, item.person_id), ())

    def line(self, item: Any) -> ReminderLine:
        """An item of `items_of` as it stands."""
        milestone = self.milestones[item.milestone_id]
        plan, lead = self.plans[milestone.plan_id], self.leads.get(milestone.lead_id or 0)
        away = self.away.get(lead.id) if lead is not None and _is_instead(item, milestone) else None
        wished = next((one for one in self._snoozes(item) if one.rung == item.rung), None)
        return ReminderLine(
            item_id=item.id,
            milestone=milestone,
            told_as=item.told_as,
            rung=item.rung or "",
            asked_on=tuple(at.astimezone(plan.zone).date() for at in self.asked_at.get(milestone.id, ())),
            manager=lead.manager if lead is not None else None,
            also_told=tuple(self.also_told.get(item.id, ())),
            calendar=plan.calendar,
            status_words=plan.status_words,
            asked_later_on=wished.asked_at.astimezone(plan.zone).date() if wished is not None else None,
            away=lead.name if lead is not None and away is not None else None,
            away_until=away.until_on if away is not None else None,
        )


def _is_instead(item: Any, milestone: Milestone) -> bool:
    """Whether an item's reader hears it as its lead and is not."""
    return bool(item.told_as == Hearer.LEAD and item.person_id != milestone.lead_id)


def ground_of(session: Session, items: Sequence[Any], today: date) -> Ground:
    """What these items of `items_of` rest on on that day."""
    ids = sorted({item.milestone_id for item in items})
    milestones = {one.id: one for one in milestones_by_id(session, ids, today)}
    leads = {one.lead_id for one in milestones.values() if one.lead_id is not None}
    return Ground(
        today=today,
        milestones=milestones,
        plans=plans_by_id(session, {one.plan_id for one in milestones.values()}),
        leads=people_by_id(session, leads),
        away=absences_on(session, leads, today),
        asked_at=_asked_at(session, ids),
        also_told=_also_told(session, {item.notification_id for item in items}),
        snoozes=_snoozes(session, ids),
    )


def _asked_at(session: Session, milestone_ids: Collection[int]) -> dict[int, list[datetime]]:
    found: dict[int, list[datetime]] = defaultdict(list)
    for milestone_id, sent_at in ask(session, _askings(), ids=milestone_ids):
        found[milestone_id].append(sent_at)
    return found


def _also_told(session: Session, notification_ids: Collection[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for item_id, name in ask(session, _tellings(), ids=list(notification_ids)):
        found[item_id].append(name)
    return found


def _snoozes(session: Session, milestone_ids: Collection[int]) -> dict[tuple[int, int], list[SnoozeFacts]]:
    found: dict[tuple[int, int], list[SnoozeFacts]] = defaultdict(list)
    for one in snoozes_about(session, milestone_ids):
        found[one.milestone_id, one.person_id].append(one)
    return found


_ITEM, _MESSAGE = table_of(tables.NotificationItem), table_of(tables.Notification)


@cache
def _askings() -> Plain:
    milestone, item = table_of(tables.Milestone), _ITEM.c
    about = and_(item.milestone_id == milestone.c.id, item.due_on.is_not_distinct_from(milestone.c.due_on))
    return (
        select(milestone.c.id, _MESSAGE.c.sent_at)
        .join(_ITEM, about)
        .join(_MESSAGE, _MESSAGE.c.id == item.notification_id)
        .where(
            milestone.c.id.in_(bindparam("ids", expanding=True)),
            item.told_as == Hearer.LEAD,
            item.dropped.is_(None),
            _MESSAGE.c.sent_at.is_not(None),
        )
        .order_by(_MESSAGE.c.sent_at)
    )


@cache
def _tellings() -> Plain:
    """The items of messages, each with the name of everybody else who is told of the same rung; a channel has none."""
    item, others, person = _ITEM.c, _ITEM.alias("other"), table_of(tables.Person)
    other = others.c
    same_rung = and_(
        other.milestone_id == item.milestone_id,
        other.rung == item.rung,
        other.due_on.is_not_distinct_from(item.due_on),
        other.reader != item.reader,
    )
    return (
        select(item.id, func.coalesce(person.c.name, other.told_as))
        .join(others, same_rung)
        .join(_MESSAGE, _MESSAGE.c.id == other.notification_id)
        .outerjoin(person, person.c.id == _MESSAGE.c.person_id)
        .where(item.notification_id.in_(bindparam("ids", expanding=True)))
        .order_by(other.id)
    )
