"""`milepost check`: what in a plan does not add up, in a document or as it is kept."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.common import as_day, find_plan, now, of_organisation, opened, read_document
from bot.conversation import phrases
from plans.account import accounts_of
from plans.honesty import Doubt, Finding, find_doubts
from storage.questions.honesty import doubts_of_plan


@of_organisation
def check(
    plan: Annotated[str, typer.Argument(metavar="FILE|PLAN", help="A plan document, or a plan that is kept.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The day on which it must add up.")] = None,
) -> None:
    """List what does not add up: late but green, complete without evidence, a note that contradicts its status."""
    if Path(plan).exists():
        reading = read_document(Path(plan))
        today = as_day(on) if on else reading.as_at or reading.published or now().date()
        _say(reading.title, find_doubts(accounts_of(reading), today), today)
        return
    with opened() as (store, organisation_id), store.read() as session:
        found = find_plan(session, organisation_id, plan)
        today = as_day(on) if on else now().astimezone(found.zone).date()
        doubts = doubts_of_plan(session, found.id, today, found.owner_id)
    _say(found.title, [one.finding for one in doubts], today)


def _say(title: str, findings: Sequence[Finding], today: date) -> None:
    typer.echo(f"{title}, on {today.isoformat()}: {phrases.count(len(findings), 'thing')} to look at")
    for doubt in Doubt:
        of_kind = [finding for finding in findings if finding.doubt is doubt]
        if of_kind:
            typer.echo(f"\n{phrases.capital(doubt.words)} {len(of_kind)}, settled by {doubt.settled_by}")
        for finding in of_kind:
            typer.echo(f'  {finding.ref}: {finding.because}\n    "{finding.rests_on}"')
