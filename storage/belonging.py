"""Whose a row is: found along the foreign keys that lead from its table to an organisation."""

from functools import cache

from sqlalchemy import Column, ColumnElement, Table, or_, select

from storage import tables

ORGANISATION: Table = tables.Base.metadata.tables["organisation"]


def is_of(table: Table, organisation_id: int) -> ColumnElement[bool]:
    """The condition for a table's rows that belong to an organisation; raises ValueError where none can."""
    if table is ORGANISATION:
        return table.c.id == organisation_id
    ways = [column.in_(select(parent.c.id).where(is_of(parent, organisation_id))) for column, parent in _ways_up(table)]
    if not ways:
        raise ValueError(f"No key leads from {table.name} to an organisation.")
    return or_(*ways)


def belongs(table: Table) -> bool:
    """Whether a table's rows are an organisation's at all: a ladder, or a message's number, is nobody's."""
    return table is ORGANISATION or bool(_ways_up(table))


@cache
def _ways_up(table: Table) -> tuple[tuple[Column[int], Table], ...]:
    """The keys to follow: one that every row has where there is one, else all of them."""
    keys = [
        (key.parent, key.column.table)
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table is not table and belongs(key.column.table)
    ]
    always = [way for way in keys if not way[0].nullable]
    return tuple(always[:1] or keys)
