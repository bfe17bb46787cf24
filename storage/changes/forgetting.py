"""Forgetting an organisation: every row of every table that is its own, in one transaction."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage import tables
from storage.belonging import ORGANISATION, belongs, is_of


def forget(session: Session, organisation_id: int) -> int:
    """Removes an organisation and everything that is its own; says how many rows that was."""
    organisation = session.get_one(tables.Organisation, organisation_id)
    seen = tables.SeenMessage
    ours = seen.conversation.startswith(f"{organisation.tenant}/", autoescape=True)
    session.execute(delete(seen).where(seen.platform == organisation.platform, ours))
    # Children before their parents. A row that names another of its own table goes in the same statement.
    whose = [table for table in reversed(tables.Base.metadata.sorted_tables) if belongs(table)]
    rows = sum(
        session.execute(table.delete().where(is_of(table, organisation_id))).rowcount  # type: ignore[attr-defined]
        for table in whose
        if table is not ORGANISATION
    )
    _remove_unused_ladders(session)
    session.execute(ORGANISATION.delete().where(ORGANISATION.c.id == organisation_id))
    session.expire_all()
    return rows + 1


def _remove_unused_ladders(session: Session) -> None:
    used = (select(table.policy_id).where(table.policy_id.is_not(None)) for table in (tables.Plan, tables.Milestone))
    session.execute(delete(tables.Policy).where(*(tables.Policy.id.not_in(one) for one in used)))


def forget_stale_states(session: Session, now: datetime) -> None:
    """Installations that were begun and never came back."""
    session.execute(delete(tables.SlackState).where(tables.SlackState.expire_at < now.replace(tzinfo=None)))
