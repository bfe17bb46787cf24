"""Puts together who is named and what is told about them: both must be there before a message is held."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from bot.conversation.safeguarding import ages, officers
from bot.conversation.safeguarding.addresses import find_addresses
from bot.conversation.safeguarding.birth_dates import EARLIEST_TODAY, find_birth_dates
from bot.conversation.safeguarding.families import find_families
from bot.conversation.safeguarding.field_initials import find_field_initials
from bot.conversation.safeguarding.held import Found, Held, Why
from bot.conversation.safeguarding.kin import find_kin
from bot.conversation.safeguarding.numbers import find_numbers
from bot.conversation.safeguarding.page import BEFORE, Page
from bot.conversation.safeguarding.people import Kind, Mention, find_mentions, people_of_plan
from bot.conversation.safeguarding.telling import find_told, is_about_care
from bot.conversation.safeguarding.unlisted import find_unlisted

_SOMEBODY = re.compile(
    r"[A-Z][\w'’-]{1,30}[,( ]{1,3}(?:who )?(?:was |is )?\(?$"
    r"|\b(?:he|she|child|baby|boy|girl|twins|they) (?:was |were |is )?$"
)
_NAME_NEXT = re.compile(r"\s?[:,–-]\s?[A-Z][\w'’-]{1,30} [A-Z][\w'’-]{1,30}\b")

MOST_WORDS_OF_A_NAME = 6
"""A message of no more words may do nothing but name whoever the one before described."""


def find_held(text: str, people: Sequence[str] = (), before: str = "", today: date = EARLIEST_TODAY) -> Held | None:
    """Why a message seems to identify a child or family, or None for the ordinary one.

    `people` are the names of the plan's own officers and posts, whose work messages are about; `before` is what the
    same person said last, moments ago: it may have the name to an age. `today` tells a birth date from one of work.
    Pure, and linear in the length of the text; nothing of it is kept.
    """
    found = sorted(_found(text, people, today), key=lambda one: (one.start, one.end)) or list(
        _carried_on(before, text, people, today)
    )
    if not found:
        return None
    reasons = dict.fromkeys(one.why for one in found)
    return Held(tuple(reasons), tuple(dict.fromkeys((one.start, one.end) for one in found)))


def _found(text: str, people: Sequence[str], today: date) -> Iterator[Found]:
    known = people_of_plan(tuple(people))
    mentions = find_mentions(text, known)
    page = Page(text)
    yield from find_numbers(text)
    yield from find_addresses(text)
    yield from find_families(text)
    yield from find_field_initials(text)
    yield from find_kin(text, known)
    yield from find_unlisted(text, known)
    yield from _births(text)
    yield from find_birth_dates(page, mentions, today)
    yield from _siblings(page, mentions)
    yield from (found for mention in mentions if (found := find_told(page, mention)))


def _carried_on(before: str, text: str, people: Sequence[str], today: date) -> Iterator[Found]:
    """What only two messages together tell: "It's about Kezia." "She is 14 …", or the age first and then the name."""
    if not before:
        return
    edge = len(before) + 1
    yield from (
        Found(one.why, 0, one.end - edge)
        for one in _found(f"{before}\n{text}", people, today)
        if one.start < edge < one.end and one.why in (Why.AGE, Why.PLACEMENT, Why.SCHOOL)
    )
    if len(text.split()) <= MOST_WORDS_OF_A_NAME and ages.DESCRIBED.search(before):
        named = (m for m in find_mentions(text, people_of_plan(tuple(people))) if m.kind in (Kind.FULL, Kind.FIRST))
        yield from (Found(Why.CHILD, m.start, m.end) for m in named if not m.is_ours and not m.is_doubtful)


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
    people = [one for one in mentions if one.kind in (Kind.FIRST, Kind.FULL) and not one.is_ours]
    names = [one for one in people if not one.is_doubtful]
    unlisted = [one for one in people if not one.is_doubtful or not one.is_given]
    aged = [(one, age) for one in unlisted if (age := ages.SIBLING_AGE.match(page.text, one.end))]
    for (one, age), (later, later_age) in pairwise(aged):
        if one.is_doubtful and later.is_doubtful:
            continue
        is_count = page.has_near(officers.WORK_COUNT, one.start, later_age.end()) and not is_about_care(page, one)
        if later.start - age.end() <= 8 and not is_count:
            yield Found(Why.AGE, one.start, later_age.end())
    for one, later in pairwise(names):
        behind = ages.AGES_AFTER_NAMES.match(page.text, later.end)
        if behind and later.start - one.end <= 6 and is_about_care(page, one):
            yield Found(Why.AGE, one.start, behind.end())
