"""Reminders put off: somebody asked to be reminded on a later day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.ladder import spoken_at
from storage import outbox, tables
from storage.changes.events import Author, change_milestone
from storage.changes.waiting import end_snooze
from storage.climbing import calendar_of, policy_of
from storage.outbox import Line, Owed, Reader
from storage.questions.snoozes import later_rung


def put_off(session: Session, milestone_id: int, told_as: str, until: date, author: Author) -> date:
    """Holds a person's reminders of a milestone until a day, and owes them one on it; returns the working day it is.

    An earlier wish of theirs for the same milestone gives way to this one.
    """
    assert author.person_id is not None
    milestone = session.get_one(tables.Milestone, milestone_id)
    for earlier in _present(session, milestone_id, author.person_id):
        end_snooze(session, earlier, author)
    plan = session.get_one(tables.Plan, milestone.plan_id)
    day = calendar_of(plan).on_or_after(until)
    event = change_milestone(session, milestone, "put_off", {}, author)
    snooze = tables.Snooze(
        milestone_id=milestone_id,
        person_id=author.person_id,
        event_id=event.id,
        asked_at=author.at,
        until_on=day,
    )
    session.add(snooze)
    session.flush()
    return _owe(session, snooze, milestone, plan, told_as, author.at)


def _present(session: Session, milestone_id: int, person_id: int) -> list[tables.Snooze]:
    return list(
        session.scalars(
            select(tables.Snooze).where(
                tables.Snooze.milestone_id == milestone_id,
                tables.Snooze.person_id == person_id,
                tables.Snooze.cancelled_at.is_(None),
            )
        )
    )


def _owe(
    session: Session,
    snooze: tables.Snooze,
    milestone: tables.Milestone,
    plan: tables.Plan,
    told_as: str,
    now: datetime,
) -> date:
    person = session.get_one(tables.Person, snooze.person_id)
    calendar, policy = calendar_of(plan), policy_of(session, milestone, plan)
    # The wish may come with a word on how it stands, which does not answer it: only a later one does.
    line = Line(
        milestone.id, told_as, later_rung(snooze.id), milestone.due_on, answered_after=now + timedelta(seconds=1)
    )
    day = snooze.until_on
    while True:
        at = spoken_at(day, policy.at, ZoneInfo(person.zone))
        if at > now:
            message = outbox.reminder_of(plan.organisation_id, Reader(person_id=person.id), day, at)
            if outbox.owe(session, [(message, line)], now) != [Owed.TOO_LATE]:
                break
        day = calendar.add(day, 1)
    snooze.until_on = day
    session.flush()
    return day
