"""Families by name: "the Hegarty family", "the Osei siblings", "Family K, 3 children"."""

import re
from collections.abc import Callable, Iterator

from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.ordinary_words import ACRONYMS, INSTITUTIONS, PLACES, WORDS
from bot.conversation.safeguarding.people import folded, looks_like_a_word
from bot.conversation.safeguarding.published import is_published
from bot.conversation.safeguarding.surnames import SURNAMES

_I = re.IGNORECASE
_SURNAME = (
    r"([^\W\d_][^\W\d_'’-]{1,20}(?:['’-][^\W\d_]{2,20}){0,2}(?: (?:de |da |dos |van |von |al-|el-)"
    r"?(?-i:[A-Z])[^\W\d_]{2,20})?)"
)
_NOT_A_THING = (
    r"(?! (?:cent(?:re|er)s?|hubs?|court|groups?|supports?|teams?|time|plan(?!s)|workers?|law|nurses?|"
    r"network|drug|therap\w+|justice|information|learning|safeguarding|assessments? (?:service|team|"
    r"centre)|solutions|matters|first|voice|action|conference|interventions?|services?|practice|fund|day|"
    r"fun|life|friendly|led|based|offer|model"
    r"|programme|strategy|tree|house|welfare|links?|health|partnership|charity|trust|foundation|review|"
    r"inquiry|report|scr|liaison|template|finding|resource|coach\w*|connect\w*|help|forum|carers|['’]?s? "
    r"?home|social care|and adult|services))"
)
_FAMILY = re.compile(rf"\b(?:the|of the|with)\s{_SURNAME}(?:['’]s?)? (?:family|household|fam)\b{_NOT_A_THING}", _I)
_BARE_FAMILY = re.compile(
    r"(?<![\w'’-])([A-Z][^\W\d_]{2,20}(?:-[A-Z][^\W\d_]{2,20})?) [Ff]amily\b(?=[^.!?\n]{0,25}\b(?:child|"
    r"children|kids|mum|dad|cp|cin|parents|siblings|refus\w+)\b)"
)
_CHILDREN = re.compile(
    rf"\b(?:the\s)?{_SURNAME}(?:['’]s?)? (?:siblings?|sibs|brothers|sisters|twins|triplets|sibling group|"
    rf"newborn|baby)\b{_NOT_A_THING}",
    _I,
)
_KIDS = re.compile(
    rf"\bthe\s{_SURNAME}(?:['’]s?)? (?:children|kids|boys|girls|child|bairns|youngsters)\b{_NOT_A_THING}", _I
)
_LETTERED = re.compile(
    r"\bfamily (?-i:([A-Z]{1,2}))\b(?!['’])(?=[^.!?\n]{0,70}\b(?:\d+|two|three|four|five|six) (?:children|"
    r"kids|siblings|boys|girls)|[^.!?\n]{0,60}\b\d{1,3} [A-Z]\w+ (?:road|street|close|lane|avenue|drive)|"
    r"[^.!?\n]{0,50}\b(?:school|primary|academy|placement|moved to)\b)",
    _I,
)
_PLURAL = re.compile(
    r"\b[Tt]he\s((?:O['’]|Mc|Mac)?[A-Z][^\W\d_]{2,18}(?:s|es|ses))\b(?=[,.!?]|$| (?:are|were|have|had|has|is|"
    r"at|in|on|moved|refus\w+|need|want|who|still|back|again|and|case)\b)"
)
_COUPLE = re.compile(r"\b(?:mr|mrs|ms|miss)\.? (?:and|&) (?:mrs|mr|ms)\.? ([^\W\d_]{3,20})", _I)
_PARENT = re.compile(
    r"\b(?:mr|mrs|ms|miss)\.? ([^\W\d_]{3,20})['’]s (?:\w+ ){0,2}?(?:children|kids|son|daughter|baby|"
    r"boys?|girls?|twins|grandson|granddaughter|grandchildren|foster children)\b",
    _I,
)
_PARENT_AND = re.compile(
    r"\b(?:mr|mrs|ms|miss)\.? ([^\W\d_]{3,20}),? (?:and|with) (?:her|his|their) "
    r"(?:(?:two|three|four|five|six|\d|other|own|young|little|new) ){0,2}"
    r"(?:children|kids|sons?|daughters?|bab(?:y|ies)|boys?|girls?|twins|newborn|little ones)\b",
    _I,
)
_HOUSEHOLD = re.compile(
    r"\b(?:kids?|child|mum|dad|mother|father|baby|babies|siblings?|cp|pre-proceedings|evicted|parents)\b", _I
)


def find_families(text: str) -> Iterator[Found]:
    """Every family that is named, or told by a letter with its children or its address."""
    yield from _found(text, _FAMILY, _is_surname)
    yield from _found(text, _BARE_FAMILY, _is_surname)
    yield from _found(text, _CHILDREN, _is_surname)
    yield from _found(text, _KIDS, _is_surname)
    yield from _found(text, _COUPLE, _is_surname)
    yield from _found(text, _PARENT, _is_surname)
    yield from _found(text, _PARENT_AND, _is_surname)
    if _HOUSEHOLD.search(text):
        yield from _found(text, _PLURAL, _is_plural_surname)
    for one in _LETTERED.finditer(text):
        if not is_published(text, one.start(1), one.end(1)):
            yield Found(Why.FAMILY, one.start(), one.end())


def _found(text: str, pattern: re.Pattern[str], is_name: Callable[[str], bool]) -> Iterator[Found]:
    for one in pattern.finditer(text):
        name = one[1]
        is_published_name = is_published(text, one.start(1), one.end())
        if is_name(name) and not is_published_name:
            yield Found(Why.FAMILY, one.start(), one.end())


def _is_surname(name: str) -> bool:
    """With a capital any word that is neither one of the field's, nor a place, nor a people; else a known surname."""
    words = [folded(word) for word in name.split()]
    if name.islower():
        return words[0] in SURNAMES and words[0] not in WORDS
    is_acronym = len(name) < 5 and name.isupper()
    return not is_acronym and not any(_is_ordinary(word) for word in words)


def _is_plural_surname(name: str) -> bool:
    stem = folded(name)
    stems = {stem[:-1], stem[:-2]} if stem.endswith("es") else {stem[:-1]}
    if stems & SURNAMES:
        return True
    return not any(_is_ordinary(one) for one in (stem, *stems)) and not stem.endswith(
        ("ss", "ers", "ors", "ians", "ists", "ays", "ames")
    )


def _is_ordinary(low: str) -> bool:
    return (
        low in WORDS
        or low in INSTITUTIONS
        or low in PLACES
        or low in ACRONYMS
        or low.endswith("'s")
        or looks_like_a_word(low)
    )
