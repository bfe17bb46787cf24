"""Names that no list has, in lower case: what stands beside them shows that they are somebody's."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.conversation.safeguarding.ages import NUMBER, PLAIN_NUMBER_AFTER
from bot.conversation.safeguarding.care import OWN_AFTER, PLACED_SOMEWHERE, SCHOOL_AFTER, STEP_AFTER, SURELY_A_CHILDS
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.ordinary_words import ACRONYMS, INSTITUTIONS, PLACES, WORDS
from bot.conversation.safeguarding.people import People, folded, looks_like_a_word
from bot.conversation.safeguarding.short_words import LIFE_AFTER

_I = re.IGNORECASE
_NAME = r"(?<![\w.@/'’-])(?P<name>[^\W\d_]{4,15}(?:-[^\W\d_]{2,12})?)"
# "16 to 25", "16+", "16 and over" is an age group, not somebody's age.
_ONE = r"(?!\s?(?:to\b|-|–|\+|plus\b|and (?:over|above|under|up)|or (?:over|above|under|more)))"
_AGED = re.compile(
    rf"{_NAME},?\s\(?(?:(?:who['’]?s|who is|is|was|just|only|now|nearly)\s){{0,2}}"
    rf"(?:aged?\s{NUMBER}{_ONE}|{NUMBER}{_ONE}\s?(?:years?|yrs?)[ -]old\b|{NUMBER} ?y/?o\b)",
    _I,
)
_COUNTED = (
    r"(?! ?(?:cases|audits|items|actions|milestones|days|weeks|months|hours|minutes|percent|per|of|out|points|files)\b)"
)
_WHO_IS = re.compile(rf"{_NAME},?\swho(?:['’]?s| is)\s(?:just |only |now )?{NUMBER}{_ONE}{_COUNTED}(?=\s|[,.;)]|$)", _I)
_BARE = re.compile(rf"{_NAME},?\s\(?{NUMBER}{_ONE}\)?(?=[\s,])", _I)

_WORD = re.compile(r"(?<![\w.@/'’-])[^\W\d_]{3,15}(?:['’-][^\W\d_]{2,12})?(?![\w@/])")
_IS_AGED = re.compile(
    rf"(?:'s)?\s(?:is|was|turned|['’]s)\s(?:now |just |only |nearly )?{NUMBER}{_ONE}{_COUNTED}"
    r"(?=\s(?:and|but|so|who)\b|[,;]|\.(?!\d)|$)",
    _I,
)
_OF_A_CHILD = re.compile(
    rf"{SURELY_A_CHILDS.pattern}|\b(?:he|she|his|her|claims|health (?:assessment|check)"
    r"|school|nursery|pep|ehcp|placement|pathway plan|social worker)\b",
    _I,
)

# Whoever is counted or described by age without being named, and what is numbered.
_DESCRIBED_OR_NUMBERED = """
anyone anybody everyone everybody someone somebody noone nobody cohort population toddler infant newborn
teenager teen adolescent victim sample resident student learner youth lass bairn client patient perpetrator
suspect offender volunteer visitor partner couple minor juvenile individual applicant refugee unaccompanied
friend neighbour person guest member survivor witness cousin aunt uncle niece nephew twin stepson stepdaughter
grandson granddaughter wife husband grandparent grandmother grandfather stranger male female adult lady woman
gentleman tenant item part phase stage step strand tranche module chapter page table figure line paragraph
level grade tier band version draft appendix annex section schedule clause form room floor unit ward house
flat number week month quarter term round session slide question point rule option priority objective outcome
domain standard theme policy procedure contract lease laptop server system website report building boiler
vehicle minibus still only about over under nearly almost just roughly around approximately between from until
than that this which when where while were have been being then with into onto also even ever both most some
such each
"""
_NOBODYS_NAME = frozenset(_DESCRIBED_OR_NUMBERED.split())


def find_unlisted(text: str, people: People) -> Iterator[Found]:
    """Each unknown word that has an age, or a number and then a step in a child's care."""
    for pattern in (_AGED, _WHO_IS):
        yield from (Found(Why.AGE, m.start(), m.end()) for m in pattern.finditer(text) if _is_a_name(m, people))
    yield from _of_two_words(text, people)
    for match in _BARE.finditer(text):
        is_life = any(told.match(text, match.end()) for told in (STEP_AFTER, SCHOOL_AFTER, PLACED_SOMEWHERE))
        if is_life and _is_a_name(match, people):
            yield Found(Why.AGE, match.start(), match.end())


def _of_two_words(text: str, people: People) -> Iterator[Found]:
    """ "ottoline grieves has been missing from placement": two unknown words in a row, and a child's life after."""
    words = list(_WORD.finditer(text))
    for one, later in pairwise(words):
        if text[one.end() : later.start()] != " " or not (_is_unknown(one) and _is_unknown(later)):
            continue
        if folded(one.group()).endswith(_ENDINGS) or people.has_word(folded(one.group())):
            continue
        aged = _IS_AGED.match(text, later.end()) or PLAIN_NUMBER_AFTER.match(text, later.end())
        life = next(
            (told for by in (STEP_AFTER, SCHOOL_AFTER, OWN_AFTER, LIFE_AFTER) if (told := by.match(text, later.end()))),
            None,
        )
        if aged and _OF_A_CHILD.search(text):
            yield Found(Why.AGE, one.start(), aged.end())
        elif life:
            yield Found(Why.PLACEMENT, one.start(), life.end())


def _is_unknown(match: re.Match[str]) -> bool:
    """A word in lower case that nothing the field says explains; a last name may end as plurals do."""
    low = folded(match.group())
    stem = low.removesuffix("s")
    is_known = any(word in known for known in (WORDS, ACRONYMS, PLACES, INSTITUTIONS) for word in (low, stem))
    return match.group().islower() and not (is_known or low in _NOBODYS_NAME or looks_like_a_word(low))


def _is_a_name(match: re.Match[str], people: People) -> bool:
    name, low = match["name"], folded(match["name"])
    if not name.islower() or low in _NOBODYS_NAME or people.has_word(low):
        return False
    is_known = any(low in known for known in (WORDS, ACRONYMS, PLACES, INSTITUTIONS))
    return not (is_known or looks_like_a_word(low) or low.endswith(_ENDINGS))


# Of words in the plural, of verbs and of adjectives; "alexis" and "thomas" are known as names elsewhere.
_ENDINGS = ("s", "ed", "ing", "ly", "ers", "ful", "ous", "ive", "ward", "ally", "ment", "tion", "ee", "ist")
