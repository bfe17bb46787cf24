"""The pages of a reminder that is too long for one message: one is shown at a time."""

import json
from collections.abc import Sequence

from bot.conversation import phrases
from bot.conversation.message import Button, Part, buttons, line
from storage.questions.notices import ReminderFacts, ReminderLine

OWN_ON_A_PAGE = 5
OTHERS_ON_A_PAGE = 15
"""An item with its buttons takes as much of a message as three without."""

MOST_NAMED = 10


def pages_of(lines: Sequence[ReminderLine]) -> list[list[ReminderLine]]:
    """The items in the pages that are shown one at a time; at least one page."""
    pages: list[list[ReminderLine]] = [[]]
    taken = 0
    for one in lines:
        weight = OTHERS_ON_A_PAGE // OWN_ON_A_PAGE if one.told_as == "lead" else 1
        if taken + weight > OTHERS_ON_A_PAGE:
            pages.append([])
            taken = 0
        pages[-1].append(one)
        taken += weight
    return pages


def page_of(lines: Sequence[ReminderLine], number: int) -> int:
    """The page on which the item of that number is; first is 1."""
    return next((at for at, page in enumerate(pages_of(lines), start=1) if any(o.number == number for o in page)), 1)


def page_shown(facts: ReminderFacts) -> list[ReminderLine]:
    """The items of the page that is shown."""
    pages = pages_of(facts.lines)
    return pages[_number_of(facts, pages) - 1]


def _number_of(facts: ReminderFacts, pages: Sequence[Sequence[ReminderLine]]) -> int:
    return min(max(facts.page, 1), len(pages))


def _first_of(refs: Sequence[str]) -> list[str]:
    more = len(refs) - MOST_NAMED
    return [*refs[:MOST_NAMED], f"{more} more"] if more > 0 else list(refs)


def page_turner(facts: ReminderFacts) -> tuple[Part, ...]:
    """Which items are shown, with the way to those before and after; nothing where all of them are."""
    pages = pages_of(facts.lines)
    if len(pages) == 1:
        return ()
    at = _number_of(facts, pages)
    shown = pages[at - 1]
    rest = [one.milestone.ref for one in facts.lines if one.number > shown[-1].number]
    then = f"; then {phrases.listed(_first_of(rest))}" if rest else ""
    said = f"{shown[0].number} to {shown[-1].number} of {len(facts.lines)}{then}. All can be answered in words."
    near = [(at - 1, "Earlier"), (at + 1, "More")]
    turn = [
        Button(f"{label}: {pages[to - 1][0].number} to {pages[to - 1][-1].number}", "page", json.dumps({"page": to}))
        for to, label in near
        if 1 <= to <= len(pages)
    ]
    return (line(said, quiet=True), *buttons(*turn))
