"""`milepost read` and `milepost import`: what a plan document says, and keeping it."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import extractOne

from bot.commands.common import (
    MapOption,
    OwnerOption,
    PeopleOption,
    PlanFile,
    PlanName,
    PolicyOption,
    find_plan,
    now,
    of_organisation,
    opened,
    read_document,
)
from bot.commands.policies import policy_from_file
from bot.conversation import phrases
from bot.conversation.difference_wording import say_difference
from bot.conversation.late_at_start import ask_about_late, how_many, late_by_lead
from bot.conversation.query_wording import say_queries
from bot.plans_in import Arrangements, keep_plan, read_people, source_of
from bot.sentences import Refusal
from bot.settings import read_settings
from plans.milestone import Milestone
from plans.reading import MilestoneReading, PlanReading, Query
from storage.changes.importing import Imported, PlanIsKept
from storage.changes.reimporting import differences, reimport
from storage.questions.milestones import milestones_of_plan
from storage.questions.people import people_of
from storage.questions.plans import plan_by_id
from storage.questions.queries import QueryFacts, queries_of_plan
from storage.store import Store

# From here on, of 100, two names are so much alike that one of them may be a slip of the hand.
ALIKE = 80


def read(
    file: PlanFile,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    map_: MapOption = None,
) -> None:
    """What a plan document says, and what a person must settle."""
    reading = read_document(file, map_)
    if as_json:
        typer.echo(json.dumps(reading.as_json(), ensure_ascii=False, indent=2))
        return
    _say_reading(reading)


def _say_reading(reading: PlanReading) -> None:
    typer.echo(f"{reading.title}")
    as_at = f", as at {reading.as_at.isoformat()}" if reading.as_at else ""
    typer.echo(
        f"{reading.organisation or 'no organisation named'}{as_at}: "
        f"{phrases.count(len(reading.actions), 'action')}, {phrases.count(len(reading.milestones), 'milestone')}, "
        f"{phrases.count(len(reading.recommendations), 'recommendation')}"
    )
    for label in reading.status_key:
        typer.echo(f"  key: {label.status.sign} {label.status.words}: {label.label}")
    for milestone in reading.milestones:
        typer.echo(_line(milestone))
    _say_queries(reading.queries)


def _line(milestone: MilestoneReading) -> str:
    leads = ", ".join(lead.name or lead.post or "" for lead in milestone.leads) or "no lead"
    due = milestone.due.isoformat() if milestone.due else (milestone.due_text or "no date")
    status = milestone.status.words if milestone.status else "no status"
    return f"  {milestone.ref}\t{due}\t{status}\t{leads}\t{' '.join(milestone.title.split())[:70]}"


def _say_queries(queries: Sequence[Query | QueryFacts]) -> None:
    if not queries:
        return
    typer.echo(f"\n{phrases.count(len(queries), 'thing')} to settle:")
    for line in say_queries(queries):
        typer.echo(line)


@of_organisation
def queries(plan: PlanName) -> None:
    """What of a plan's document is still to be settled: where it stands, what it was taken for, and why."""
    with opened() as (store, organisation_id):
        _say_left(store, organisation_id, plan)


def _say_left(store: Store, organisation_id: int, wanted: str) -> None:
    """The open questions of a plan, and where they are settled."""
    with store.read() as session:
        plan = find_plan(session, organisation_id, wanted)
        left = [query for query in queries_of_plan(session, plan.id, plan.owner_id) if not query.is_settled]
    if not left:
        typer.echo(f"Everything in {plan.title} is settled.")
        return
    _say_queries(left)
    settings = read_settings()
    typer.echo(
        f"\nSettle them one by one at http://{settings.host}:{settings.port}/plans/{plan.id}/settle, "
        "while `milepost serve` runs with MILEPOST_WEB_CHAT=1."
    )


@of_organisation
def import_(
    file: PlanFile,
    owner: OwnerOption = None,
    people: PeopleOption = None,
    policy: PolicyOption = None,
    leadership: Annotated[
        list[str] | None,
        typer.Option(metavar="PLATFORM:CHANNEL", help="Where its leadership reads, for example slack:C0123456789."),
    ] = None,
    map_: MapOption = None,
    update: Annotated[
        str | None, typer.Option(metavar="PLAN", help="The plan of which this is a newer document.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Make the changes of a newer document without asking.")] = False,
    document_wins: Annotated[
        bool, typer.Option("--document-wins", help="Take the document's word over what was said in chat since.")
    ] = False,
    ask_late: Annotated[
        bool,
        typer.Option("--ask-late", help="Ask each lead once about what is late already; no reminder is left for it."),
    ] = False,
) -> None:
    """Keep a plan; the same document again changes nothing, and a newer one only what you say yes to."""
    reading = read_document(file, map_)
    arrangements = Arrangements(
        owner=owner,
        channels=tuple(_channel(one) for one in leadership or []),
        people=tuple(read_people(people)) if people else (),
        policy=policy_from_file(policy) if policy else None,
    )
    with opened(may_begin=update is None) as (store, organisation_id):
        if update is not None:
            _update(store, organisation_id, update, reading, file, yes, document_wins)
            return
        try:
            with store.write() as session:
                imported = keep_plan(session, organisation_id, reading, source_of(file), arrangements, now())
        except PlanIsKept as error:
            raise Refusal(f"{error} `--update {error.plan_id}` shows what it would change.") from None
        if not imported.is_new:
            arranged = _arranged(arrangements)
            what_changed = f"the plan is as it was, and {arranged}" if arranged else "nothing has changed"
            typer.echo(f"{file.name} was imported before, as plan {imported.plan_id}: {what_changed}.")
            _say_added_owner(store, organisation_id, imported)
            _ask_late(store, imported.plan_id, ask_late)
            return
        with store.read() as session:
            kept = milestones_of_plan(session, imported.plan_id, now().date())
        typer.echo(f"Plan {imported.plan_id} is kept: {reading.title}, {phrases.count(len(kept), 'milestone')}.")
        _say_added_owner(store, organisation_id, imported)
        _say_left(store, organisation_id, str(imported.plan_id))
        _ask_late(store, imported.plan_id, ask_late)
    say_unreminded([m for m in kept if m.unreminded_because], now().date())


