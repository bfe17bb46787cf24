"""What is asked with every message, asked plainly: a statement made once, and rows that are nothing but their columns.

To put a statement together and to make an object of each row takes several times as long as the database takes to
answer. Statements that are asked so are made from the tables and not from their classes.
"""

from typing import Any

from sqlalchemy import CursorResult, Executable, Select, Table
from sqlalchemy.orm import Session

from storage.tables import Base

Plain = Select[*tuple[Any, ...]]
"""A statement that asks for columns of tables."""


def table_of(kind: type[Base]) -> Table:
    return Base.metadata.tables[kind.__tablename__]


def ask(session: Session, statement: Executable, **values: Any) -> CursorResult[*tuple[Any, ...]]:
    """The rows; what the transaction has changed so far is among them."""
    session.flush()
    return session.connection().execute(statement, values)
