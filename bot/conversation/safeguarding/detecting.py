"""Puts together who is named and what is told about them: both must be there before a message is held."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.conversation.safeguarding import ages, officers
from bot.conversation.safeguarding.addresses import find_addresses
from bot.conversation.safeguarding.families import find_families
from bot.conversation.safeguarding.held import Found, Held, Why
from bot.conversation.safeguarding.numbers import find_numbers
from bot.conversation.safeguarding.page import BEFORE, Page
from bot.conversation.safeguarding.people import Kind, Mention, find_mentions, people_of_plan
from bot.conversation.safeguarding.telling import find_told, is_about_care

_SOMEBODY = re.compile(
    r"[A-Z][\w'’-]{1,30}[,( ]{1,3}(?:who )?(?:was |is )?\(?$"
    r"|\b(?:he|she|child|baby|boy|girl|twins|they) (?:was |were |is )?$"
)
_NAME_NEXT = re.compile(r"\s?[:,–-]\s?[A-Z][\w'’-]{1,30} [A-Z][\w'’-]{1,30}\b")


def find_held(text: str, people: Sequence[str] = ()) -> Held | None:
    """Why a message seems to identify a child or family, or None for the ordinary one.

    `people` are the names of the plan's own officers and posts, whose work messages are about. Pure, and linear in the
    length of the text; nothing of it is kept.
    """
    found = sorted(_found(text, people), key=lambda one: (one.start, one.end))
    if not found:
        return None
    reasons = dict.fromkeys(one.why for one in found)
    return Held(tuple(reasons), tuple(dict.fromkeys((one.start, one.end) for one in found)))


def _found(text: str, people: Sequence[str]) -> Iterator[Found]:
    mentions = find_mentions(text, people_of_plan(tuple(people)))
    page = Page(text)
    yield from find_numbers(text)
    yield from find_addresses(text)
    yield from find_families(text)
    yield from _births(text)
    yield from _siblings(page, mentions)
    yield from (found for mention in mentions if (found := find_told(page, mention)))


def _births(text: str) -> Iterator[Found]:
    """A date of birth identifies whoever's it is; "born in 2015" only somebody who is spoken of."""
    for pattern in (ages.BIRTH, ages.BIRTH_OF, ages.DATE_THEN_BIRTH):
        yield from (Found(Why.BIRTH, one.start(), one.end()) for one in pattern.finditer(text))
    for one in ages.BORN.finditer(text):
        before = text[max(0, one.start() - BEFORE) : one.start()]
        if _SOMEBODY.search(before) or _NAME_NEXT.match(text, one.end()):
            yield Found(Why.BIRTH, one.start(), one.end())


def _siblings(page: Page, mentions: Sequence[Mention]) -> Iterator[Found]:
    """ "Amelia (7), Noah (5)": two or more first names in a row, each with an age, or the ages together behind them."""
    names = [one for one in mentions if one.kind in (Kind.FIRST, Kind.FULL) and not one.is_ours and not one.is_doubtful]
    aged = [(one, age) for one in names if (age := ages.SIBLING_AGE.match(page.text, one.end))]
    for (one, age), (later, later_age) in pairwise(aged):
        is_count = page.has_near(officers.WORK_COUNT, one.start, later_age.end()) and not is_about_care(page, one)
        if later.start - age.end() <= 8 and not is_count:
            yield Found(Why.AGE, one.start, later_age.end())
    for one, later in pairwise(names):
        behind = ages.AGES_AFTER_NAMES.match(page.text, later.end)
        if behind and later.start - one.end <= 6 and is_about_care(page, one):
            yield Found(Why.AGE, one.start, behind.end())
