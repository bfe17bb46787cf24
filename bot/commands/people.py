"""`milepost people`: who is who, who manages whom, and how each is reached."""

import os
from pathlib import Path
from typing import Annotated

import typer

from bot.app import only
from bot.commands.common import now, of_organisation, opened
from bot.plans_in import read_people
from bot.sentences import Refusal
from bot.slack.app import look_through, workspaces_of
from bot.slack.listen import PLATFORM as SLACK
from bot.slack.office import Office
from bot.slack.refusals import what_to_do
from bot.slack.settings import SlackSettings
from jobs.channel import DeliveryError
from storage.changes.people import PersonEntry, connect_account, find_person, keep_people
from storage.questions.organisations import organisations
from storage.questions.people import accounts_of, people_of
from storage.store import Store

people = typer.Typer(no_args_is_help=True, help="The people of the plans: managers, posts, accounts.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="The person's full name.")]


@people.command("list")
@of_organisation
def list_() -> None:
    """List everybody, their manager and how they are reached."""
    with opened() as (store, organisation_id), store.read() as session:
        known = people_of(session, organisation_id)
        for person in known:
            ways = ", ".join(f"{a.platform} {a.account}" for a in accounts_of(session, person.id)) or "no account"
            typer.echo(
                f"{person.name}\t{person.email or ''}\tmanager: {person.manager or 'none'}\t{person.zone}\t{ways}"
            )
    if not known:
        typer.echo("Nobody is known yet: bring a plan in, or a list with `milepost people import CSV`.")


@people.command("import")
@of_organisation
def import_(
    file: Annotated[Path, typer.Argument(metavar="CSV", help="name, email, post, organisation, manager, zone.")],
) -> None:
    """Add or update people from a CSV file; only the column name is required."""
    entries = read_people(file)
    with opened(may_begin=True) as (store, organisation_id), store.write() as session:
        count = keep_people(session, organisation_id, entries, now().date())
    typer.echo(f"{count} people are kept.")


@people.command("add")
@of_organisation
def add(
    name: Name,
    email: Annotated[str | None, typer.Option(help="Their e-mail address, by which Slack knows them.")] = None,
    post: Annotated[str | None, typer.Option(help="A post they hold; its milestones are theirs.")] = None,
    employer: Annotated[str | None, typer.Option(help="Who they work for.")] = None,
    manager: Annotated[str | None, typer.Option(help="Their manager's name, who must be known.")] = None,
    zone: Annotated[str | None, typer.Option(help="Their own clock, for example Europe/London.")] = None,
) -> None:
    """Add or update one person; what is not given stays as it is."""
    entry = PersonEntry(name, email, post, employer, manager, zone)
    with opened(may_begin=True) as (store, organisation_id), store.write() as session:
        keep_people(session, organisation_id, [entry], now().date())
    typer.echo(f"{name} is kept.")


@people.command("connect")
@of_organisation
def connect(
    name: Name,
    account: Annotated[str, typer.Argument(metavar="PLATFORM:TENANT:ACCOUNT", help="For example slack:T012:U345.")],
) -> None:
    """Say that a person is an account on a platform."""
    platform, tenant, user = _account(account)
    with opened() as (store, organisation_id), store.write() as session:
        person = find_person(session, organisation_id, name)
        if person is None:
            raise Refusal(f"{name} is not known: `milepost people list` shows who is.")
        connect_account(session, person.id, platform, tenant, user)
    typer.echo(f"{name} is reached on {platform} as {user}.")


@people.command("match")
@of_organisation
def match() -> None:
    """Connect people with their Slack accounts by e-mail, and show whose name is only alike."""
    settings = SlackSettings.from_environment(os.environ)
    if settings is None:
        raise Refusal(
            "Slack is not set up: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN; docs/slack.md says where they are."
        )
    with opened() as (store, organisation_id):
        try:
            workspaces = workspaces_of(settings, Office(store, only(organisation_id), now))
            tenant = _tenant(store, organisation_id) or workspaces.tenants()[0]
            accounts = look_through(workspaces, tenant, store, organisation_id, now())
        except DeliveryError as error:
            raise Refusal(f"Slack could not be asked ({error.reason}). {what_to_do(error.reason)}") from None
    for person, user in accounts.matched:
        typer.echo(f"{person.name} is {user.id}, by e-mail.")
    for proposal in accounts.to_confirm:
        likeliest = proposal.candidates[0].user
        typer.echo(
            f"{proposal.person.name} may be {likeliest.names[0]}. If so: "
            f'milepost people connect "{proposal.person.name}" slack:{tenant}:{likeliest.id}'
        )
    for person in accounts.nobody:
        typer.echo(f"{person.name} is nobody that Slack knows: give them an e-mail address with milepost people add.")


def _tenant(store: Store, organisation_id: int) -> str | None:
    """The workspace that the organisation is; None for the local one."""
    with store.read() as session:
        return next((o.tenant for o in organisations(session) if o.id == organisation_id and o.platform == SLACK), None)


def _account(said: str) -> tuple[str, str, str]:
    match said.split(":"):
        case [platform, tenant, user] if platform and tenant and user:
            return platform, tenant, user
        case _:
            raise Refusal(f'"{said}" is not an account: write it as slack:T0123456789:U0123456789.')
