"""`milepost db`: the database brought up to date, backed up while it is in use, and brought back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_kept, open_store
from bot.commands.common import now
from bot.settings import read_settings
from storage.backup import back_up, restore

database = typer.Typer(no_args_is_help=True, help="The database.")


@database.command("upgrade")
def upgrade() -> None:
    """Bring the database to the present tables."""
    store = open_store(read_settings().database)
    store.close()
    typer.echo("The database has the present tables.")


@database.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to write, which must not be there yet.")],
) -> None:
    """Write everything into one file, as it is at this moment; Milepost may go on running."""
    store = open_kept(read_settings().database)
    try:
        kept = back_up(store, file, now())
    finally:
        store.close()
    typer.echo(f"{file} holds {kept.rows} rows, as they were on {kept.taken_at:%d %b %Y, %H:%M} UTC.")


@database.command("restore")
def bring_back(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="What `milepost db backup` wrote, from either database.")
    ],
) -> None:
    """Bring a backup into an empty database; what was sent already is not sent again."""
    store = open_store(read_settings().database)
    try:
        kept = restore(store, file, now())
    finally:
        store.close()
    typer.echo(
        f"{kept.rows} rows are back, as they were on {kept.taken_at:%d %b %Y, %H:%M} UTC. What was said since then is "
        "not among them: docs/operations.md says what to do about it. Before anybody is sent anything, Slack is asked "
        "what they have been sent."
    )
