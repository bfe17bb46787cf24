"""Says to a manager, an owner and leadership what was not answered: whose it is, and how often they were asked."""

from collections.abc import Sequence

from bot.conversation import phrases
from bot.conversation.decided_wording import decided_one
from bot.conversation.message import Items, Message, Part, Run, bold, joined, line, one_or_numbered, runs
from bot.conversation.reminder_pages import page_shown, page_turner
from storage.questions.notices import ReminderFacts, ReminderLine


def say_to_manager(facts: ReminderFacts) -> Message:
    """One message for everything that its reader hears of others."""
    headline = headline_of_others(facts.lines, facts)
    parts: list[Part] = [line(*headline)]
    if len(facts.lines) > 1:
        shown = page_shown(facts)
        parts += [Items(tuple(item_of_others(one, facts) for one in shown), start=shown[0].number)]
        parts += page_turner(facts)
    elif facts.lines[0].decided is None:
        parts += [line(*_about_one(facts.lines[0], facts))]
    if any(one.decided is None for one in facts.lines):
        example = '"1 on track, done by Friday"' if len(facts.lines) > 1 else '"on track, done by Friday"'
        parts += [line(f"To answer for somebody, write for example {example}.", quiet=True)]
    return Message(joined(headline), tuple(parts))


def _about_one(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone = one.milestone
    why = f" · {said}" if (said := why_you(one, facts)) else ""
    return runs(
        f"{phrases.title(milestone)} · {phrases.status(milestone.status, one.status_words)}{_asked(one, facts)}"
        f"{_later(one, facts)}{why}"
    )


def _later(one: ReminderLine, facts: ReminderFacts) -> str:
    said = phrases.later_date(one.milestone, facts.today, facts.reader)
    return f" · {said}" if said else ""


def _asked(one: ReminderLine, facts: ReminderFacts) -> str:
    if not one.asked_on:
        return " · nobody was asked"
    return f" · asked on {phrases.days_list(one.asked_on, facts.today)}"


def headline_of_others(lines: Sequence[ReminderLine], facts: ReminderFacts) -> tuple[Run, ...]:
    """Whose milestones are late, of those that nobody has answered since."""
    others = [one for one in lines if one.decided is None]
    if not others:
        return (
            decided_one(lines[0], facts)
            if len(lines) == 1
            else runs(bold(f"{phrases.every(len(lines), 'milestone')} are answered"))
        )
    if len(others) > 1:
        leads = list(dict.fromkeys(one.milestone.lead or "nobody" for one in others))
        whose = f" of {leads[0]}" if len(leads) == 1 else ""
        are_late = all(one.milestone.is_overdue(facts.today) for one in others)
        need = "are late and need you" if are_late else "need a word from you"
        return runs(bold(f"{phrases.count(len(others), 'milestone')}{whose} {need}"))
    one = others[0]
    whose = phrases.owner_of(one.milestone.lead) if one.milestone.lead else "Nobody's"
    return runs(bold(f"{whose} {one.milestone.ref} is {_lateness(one, facts)}."))


def _lateness(one: ReminderLine, facts: ReminderFacts) -> str:
    """ "2 working days late with no word since 11 May"."""
    milestone = one.milestone
    late = phrases.distance(milestone, facts.today, one.calendar) or "due today"
    if milestone.due is None or milestone.due > facts.today:
        late = phrases.due(milestone, facts.today, one.calendar)
    if milestone.last_word_on is None:
        return f"{late} with no word yet"
    if milestone.due is not None and milestone.last_word_on > milestone.due:
        return f"{late}, {phrases.last_word(milestone, facts.today)}"
    return f"{late} with no word since {phrases.near_or_short(milestone.last_word_on, facts.today)}"


def item_of_others(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    """The milestone, whose it is and how long they have been silent; or what was decided of it."""
    if one.decided is not None:
        return decided_one(one, facts)
    milestone = one.milestone
    return runs(
        bold(phrases.name(milestone)),
        f" · {milestone.lead or 'no lead'} · {_lateness(one, facts)}",
        f" · {phrases.status(milestone.status, one.status_words)}{_asked(one, facts)}{_later(one, facts)}",
    )


def say_to_leadership(facts: ReminderFacts) -> Message:
    """References and statuses only: a leadership channel has many readers."""
    headline = runs(bold(f"{phrases.count(len(facts.lines), 'milestone')} are late and stay without an answer"))
    return one_or_numbered([_for_leadership(one, facts) for one in facts.lines], headline)


def _for_leadership(one: ReminderLine, facts: ReminderFacts) -> tuple[Run, ...]:
    milestone = one.milestone
    late = phrases.distance(milestone, facts.today, one.calendar) or "due today"
    date = phrases.later_date(milestone, facts.today) or "no new date agreed"
    asked = f" Asked {phrases.times(len(one.asked_on))}." if one.asked_on else ""
    post = f" Lead: {milestone.post}." if milestone.post else ""
    return runs(
        bold(f"{milestone.ref} is {late}, {phrases.status(milestone.status, one.status_words)}, {date}."),
        f"{post}{asked}",
    )


def why_you(one: ReminderLine, facts: ReminderFacts) -> str:
    """Why this reader hears it now, where it is not simply theirs: they asked, or stand in for somebody away."""
    if one.asked_later_on is not None:
        return f"you asked me {phrases.day_with_on(one.asked_later_on, facts.today)} to remind you"
    if one.away is not None and one.away_until is not None:
        return f"this comes to you while {one.away} is away, until {phrases.full_day(one.away_until, facts.today)}"
    return ""
