"""`milepost simulate`: every message that would be sent, before anybody real is messaged."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from bot.commands.common import (
    MapOption,
    OwnerOption,
    PeopleOption,
    PlanFile,
    PolicyOption,
    as_day,
    read_document,
)
from bot.commands.policies import policy_from_file
from bot.commands.reading import say_unreminded
from bot.conversation import phrases
from bot.conversation.query_wording import say_queries
from bot.plans_in import Arrangements, read_people, source_of
from bot.rehearsal import PLATFORM, Rehearsed, rehearse
from bot.sentences import Refusal
from plans.reading import PlanReading
from plans.unsettled import held_back

LONG_RANGE_DAYS = 62


def simulate(
    file: PlanFile,
    from_: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, as 2026-06-01.")],
    to: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON list of messages.")] = False,
    owner: OwnerOption = None,
    people: PeopleOption = None,
    policy: PolicyOption = None,
    channel: Annotated[list[str] | None, typer.Option(metavar="NAME", help="A leadership channel.")] = None,
    map_: MapOption = None,
) -> None:
    """Every message that a plan would cause between two days if nobody answered."""
    first, last = as_day(from_), as_day(to)
    if last < first:
        raise Refusal(f"--to {to} is before --from {from_}: the first day comes first.")
    arrangements = Arrangements(
        owner=owner,
        channels=tuple((PLATFORM, name, name) for name in channel or []),
        people=tuple(read_people(people)) if people else (),
        policy=policy_from_file(policy) if policy else None,
    )
    reading = read_document(file, map_)
    with _progress(first, last) as on_progress:
        rehearsal = rehearse(reading, source_of(file), arrangements, first, last, on_progress)
    if as_json:
        typer.echo(json.dumps([one.as_json() for one in rehearsal.messages], ensure_ascii=False, indent=2))
        return
    for message in rehearsal.messages:
        _say(message)
    typer.echo(f"{len(rehearsal.messages)} messages from {first:%A %d %B %Y} to {last:%A %d %B %Y}.")
    _say_assumed(reading)
    say_unreminded(list(rehearsal.unreminded), first)


def _say(message: Rehearsed) -> None:
    to = message.person or f"#{message.channel}"
    typer.echo(f"── {message.at:%A %d %B %Y, %H:%M} · {message.kind} to {to}")
    typer.echo(message.text + "\n")


def _say_assumed(reading: PlanReading) -> None:
    """What the rehearsal took as right, and nobody would be reminded of before somebody has settled it."""
    assumed = [query for query in reading.queries if held_back(query)]
    if not assumed:
        return
    typer.echo(f"\n{phrases.count(len(assumed), 'thing')} of the document taken as right here, though still to settle:")
    for line in say_queries(assumed):
        typer.echo(line)
    typer.echo("Once the plan is imported, nobody is reminded of a date among them before it is settled.")


@contextmanager
def _progress(first: date, last: date) -> Iterator[Callable[[datetime], None]]:
    """A bar on the error stream for a range of more than two months; nothing for a shorter one."""
    days = (last - first).days
    if days < LONG_RANGE_DAYS:
        yield lambda at: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Turning the clock", total=days)

        def show(at: datetime) -> None:
            progress.update(task, completed=(at.date() - first).days, description=f"{at:%d %B %Y}")

        yield show
