"""Initials that are also abbreviations of the field: SW is a social worker, and may be a child as well.

Nothing but what happens to one child alone tells the two apart, said right beside them.
"""

import re
from collections.abc import Iterator

from bot.conversation.safeguarding.ages import AUX, GAP, NUMBER, PRONOUN_PLAIN_AGE
from bot.conversation.safeguarding.care import (
    AND_KIN_AFTER,
    HOMES,
    KIN,
    KIN_OWN_AFTER,
    LIVES,
    MOVED,
    NOT_WORK,
    OWN_AFTER,
    PLACED,
    SCHOOL_BY_NAME,
    STEP_AFTER,
    SURELY_A_CHILDS,
)
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.officers import OFFICER_DOES, STUDENT

_I = re.IGNORECASE
_FIELD = (
    "AD AP CO CP CV DA DM DO DS DV ED EH FC FT GP HA HO HR HV IA IO KS MH MP MS OT PA PC PO PR PS QA RN SC SE SG SI SW "
    "TA TM VS WP"
)
_INITIALS = re.compile(rf"(?<![\w.&/'’-])(?:{'|'.join(_FIELD.split())})(?![\w&/]|\.\w|-\w)")
# Whoever has an article, an owner or an adjective is a post: "the SW", "her PA", "a new GP", "each OT".
_IS_A_POST = re.compile(
    r"\b(?:the|an?|our|my|your|her|his|their|its|this|that|each|every|any|no|new|old|allocated|duty|agency|lead|named"
    r"|senior|previous|former|current|another|both|all|more|some|by|from|to|via|and|or|of|on|with)\s$",
    _I,
)
_AGED = re.compile(
    rf"{GAP}{AUX}(?:an?\s)?(?:aged?\s?{NUMBER}(?!\s?(?:to|-|–|\+|and over|plus))|{NUMBER}[ -]?(?:years?|yrs?)[ -]?old\b"
    rf"|{NUMBER} ?y/?o\b)",
    _I,
)
_AGE_THEN_LIFE = re.compile(rf"(?:\s?\({NUMBER}\)|,\s?{NUMBER},)\s", _I)
_HAPPENS = re.compile(
    rf"(?:{GAP}|\s[^.;!?\n]{{1,20}},\s){AUX}(?:{PLACED}|(?!went|go|gone|sent|taken){MOVED}|{LIVES}"
    rf"|in (?:(?:the|an?|his|her|this)\s)?(?:[\w'’-]+ ){{0,2}}placement\b"
    rf"|(?:moved|changed|lost|left|refused) (?:his |her |the |foster )?placements?\b"
    rf"|placed out of (?:area|borough|county)){NOT_WORK}",
    _I,
)
_AT_SCHOOL = re.compile(
    rf"{GAP}{AUX}(?:attends|starts (?:at|in)|goes to|(?:is )?on roll at|enrolled (?:at|in)|excluded from|expelled from)"
    rf"\s(?={SCHOOL_BY_NAME.pattern})",
    _I,
)
_OF_A_CHILD = re.compile(rf"\b(?:{KIN}|carers?|placements?|{HOMES})\b|out of (?:area|borough|county)", _I)

_OF_A_CHILD_OR_POLICE = re.compile(rf"{_OF_A_CHILD.pattern}|\b(?:police|custody|hospital|bed|court|missing)\b", _I)
_AND_BABY = re.compile(r" and (?:her|his|their) (?:new |young |little )?(?:baby|newborn|twins|son|daughter)\b", _I)
_KIN_BESIDE = (AND_KIN_AFTER, _AND_BABY, KIN_OWN_AFTER)


def find_field_initials(text: str) -> Iterator[Found]:
    """Each abbreviation of the field beside which stands a child's age, placement or family."""
    for match in _INITIALS.finditer(text):
        if not _IS_A_POST.search(text[max(0, match.start() - 24) : match.start()]):
            yield from _told(text, match)


def _told(text: str, match: re.Match[str]) -> Iterator[Found]:
    aged = _AGED.match(text, match.end())
    if aged:
        yield Found(Why.AGE, match.start(), aged.end())
    age = _AGE_THEN_LIFE.match(text, match.end())
    happens = _HAPPENS.match(text, age.end() - 1 if age else match.end())
    if age and STEP_AFTER.match(text, age.end() - 1):
        yield Found(Why.AGE, match.start(), age.end())
    elif happens and _is_surely(happens[0]):
        yield Found(Why.PLACEMENT, match.start(), happens.end())
    told = PRONOUN_PLAIN_AGE.match(text, match.end()) if not OFFICER_DOES.match(text, match.end()) else None
    if told and _OF_A_CHILD_OR_POLICE.search(told[0]):
        yield Found(Why.AGE, match.start(), told.end())
    kin = next((found for by in _KIN_BESIDE if (found := by.match(text, match.end()))), None)
    if kin:
        yield Found(Why.CHILD, match.start(), kin.end())
    school = _AT_SCHOOL.match(text, match.end())
    if school:
        yield Found(Why.SCHOOL, match.start(), school.end())
    own = OWN_AFTER.match(text, match.end())
    if own and SURELY_A_CHILDS.search(own[0]) and not STUDENT.search(text):
        yield Found(Why.PLACEMENT, match.start(), own.end())


def _is_surely(words: str) -> bool:
    return bool(SURELY_A_CHILDS.search(words) or _OF_A_CHILD.search(words))
