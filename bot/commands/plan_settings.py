"""What a plan is told on the command line: who confirms, who may know of a milestone, when the council is closed."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.common import PlanName, as_day, find_plan, now, of_organisation, opened
from bot.sentences import Refusal
from storage.changes.closures import set_closures
from storage.changes.completions import set_monitoring
from storage.changes.events import Author
from storage.changes.people import find_person
from storage.changes.restrictions import restrict as restrict_milestone
from storage.questions.milestones import every_milestone_of_plan

PersonOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who confirms; without it, the plan's owner.")]
BodyOption = Annotated[str | None, typer.Option(metavar="TEXT", help="For whom, such as the Improvement Panel.")]
EvidenceOption = Annotated[bool, typer.Option(help="Whether leads are asked what shows that something is done.")]
RefArgument = Annotated[str, typer.Argument(metavar="REF", help="The milestone's reference.")]
CloseOption = Annotated[list[str] | None, typer.Option("--close", metavar="DAY", help="A day of closure; repeat it.")]
OpenOption = Annotated[list[str] | None, typer.Option("--open", metavar="DAY", help="A closure that is none any more.")]
ToOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Somebody who may know of it; repeat it. Without any, everybody may."),
]


@of_organisation
def confirming(
    plan: PlanName, person: PersonOption = None, body: BodyOption = None, evidence: EvidenceOption = True
) -> None:
    """Say who confirms what leads report as done, and whether evidence is asked for."""
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        person_id = _person_id(session, organisation_id, person) if person else None
        set_monitoring(session, found.id, body, person_id, evidence, Author(None, now()))
    who = person or found.owner or "nobody: the plan has no owner"
    behalf = f" for {body}" if body else ""
    wanted = "evidence is asked for" if evidence else "no evidence is asked for"
    typer.echo(f"What is done in {found.title} is confirmed by {who}{behalf}; {wanted}.")


@of_organisation
def restrict(plan: PlanName, ref: RefArgument, to: ToOption = None) -> None:
    """Let only some people, and its lead, know of a milestone: nobody else sees it in a list, a count or a digest."""
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        milestones = every_milestone_of_plan(session, found.id, now().date())
        milestone = next((m for m in milestones if m.ref.lower() == ref.lower()), None)
        if milestone is None:
            raise Refusal(f"{found.title} has no milestone {ref}.")
        people = [_person_id(session, organisation_id, name) for name in to or ()]
        restrict_milestone(session, milestone.id, people, Author(None, now()))
    group = f"Only {', '.join(to)} and its lead may know of {milestone.ref}." if to else ""
    typer.echo(group or f"Everybody may know of {milestone.ref}.")


@of_organisation
def closures(plan: PlanName, close: CloseOption = None, open_: OpenOption = None) -> None:
    """Show or change the days on which the council is closed, beside weekends and bank holidays.

    What is planned for a day that is closed now moves to the next working day.
    """
    closing, opening = {as_day(day) for day in close or ()}, {as_day(day) for day in open_ or ()}
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        days = found.calendar.closures
        unknown = sorted(opening - days)
        if unknown:
            raise Refusal(f"{found.title} is not closed on {unknown[0].isoformat()}. Nothing was changed.")
        days = (days | closing) - opening
        set_closures(session, found.id, days, now())
    listed = ", ".join(day.isoformat() for day in sorted(days)) or "no day of its own"
    typer.echo(f"{found.title} is closed on {listed}, beside weekends and the bank holidays of England.")


def _person_id(session: Session, organisation_id: int, name: str) -> int:
    person = find_person(session, organisation_id, name)
    if person is None:
        raise Refusal(f"{name} is not one of the plan's people: add them with `milepost people`.")
    return person.id
