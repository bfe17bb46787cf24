"""`milepost meetings` and `milepost school`: the days that people name, such as "before the next panel"."""

from datetime import date
from typing import Annotated

import typer

from bot.commands.common import PlanName, as_day, find_plan, now, of_organisation, opened
from bot.conversation.phrases import full_day
from bot.sentences import Refusal
from plans.own_days import Meeting, SchoolKind, SchoolTime
from storage.changes.events import Author
from storage.changes.own_days import set_meetings, set_school

SEASONS = ("autumn", "spring", "summer")

AddOption = Annotated[
    list[str] | None, typer.Option("--add", metavar="BODY=DAY", help='A meeting, "Improvement Panel=2026-07-14".')
]
RemoveOption = Annotated[
    list[str] | None, typer.Option("--remove", metavar="BODY=DAY", help="A meeting that is not to be.")
]
TermOption = Annotated[
    list[str] | None, typer.Option("--term", metavar="SEASON=DAY/DAY", help="A term: autumn=2026-09-02/2026-12-18.")
]
HalfTermOption = Annotated[
    list[str] | None,
    typer.Option("--half-term", metavar="SEASON=DAY/DAY", help="A half term: autumn=2026-10-26/2026-10-30."),
]
ForgetOption = Annotated[bool, typer.Option("--forget", help="Forget the terms and half terms known so far.")]


@of_organisation
def meetings(plan: PlanName, add: AddOption = None, remove: RemoveOption = None) -> None:
    """Show or change the plan's own meetings: "before the next panel" then is a date.

    Without them Milepost asks which day is meant.
    """
    adding, removing = {_meeting(one) for one in add or ()}, {_meeting(one) for one in remove or ()}
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        known = set(found.calendar.meetings)
        unknown = sorted(removing - known)
        if unknown:
            raise Refusal(f"{found.title} knows of no {unknown[0].body} on {unknown[0].on.isoformat()}.")
        kept = sorted((known | adding) - removing)
        set_meetings(session, found.id, kept, Author(None, now()))
    if not kept:
        typer.echo(f'{found.title} knows of no meetings: who writes "before the next panel" is asked for the day.')
    for one in kept:
        typer.echo(f"{full_day(one.on, now().date())}  {one.body}")


@of_organisation
def school(
    plan: PlanName, term: TermOption = None, half_term: HalfTermOption = None, forget: ForgetOption = False
) -> None:
    """Show or change the terms and half terms of the plan's schools: "before half term" then is a date.

    Without them Milepost asks which day is meant.
    """
    adding = {_time("term", one) for one in term or ()} | {_time("half term", one) for one in half_term or ()}
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        kept = sorted(adding | (set() if forget else set(found.calendar.school)))
        set_school(session, found.id, kept, Author(None, now()))
    if not kept:
        typer.echo(f'{found.title} knows of no terms: who writes "before half term" is asked for the day.')
    for one in kept:
        typer.echo(f"{one.first.isoformat()} to {one.last.isoformat()}  {one.name} {one.kind}")


def _meeting(text: str) -> Meeting:
    body, equals, day = text.rpartition("=")
    if not equals or not body.strip():
        raise Refusal(f'"{text}" is not a meeting: write it as "Improvement Panel=2026-07-14".')
    return Meeting(as_day(day.strip()), " ".join(body.split()))


def _time(kind: SchoolKind, text: str) -> SchoolTime:
    name, _, span = text.partition("=")
    first, slash, last = span.partition("/")
    if name.strip().lower() not in SEASONS or not slash:
        raise Refusal(f'"{text}" is not a {kind}: write it as autumn=2026-09-02/2026-12-18.')
    begins, ends = as_day(first.strip()), as_day(last.strip())
    return SchoolTime(*_in_order(begins, ends, text), kind, name.strip().lower())


def _in_order(begins: date, ends: date, text: str) -> tuple[date, date]:
    if ends < begins:
        raise Refusal(f'"{text}" ends before it begins.')
    return begins, ends
