"""`milepost digest`, `digest-settings` and `digest-together`: the weekly summary, and how it is wanted."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from sqlalchemy.orm import Session

from bot.commands.common import PlanName, as_day, find_plan, now, of_organisation, opened
from bot.conversation import phrases
from bot.conversation.digest_wording import say_digest
from bot.conversation.message import as_plain_text
from bot.sentences import Refusal
from plans.digest_settings import DAYS, DigestSettings, monday_of
from storage.changes.digests import read_together, set_digest_settings, skip_week, switch_digest
from storage.changes.events import Author
from storage.changes.organisations import add_leadership_channel
from storage.changes.people import find_person
from storage.questions.digest_facts import plan_digest
from storage.questions.digests import (
    digest_channels,
    digest_rhythm,
    digest_settings,
    read_together_by,
)
from storage.questions.milestones import milestones_of_plan
from storage.questions.plans import PlanFacts

DayOption = Annotated[str | None, typer.Option("--day", metavar="WEEKDAY", help="Monday to Friday.")]
AtOption = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="The hour, on the plan's clock.")]
ZoneOption = Annotated[str | None, typer.Option(metavar="ZONE", help="Another clock, such as Europe/London.")]
FullOption = Annotated[bool | None, typer.Option("--full/--exceptions", help="Everything, or only what worries.")]
ThemeOption = Annotated[list[str] | None, typer.Option("--theme", metavar="THEME", help="Only this one; repeat it.")]
EveryOption = Annotated[bool, typer.Option("--every-theme", help="All themes again.")]
PreviewOption = Annotated[bool | None, typer.Option(help="Whether its owner reads it on the working day before.")]
DoubtsOption = Annotated[
    bool | None, typer.Option("--show-doubts/--hide-doubts", help="Whether what its owner left open shows in it.")
]
SkipOption = Annotated[list[str] | None, typer.Option("--skip", metavar="DAY", help="No digest in this day's week.")]
KeepOption = Annotated[list[str] | None, typer.Option("--no-skip", metavar="DAY", help="One in this week after all.")]
ChannelOption = Annotated[
    list[str] | None, typer.Option("--channel", metavar="PLATFORM:ID", help="Send it here; repeat it.")
]
LeaveOutOption = Annotated[
    list[str] | None, typer.Option("--leave-out", metavar="NAME", help="Send it here no more; repeat it.")
]


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
            rhythm = digest_rhythm(session, found.id)
            at = min(at, rhythm.time_of(monday_of(as_day(week))) + timedelta(minutes=1))
        if at < found.imported_at:
            raise Refusal(f"{found.title} came in on {found.imported_at:%d %B %Y}: there is no summary from before.")
        typer.echo(as_plain_text(say_digest(plan_digest(session, found.id, at))))


@of_organisation
def settings(
    plan: PlanName,
    day: DayOption = None,
    at: AtOption = None,
    zone: ZoneOption = None,
    full: FullOption = None,
    theme: ThemeOption = None,
    every_theme: EveryOption = False,
    preview: PreviewOption = None,
    show_doubts: DoubtsOption = None,
    skip: SkipOption = None,
    no_skip: KeepOption = None,
    channel: ChannelOption = None,
    leave_out: LeaveOutOption = None,
) -> None:
    """Show or change when a plan's weekly summary goes out, where, and what is in it."""
    with opened() as (store, organisation_id), store.write() as session:
        found = find_plan(session, organisation_id, plan)
        author = Author(None, now())
        before = digest_settings(session, found.id)
        changed = replace(
            before,
            day=_weekday(day) if day else before.day,
            at=_hour(at) if at else before.at,
            zone=_zone(zone) if zone else before.zone,
            is_full=before.is_full if full is None else full,
            themes=() if every_theme else _themes(session, found, theme) if theme else before.themes,
            has_preview=before.has_preview if preview is None else preview,
            shows_doubts=before.shows_doubts if show_doubts is None else show_doubts,
        )
        set_digest_settings(session, found.id, changed, author)
        for each in skip or ():
            skip_week(session, found.id, as_day(each), author)
        for each in no_skip or ():
            skip_week(session, found.id, as_day(each), author, is_skipped=False)
        _switch(session, found, channel or (), leave_out or (), author)
        typer.echo(_said(session, found))


