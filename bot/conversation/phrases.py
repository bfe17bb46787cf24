"""How days, counts, statuses and milestones are said, the same in every message."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import WorkingDays

LONGEST_TITLE = 90
LONGEST_LABEL = 30

PRESSES = (
    ("Done", Status.COMPLETE),
    ("On track", Status.ON_TRACK),
    ("Slipping", Status.AT_RISK),
    ("Blocked", Status.OFF_TRACK),
)
"""How a status is said by somebody who presses it."""


def day(when: date, today: date) -> str:
    """A day as people say it: "today", "tomorrow", "yesterday", or in full with its weekday."""
    near = {today: "today", today + timedelta(days=1): "tomorrow", today - timedelta(days=1): "yesterday"}
    return near.get(when) or full_day(when, today)


def day_with_on(when: date, today: date) -> str:
    """A day as it follows "it was due": "today", "yesterday", "on Friday 12 June"."""
    return day(when, today) if abs((when - today).days) <= 1 else f"on {full_day(when, today)}"


def full_day(when: date, today: date) -> str:
    """ "Friday 12 June", with the year where it is not the one that everybody would think of."""
    words = f"{when:%A} {when.day} {when:%B}"
    return words if _is_near(when, today) else f"{words} {when.year}"


def short_day(when: date, today: date) -> str:
    """ "12 June", with the year where it is not the one that everybody would think of."""
    words = f"{when.day} {when:%B}"
    return words if _is_near(when, today) else f"{words} {when.year}"


def _is_near(when: date, today: date) -> bool:
    return abs((when - today).days) < 300


def days_list(days: Sequence[date], today: date) -> str:
    """ "29 May, 5 and 11 June": the month once where it is the same."""
    said = [
        str(one.day)
        if later is not None and (one.month, one.year) == (later.month, later.year)
        else short_day(one, today)
        for one, later in zip(days, [*days[1:], None], strict=True)
    ]
    return listed(said)


def listed(words: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def count(number: int, one: str, several: str | None = None) -> str:
    """ "1 milestone", "2 milestones"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def status(value: Status | None, own_words: Mapping[str, str]) -> str:
    """A sign and a word, in the plan's own words where it has short ones: "● on track"."""
    if value is None:
        return f"{Status.NOT_STARTED.sign} no status yet"
    return f"{value.sign} {status_name(value, own_words)}"


def status_name(value: Status, own_words: Mapping[str, str]) -> str:
    """What a plan calls a status, the same everywhere: its own word where that is short, else the built-in one."""
    own = own_words.get(value.value, value.words)
    return own if len(own) <= LONGEST_LABEL else value.words


def waits_for(milestone: Milestone) -> str:
    """ "waiting for the panel to confirm" once they are asked, before that when they will be; empty for the others."""
    if milestone.confirmed_by is None:
        return ""
    if milestone.is_confirmer_asked:
        return f"waiting for {milestone.confirmed_by} to confirm"
    return f"{milestone.confirmed_by} is asked to confirm it once there is evidence"


def out_of(found: int, total: int, of: str, what: str) -> str:
    """ "4 of 31 milestones are overdue", "both milestones of Ifan Rees are …", "the only milestone is not …".

    `of` follows the word: " of Ifan Rees"; `what` is what some of them are. As a sentence begins.
    """
    if total == 0:
        return f"There are no milestones{of}"
    if total == 1:
        return f"The only milestone{of} is {what if found else f'not {what}'}"
    if found == 0:
        return f"Neither milestone{of} is {what}" if total == 2 else f"None of {total} milestones{of} is {what}"
    if found == total:
        return f"{every(total, 'milestone')}{of} are {what}"
    return f"{found} of {total} milestones{of} {'is' if found == 1 else 'are'} {what}"


def every(total: int, one: str) -> str:
    """ "Both milestones", "All 3 milestones", "The milestone": as a sentence begins."""
    if total == 1:
        return f"The {one}"
    return f"Both {one}s" if total == 2 else f"All {total} {one}s"


def of_them(some: int, total: int) -> str:
    """ "both", "all" or "2 of them", where there are several."""
    if some == total:
        return "both" if total == 2 else "all"
    return "one of them" if some == 1 else f"{some} of them"


def with_late(total: int, late: int, one: str, late_word: str) -> str:
    """ "4 milestones, 2 overdue", "1 milestone, overdue"."""
    if total == 1:
        return f"{count(total, one)}, {late_word if late else f'not {late_word}'}"
    return f"{count(total, one)}, {late or 'none'} {late_word}"