def _arranged(said: Arrangements) -> str:
    """What was kept of what was said beside the document; empty where nothing was."""
    channels = [f"{platform}:{conversation}" for platform, conversation, _ in said.channels]
    kept = [
        f"its owner is {said.owner}" if said.owner else "",
        f"its leadership reads in {phrases.listed(channels)}" if channels else "",
        f"the list of {phrases.count(len(said.people), 'person', 'people')} is kept" if said.people else "",
        "its ladder is the one given" if said.policy else "",
    ]
    return phrases.listed([part for part in kept if part])


def _say_added_owner(store: Store, organisation_id: int, imported: Imported) -> None:
    """An owner whom nobody knew may be a slip of the hand, and then nobody would hear what concerns the owner."""
    added = imported.added_owner
    if added is None:
        return
    with store.read() as session:
        others = [one.name for one in people_of(session, organisation_id) if one.name != added]
    alike = extractOne(added, others, scorer=token_sort_ratio, processor=str.casefold, score_cutoff=ALIKE)
    if alike:
        said = f"If {alike[0]} is meant, import it again with their name."
    else:
        said = f'`milepost people add "{added}" --email …` says how to reach them.'
    typer.echo(f"{added} was not known, and is added as its owner. {said}")


def _ask_late(store: Store, plan_id: int, is_wanted: bool) -> None:
    """Says how much was late already and is asked about by nobody, and asks where that is wanted."""
    with store.write() as session:
        plan = plan_by_id(session, plan_id)
        late = late_by_lead(session, plan, now())
        if late and is_wanted:
            ask_about_late(session, plan, now())
    if late:
        said = f"{how_many(late)} late already"
        typer.echo(f"{said}: each lead is asked once." if is_wanted else f"{said}: `--ask-late` asks each lead once.")


def _update(
    store: Store,
    organisation_id: int,
    wanted: str,
    reading: PlanReading,
    file: Path,
    is_yes: bool,
    document_wins: bool,
) -> None:
    """Shows what a newer document would change, and changes it on a yes."""
    with store.read() as session:
        plan = find_plan(session, organisation_id, wanted)
        found = differences(session, plan.id, reading, now().astimezone(plan.zone).date())
    if not found:
        typer.echo(f"{file.name} says nothing new about {plan.title}: nothing has changed.")
        return
    accepted = [one for one in found if document_wins or not one.is_disputed]
    today = now().astimezone(plan.zone).date()
    for difference in found:
        typer.echo(f"  {say_difference(difference, today, plan.status_words, is_taken=difference in accepted)}")
    if not accepted or not (is_yes or typer.confirm(f"Make {phrases.count(len(accepted), 'change')}?")):
        typer.echo("Nothing has changed.")
        return
    with store.write() as session:
        reimport(session, plan.id, reading, source_of(file), accepted, now())
    typer.echo(f"{phrases.count(len(accepted), 'change')} made in {plan.title}.")
    _say_left(store, organisation_id, str(plan.id))


def say_unreminded(milestones: list[Milestone], today: date) -> None:
    """The list of what nobody is being reminded of, each with its reason."""
    if not milestones:
        typer.echo("Somebody is being reminded of every open milestone.")
        return
    typer.echo(f"\nNobody is being reminded of {phrases.count(len(milestones), 'milestone')}:")
    for reason in dict.fromkeys(m.unreminded_because for m in milestones):
        typer.echo(f"  because {reason}:")
        for milestone in (m for m in milestones if m.unreminded_because == reason):
            due = f", due {phrases.short_day(milestone.due, today)}" if milestone.due else ""
            typer.echo(f"    {phrases.name(milestone)}{due}")


def _channel(said: str) -> tuple[str, str, str]:
    platform, colon, conversation = said.partition(":")
    if not colon or platform not in ("slack", "web") or not conversation:
        raise Refusal(f'"{said}" is not a channel: write it as slack:C0123456789, or web:leadership.')
    return platform, conversation, conversation
