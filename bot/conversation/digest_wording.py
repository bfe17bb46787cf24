"""Says the weekly digest: for a director on a phone, what changed and what needs them first, detail in the thread.

A leadership channel reads references, counts, posts and names of leads, and nothing that anybody wrote.
"""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TypeVar

from bot.conversation import phrases
from bot.conversation.digest_charts import milestone_tables, status_table, theme_chart, trend_chart
from bot.conversation.message import Button, Buttons, Chart, Message, Part, Run, Table, Text, bold, joined, line, runs
from plans.foresight import Foreseen, Reason, Sign
from plans.honesty import Doubt, Finding
from plans.milestone import Milestone
from plans.words import Status
from storage.questions.dates import RequestFacts
from storage.questions.digest_facts import DigestFacts, JointFacts, ToConfirm

MOST_NAMED = 5
MOST_DECISIONS = 5
MOST_REASONS = 3

Subject = TypeVar("Subject")


def say_digest(facts: DigestFacts) -> Message:
    headline = _headline(facts)
    if facts.digest.nothing_changed:
        return Message(
            joined(headline),
            (line(*headline, f" · {_counts(facts)}"), *_decisions(facts)),
            _details(facts),
        )
    chart = theme_chart(facts) if facts.settings.is_full else None
    parts: list[Part] = [line(*headline), line(_counts(facts))]
    parts += [chart] if chart is not None else []
    parts += [*_worries(facts), *_decisions(facts), *_rest(facts)]
    return Message(joined(headline), tuple(parts), _details(facts))


def _headline(facts: DigestFacts) -> tuple[Run, ...]:
    digest = facts.digest
    changed = [_number(digest.slipped, "slipped"), _number(digest.finished, "finished")]
    news = [word for word in changed if word] or [_no_news(facts)]
    if facts.decisions:
        news.append(f"{phrases.count(facts.decisions, 'decision')} for you")
    title = phrases.short_title(facts.plan_title)
    if facts.settings.themes:
        title += f", {phrases.listed(facts.settings.themes)}"
    return runs(bold(f"{title}: {', '.join(news)}"), f" · week to {_week_end(facts)}")


def _number(milestones: Sequence[Milestone], what: str) -> str:
    return f"{len(milestones)} {what}" if milestones else ""


def _no_news(facts: DigestFacts) -> str:
    digest = facts.digest
    late = len(digest.overdue)
    if digest.changes is None:
        return phrases.with_late(digest.total, late, "milestone", "overdue")
    return _no_change(f"{late or 'none'} overdue")


def _no_change(overdue: str) -> str:
    return f"no change this week, {overdue}"


def _week_end(facts: DigestFacts) -> str:
    """The Friday that the week ended on: the day itself, where the digest comes on one."""
    today = facts.digest.today
    return phrases.full_day(today - timedelta(days=(today.weekday() - 4) % 7), today)


def _counts(facts: DigestFacts) -> str:
    """ "✔ complete 9 (+2)  ● on track 14 (−4) · 31 in all"."""
    digest = facts.digest
    each = "  ".join(
        f"{phrases.status(status, facts.status_words)} {count}{_change(facts, status)}"
        for status, count in digest.counts.items()
    )
    since = "" if digest.changes is not None else ", the first week"
    return f"{each} · {digest.total} in all{since}"


def _change(facts: DigestFacts, status: Status) -> str:
    change = facts.digest.changes[status] if facts.digest.changes is not None else 0
    return f" ({change:+d})".replace("-", "−") if change else ""


def _worries(facts: DigestFacts) -> list[Part]:
    digest = facts.digest
    foreseen = {one.milestone.id for one in digest.likely_late}
    at_risk = [m for m in digest.at_risk if m.id not in foreseen]
    return [
        *_section("Overdue", digest.overdue, lambda m: f"{m.ref} ({_days_and_lead(m, facts)})"),
        *_section("Will probably be late", digest.likely_late, lambda one: _foreseen(one, facts)),
        *_at_risk(at_risk, facts),
    ]


def _decisions(facts: DigestFacts) -> list[Part]:
    """Each with its buttons: pressed by somebody who may not, they say who may."""
    asked = [part for request in facts.requests[:MOST_DECISIONS] for part in _request(request, facts)]
    left = len(facts.requests) - MOST_DECISIONS
    more: list[Part] = [line(f"And {phrases.count(left, 'more date')} to decide.")] if left > 0 else []
    return [*asked, *more, *_confirmations(facts.to_confirm)]


