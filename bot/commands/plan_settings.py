"""`milepost confirming` and `milepost restrict`: who confirms what is done, and who may know of a milestone."""

from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.common import PlanName, find_plan, now, opened
from bot.sentences import Refusal
from storage.changes.completions import set_monitoring
from storage.changes.events import Author
from storage.changes.people import find_person
from storage.changes.restrictions import restrict as restrict_milestone
from storage.questions.milestones import every_milestone_of_plan

PersonOption = Annotated[str | None, typer.Option(metavar="NAME", help="Who confirms; without it, the plan's owner.")]
BodyOption = Annotated[str | None, typer.Option(metavar="TEXT", help="For whom, such as the Improvement Panel.")]
EvidenceOption = Annotated[bool, typer.Option(help="Whether leads are asked what shows that something is done.")]
RefArgument = Annotated[str, typer.Argument(metavar="REF", help="The milestone's reference.")]
ToOption = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Somebody who may know of it; repeat it. Without any, everybody may."),
]


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


def _person_id(session: Session, organisation_id: int, name: str) -> int:
    person = find_person(session, organisation_id, name)
    if person is None:
        raise Refusal(f"{name} is not one of the plan's people: add them with `milepost people`.")
    return person.id
