"""Run by Alembic: applies the steps to the connection that `storage.migrate` hands over."""

from typing import Any, Literal

from alembic import context

from storage.columns import UtcDateTime
from storage.tables import Base


def _render(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """A migration stands on its own: it names the database's type, not a class of ours that may change."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_render,
    compare_type=False,
)
with context.begin_transaction():
    context.run_migrations()
