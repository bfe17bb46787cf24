"""What others have decided about what a message began."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import tables

_SETTLED = (
    (tables.DateRequest, ("approved",)),
    (tables.Handover, ("accepted",)),
    (tables.Confirmation, ("confirmed",)),
)


def settled_since(session: Session, update_text_id: int) -> list[str]:
    """The references of the milestones about which others have agreed to what a message asked or said.

    What they agreed stays when the message is taken back: it is theirs to change.
    """
    refs: list[str] = []
    for table, decisions in _SETTLED:
        refs += _decided(session, table, decisions, update_text_id)
    return sorted(set(refs))


def _decided(session: Session, table: Any, decisions: tuple[str, ...], update_text_id: int) -> list[str]:
    return list(
        session.scalars(
            select(tables.Milestone.ref)
            .join(table, table.milestone_id == tables.Milestone.id)
            .join(tables.Event, tables.Event.id == table.event_id)
            .where(tables.Event.update_text_id == update_text_id, table.decision.in_(decisions))
        )
    )
