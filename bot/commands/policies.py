"""`milepost policy`: the ladder of a plan, shown, checked and set."""

import tomllib
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import PlanName, find_plan, now, of_organisation, opened
from bot.sentences import Refusal
from plans.ladder import Policy, PolicyError, read_policy
from storage.changes.events import Author
from storage.changes.policies import give_plan_policy
from storage.questions.plans import policy_of_plan

policies = typer.Typer(no_args_is_help=True, help="The ladder of reminders of a plan.")

PolicyFile = Annotated[Path, typer.Argument(metavar="TOML", help="A ladder, as `milepost policy show` prints it.")]


def policy_from_file(path: Path) -> Policy:
    """The ladder in a TOML file; raises Refusal with a sentence that names the file."""
    try:
        return read_policy(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise Refusal(f"{path} cannot be opened: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refusal(f"{path.name} is not TOML: {error}.") from None
    except PolicyError as error:
        raise Refusal(f"{path.name}: {error}") from None


def as_toml(policy: Policy) -> str:
    """The ladder as it is edited."""
    rungs = [
        f'[[rung]]\nwhen = "{rung.name}"\ntell = [{", ".join(f"{chr(34)}{hearer}{chr(34)}" for hearer in rung.tell)}]\n'
        for rung in policy.rungs
    ]
    return "\n".join([f'at = "{policy.at:%H:%M}"\n', *rungs])


@policies.command("show")
@of_organisation
def show(plan: PlanName) -> None:
    """Print a plan's ladder, to be edited and set again."""
    with opened() as (store, organisation_id), store.read() as session:
        typer.echo(as_toml(policy_of_plan(session, find_plan(session, organisation_id, plan).id)))


@policies.command("check")
def check(file: PolicyFile) -> None:
    """Say whether a ladder can be used, and if not why."""
    policy = policy_from_file(file)
    typer.echo(f"{file.name} has {len(policy.rungs)} rungs, at {policy.at:%H:%M}: it can be used.")


@policies.command("set")
@of_organisation
def set_(plan: PlanName, file: PolicyFile) -> None:
    """Give a plan another ladder; what has started climbing keeps the one it started with."""
    policy = policy_from_file(file)
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        give_plan_policy(session, found.id, policy, Author(None, now()))
    typer.echo(f"{found.title} has a ladder of {len(policy.rungs)} rungs from now on.")
