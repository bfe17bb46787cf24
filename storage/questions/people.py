"""People as everybody else needs to know them."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class PersonFacts:
    """`zone` is their own clock; `employer` the organisation they work for. A guest sees only what is their own."""

    id: int
    organisation_id: int
    name: str
    zone: ZoneInfo
    email: str | None = None
    employer: str | None = None
    manager_id: int | None = None
    manager: str | None = None
    is_guest: bool = False


@dataclass(frozen=True)
class AccountFacts:
    """A way to reach a person: a platform and their account there."""

    platform: str
    tenant: str
    account: str


def person_of_account(session: Session, platform: str, tenant: str, account: str) -> PersonFacts | None:
    person = session.scalar(
        select(tables.Person)
        .join(tables.Account, tables.Account.person_id == tables.Person.id)
        .where(
            tables.Account.platform == platform,
            tables.Account.tenant == tenant,
            tables.Account.account == account,
        )
    )
    return _as_facts(session, person) if person else None


def person_by_id(session: Session, person_id: int) -> PersonFacts:
    return _as_facts(session, session.get_one(tables.Person, person_id))


def people_of(session: Session, organisation_id: int) -> list[PersonFacts]:
    """Everybody an organisation knows, by name."""
    rows = session.scalars(
        select(tables.Person).where(tables.Person.organisation_id == organisation_id).order_by(tables.Person.name)
    ).all()
    return [_as_facts(session, row) for row in rows]


def managers_of(session: Session, organisation_id: int) -> dict[int, int | None]:
    """Whose manager is who, by the ids of all the people of an organisation."""
    person = tables.Person
    rows = session.execute(select(person.id, person.manager_id).where(person.organisation_id == organisation_id))
    return {person_id: manager_id for person_id, manager_id in rows}


def names_of(session: Session, organisation_id: int) -> dict[int, str]:
    """Everybody an organisation knows, by id, in the order of their names."""
    person = tables.Person
    rows = session.execute(
        select(person.id, person.name).where(person.organisation_id == organisation_id).order_by(person.name)
    )
    return {person_id: name for person_id, name in rows}


def accounts_of(session: Session, person_id: int) -> list[AccountFacts]:
    """How a person can be reached, the way they were connected first."""
    rows = session.scalars(
        select(tables.Account)
        .where(tables.Account.person_id == person_id, tables.Account.closed_at.is_(None))
        .order_by(tables.Account.id)
    )
    return [AccountFacts(row.platform, row.tenant, row.account) for row in rows]


def _as_facts(session: Session, person: tables.Person) -> PersonFacts:
    manager = session.get(tables.Person, person.manager_id) if person.manager_id else None
    return PersonFacts(
        id=person.id,
        organisation_id=person.organisation_id,
        name=person.name,
        zone=ZoneInfo(person.zone),
        email=person.email,
        employer=person.employer,
        manager_id=person.manager_id,
        manager=manager.name if manager else None,
        is_guest=person.is_guest,
    )


def room_of(session: Session, platform: str, tenant: str, account: str) -> str | None:
    """The conversation with an account alone; None where none was opened yet."""
    row = tables.Account
    return session.scalar(
        select(row.room).where(row.platform == platform, row.tenant == tenant, row.account == account)
    )


def people_without_account(session: Session, organisation_id: int, platform: str) -> list[PersonFacts]:
    """Those whom nobody could reach on that platform, by name."""
    account = tables.Account
    has_one = select(account.person_id).where(account.platform == platform, account.closed_at.is_(None))
    rows = session.scalars(
        select(tables.Person)
        .where(tables.Person.organisation_id == organisation_id, tables.Person.id.not_in(has_one))
        .order_by(tables.Person.name)
    ).all()
    return [_as_facts(session, row) for row in rows]
