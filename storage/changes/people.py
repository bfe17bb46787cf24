"""People, the posts they hold and the accounts by which platforms know them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from storage import tables
from storage.outbox import move_to_zone


class PeopleError(ValueError):
    """A list of people cannot be kept. The message is a sentence that says which line and why."""


@dataclass(frozen=True)
class PersonEntry:
    """One person as an officer lists them; `post` is the title of a post they hold, `manager` a name on the list."""

    name: str
    email: str | None = None
    post: str | None = None
    employer: str | None = None
    manager: str | None = None
    zone: str | None = None


def find_person(session: Session, organisation_id: int, name: str) -> tables.Person | None:
    """The person of that name, whatever the case and spacing it is written in."""
    wanted = " ".join(name.split()).lower()
    return session.scalar(
        select(tables.Person).where(
            tables.Person.organisation_id == organisation_id, func.lower(tables.Person.name) == wanted
        )
    )


def find_or_add_person(session: Session, organisation_id: int, name: str) -> tables.Person:
    found = find_person(session, organisation_id, name)
    if found is None:
        found = tables.Person(organisation_id=organisation_id, name=" ".join(name.split()))
        session.add(found)
        session.flush()
    return found


def find_or_add_post(session: Session, organisation_id: int, title: str) -> tables.Post:
    wanted = " ".join(title.split())
    found = session.scalar(
        select(tables.Post).where(
            tables.Post.organisation_id == organisation_id, func.lower(tables.Post.title) == wanted.lower()
        )
    )
    if found is None:
        found = tables.Post(organisation_id=organisation_id, title=wanted)
        session.add(found)
        session.flush()
    return found


def keep_people(session: Session, organisation_id: int, entries: Iterable[PersonEntry], today: date) -> int:
    """Adds or updates everybody listed; what an entry leaves empty stays as it is. Says how many were listed.

    Raises PeopleError for an unknown time zone, or a manager who is neither listed nor known.
    """
    listed = list(entries)
    for entry in listed:
        _keep_person(session, organisation_id, entry, today)
    for entry in listed:
        _set_manager(session, organisation_id, entry)
    session.flush()
    return len(listed)


def _keep_person(session: Session, organisation_id: int, entry: PersonEntry, today: date) -> None:
    person = find_or_add_person(session, organisation_id, entry.name)
    person.email = entry.email or person.email
    person.employer = entry.employer or person.employer
    if entry.zone:
        before, person.zone = person.zone, _checked_zone(entry)
        move_to_zone(session, person.id, ZoneInfo(before), ZoneInfo(person.zone))
    if entry.post:
        hold_post(session, find_or_add_post(session, organisation_id, entry.post), person, today)


def _checked_zone(entry: PersonEntry) -> str:
    try:
        return ZoneInfo(entry.zone or "").key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PeopleError(
            f'The time zone "{entry.zone}" of {entry.name} is not known: write one like Europe/London.'
        ) from None


def hold_post(session: Session, post: tables.Post, person: tables.Person, since: date) -> None:
    """The person holds the post from that day on; whoever held it until then does so until the day before."""
    present = session.scalar(_present_holding(post))
    if present is not None and present.person_id == person.id:
        return
    if present is not None:
        present.until_on = since
    session.add(tables.PostHolding(post_id=post.id, person_id=person.id, from_on=since))
    session.flush()


def _present_holding(post: tables.Post) -> Select[tables.PostHolding]:
    return select(tables.PostHolding).where(
        tables.PostHolding.post_id == post.id, tables.PostHolding.until_on.is_(None)
    )


def _set_manager(session: Session, organisation_id: int, entry: PersonEntry) -> None:
    if not entry.manager:
        return
    manager = find_person(session, organisation_id, entry.manager)
    if manager is None:
        raise PeopleError(
            f"{entry.manager}, the manager of {entry.name}, is not on the list and not known: add a line for them."
        )
    person = find_or_add_person(session, organisation_id, entry.name)
    if manager.id == person.id:
        raise PeopleError(f"{entry.name} is listed as their own manager: leave the manager empty.")
    person.manager_id = manager.id


def connect_account(session: Session, person_id: int, platform: str, tenant: str, account: str) -> None:
    """The person is this account on the platform; whoever it was taken for before is so no more."""
    known = session.scalar(
        select(tables.Account).where(
            tables.Account.platform == platform,
            tables.Account.tenant == tenant,
            tables.Account.account == account,
        )
    )
    if known is None:
        session.add(tables.Account(person_id=person_id, platform=platform, tenant=tenant, account=account))
    else:
        known.person_id, known.closed_at = person_id, None
    # Whoever can be reached again has not left.
    session.get_one(tables.Person, person_id).left_at = None
    session.flush()


def find_person_by_email(session: Session, organisation_id: int, email: str) -> tables.Person | None:
    return session.scalar(
        select(tables.Person).where(
            tables.Person.organisation_id == organisation_id, func.lower(tables.Person.email) == email.strip().lower()
        )
    )
