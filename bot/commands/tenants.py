"""`milepost organisations`: who has Milepost, for how long what they had is kept, and the keys of their tokens."""

import os
from typing import Annotated

import typer
from cryptography.fernet import Fernet

from bot.app import open_kept
from bot.commands.common import find_organisation
from bot.sentences import Refusal
from bot.settings import read_settings
from bot.slack.installations import Installations
from bot.slack.refusals import what_to_do
from bot.slack.settings import SlackSettings
from jobs.channel import DeliveryError
from storage.changes.organisations import become_tenant, keep_for
from storage.questions.organisations import installed_tenants, organisations

tenants = typer.Typer(no_args_is_help=True, help="The organisations that have Milepost, where there are several.")


@tenants.command("list")
def list_() -> None:
    """List them: tenant, name, plans and people, and when one that took Milepost out is forgotten."""
    store = open_kept(read_settings().database)
    with store.read() as session:
        known = organisations(session)
    for one in known:
        gone = f"\tforgotten on {one.forgotten_at:%d %b %Y}" if one.forgotten_at else ""
        typer.echo(f"{one.tenant}\t{one.name}\tplans: {one.plans}\tpeople: {one.people}{gone}")
    if not known:
        typer.echo("There is none yet: bring a plan in, or have a workspace install Milepost.")


@tenants.command("keep")
def keep(
    organisation: Annotated[str, typer.Argument(metavar="NAME", help="Its name, tenant or number.")],
    days: Annotated[int, typer.Option(min=0, help="Days after Milepost was taken out; 90 unless this is said.")],
) -> None:
    """Say for how long an organisation's plans are kept after it has taken Milepost out."""
    store = open_kept(read_settings().database)
    with store.write() as session:
        found = find_organisation(organisations(session), organisation)
        keep_for(session, found.id, days)
    typer.echo(f"What {found.name} has is kept for {days} days after Milepost is taken out.")


@tenants.command("move")
def move(
    organisation: Annotated[str, typer.Argument(metavar="NAME", help="Its name, tenant or number.")],
    workspace: Annotated[str, typer.Argument(metavar="WORKSPACE", help="The id of its Slack workspace: T0123456789.")],
) -> None:
    """Say that an organisation's plans are those of a Slack workspace, before that workspace installs Milepost."""
    if not workspace.startswith("T"):
        raise Refusal(f'"{workspace}" is not the id of a workspace: it begins with T.')
    store = open_kept(read_settings().database)
    with store.write() as session:
        found = find_organisation(organisations(session), organisation)
        is_moved = become_tenant(session, found.id, "slack", workspace)
    if not is_moved:
        raise Refusal(f"{workspace} has plans or people of its own already. Nothing was changed.")
    typer.echo(f"The plans and people of {found.name} are those of the workspace {workspace} now.")


@tenants.command("key")
def key() -> None:
    """Print a new key for MILEPOST_SLACK_TOKEN_KEY."""
    typer.echo(Fernet.generate_key().decode())


@tenants.command("renew")
def renew() -> None:
    """Encrypt every token that is kept with the first of the keys, so that the others can be taken out."""
    settings = SlackSettings.from_environment(os.environ)
    if settings is None or settings.distribution is None:
        raise Refusal("Milepost is not set up for many workspaces: set SLACK_CLIENT_ID; docs/slack.md says what else.")
    store = open_kept(read_settings().database)
    installations = Installations(store, settings.distribution)
    with store.read() as session:
        known = installed_tenants(session, "slack")
    try:
        renewed = [tenant for tenant in known if installations.renew(tenant)]
    except DeliveryError as error:
        raise Refusal(f"A token cannot be read. {what_to_do(error.reason)}") from None
    typer.echo(f"The tokens of {len(renewed)} workspaces are encrypted with the first key.")
