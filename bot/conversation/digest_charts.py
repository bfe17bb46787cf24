"""The pictures and tables of a weekly summary: references and counts, and no words that anybody wrote."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from bot.conversation import phrases
from bot.conversation.message import Chart, Series, Table
from plans.digest import Digest
from plans.milestone import Milestone
from plans.words import Status
from storage.questions.digest_facts import DigestFacts

MOST_THEMES, MOST_THEMES_SAID = 12, 4
LONGEST_NAME = 20


def theme_chart(facts: DigestFacts) -> Chart | None:
    """How each theme stands, of very many those that stand worst; None where there are no two themes to compare."""
    themes = facts.digest.by_theme
    if len(themes) < 2:
        return None
    shown = [one for one in themes if one in sorted(themes, key=_worst_first)[:MOST_THEMES]]
    finished = [f"{name} {counts[Status.COMPLETE]} of {sum(counts.values())}" for name, counts in shown]
    more = f" and {len(themes) - MOST_THEMES_SAID} more themes" if len(themes) > MOST_THEMES_SAID else ""
    says = f"Complete by theme: {', '.join(finished[:MOST_THEMES_SAID])}{more}."
    title = "Status by theme" if len(shown) == len(themes) else f"The {len(shown)} of {len(themes)} themes most at risk"
    return Chart(title, "bar", tuple(name for name, _ in shown), _series(facts, [counts for _, counts in shown]), says)


def _worst_first(theme: tuple[str, Mapping[Status, int]]) -> tuple[int, int, int]:
    counts = theme[1]
    return -counts[Status.OFF_TRACK], -counts[Status.AT_RISK], counts[Status.COMPLETE] - sum(counts.values())


def trend_chart(facts: DigestFacts) -> Chart | None:
    """How the counts went from week to week; None in the first two weeks."""
    weeks = facts.trend
    if len(weeks) < 3:
        return None
    first, last = weeks[0].counts, weeks[-1].counts
    moves = [_said_move(facts, status, first[status], last[status]) for status in last if first[status] != last[status]]
    since = phrases.short_day(weeks[0].on, facts.digest.today)
    says = f"Since {since}: {phrases.listed(moves)}." if moves else f"Since {since} no count has changed."
    days = tuple(f"{week.on.day} {week.on:%b}" for week in weeks)
    return Chart(f"The last {len(weeks)} weeks", "line", days, _series(facts, [week.counts for week in weeks]), says)


def _said_move(facts: DigestFacts, status: Status, before: int, after: int) -> str:
    return f"{phrases.status(status, facts.status_words)} from {before} to {after}"


def _series(facts: DigestFacts, counts: Sequence[Mapping[Status, int]]) -> tuple[Series, ...]:
    """A series for each status that is there at all, in the plan's words and colours."""
    there = [status for status in counts[-1] if any(each[status] for each in counts)]
    return tuple(
        Series(
            series_name(status, facts.status_words),
            tuple(each[status] for each in counts),
            status,
            facts.status_colours.get(status),
        )
        for status in there
    )


def series_name(status: Status, words: Mapping[str, str]) -> str:
    """Sign and words in what a key has room for: the plan's own where they are short."""
    own = phrases.status(status, words)
    return own if len(own) <= LONGEST_NAME else phrases.status(status, {})


def status_table(facts: DigestFacts) -> Table:
    """Each status with last week's count beside this week's."""
    digest = facts.digest
    changes = digest.changes
    rows = tuple(
        (phrases.status(status, facts.status_words), str(count), str(count - changes[status]) if changes else "–")
        for status, count in digest.counts.items()
    )
    return Table("How it stands", ("status", "this week", "last week"), rows)


def milestone_tables(facts: DigestFacts, is_full: bool) -> list[Table]:
    """Every list of the summary as a table, those without rows left out."""
    digest, today = facts.digest, facts.digest.today
    tables = [
        _table("Overdue", digest.overdue, facts, "late", lambda m: phrases.late(m, today, facts.calendar)),
        _table("At risk or off track", digest.at_risk, facts, "due", lambda m: _day(m.due, today)),
        _table("Slipped this week", digest.slipped, facts, "due", lambda m: _day(m.due, today)),
        _table("Silent since the last cycle", digest.silent, facts, "last word", lambda m: _day(m.last_word_on, today)),
    ]
    tables.append(_unreminded(digest))
    if is_full:
        until = phrases.short_day(digest.next_until, today)
        tables += [
            _table(f"Due by {until}", digest.due_next, facts, "due", lambda m: _day(m.due, today)),
            _waiting(digest),
        ]
    return [table for table in tables if table.rows]


def _table(
    caption: str, milestones: Sequence[Milestone], facts: DigestFacts, column: str, say: Callable[[Milestone], str]
) -> Table:
    rows = tuple((m.ref, say(m), m.lead or "no lead", phrases.status(m.status, facts.status_words)) for m in milestones)
    return Table(f"{caption} {len(rows)}", ("milestone", column, "lead", "status"), rows)


def _unreminded(digest: Digest) -> Table:
    rows = tuple((m.ref, m.unreminded_because or "") for m in digest.unreminded)
    return Table(f"Nobody is being reminded {len(rows)}", ("milestone", "because"), rows)


def _waiting(digest: Digest) -> Table:
    rows = tuple((m.ref, _whom(m), m.lead or "no lead") for m in digest.awaiting)
    return Table(f"Done, waiting to be confirmed {len(rows)}", ("milestone", "waits for", "lead"), rows)


def _whom(m: Milestone) -> str:
    """For whom it waits, or for what: they are asked once there is something to show."""
    return (m.confirmed_by or "") if m.is_confirmer_asked else "evidence"


def _day(day: date | None, today: date) -> str:
    return phrases.near_or_short(day, today) if day else "–"
