"""How things stand, section by section: one's own milestones, one's people, one's plans, and who is not reached."""

from collections.abc import Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.answers.asking import status_buttons
from bot.conversation.failure_wording import why_and_what_to_do
from bot.conversation.forms import open_button
from bot.conversation.homes.reader import Reader
from bot.conversation.message import Buttons, Items, Part, Run, bold, buttons, line, runs
from plans.digest import count_by_status
from plans.milestone import Milestone
from storage.questions.failures import FailureLine
from storage.questions.people import PersonFacts
from storage.questions.plans import PlanFacts

MOST_WITH_BUTTONS = 12
MOST_LISTED = 15
MOST_TEAM = 15


def own(reader: Reader) -> list[Part]:
    led = reader.led_by(reader.person.id)
    if not led:
        return []
    late = sum(m.is_overdue(reader.today) for _, m in led)
    headline = f"Your milestones: {len(led)} open, {late or 'none'} late"
    parts: list[Part] = [line(bold(headline))]
    for plan, milestone in led[:MOST_WITH_BUTTONS]:
        update = open_button("Update…", "update", milestone=milestone.id)
        parts += [line(*_line(reader, plan, milestone)), Buttons((*status_buttons(milestone.id), update))]
    rest = led[MOST_WITH_BUTTONS : MOST_WITH_BUTTONS + MOST_LISTED]
    if rest:
        parts.append(Items(tuple(_line(reader, plan, m) for plan, m in rest), start=None))
    return [*parts, *_and_more(len(led) - MOST_WITH_BUTTONS - len(rest))]


def _and_more(more: int) -> list[Part]:
    return [line(f"and {more} more: write “mine” to see all of them", quiet=True)] if more > 0 else []


def _line(reader: Reader, plan: PlanFacts, milestone: Milestone) -> tuple[Run, ...]:
    facts = [
        phrases.due(milestone, reader.today, plan.calendar),
        f"{phrases.status(milestone.status, plan.status_words)}, {phrases.last_word(milestone, reader.today)}",
    ]
    if later := phrases.later_date(milestone, reader.today, reader.person.name):
        facts.append(later)
    return runs(bold(phrases.name(milestone)), "".join(f" · {fact}" for fact in facts))


def covered(reader: Reader) -> list[Part]:
    """What somebody away has open, for whoever covers."""
    parts: list[Part] = []
    for away_id, until in reader.facts.covers.get(reader.person.id, ()):
        led, away = reader.led_by(away_id), reader.facts.people.get(away_id)
        if not led or away is None:
            continue
        last = phrases.full_day(until, reader.today)
        head = f"You cover for {away.name} until {last}: {len(led)} open"
        shown = tuple(_line(reader, plan, m) for plan, m in led[:MOST_LISTED])
        ids = [m.id for _, m in led[:MOST_LISTED]]
        parts += [line(bold(head)), Items(shown, start=None), *_and_more(len(led) - len(shown))]
        parts += buttons(open_button(f"Update for {away.name}…", "update", milestones=ids))
    return parts


def team(reader: Reader) -> list[Part]:
    standing = [(one, reader.led_by(one.id)) for one in sorted(reader.team, key=lambda one: one.name)]
    standing = [(one, led) for one, led in standing if led]
    if not standing:
        return []
    standing.sort(key=lambda pair: -_late(reader, pair[1]))
    late = sum(_late(reader, led) for _, led in standing)
    head = f"Your team: {phrases.count(sum(len(led) for _, led in standing), 'open milestone')}, {late or 'none'} late"
    items = tuple(_member(reader, one, led) for one, led in standing[:MOST_TEAM])
    rest = len(standing) - len(items)
    more = [line(f"and {phrases.count(rest, 'person', 'people')} more", quiet=True)] if rest > 0 else []
    return [line(bold(head)), Items(items, start=None), *more]


def _late(reader: Reader, led: Sequence[tuple[PlanFacts, Milestone]]) -> int:
    return sum(m.is_overdue(reader.today) for _, m in led)


def _member(reader: Reader, one: PersonFacts, led: Sequence[tuple[PlanFacts, Milestone]]) -> tuple[Run, ...]:
    late = [m.ref for _, m in led if m.is_overdue(reader.today)]
    said = f" · {len(led)} open"
    if late:
        said += f", {len(late)} late: {_refs(late)}"
    else:
        plan, first = led[0]
        said += f", next {first.ref} {phrases.due(first, reader.today, plan.calendar)}"
    return runs(bold(one.name), said)


