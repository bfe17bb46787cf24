"""What all tables are made from: names of constraints, and how words and instants are kept."""

from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import JSON, Index, MetaData, text
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase

from plans.words import Role, Status
from storage.columns import UtcDateTime


def _words(kind: type[Enum]) -> SqlEnum:
    """Kept as the word itself, checked when it is read or written."""
    return SqlEnum(kind, native_enum=False, length=16, values_callable=lambda words: [word.value for word in words])


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        Status: _words(Status),
        Role: _words(Role),
    }


def index_where(condition: str, name: str, *columns: str) -> Index:
    """An index of the rows alone of which the condition is true."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))
