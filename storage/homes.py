"""Which Homes are to be drawn anew, and who of several copies publishes each: claimed, published, recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CursorResult, func, or_, select, update
from sqlalchemy.orm import Session

from plans.working_days import LONDON
from storage import tables
from storage.outbox import insert_or_ignore
from storage.questions.outbox import is_failed

Home = tables.Home


@dataclass(frozen=True)
class HomeFacts:
    """A Home to look at: whose it is, where, and what it shows."""

    account_id: int
    person_id: int
    organisation_id: int
    platform: str
    tenant: str
    account: str
    shown: str | None


def open_home(
    session: Session, platform: str, tenant: str, account: str, shown: str | None, now: datetime
) -> HomeFacts | None:
    """Somebody looks at their Home; None for an account that nobody is known by.

    `shown` is what the platform says that it shows them: where that is something else, it is published again.
    """
    known = session.execute(
        select(tables.Account, tables.Person.organisation_id)
        .join(tables.Person, tables.Person.id == tables.Account.person_id)
        .where(tables.Account.platform == platform, tables.Account.tenant == tenant, tables.Account.account == account)
    ).first()
    if known is None:
        return None
    found, organisation_id = known
    insert_or_ignore(session, Home, {"account_id": found.id, "opened_at": now})
    home = session.get_one(Home, found.id)
    home.opened_at = now
    if home.shown != shown:
        home.shown = home.looked_at = None
    session.flush()
    return _as_facts(home, found, organisation_id)


def organisations_with_homes(session: Session, platform: str) -> list[int]:
    """The organisations of which anybody has opened their Home."""
    return list(
        session.scalars(
            select(tables.Person.organisation_id)
            .join(tables.Account, tables.Account.person_id == tables.Person.id)
            .join(Home, Home.account_id == tables.Account.id)
            .where(tables.Account.platform == platform)
            .distinct()
        )
    )


def state_of(session: Session, organisation_id: int, now: datetime) -> str:
    """Something that changes whenever a Home of the organisation may have: by a change, a failure, or a new day.

    Days change at midnight where the plans are; whoever lives by another clock is at most that much behind.
    """
    plans = session.execute(
        select(tables.Plan.id, tables.Plan.zone).where(tables.Plan.organisation_id == organisation_id)
    ).all()
    newest = session.scalar(
        select(func.max(tables.Event.id)).where(tables.Event.plan_id.in_([plan_id for plan_id, _ in plans]))
    )
    failed, last = session.execute(
        select(func.count(), func.max(tables.Notification.failed_at)).where(
            tables.Notification.organisation_id == organisation_id, *is_failed()
        )
    ).one()
    people = session.scalar(select(func.count()).where(tables.Person.organisation_id == organisation_id))
    accounts = session.scalar(
        select(func.max(tables.Account.id))
        .join(tables.Person, tables.Person.id == tables.Account.person_id)
        .where(tables.Person.organisation_id == organisation_id)
    )
    today = now.astimezone(ZoneInfo(plans[0][1] if plans else LONDON)).date()
    return f"{newest}/{failed}/{last}/{people}/{accounts}/{today}"


def homes_to_look_at(
    session: Session,
    organisation_id: int,
    platform: str,
    state: str,
    now: datetime,
    most: int,
    account_id: int | None = None,
) -> list[HomeFacts]:
    """Those that were made for another state and that nobody is publishing, whoever opened theirs last first.

    With an `account_id`, that one alone.
    """
    only = [Home.account_id == account_id] if account_id is not None else []
    rows = session.execute(
        select(Home, tables.Account)
        .join(tables.Account, tables.Account.id == Home.account_id)
        .join(tables.Person, tables.Person.id == tables.Account.person_id)
        .where(
            tables.Person.organisation_id == organisation_id,
            tables.Account.platform == platform,
            or_(Home.looked_at.is_(None), Home.looked_at != state),
            or_(Home.leased_until.is_(None), Home.leased_until <= now),
            *only,
        )
        .order_by(Home.opened_at.desc())
        .limit(most)
    )
    return [_as_facts(home, account, organisation_id) for home, account in rows]


def _as_facts(home: tables.Home, account: tables.Account, organisation_id: int) -> HomeFacts:
    return HomeFacts(
        home.account_id,
        account.person_id,
        organisation_id,
        account.platform,
        account.tenant,
        account.account,
        home.shown,
    )


def note_unchanged(session: Session, account_ids: Sequence[int], state: str) -> None:
    """They show what they would show now."""
    session.execute(
        update(Home)
        .where(Home.account_id.in_(account_ids))
        .values(looked_at=state)
        .execution_options(synchronize_session=False)
    )


def claim_home(session: Session, home: HomeFacts, until: datetime, now: datetime) -> bool:
    """Whether this copy publishes it: False where another one does, or has done since it was looked at."""
    claimed = session.execute(
        update(Home)
        .where(
            Home.account_id == home.account_id,
            Home.shown.is_not_distinct_from(home.shown),
            or_(Home.leased_until.is_(None), Home.leased_until <= now),
        )
        .values(leased_until=until)
        .execution_options(synchronize_session=False)
    )
    return isinstance(claimed, CursorResult) and claimed.rowcount == 1


def record_published(session: Session, account_id: int, shown: str, state: str, now: datetime) -> None:
    home = session.get_one(Home, account_id)
    home.shown, home.looked_at, home.published_at, home.leased_until = shown, state, now, None


def record_refused(session: Session, account_id: int, state: str, try_again_at: datetime | None) -> None:
    """It was not published: tried again at an instant, or, at None, not before there is something new to show."""
    home = session.get_one(Home, account_id)
    home.leased_until = try_again_at
    if try_again_at is None:
        home.looked_at = state


def count_published(session: Session, organisation_id: int, within: timedelta, now: datetime) -> int:
    """How many Homes of the organisation were published by any copy in that time up to now."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Home)
            .join(tables.Account, tables.Account.id == Home.account_id)
            .join(tables.Person, tables.Person.id == tables.Account.person_id)
            .where(
                tables.Person.organisation_id == organisation_id,
                Home.published_at > now - within,
                Home.published_at <= now,
            )
        )
        or 0
    )
