"""What a weekly summary says: a plan as it stands against how it stood, what is to be decided, and how it went."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.digest import Digest, count_statuses, make_digest
from plans.digest_settings import WEEK, DigestSettings
from plans.honesty import Finding
from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import WorkingDays
from storage import tables
from storage.changes.events import value_of
from storage.climbing import calendar_of, settings_of
from storage.questions.dates import RequestFacts, open_requests
from storage.questions.honesty import SHOWN, DoubtFacts, kept_doubts
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

    `requests` are those that can be decided, with a reason; `doubts` what does not add up and may be shown. Where the
    plan's `settings` name themes, everything is of these alone.
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
    settings: DigestSettings = field(default_factory=DigestSettings)

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
    settings, calendar = settings_of(plan), calendar_of(plan)
    today = now.astimezone(ZoneInfo(plan.zone)).date()
    before = milestones_as_at(session, plan_id, since or now - WEEK)
    digest = make_digest(
        _wanted(milestones_of_plan(session, plan_id, today), settings),
        None if before is None else _wanted(before, settings),
        today,
        timedelta(days=plan.review_every_days),
        calendar,
    )
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
        doubts=_shown_doubts(session, plan_id, today, settings),
        settings=settings,
    )


def _wanted(milestones: Sequence[Milestone], settings: DigestSettings) -> list[Milestone]:
    return [m for m in milestones if not settings.themes or m.theme in settings.themes]


def _shown_doubts(session: Session, plan_id: int, today: date, settings: DigestSettings) -> tuple[Finding, ...]:
    """What its owner lets show, and what they left open where the plan is set so."""
    wanted = {SHOWN, None} if settings.shows_doubts else {SHOWN}
    return tuple(
        one.finding
        for one in kept_doubts(session, plan_id, today)
        if one.settled_as in wanted and _wanted([one.milestone], settings)
    )


@dataclass(frozen=True)
class JointFacts:
    """The digests of several plans for one reader, on their own day."""

    reader: str
    today: date
    digests: tuple[DigestFacts, ...]


def joint_facts(session: Session, notification_id: str, now: datetime) -> JointFacts | None:
    """None where its reader reads about several plans no more."""
    person = session.get_one(tables.Person, session.get_one(tables.Notification, notification_id).person_id)
    kept = session.scalar(select(tables.JointDigest).where(tables.JointDigest.person_id == person.id))
    if kept is None:
        return None
    digests = tuple(plan_digest(session, plan_id, now) for plan_id in kept.plan_ids)
    return JointFacts(person.name, now.astimezone(ZoneInfo(person.zone)).date(), digests)


@dataclass(frozen=True)
class CheckFacts:
    """What a plan's owner settles before its digest `goes_out`; `preview` is how it reads now, where they want it."""

    plan_id: int
    plan_title: str
    today: date
    goes_out: datetime
    doubts: tuple[DoubtFacts, ...]
    preview: DigestFacts | None


def check_facts(session: Session, notification_id: str, now: datetime) -> CheckFacts:
    row = session.get_one(tables.Notification, notification_id)
    body = json.loads(row.body or "{}")
    plan = session.get_one(tables.Plan, body["plan"])
    zone = ZoneInfo(settings_of(plan).zone or plan.zone)
    today = now.astimezone(zone).date()
    return CheckFacts(
        plan_id=plan.id,
        plan_title=plan.title,
        today=today,
        goes_out=datetime.fromisoformat(body["goes_out"]).astimezone(zone),
        doubts=tuple(one for one in kept_doubts(session, plan.id, today, row.person_id) if one.is_open),
        preview=plan_digest(session, plan.id, now) if settings_of(plan).has_preview else None,
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
    rows = _unrestricted(session, plan_id, settings_of(plan).themes)
    statuses = {row.id: row.status for row in rows}
    later = [change for change in _status_changes(session, plan_id, instants[-1]) if change[1] in statuses]
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


def _unrestricted(session: Session, plan_id: int, themes: Sequence[str]) -> list[_Row]:
    kept = tables.Milestone
    restricted = select(tables.RestrictedTo.milestone_id)
    wanted = [kept.plan_id == plan_id, kept.id.not_in(restricted)]
    if themes:
        wanted.append(kept.theme_id.in_(select(tables.Theme.id).where(tables.Theme.name.in_(themes))))
    rows = session.execute(select(kept.id, kept.status, kept.came_in_at, kept.retired_at).where(*wanted))
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
