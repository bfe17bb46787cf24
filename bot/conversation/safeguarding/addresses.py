"""Addresses where a child or family lives, as against those where officers work."""

import re
from collections.abc import Iterator

from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.ordinary_words import WORDS

_I = re.IGNORECASE
_STREET = (
    r"(?:road|rd|street|st|avenue|ave|av|lane|ln|close|cl|drive|dr|gardens|gdns|grove|terrace|terr|"
    r"crescent|cres|court|ct|place|pl|square|sq|hill|way|walk"
    r"|row|mews|rise|view|park|parade|mount|vale|croft|green|gate|end|fold|path|bank|meadows?|wharf|quay|"
    r"buildings|house|heights|point|tower|villas|estate|broadway|common|dene|fields?|yard|circus|approach|"
    r"promenade|esplanade|drove|chase|garth|ginnel|wynd)"
)
_NAME = r"(?:(?:the|st\.?|saint|upper|lower|old|new|great|little|north|south|east|west|high|[\w'’]{2,20})[ -]){1,3}"
_HOUSE = re.compile(
    rf"(?<![\w.£/])(?:(?:flat|apartment|apt|room|unit|no\.?|number)\s?\d{{1,4}}[a-z]?,?\s)"
    rf"?\d{{1,4}}[a-z]?,?\s(?!(?:of|in|to|and|on|at|for|the|more|new|out)\s){_NAME}{_STREET}\b\.?(?:,? "
    rf"(?:[\w']+,? )?[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}\b)?"
    r"|\b(?:flat|apartment|apt|room)\s\d{1,4}[a-z]?,?\s(?:[A-Z][\w'’]+\s?){1,3}",
    _I,
)
_POSTCODE = re.compile(r"(?<![A-Za-z\d])[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}(?![A-Za-z\d])", _I)
_WORDS_OF_STREETS = """
flat apartment apt room unit no number the st upper lower old new great little north south east west high church
green mill park school station garden king queen london road street lane hill tower hall house hospital library
close terrace chapel court victoria royal crown square spring summer rose grove castle bridge temple abbey field
"""
_STREET_WORDS = frozenset(_WORDS_OF_STREETS.split())
_LIVES = (
    r"(?:conditions|case|liv(?:es?|ed|ing)|stay(?:s|ed|ing)?|resid(?:es|ed|ing)|home address|address(?: "
    r"is| was|:)?|moved|"
    r"rehoused|removed|found|seen|placed|housed|home|sleeping|at home|based|tenancy|evicted|landlord|"
    r"house|flat|returned|collected|picked up)"
)
_FAMILY = (
    r"(?:famil(?:y|ies)|child(?:ren)?(?!['’]?s (?:cent|home|serv|board|house))|kids?|siblings?|mum(?:s|'s|"
    r"’s)?|mother(?:s|'s|’s)?|dad(?:s|'s|’s)?|father(?:s|'s|’s)?|parents?|bab(?:y|ies)|boys?|girls?|young "
    r"person|yp|toddler|son|daughter|brothers?|sisters?|twins"
    r"|nan(?:'s|’s)?|gran|grandparents?|aunt\w*|uncle|foster carers?(?:['’]s?)?|carers?(?:['’]s?)|"
    r"placement|household|pupil|newborn|partner(?:'s|’s))"
)
_VISIT = (
    r"(?:home visit|cp visit|child protection visit|visit(?:ed|s)? (?:to|at)|unannounced visit|"
    r"stat(?:utory)? visit|s47|section 47|welfare check|police (?:called|attended)|called to|door "
    r"?step\w*|knocked)"
)
_LIVES_BEFORE = re.compile(rf"\b(?:{_LIVES}|{_FAMILY}|{_VISIT})\b[^.!?\n]{{0,45}}$", _I)
_FAMILY_AFTER = re.compile(rf"[^.!?\n]{{0,60}}\b{_FAMILY}\b", _I)
_LIVES_AT = re.compile(r"\b(?:liv(?:es?|ing|ed)|stay(?:s|ing|ed)?|resid\w+|home address)\b[^.!?\n]{0,30}$", _I)
_WORKPLACE = re.compile(
    r"\b(?:cent(?:re|er)|hub|offices?|council|hall|library|panel|training|meeting|hq|headquarters|clinic|"
    r"surgery|hospital|school|academy|civic|town hall|depot|venue|conference|workshop|open(?:s|ed|ing)?|"
    r"registered|post goes|po box|reception|car park|building(?!s)|station$|drop[- ]?in|contact centre"
    r"|children['’]?s home|(?:family|crown|magistrates['’]?|county|law) courts?|launch|event|premises|"
    r"lease|surveyors?|our new|forum|interview\w*|session|services?)\b",
    _I,
)


def find_addresses(text: str) -> Iterator[Found]:
    """Every address that is told together with a child, a family, or a visit to their home."""
    for pattern in (_HOUSE, _POSTCODE):
        for one in pattern.finditer(text):
            if _is_written_as_one(one.group()) and _is_a_home(text, one.start(), one.end()):
                yield Found(Why.ADDRESS, one.start(), one.end())


def _is_written_as_one(address: str) -> bool:
    """ "2 applications lodged with Court" has the shape of an address; its words are no street's name."""
    words = re.findall(r"[^\W\d_]+", address)
    small = [word for word in words[:-1] if word.islower() and word not in _STREET_WORDS]
    return not any(word in WORDS for word in small)


def _is_a_home(text: str, start: int, end: int) -> bool:
    before, after = _clause_before(text, start), text[end : end + 100]
    if _LIVES_AT.search(before):
        return True
    if _WORKPLACE.search(before) or _WORKPLACE.search(re.split(r"[.!?\n]", after)[0]):
        return False
    return bool(_LIVES_BEFORE.search(before) and _speaks_of_family(before + after)) or bool(_FAMILY_AFTER.match(after))


def _clause_before(text: str, start: int) -> str:
    return re.split(r"[!?\n]|\.\s", text[max(0, start - 100) : start])[-1]


def _speaks_of_family(text: str) -> bool:
    return (
        re.search(rf"\b(?:{_FAMILY}|{_VISIT}|home conditions|early help|child protection|cin|pupil|he|she)\b", text, _I)
        is not None
    )
