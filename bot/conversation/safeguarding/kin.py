"""A child's kin under the child's initials: "A.B.'s mother", "M's mum", "the nan of JB". Kin is told of nobody else so.

A single letter is enough, for of whom it is becomes plain to whoever knows the family.
"""

import re
from collections.abc import Iterator

from bot.conversation.safeguarding.care import AND_KIN_AFTER, KIN, KIN_OWN_AFTER
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.ordinary_words import ACRONYMS, WORDS
from bot.conversation.safeguarding.people import Kind, People, folded
from bot.conversation.safeguarding.published import is_published

_INITIALS = re.compile(
    r"(?<![\w.&/'’-])(?:[A-Z](?:\.\s?[A-Z]){1,2}\b\.?|[A-Z]\.|[A-Z]{1,3}(?=\W|s\b)|[a-z]{1,2}(?=['’]))(?![\w&/-](?<!s))"
)
# "Cohort B's parents", "option A's carers": the letter counts groups.
_OF_A_GROUP = re.compile(
    r"\b(?:cohort|group|class|form|team|option|phase|tier|band|wave|site|hub|unit|room|block|ward|area|zone|part|list"
    r"|school|plan|version|level|stage|grade|type|category|stream|set|panel|question|annex|appendix)\s$",
    re.IGNORECASE,
)
_KIN_OF = re.compile(rf"\b(?:{KIN}|(?:foster )?carer) (?:of|to) (?:child |baby )?$", re.IGNORECASE)
_MANY_OF_A_KIND = re.compile(
    r"[ -](?:\w+ )?(?:pupils?|children|young|students?|families|boys|girls|level\w*|cohort|group)\b"
)

_PLAIN = re.compile(r" (?:mum|mam|mother|dad|father|nan|gran|sister|brother)\b(?! (?:and|&) bab)")
_KIN_BESIDE = (KIN_OWN_AFTER, AND_KIN_AFTER)


def find_kin(text: str, people: People) -> Iterator[Found]:
    """Each initial beside kin, unless it is an officer's, an abbreviation, or of a published review."""
    for match in _INITIALS.finditer(text):
        end = _kin_ends(text, match)
        if end is not None and _is_somebody(text, match, people):
            yield Found(Why.CHILD, match.start(), end)


def _kin_ends(text: str, match: re.Match[str]) -> int | None:
    """Where what is said of kin ends; None where nothing is said of any."""
    short = match.group()
    beside = _KIN_BESIDE if len(short) == 1 else (*_KIN_BESIDE, _PLAIN)
    told = next((found for by in beside if (found := by.match(text, match.end()))), None)
    if told is not None:
        return told.end()
    of = _KIN_OF.search(text[max(0, match.start() - 40) : match.start()]) if short.isupper() else None
    return match.end() if of and not _MANY_OF_A_KIND.match(text, match.end()) else None


def _is_somebody(text: str, match: re.Match[str], people: People) -> bool:
    letters = re.sub(r"[\s.]", "", folded(match.group()))
    is_word = len(letters) > 1 and (letters in WORDS or letters in ACRONYMS)
    if is_word or people.has(letters, Kind.INITIALS) or is_published(text, match.start(), match.end()):
        return False
    return not _OF_A_GROUP.search(text[max(0, match.start() - 24) : match.start()])
