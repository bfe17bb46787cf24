"""Numbers that stand for a person or a case: NHS numbers, pupil numbers, the numbers of case systems and courts."""

import re
from collections.abc import Iterator

from bot.conversation.safeguarding.held import Found, Why

_I = re.IGNORECASE
_TEN = re.compile(r"(?<![\d£$€+#/.-])(?<!\d )(\d{3}([ .–-]{0,3})\d{3}\2\d{4})(?!\d|[ -]\d{2}|[./]\d)")
_NHS_LABEL = re.compile(r"\bnhs(?: no\.?| num(?:ber)?| id| ref)?[\s:#.=(–-]{0,4}(?:is |was |of )?[(]?$", _I)
_NHS_LABELLED = re.compile(r"\bnhs (?:no\.?|num(?:ber)?|id|#)[\s:#.=(–-]{0,4}(?:is |was )?\d[\d -]{8,12}\d\b", _I)
_OTHER_NUMBER = re.compile(
    r"\b(?:po|purchase order|invoice|inv|order|tel|telephone|phone|ring|call|mobile|mob|fax|ext|dial[- "
    r"]in|dial|pin|meeting id|account|budget"
    r"|cost code|charity|company|vat|contract|tender|isbn|barcode|licen[cs]e|serial|asset|foi|ticket|"
    r"helpdesk|teams)\b(?: \w+| ?[:#.]){0,3}[ :#.]{0,3}$",
    _I,
)
_UPN = re.compile(
    r"(?<![A-Za-z\d])([A-HJ-NP-RT-Z])[ -]?(\d{3})[ -]?(\d{4})[ -]?(\d{4})(\d|[A-HJ-NP-RT-Z])(?![A-Za-z\d])", _I
)
_UPN_LABELLED = re.compile(
    r"\b(?:upn|uln|unique (?:pupil|learner) (?:number|no|reference))\b[\s:#.=(–-]{0,4}(?:is |was )"
    r"?[a-z]?\d{8,13}[a-z]?\b",
    _I,
)
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_INSURANCE = re.compile(
    r"(?<![A-Za-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d "
    r"?[A-D](?![A-Za-z\d])",
    _I,
)
_COURT = re.compile(r"(?<![A-Za-z\d])[A-Z]{2} ?\d\d ?[CPFDZ] ?\d{5}(?![A-Za-z\d])", _I)

_SYSTEM = (
    r"(?:lcs|ll|mosaic|liquid ?logic|ics|care ?first|care ?director|care ?works|frameworki|frameworkI|"
    r"framework-i|fwi|capita one|synergy|tribal|systmone|emis|rio|paris|ehm|eclipse|azeus|protocol ics"
    r"|athena|niche|impulse|arbor|sims|bromcom|cpoms|childview|core\+|protocol|controcc)"
)
_PERSON = (
    r"(?:case|pupil|child(?:['’]?s)?|person|client|family|student|young person|yp|service user|su|patient|"
    r"hospital|social care|swift|episode|crime|cad|merlin|court case|file|record|case ?file|care leaver|"
    r"customer|individual|candidate|learner|csc|referral)"
)
_IDENTITY = (
    r"(?:id|i\.d\.|number|num|no|nos|ref(?:erence)?|#|p(?:erson)? ?id|case(?: id| no\.?| number)?|record|"
    r"client|child|family|person|pid|episode)"
)
_CODE = r"(?:[A-Z]{0,4}[ /-]?(?:\d{1,3}[/-])?\d{4,12}(?:[/-]\d{1,6})?[A-Z]?)(?![\d%,]\d|%|[\w/-])"
_SYSTEM_NUMBER = re.compile(
    rf"\b{_SYSTEM}\b(?! (?:release|version|upgrade|v\d|update))"
    rf"[\s:#(–-]{{0,3}}(?:{_IDENTITY}[\s.:#=(–-]{{0,3}}){{0,2}}(?:is |was |as |under )?{_CODE}",
    _I,
)
_NUMBER_IN_SYSTEM = re.compile(rf"(?<![\w/£-])[A-Z]{{0,2}}\d{{5,12}}\)? (?:on|in|from) {_SYSTEM}\b", _I)
_PERSON_NUMBER = re.compile(rf"\b{_PERSON}[ -](?:{_IDENTITY}\b[\s.:#=(–-]{{0,3}}|#\s?){{1,2}}(?:is |was )?{_CODE}", _I)
_BARE_CASE = re.compile(
    r"\b(?:case|pupil|client|child|person|family) (?!19\d\d\b|20\d\d\b)(?:[A-Z]{1,3}[/-]?\d{4,9}|"
    r"\d{2,4}-\d{5,9}|\d{5,9})"
    r"(?![\d%,]\d|%|[\w/-])",
    _I,
)
_NOT_PEOPLES = re.compile(
    r"(?:\b(?:helpdesk|help desk|service ?desk|it|ict|servicenow|foi|sar|complaint|invoice|po|support|"
    r"vendor|supplier|contract|procurement|tender|ticket|jira|business|use|test|planning|facilities|hr|"
    r"upgrade|software|bug|fault)\b"
    r"[ :'’\w-]{0,12}|https?://\S*|www\.\S*|[/?&=]\S*)$",
    _I,
)
_YEARS = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?:/\d\d)?$")


def find_numbers(text: str) -> Iterator[Found]:
    """Every number that stands for a person or a case, wherever it is written."""
    yield from _nhs(text)
    yield from _upn(text)
    for pattern in (_INSURANCE, _COURT):
        yield from (Found(Why.NUMBER, one.start(), one.end()) for one in pattern.finditer(text))
    for pattern in (_SYSTEM_NUMBER, _NUMBER_IN_SYSTEM, _PERSON_NUMBER, _BARE_CASE):
        for one in pattern.finditer(text):
            if not _NOT_PEOPLES.search(text[max(0, one.start() - 40) : one.start()]) and not _YEARS.search(one.group()):
                yield Found(Why.NUMBER, one.start(), one.end())


def _nhs(text: str) -> Iterator[Found]:
    """Ten digits whose check digit is right; with its label also a mistyped one, which is a person's all the same."""
    for one in _NHS_LABELLED.finditer(text):
        if sum(sign.isdigit() for sign in one.group()) == 10:
            yield Found(Why.NUMBER, one.start(), one.end())
    for one in _TEN.finditer(text):
        before = text[max(0, one.start() - 30) : one.start()]
        digits = re.sub(r"\D", "", one.group())
        if not is_nhs_number(digits) or _OTHER_NUMBER.search(before):
            continue
        if digits[0] != "0" or _NHS_LABEL.search(before):
            yield Found(Why.NUMBER, one.start(), one.end())


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number (modulus 11, weights 10 to 2)."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def _upn(text: str) -> Iterator[Found]:
    for one in _UPN_LABELLED.finditer(text):
        yield Found(Why.NUMBER, one.start(), one.end())
    for one in _UPN.finditer(text):
        if is_pupil_number(re.sub(r"[ -]", "", one.group()).upper()):
            yield Found(Why.NUMBER, one.start(), one.end())


def is_pupil_number(upn: str) -> bool:
    """Whether a unique pupil number begins with its check letter; the last place of a temporary one is a letter."""
    values = [_UPN_LETTERS.find(sign) if sign.isalpha() else int(sign) for sign in upn[1:]]
    return _UPN_LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23] == upn[0]
