"""Says the weekly digest: for a director on a phone, what changed first."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from bot.conversation import phrases
from bot.conversation.message import Message, Part, Run, Text, bold, joined, line, runs
from plans.digest import Digest, monday_of
from plans.milestone import Milestone
from plans.words import Status
from storage.questions.notices import DigestFacts

MOST_NAMED = 10


def say_digest(facts: DigestFacts) -> Message:
    headline = _headline(facts)
    parts: list[Part] = [line(*headline), line(_counts(facts))]
    parts += [part for part in _sections(facts) if part is not None]
    return Message(joined(headline), tuple(parts))


def _headline(facts: DigestFacts) -> tuple[Run, ...]:
    digest = facts.digest
    news = [
        f"{len(digest.slipped)} slipped" if digest.slipped else "",
        f"{len(digest.finished)} finished" if digest.finished else "",
        f"{phrases.count(len(digest.asked_for), 'later date')} asked for" if digest.asked_for else "",
        f"{len(digest.overdue)} overdue" if digest.overdue else "",
    ]
    what = ", ".join([word for word in news if word] or [_no_news(digest)])
    if digest.nothing_changed and any(news):
        what = f"no change this week, {what}"
    week_end = monday_of(digest.today) - timedelta(days=3)
    return runs(
        bold(f"{phrases.short_title(facts.plan_title)}: {what}"),
        f" · week to {phrases.full_day(week_end, digest.today)}",
    )


def _no_news(digest: Digest) -> str:
    return (
        f"{phrases.count(digest.total, 'milestone')}, none overdue" if digest.changes is None else "no change this week"
    )


def _counts(facts: DigestFacts) -> str:
    """ "✔ complete 9 (+2)  ● on track 14 (-4) · 31 in all"."""
    digest = facts.digest
    each = "  ".join(
        f"{phrases.status(status, facts.status_words)} {count}{_change(digest, status)}"
        for status, count in digest.counts.items()
    )
    since = "" if digest.changes is not None else ", the first week"
    return f"{each} · {digest.total} in all{since}"


def _change(digest: Digest, status: Status) -> str:
    if digest.changes is None:
        return ""
    change = digest.changes[status]
    return f" ({change:+d})".replace("-", "−") if change else ""


def _sections(facts: DigestFacts) -> list[Text | None]:
    digest = facts.digest
    return [
        _section("Overdue", digest.overdue, lambda m: f"{m.ref} ({_days_and_lead(m, facts)})"),
        _section("At risk or off track", digest.at_risk, lambda m: f"{m.ref} ({_status_and_due(m, facts)})"),
        _section("To decide", digest.asked_for, lambda m: _asked_for(m, facts)),
        _section("Finished this week", digest.finished, lambda m: m.ref),
        _section(
            f"Due by {phrases.short_day(digest.next_until, digest.today)}",
            digest.due_next,
            lambda m: f"{m.ref} ({_due_and_lead(m, facts)})",
        ),
        _section("Silent since the last cycle", digest.silent, lambda m: m.ref),
        _unreminded(digest.unreminded),
    ]


def _unreminded(milestones: Sequence[Milestone]) -> Text | None:
    """Each reason once, with the milestones it holds for."""
    if not milestones:
        return None
    refs: dict[str, list[str]] = {}
    for milestone in milestones:
        refs.setdefault(milestone.unreminded_because or "", []).append(milestone.ref)
    said = [f"{', '.join(_shortened(refs_))} ({reason})" for reason, refs_ in refs.items()]
    return line(bold(f"Nobody is being reminded {len(milestones)}"), ": " + " · ".join(said))


def _shortened(refs: list[str]) -> list[str]:
    return refs if len(refs) <= MOST_NAMED else [*refs[:MOST_NAMED], f"and {len(refs) - MOST_NAMED} more"]


def _section(heading: str, milestones: Sequence[Milestone], say: Callable[[Milestone], str]) -> Text | None:
    if not milestones:
        return None
    named = [say(milestone) for milestone in milestones[:MOST_NAMED]]
    more = [f"and {len(milestones) - MOST_NAMED} more"] if len(milestones) > MOST_NAMED else []
    return line(bold(f"{heading} {len(milestones)}"), ": " + " · ".join([*named, *more]))


def _days_and_lead(milestone: Milestone, facts: DigestFacts) -> str:
    return f"{phrases.late(milestone, facts.digest.today, facts.calendar)}, {milestone.lead or 'no lead'}"


def _status_and_due(milestone: Milestone, facts: DigestFacts) -> str:
    due = phrases.due(milestone, facts.digest.today, facts.calendar)
    return f"{phrases.status(milestone.status, facts.status_words)}, {due}"


def _due_and_lead(milestone: Milestone, facts: DigestFacts) -> str:
    assert milestone.due is not None
    return f"{phrases.short_day(milestone.due, facts.digest.today)}, {milestone.lead or 'no lead'}"


def _asked_for(milestone: Milestone, facts: DigestFacts) -> str:
    assert milestone.asked_for is not None
    today = facts.digest.today
    due = f" from {phrases.short_day(milestone.due, today)}" if milestone.due else ""
    return f"{milestone.ref}{due} to {phrases.short_day(milestone.asked_for, today)}?"