def title(milestone: Milestone) -> str:
    """The milestone's title, cut at a word where it is too long for a list."""
    words = " ".join(milestone.title.split())
    if len(words) <= LONGEST_TITLE:
        return words
    return words[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def beginning(words: str, most: int = 200) -> str:
    """What somebody wrote, on one line, and cut at a word where it is longer than `most` letters."""
    said = " ".join(words.split())
    return said if len(said) <= most else said[:most].rsplit(" ", 1)[0] + "…"


def short_title(plan_title: str) -> str:
    """A plan's title up to its colon or dash, for a headline."""
    return re.split(r":\s|\s[–—-]\s", plan_title, maxsplit=1)[0].strip() or plan_title


def name(milestone: Milestone) -> str:
    """Reference and title: "3.2 Foster carer handbook agreed"."""
    return f"{milestone.ref} {title(milestone)}"


def distance(milestone: Milestone, today: date, calendar: WorkingDays) -> str:
    """How far off the due date is: "3 working days", "2 working days late"; empty on the day and without a date."""
    if milestone.due is None or milestone.due == today:
        return ""
    if milestone.due > today:
        return count(calendar.between(today, milestone.due), "working day")
    return late(milestone, today, calendar)


def late(milestone: Milestone, today: date, calendar: WorkingDays) -> str:
    """ "2 working days late", or "late since Saturday" before the first working day is over."""
    days = milestone.working_days_late(today, calendar)
    if days == 0 and milestone.due is not None:
        return f"late since {full_day(milestone.due, today)}"
    return f"{count(days, 'working day')} late"


def due(milestone: Milestone, today: date, calendar: WorkingDays) -> str:
    """ "due Friday 12 June, 3 working days", "due today", "was due on Friday 12 June, 2 working days late".

    What is finished is neither late nor near: only its day is said.
    """
    if milestone.due is None:
        return "ongoing" if milestone.is_ongoing else "no due date"
    said = day(milestone.due, today)
    far = distance(milestone, today, calendar) if milestone.is_open else ""
    if milestone.due < today:
        was = f"was due {day_with_on(milestone.due, today)}"
        return f"{was}, {far}" if far else was
    return f"due {said}, {far}" if far and said != "tomorrow" else f"due {said}"


def last_word(milestone: Milestone, today: date) -> str:
    """ "last word 11 May", or "no word yet"."""
    if milestone.last_word_on is None:
        return "no word yet"
    return f"last word {near_or_short(milestone.last_word_on, today)}"


def later_date(milestone: Milestone, today: date, reader: str | None = None) -> str:
    """ "15 July asked for, waiting for Bethan Lloyd since 1 June"; empty where no later date is.

    `reader` is the name of whoever reads it alone.
    """
    later = milestone.later
    if later is None:
        return ""
    asked = f"{short_day(later.to, today)} asked for"
    if later.asked_of is not None:
        since = f" since {near_or_short(later.since, today)}" if later.since < today else ""
        return f"{asked}, waiting for {'you' if later.asked_of == reader else later.asked_of}{since}"
    on = f" {near_or_on(later.since, today)}" if later.since < today else ""
    return f"{asked}{on}, {'with nobody set to decide' if later.has_reason else 'still without a reason'}"


def later_date_sentence(milestone: Milestone, today: date, reader: str | None = None) -> str:
    """The same to whoever is asked about the milestone itself; empty where no later date is."""
    later = milestone.later
    if later is None:
        return ""
    to = short_day(later.to, today)
    if later.asked_of is not None:
        since = f"has been waiting for {{}} since {near_or_short(later.since, today)}"
        waits = (since if later.since < today else "waits for {}").format(
            "your answer" if later.asked_of == reader else f"an answer from {later.asked_of}"
        )
        return f"The later date asked for, {to}, {waits}; until then this one holds."
    if later.has_reason:
        return f"A later date, {to}, was asked for, and nobody is set to decide; this one holds."
    return f"A later date, {to}, was asked for without a reason: say why it is needed, and it is put to be decided."


def near_or_on(when: date, today: date) -> str:
    """ "yesterday", "on 1 June"."""
    said = near_or_short(when, today)
    return said if said in ("today", "tomorrow", "yesterday") else f"on {said}"


def near_or_short(when: date, today: date) -> str:
    said = day(when, today)
    return said if said in ("today", "tomorrow", "yesterday") else short_day(when, today)


def owner_of(who: str) -> str:
    """ "Ifan Rees's"."""
    return f"{who}'s"


def capital(words: str) -> str:
    """The words as a sentence begins: "Late and still shown as on track"."""
    return words[:1].upper() + words[1:]


def times(number: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