def _request(request: RequestFacts, facts: DigestFacts) -> list[Part]:
    today = facts.digest.today
    move = f"from {phrases.short_day(request.from_on, today)} " if request.from_on else ""
    to = phrases.short_day(request.to_on, today)
    before = f", moved {phrases.times(request.moves)} before" if request.moves else ""
    value = json.dumps({"request": request.id})
    return [
        line(bold("For you to decide: "), f"{request.ref} {move}to {to}? Asked by {request.asked_by}{before}."),
        Buttons(
            (
                Button(f"Approve {request.ref}", "approve", value, "primary"),
                Button(f"Refuse {request.ref}", "refuse", value),
            )
        ),
    ]


def _confirmations(waiting: Sequence[ToConfirm]) -> list[Part]:
    """Those that are said to be done in one row: who says that one is not has more to say than a button holds."""
    if not waiting:
        return []
    named = [f"{one.milestone.ref} ({_evidence(one.milestone)})" for one in waiting]
    buttons = tuple(
        Button(
            f"Confirm {one.milestone.ref}", "confirm", json.dumps({"confirmation": one.confirmation_id, "yes": True})
        )
        for one in waiting[:MOST_DECISIONS]
    )
    return [line(bold("For you to confirm: "), ", ".join(_shortened(named))), Buttons(buttons)]


def _evidence(milestone: Milestone) -> str:
    return "with evidence" if milestone.evidence else "no evidence yet"


def _rest(facts: DigestFacts) -> list[Part]:
    digest = facts.digest
    until = phrases.short_day(digest.next_until, digest.today)
    short = [*_finished(facts), *_counted(f"Due by {until}", digest.due_next)] if facts.settings.is_full else []
    short += _counted("Silent since the last cycle", digest.silent)
    if facts.open_questions:
        short.append(f"Questions of the import still open {facts.open_questions}")
    parts: list[Part] = [line(" · ".join(short))] if short else []
    return [*parts, *_unreminded(digest.unreminded), *_doubts(facts.doubts)]


def _finished(facts: DigestFacts) -> list[str]:
    """ "Finished 1.3, 4.2, of which 4.2 waits for the Fostering Panel", "Finished 1.3, which waits for evidence"."""
    finished = facts.digest.finished
    if not finished:
        return []
    by_whom: dict[str, list[Milestone]] = {}
    for one in (m for m in finished if m.confirmed_by):
        by_whom.setdefault((one.confirmed_by or "") if one.is_confirmer_asked else "evidence", []).append(one)
    said = f"Finished {_refs(finished)}"
    if len(finished) == 1 and by_whom:
        return [f"{said}, which waits for {next(iter(by_whom))}"]
    of_which = [f"{_refs(some)} {'waits' if len(some) == 1 else 'wait'} for {who}" for who, some in by_whom.items()]
    return [said + (f", of which {phrases.listed(of_which)}" if of_which else "")]


def _counted(what: str, milestones: Sequence[Milestone]) -> list[str]:
    return [f"{what} {len(milestones)}"] if milestones else []


def _refs(milestones: Sequence[Milestone]) -> str:
    return ", ".join(_shortened([m.ref for m in milestones]))


def _shortened(named: Sequence[str]) -> list[str]:
    more = len(named) - MOST_NAMED
    return list(named) if more <= 0 else [*named[:MOST_NAMED], f"and {more} more"]


def _section(heading: str, found: Sequence[Subject], say: Callable[[Subject], str]) -> list[Text]:
    """ "Overdue 4: 2.4 (11 working days late, Head of Safeguarding) · …"."""
    if not found:
        return []
    return [line(bold(f"{heading} {len(found)}"), ": " + " · ".join(_shortened([say(one) for one in found])))]


def _at_risk(milestones: Sequence[Milestone], facts: DigestFacts) -> list[Text]:
    """Each status once, the worse first: "■ off track 4.1 (31 July) · ▲ at risk 5.2 (19 June), 2.2"."""
    if not milestones:
        return []
    said = []
    for status in (Status.OFF_TRACK, Status.AT_RISK):
        named = [_with_due(m, facts) for m in milestones if m.status is status]
        if named:
            said.append(f"{phrases.status(status, facts.status_words)} {', '.join(_shortened(named))}")
    return [line(bold(f"At risk or off track {len(milestones)}"), ": " + " · ".join(said))]


def _with_due(milestone: Milestone, facts: DigestFacts) -> str:
    due = milestone.due
    return f"{milestone.ref} ({phrases.short_day(due, facts.digest.today)})" if due else milestone.ref