def _refs(refs: Sequence[str]) -> str:
    return phrases.listed(refs) if len(refs) <= 6 else f"{', '.join(refs[:6])} and {len(refs) - 6} more"


def plans(reader: Reader) -> list[Part]:
    """The plans that somebody owns, leads in, or whose people lead in; a guest sees no more than what they lead."""
    if reader.person.is_guest:
        return []
    theirs = {reader.person.id, *(one.id for one in reader.team)}
    parts: list[Part] = []
    for plan in reader.facts.plans:
        milestones = reader.of_plan(plan)
        if plan in reader.owned or any(m.lead_id in theirs for m in milestones):
            parts += _plan(reader, plan, milestones)
    return parts


def _plan(reader: Reader, plan: PlanFacts, milestones: Sequence[Milestone]) -> list[Part]:
    counts = count_by_status(milestones)
    shown = [f"{phrases.status(status, plan.status_words)} {number}" for status, number in counts.items() if number]
    late = sum(m.is_overdue(reader.today) for m in milestones)
    head = f"{phrases.short_title(plan.title)}: {phrases.with_late(len(milestones), late, 'milestone', 'late')}"
    parts: list[Part] = [line(bold(head)), line(" · ".join(shown))]
    if plan in reader.owned:
        parts += _late_ones(reader, plan, milestones)
        left = reader.facts.to_settle.get(plan.id, 0)
        choices = [open_button(f"Settle {phrases.count(left, 'question')}…", "settle", plan=plan.id)] if left else []
        choices += [
            open_button("New milestone…", "new_milestone", plan=plan.id),
            open_button("The ladder…", "ladder", plan=plan.id),
        ]
        parts += buttons(*choices)
    return parts


def _late_ones(reader: Reader, plan: PlanFacts, milestones: Sequence[Milestone]) -> list[Part]:
    """Each of a plan's late milestones with its lead, the latest first."""
    late = sorted((m for m in milestones if m.is_overdue(reader.today)), key=lambda m: (m.due or date.max, m.id))
    said = [
        f"{m.ref} ({phrases.late(m, reader.today, plan.calendar)}, {m.holder or m.lead or 'no lead'})"
        for m in late[:MOST_LISTED]
    ]
    return [line(bold("Late: "), " · ".join(said) + _count_more(len(late) - len(said)))] if late else []


def not_reached(reader: Reader) -> list[Part]:
    """For whoever owns a plan: of what nobody is being reminded, who has no account, and what did not arrive."""
    if not reader.owned:
        return []
    parts: list[Part] = []
    unreminded = [m for plan in reader.owned for m in reader.of_plan(plan) if m.unreminded_because]
    if unreminded:
        shown = tuple(runs(bold(m.ref), f" {m.unreminded_because}") for m in unreminded[:MOST_LISTED])
        parts += [line(bold(f"Nobody is being reminded of {phrases.count(len(unreminded), 'milestone')}"))]
        parts += [Items(shown, start=None), *_rest(len(unreminded) - len(shown))]
    unknown = _without_account(reader)
    if unknown:
        said = phrases.listed([f"{name} ({number} open)" for name, number in unknown[:MOST_LISTED]])
        parts.append(line(bold("No account is known of"), f" {said}{_count_more(len(unknown) - MOST_LISTED)}."))
    failures = reader.facts.failures
    if failures:
        told = tuple(_failure(reader, one) for one in failures[:MOST_LISTED])
        parts += [line(bold(f"I could not reach {phrases.count(len(failures), 'reader')}"))]
        parts += [Items(told, start=None), *_rest(len(failures) - len(told))]
    return parts


def _failure(reader: Reader, one: FailureLine) -> tuple[Run, ...]:
    because, then = why_and_what_to_do(one.reason, reader.what_to_do)
    return runs(bold(one.reader), f" since {phrases.short_day(one.first_on, reader.today)}: {because}. {then}")


def _without_account(reader: Reader) -> list[tuple[str, int]]:
    """Who leads something open and cannot be written to, with how much that is."""
    found = [(reader.facts.people[one].name, len(reader.led_by(one))) for one in sorted(reader.facts.unreachable)]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: -pair[1])


def _rest(more: int) -> list[Part]:
    return [line(f"and {more} more", quiet=True)] if more > 0 else []


def _count_more(more: int) -> str:
    return f" and {more} more" if more > 0 else ""
