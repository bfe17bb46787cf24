"""`milepost plans`, `milepost unreminded`, `milepost digest`: what is kept."""

from datetime import timedelta
from typing import Annotated

import typer

from bot.commands.common import PlanName, as_day, find_plan, now, of_organisation, opened
from bot.commands.reading import say_unreminded
from bot.conversation.digest_wording import say_digest
from bot.conversation.message import as_plain_text
from bot.sentences import Refusal
from plans.digest import digest_time, monday_of
from storage.questions.digest_facts import plan_digest
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


@of_organisation
def digest(
    plan: PlanName,
    week: Annotated[str | None, typer.Option(metavar="DAY", help="Any day of the week; this week's otherwise.")] = None,
) -> None:
    """Print the weekly summary, as it is now or as it was sent in an earlier week."""
    with opened() as (store, organisation_id), store.read() as session:
        found = find_plan(session, organisation_id, plan)
        at = now()
        if week is not None:
            at = min(at, digest_time(monday_of(as_day(week)), found.zone, found.calendar) + timedelta(minutes=1))
        if at < found.imported_at:
            raise Refusal(f"{found.title} came in on {found.imported_at:%d %B %Y}: there is no summary from before.")
        typer.echo(as_plain_text(say_digest(plan_digest(session, found.id, at))))