def _unreminded(milestones: Sequence[Milestone]) -> list[Text]:
    """The reasons that hold for the most, each once; all of them are in the thread."""
    if not milestones:
        return []
    refs: dict[str, list[str]] = {}
    for milestone in milestones:
        refs.setdefault(milestone.unreminded_because or "", []).append(milestone.ref)
    first = sorted(refs.items(), key=lambda reason: -len(reason[1]))[:MOST_REASONS]
    said = [f"{', '.join(_shortened(some))} ({reason})" for reason, some in first]
    left = len(milestones) - sum(len(some) for _, some in first)
    said += [f"and {left} more"] if left else []
    return [line(bold(f"Nobody is being reminded {len(milestones)}"), ": " + " · ".join(said))]


def _doubts(findings: Sequence[Finding]) -> list[Text]:
    """What does not add up, by kind, in references alone."""
    by_kind = [(doubt, [one.ref for one in findings if one.doubt is doubt]) for doubt in Doubt]
    said = [f"{', '.join(_shortened(refs))} ({doubt.words})" for doubt, refs in by_kind if refs]
    return [line(bold(f"Does not add up {len(findings)}"), ": " + " · ".join(said))] if findings else []


def _foreseen(one: Foreseen, facts: DigestFacts) -> str:
    why = ", ".join(say_reason(reason, one.milestone, facts) for reason in one.reasons)
    return f"{one.milestone.ref} ({why})"


def say_reason(reason: Reason, milestone: Milestone, facts: DigestFacts) -> str:
    """Why a milestone will probably be late: "moved twice", "silent since 3 April"."""
    left = phrases.count(reason.number, "working day") + " left"
    match reason.sign:
        case Sign.MOVED:
            return f"moved {phrases.times(reason.number)}"
        case Sign.LEADS_OTHERS_LATE:
            return f"{reason.number} others of {milestone.lead} are late"
        case Sign.SILENT:
            assert reason.since is not None
            return f"silent since {phrases.short_day(reason.since, facts.digest.today)}"
        case Sign.NEVER_HEARD:
            return "no word yet"
        case Sign.NOT_STARTED:
            return f"not started, {left}"
        case Sign.OFF_TRACK | Sign.AT_RISK:
            return phrases.status(milestone.status, facts.status_words)
        case Sign.LITTLE_DONE:
            return f"{reason.number}% done"


def _details(facts: DigestFacts) -> tuple[Part, ...]:
    is_full = facts.settings.is_full
    charts: list[Chart | None] = [trend_chart(facts)] if is_full else []
    if is_full and facts.digest.nothing_changed:
        charts.insert(0, theme_chart(facts))
    tables: list[Table] = [status_table(facts), *milestone_tables(facts, is_full)]
    return (*(chart for chart in charts if chart is not None), *tables)


def say_joint_digest(facts: JointFacts) -> Message:
    """For somebody who answers for several plans: a line and its decisions for each, what is late in the thread."""
    digests = facts.digests
    decisions = sum(one.decisions for one in digests)
    news = [
        f"{sum(len(one.digest.slipped) for one in digests)} slipped",
        f"{sum(len(one.digest.finished) for one in digests)} finished",
        f"{sum(len(one.digest.overdue) for one in digests)} overdue",
        *([f"{phrases.count(decisions, 'decision')} for you"] if decisions else []),
    ]
    headline = runs(bold(f"{phrases.count(len(digests), 'plan')}: {', '.join(news)}"))
    parts: list[Part] = [line(*headline)]
    details: list[Part] = []
    for one in digests:
        parts += [line(*_headline(one)), line(_counts(one)), *_decisions(one)]
        worries = _worries(one)
        if worries:
            details += [line(bold(phrases.short_title(one.plan_title))), *worries]
    return Message(joined(headline), tuple(parts), (*details, *_plans_table(digests)))


def _plans_table(digests: Sequence[DigestFacts]) -> list[Table]:
    """The plans side by side."""
    rows = tuple(
        (
            phrases.short_title(one.plan_title),
            f"{one.digest.counts[Status.COMPLETE]} of {one.digest.total}",
            str(len(one.digest.overdue)),
            str(len(one.digest.likely_late)),
            str(len(one.digest.silent)),
        )
        for one in digests
    )
    return [Table("Side by side", ("plan", "complete", "overdue", "probably late", "silent"), rows)] if rows else []


def _days_and_lead(milestone: Milestone, facts: DigestFacts) -> str:
    late = f"{phrases.late(milestone, facts.digest.today, facts.calendar)}, {milestone.lead or 'no lead'}"
    to = milestone.asked_for
    return f"{late}, {phrases.short_day(to, facts.digest.today)} asked for" if to else late
