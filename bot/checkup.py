"""Whether everything that Milepost stands on is there: its database, time zones, plans, people, and what is waiting."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.exc import DatabaseError

from bot.findings import Finding
from plans.working_days import LONDON
from storage import migrate
from storage.questions.health import Unreachable, arrangements_of, outbox_health, unreachable_people, zones_in_use
from storage.store import Store, reason_of, shown

LATE = timedelta(minutes=15)
NAMED = 5


def check_database(store: Store, address: str) -> Finding:
    """Whether the database is there and has had every migration; nothing is changed in it."""
    try:
        if not migrate.is_begun(store):
            return Finding(
                f"There is no database at {shown(address)} yet.",
                "Bring a plan in with milepost import, or set MILEPOST_DATABASE to where it is.",
            )
        is_current = migrate.is_current(store)
    except DatabaseError as error:
        return Finding(
            f"The database {shown(address)} cannot be opened: {reason_of(error)}.",
            "Check MILEPOST_DATABASE and its server.",
        )
    if not is_current:
        return Finding("The database has not had every migration.", "Run milepost db upgrade.")
    return Finding(f"The database answers and has the present tables ({store.engine.dialect.name}).")


def check_zones(store: Store) -> Finding:
    """The rules of every clock that somebody lives by, and that summer time is among them."""
    with store.read() as session:
        names = sorted({LONDON, *zones_in_use(session)})
    unknown = [name for name in names if not _is_known(name)]
    if unknown:
        return Finding(
            f"There is no time zone data for {_listed(unknown)}.",
            "Install the package tzdata, or correct the zone with milepost people add NAME --zone.",
        )
    if datetime(2026, 7, 1, tzinfo=UTC).astimezone(ZoneInfo(LONDON)).utcoffset() != timedelta(hours=1):
        return Finding("The time zone data has no summer time for London.", "Install the package tzdata.")
    return Finding(f"Time zone data is there for {_listed(names)}.")


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True


def check_plans(store: Store, organisation_id: int) -> Iterator[Finding]:
    """Every plan with what it needs for reminders to reach somebody when its leads do not answer."""
    with store.read() as session:
        plans = arrangements_of(session, organisation_id)
    if not plans:
        yield Finding("There is no plan yet.", "Bring one in with milepost import FILE.")
    for plan in plans:
        if not plan.has_owner:
            yield Finding(f"{plan.title} has no owner.", "Import it again with --owner NAME.")
        if not plan.has_channel:
            yield Finding(
                f"{plan.title} has no leadership channel, so nobody gets its weekly summary.",
                "Import it again with --leadership slack:CHANNEL.",
            )
        if plan.has_owner and plan.has_channel:
            yield Finding(f"{plan.title} has an owner and a leadership channel.")


@dataclass(frozen=True)
class Reached:
    """Where people are reached, what gives them an account there, and whether that goes by their e-mail address."""

    platform: str
    by_email: bool
    what_to_do: str


def check_people(store: Store, organisation_id: int, reached: Reached, now: datetime) -> Iterator[Finding]:
    """Everybody who answers for something open, or for a plan, can be reached."""
    with store.read() as session:
        unreachable = unreachable_people(session, organisation_id, (reached.platform,), now.date())
    unknown = [one for one in unreachable if reached.by_email and not one.has_email]
    known = [one for one in unreachable if one not in unknown]
    if known:
        yield Finding(f"No account is known for {_named(known)}.", reached.what_to_do)
    if unknown:
        advice = "Give them an e-mail address, or connect them: milepost people match shows who is alike."
        yield Finding(f"No account and no e-mail address is known for {_named(unknown)}.", advice)
    if not unreachable:
        yield Finding("Every lead of an open milestone and every owner of a plan has an account.")


def check_outbox(store: Store, organisation_id: int, now: datetime) -> Finding:
    """Nothing failed, and nothing has waited for longer than it should."""
    with store.read() as session:
        health = outbox_health(session, organisation_id, now)
    if health.failed:
        return Finding(f"Messages that failed: {health.failed}.", "milepost outbox says why and what to do.")
    if health.oldest_due_at is not None and now - health.oldest_due_at > LATE:
        return Finding(
            f"A message has been due since {health.oldest_due_at:%d %b %Y, %H:%M} UTC.",
            "See that milepost serve is running; milepost outbox says what is waiting.",
        )
    return Finding("Nothing failed, and nothing waits that should have left.")


def _named(people: Iterable[Unreachable]) -> str:
    return _listed([f"{one.name} ({_of_what(one)})" for one in people])


def _of_what(one: Unreachable) -> str:
    said = [f"{one.open} open"] if one.open else []
    return " and ".join([*said, *(["owner of a plan"] if one.owns else [])])


def _listed(names: list[str]) -> str:
    """The first few by name, and how many more there are."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
