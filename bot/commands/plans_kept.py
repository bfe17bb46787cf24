"""`milepost plans`, `milepost unreminded`: what is kept."""

import typer

from bot.commands.common import PlanName, find_plan, now, of_organisation, opened
from bot.commands.reading import say_unreminded
from storage.questions.milestones import milestones_of_plan
from storage.questions.plans import plans_of, unreminded


@of_organisation
def plans() -> None:
    """List the plans: who owns them, and how much of them is open and unreminded."""
    with opened() as (store, organisation_id), store.read() as session:
        kept = plans_of(session, organisation_id)
        for plan in kept:
            today = now().astimezone(plan.zone).date()
            milestones = milestones_of_plan(session, plan.id, today)
            open_ones = sum(m.is_open for m in milestones)
            silent = sum(m.unreminded_because is not None for m in milestones)
            typer.echo(
                f"{plan.id}\t{plan.title}\towner: {plan.owner or 'nobody'}\t"
                f"{open_ones} of {len(milestones)} open, nobody is being reminded of {silent}"
            )
    if not kept:
        typer.echo("There is no plan yet: bring one in with `milepost import FILE`.")


@of_organisation
def nobody(plan: PlanName) -> None:
    """List the milestones of a plan that nobody is being reminded of, and why."""
    with opened() as (store, organisation_id), store.read() as session:
        found = find_plan(session, organisation_id, plan)
        today = now().astimezone(found.zone).date()
        say_unreminded(unreminded(session, found.id, today), today)