@of_organisation
def together(
    person: Annotated[str, typer.Argument(metavar="NAME", help="Who reads.")],
    plan: Annotated[list[str] | None, typer.Argument(metavar="PLAN", help="The plans; without any, none.")] = None,
) -> None:
    """Send somebody one summary of several plans each Monday."""
    with opened() as (store, organisation_id), store.write() as session:
        reader = find_person(session, organisation_id, person)
        if reader is None:
            raise Refusal(f"{person} is not one of the people: add them with `milepost people`.")
        plans = [find_plan(session, organisation_id, one) for one in plan or ()]
        read_together(session, reader.id, [one.id for one in plans], now())
    titles = phrases.listed([one.title for one in plans])
    typer.echo(f"{person} reads about {titles} in one message each Monday." if plans else f"{person} reads none.")


def _weekday(text: str) -> int:
    found = [number for number, name in enumerate(DAYS) if len(text) >= 3 and name.startswith(text.lower())]
    if not found:
        raise Refusal(
            f'"{text}" is not a working day: give one of {phrases.listed([day.capitalize() for day in DAYS])}.'
        )
    return found[0]


def _hour(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - an hour on whatever clock
    except ValueError:
        raise Refusal(f'"{text}" is not an hour: write it as 09:00.') from None


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ZoneInfoNotFoundError, ValueError):
        raise Refusal(f'"{text}" is not a time zone: write it as Europe/London.') from None


def _themes(session: Session, plan: PlanFacts, wanted: list[str]) -> tuple[str, ...]:
    today = now().astimezone(plan.zone).date()
    known = list(dict.fromkeys(m.theme for m in milestones_of_plan(session, plan.id, today) if m.theme))
    chosen = []
    for one in wanted:
        found = [theme for theme in known if one.lower() in theme.lower()]
        if len(found) != 1:
            raise Refusal(f'"{one}" is not one theme of {plan.title}. It has: {"; ".join(known) or "no themes"}.')
        chosen += found
    return tuple(chosen)


def _switch(
    session: Session, plan: PlanFacts, added: list[str] | tuple[()], left_out: list[str] | tuple[()], author: Author
) -> None:
    for one in added:
        platform, colon, conversation = one.partition(":")
        if not colon or not conversation:
            raise Refusal(f'"{one}" is not a channel: write it as slack:C0123456789.')
        number = add_leadership_channel(session, plan.id, platform, conversation, conversation, author.at)
        switch_digest(session, number, True, author)
    for one in left_out:
        found = [each for each in digest_channels(session, plan.id) if one in (each.name, each.conversation)]
        if not found:
            raise Refusal(f"{plan.title} has no channel {one}.")
        switch_digest(session, found[0].id, False, author)


def _said(session: Session, plan: PlanFacts) -> str:
    """The settings in sentences."""
    kept = digest_settings(session, plan.id)
    where = [f"{each.platform}:{each.name}" for each in digest_channels(session, plan.id) if each.next_at]
    lines = [
        f"The digest of {plan.title} goes out on {DAYS[kept.day].capitalize()}s at {kept.at:%H:%M} "
        f"({kept.zone or plan.zone.key}) to {phrases.listed(where) or 'no channel'}.",
        f"It says {'everything' if kept.is_full else 'only what worries'}, of {_of(kept)}.",
        f"{_owner_reads(plan, kept)}",
    ]
    together_ = read_together_by(session, plan.id)
    if together_:
        lines.append(f"{phrases.listed(together_)} read about it together with other plans.")
    if kept.skipped:
        lines.append(f"None goes out in the week of {phrases.listed([f'{day:%d %B %Y}' for day in kept.skipped])}.")
    return "\n".join(lines)


def _of(kept: DigestSettings) -> str:
    return phrases.listed(kept.themes) if kept.themes else "all themes"


def _owner_reads(plan: PlanFacts, kept: DigestSettings) -> str:
    reads = "what does not add up, and the digest as it reads then" if kept.has_preview else "what does not add up"
    left = "shows in it" if kept.shows_doubts else "does not show"
    who = plan.owner or "Nobody, because the plan has no owner,"
    return f"{who} hears on the working day before {reads}; what is left open {left}."
