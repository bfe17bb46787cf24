"""People as everybody else needs to know them."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage import tables
from storage.plainly import Plain, ask, table_of


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
    row = ask(session, _person_of_account(), platform=platform, tenant=tenant, account=account).first()
    return _as_facts(row) if row else None


def person_by_id(session: Session, person_id: int) -> PersonFacts:
    return _as_facts(ask(session, _person_by_id(), person_id=person_id).one())


def people_of(session: Session, organisation_id: int) -> list[PersonFacts]:
    """Everybody an organisation knows, by name."""
    return [_as_facts(row) for row in ask(session, _people_of(), organisation_id=organisation_id)]


def managers_of(session: Session, organisation_id: int) -> dict[int, int | None]:
    """Whose manager is who, by the ids of all the people of an organisation."""
    rows = ask(session, _managers_of(), organisation_id=organisation_id)
    return {person_id: manager_id for person_id, manager_id in rows}


def names_of(session: Session, organisation_id: int) -> dict[int, str]:
    """Everybody an organisation knows, by id, in the order of their names."""
    return {person_id: name for person_id, name in ask(session, _names_of(), organisation_id=organisation_id)}


def accounts_of(session: Session, person_id: int) -> list[AccountFacts]:
    """How a person can be reached, the way they were connected first."""
    return accounts_of_people(session, [person_id]).get(person_id, [])


def accounts_of_people(session: Session, person_ids: Collection[int]) -> dict[int, list[AccountFacts]]:
    """How each of these people can be reached; who cannot be is not there."""
    found: dict[int, list[AccountFacts]] = {}
    for row in ask(session, _accounts_of(), people=list(person_ids)) if person_ids else ():
        found.setdefault(row.person_id, []).append(AccountFacts(row.platform, row.tenant, row.account))
    return found


def people_by_id(session: Session, person_ids: Collection[int]) -> dict[int, PersonFacts]:
    """These people, each once."""
    rows = ask(session, _people_by_id(), people=list(person_ids)) if person_ids else ()
    return {row.id: _as_facts(row) for row in rows}


_PERSON = table_of(tables.Person)
_MANAGER = _PERSON.alias("manager")


@cache
def _people() -> Plain:
    """People, each with their manager's name."""
    with_manager = _PERSON.outerjoin(_MANAGER, _MANAGER.c.id == _PERSON.c.manager_id)
    return select(_PERSON, _MANAGER.c.name.label("manager")).select_from(with_manager)


@cache
def _person_by_id() -> Plain:
    return _people().where(_PERSON.c.id == bindparam("person_id"))


@cache
def _people_by_id() -> Plain:
    return _people().where(_PERSON.c.id.in_(bindparam("people", expanding=True)))


@cache
def _accounts_of() -> Plain:
    account = table_of(tables.Account).c
    return (
        select(*account["person_id", "platform", "tenant", "account"])
        .where(account.person_id.in_(bindparam("people", expanding=True)), account.closed_at.is_(None))
        .order_by(account.id)
    )


@cache
def _person_of_account() -> Plain:
    account = table_of(tables.Account)
    return (
        _people()
        .join(account, account.c.person_id == _PERSON.c.id)
        .where(
            account.c.platform == bindparam("platform"),
            account.c.tenant == bindparam("tenant"),
            account.c.account == bindparam("account"),
        )
    )


@cache
def _people_of() -> Plain:
    return _people().where(_PERSON.c.organisation_id == bindparam("organisation_id")).order_by(_PERSON.c.name)


@cache
def _managers_of() -> Plain:
    of_organisation = _PERSON.c.organisation_id == bindparam("organisation_id")
    return select(_PERSON.c.id, _PERSON.c.manager_id).where(of_organisation)


@cache
def _names_of() -> Plain:
    of_organisation = _PERSON.c.organisation_id == bindparam("organisation_id")
    return select(_PERSON.c.id, _PERSON.c.name).where(of_organisation).order_by(_PERSON.c.name)


def _as_facts(person: Any) -> PersonFacts:
    return PersonFacts(
        id=person.id,
        organisation_id=person.organisation_id,
        name=person.name,
        zone=ZoneInfo(person.zone),
        email=person.email,
        employer=person.employer,
        manager_id=person.manager_id,
        manager=person.manager,
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
    account = table_of(tables.Account)
    has_one = select(account.c.person_id).where(account.c.platform == platform, account.c.closed_at.is_(None))
    rows = ask(session, _people_of().where(_PERSON.c.id.not_in(has_one)), organisation_id=organisation_id)
    return [_as_facts(row) for row in rows]
