"""Accounts as their platform tells of them: closed, opened again, a guest's; and what that makes of their people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage import tables


@dataclass(frozen=True)
class Standing:
    """How an account stands. A guest of the workspace, or somebody of another one, sees only what is their own."""

    account: str
    is_closed: bool = False
    is_guest: bool = False


@dataclass(frozen=True)
class Changed:
    """The people, by id, who can be reached no more, and those who can be again."""

    gone: tuple[int, ...] = ()
    back: tuple[int, ...] = ()


def note_standing(
    session: Session, platform: str, tenant: str, standings: Sequence[Standing], now: datetime
) -> Changed:
    """Keeps how accounts stand; those of nobody are passed over. Each change is told once."""
    by_account = {one.account: one for one in standings}
    rows = session.scalars(
        select(tables.Account).where(tables.Account.platform == platform, tables.Account.tenant == tenant)
    )
    touched: dict[int, None] = {}
    for row in rows:
        standing = by_account.get(row.account)
        if standing is not None and not _stands_so(row, standing):
            row.closed_at = now if standing.is_closed else None
            row.is_guest = standing.is_guest
            touched[row.person_id] = None
    session.flush()
    moves = {person_id: settle_person(session, person_id, now) for person_id in touched}
    return Changed(
        gone=tuple(person_id for person_id, (was_gone, is_gone) in moves.items() if is_gone and not was_gone),
        back=tuple(person_id for person_id, (was_gone, is_gone) in moves.items() if was_gone and not is_gone),
    )


def _stands_so(row: tables.Account, standing: Standing) -> bool:
    return (row.closed_at is not None) == standing.is_closed and row.is_guest == standing.is_guest


def note_room(session: Session, platform: str, tenant: str, account: str, room: str | None) -> None:
    """Keeps which conversation is the one with an account alone; None where that is to be opened anew."""
    row = tables.Account
    session.execute(
        update(row).where(row.platform == platform, row.tenant == tenant, row.account == account).values(room=room)
    )


def settle_person(session: Session, person_id: int, now: datetime) -> tuple[bool, bool]:
    """Has a person stand as their accounts do; says whether they were gone before, and whether they are now."""
    person = session.get_one(tables.Person, person_id)
    accounts = session.scalars(select(tables.Account).where(tables.Account.person_id == person_id)).all()
    open_ones = [account for account in accounts if account.closed_at is None]
    was_gone, is_gone = person.left_at is not None, bool(accounts) and not open_ones
    if was_gone != is_gone:
        person.left_at = now if is_gone else None
    person.is_guest = bool(open_ones) and all(account.is_guest for account in open_ones)
    session.flush()
    return was_gone, is_gone
