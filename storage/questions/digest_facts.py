"""What a weekly summary says: a plan as it stands against how it stood, what is to be decided, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.digest import WEEK, Digest, count_statuses, make_digest
from plans.honesty import Finding
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import WorkingDays
from storage import tables
from storage.changes.events import value_of
from storage.climbing import calendar_of
from storage.questions.dates import RequestFacts, open_requests
from storage.questions.milestones import milestones_as_at, milestones_of_plan
from storage.questions.queries import count_to_settle

TREND_WEEKS = 8


@dataclass(frozen=True)
class ToConfirm:
    """A milestone that is said to be done, by its open request to confirm it."""

    confirmation_id: int
    milestone: Milestone


@dataclass(frozen=True)
class WeekCounts:
    """How many milestones had each status at the end of a week."""

    on: date
    counts: dict[Status, int]


@dataclass(frozen=True)
class DigestFacts:
    """`status_words` and `status_colours` are the plan's own, by the status's name; `trend` the weeks up to this one.

    `requests` are those that can be decided, with a reason; `doubts` what does not add up and may be shown.
    """

    notification_id: str
    plan_title: str
    digest: Digest
    calendar: WorkingDays
    status_words: dict[str, str]
    status_colours: dict[str, str] = field(default_factory=dict)
    trend: tuple[WeekCounts, ...] = ()
    requests: tuple[RequestFacts, ...] = ()
    to_confirm: tuple[ToConfirm, ...] = ()
    open_questions: int = 0
    doubts: tuple[Finding, ...] = ()

    @property
    def decisions(self) -> int:
        return len(self.requests) + len(self.to_confirm)


def digest_facts(session: Session, notification_id: str, now: datetime) -> DigestFacts:
    """The weekly summary of a digest notification: the plan as it stands against how it stood in the one before."""
    kept = session.scalars(select(tables.Digest).where(tables.Digest.notification_id == notification_id)).one()
    return plan_digest(session, kept.plan_id, now, notification_id, _digest_before(session, kept))


def _digest_before(session: Session, digest: tables.Digest) -> datetime | None:
    """When the channel's last digest left: after a holiday, or a machine that was off, that is not seven days ago."""
    return session.scalar(
        select(tables.Notification.sent_at)
        .join(tables.Digest, tables.Digest.notification_id == tables.Notification.id)
        .where(
            tables.Digest.channel_id == digest.channel_id,
            tables.Digest.week < digest.week,
            tables.Notification.sent_at.is_not(None),
        )
        .order_by(tables.Digest.week.desc())
        .limit(1)
    )


def plan_digest(
    session: Session, plan_id: int, now: datetime, notification_id: str = "", since: datetime | None = None
) -> DigestFacts:
    """The plan as it stands against how it stood at `since`; a week ago where that is None."""
    plan = session.get_one(tables.Plan, plan_id)
    today = now.astimezone(ZoneInfo(plan.zone)).date()
    milestones = milestones_of_plan(session, plan_id, today)
    before = milestones_as_at(session, plan_id, since or now - WEEK)
    calendar = calendar_of(plan)
    digest = make_digest(milestones, before, today, timedelta(days=plan.review_every_days), calendar)
    return DigestFacts(
        notification_id=notification_id,
        plan_title=plan.title,
        digest=digest,
        calendar=calendar,
        status_words={status: label for label, status, _ in plan.status_key},
        status_colours={status: colour for _, status, colour in plan.status_key if colour},
        trend=trend(session, plan_id, now),
        requests=tuple(open_requests(session, [m.id for m in digest.asked_for])),
        to_confirm=_to_confirm(session, digest.awaiting),
        open_questions=count_to_settle(session, [plan_id])[plan_id],
    )


def _to_confirm(session: Session, milestones: Sequence[Milestone]) -> tuple[ToConfirm, ...]:
    """Those of which whoever confirms them was told already."""
    by_id = {m.id: m for m in milestones}
    rows = session.execute(
        select(tables.Confirmation.id, tables.Confirmation.milestone_id)
        .where(
            tables.Confirmation.milestone_id.in_(by_id),
            tables.Confirmation.decided_at.is_(None),
            tables.Confirmation.told_at.is_not(None),
        )
        .order_by(tables.Confirmation.id)
    )
    return tuple(ToConfirm(number, by_id[milestone_id]) for number, milestone_id in rows)


def trend(session: Session, plan_id: int, now: datetime, weeks: int = TREND_WEEKS) -> tuple[WeekCounts, ...]:
    """The counts of each week up to now, the oldest first, from the first week in which the plan was there.

    Restricted milestones are not counted. It costs two questions, however many the weeks are.
    """
    plan = session.get_one(tables.Plan, plan_id)
    instants = [at for at in (now - number * WEEK for number in range(weeks)) if at >= plan.imported_at]
    if not instants:
        return ()
    rows = _unrestricted(session, plan_id)
    statuses = {row.id: row.status for row in rows}
    later = _status_changes(session, plan_id, instants[-1])
    found = []
    for at in instants:
        while later and later[0][0] > at:
            _, milestone_id, before = later.pop(0)
            statuses[milestone_id] = before
        there = [row.id for row in rows if row.came_in_at <= at and (row.retired_at is None or row.retired_at > at)]
        day = at.astimezone(ZoneInfo(plan.zone)).date()
        found.append(WeekCounts(day, count_statuses(statuses[one] for one in there)))
    return tuple(reversed(found))


@dataclass(frozen=True)
class _Row:
    id: int
    status: Status | None
    came_in_at: datetime
    retired_at: datetime | None


def _unrestricted(session: Session, plan_id: int) -> list[_Row]:
    kept = tables.Milestone
    restricted = select(tables.RestrictedTo.milestone_id)
    rows = session.execute(
        select(kept.id, kept.status, kept.came_in_at, kept.retired_at).where(
            kept.plan_id == plan_id, kept.id.not_in(restricted)
        )
    )
    return [_Row(*row) for row in rows]


def _status_changes(session: Session, plan_id: int, since: datetime) -> list[tuple[datetime, int, Status | None]]:
    """When the status of a milestone changed since then, and what it was before; the last first."""
    rows = session.execute(
        select(tables.Event.at, tables.Event.milestone_id, tables.Event.changes)
        .where(tables.Event.plan_id == plan_id, tables.Event.at > since, tables.Event.milestone_id.is_not(None))
        .order_by(tables.Event.id.desc())
    )
    return [
        (at, one or 0, value_of("status", changes["status"][0])) for at, one, changes in rows if "status" in changes
    ]
