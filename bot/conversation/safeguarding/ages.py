"""Ages, dates of birth and school years that stand beside a name."""

import re

# From a name to what is said about it: a comma, a bracket, "who is now". Bounded, so that it cannot run away.
GAP = r"(?:[\"”’']s?)?\s{0,3}[,;:(\[–—-]{0,2}\s{0,3}"
AUX = (
    r"(?:(?:who|he|she|they|is|was|has|had|have|been|being|be|will|now|just|only|still|currently|again|"
    r"recently|also|already"
    r"|then|not|finally|due|to|has'nt|hasn['’]t|are|were|nearly|almost|about|roughly|isn['’]t|wasn['’]t|"
    r"didn['’]t|got|gets|both|all|"
    r"who['’]s|he['’]s|she['’]s)\s{1,3}){0,6}"
)
_WORD_NUMBER = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen"
)
NUMBER = rf"(?:2[0-5]|1?\d|{_WORD_NUMBER})(?![\d%])(?![.:/,-]\d)"
_UNIT = r"(?:years?|yrs?|months?|mths?|mos|weeks?|wks?|days?)"
_OLD = (
    rf"(?:{NUMBER}[ -]{{0,2}}{_UNIT}[ -]{{0,2}}(?:old|of age)\b|{NUMBER} ?y\.?/?o\.?\b|{NUMBER}[ -]?(?:yr|"
    rf"y)[ -]?olds?\b)"
)
_AGED = (
    rf"(?:(?:currently )?(?:aged?|age of|at age)(?: about| approx\w*| around)?[ :]{{0,3}}{NUMBER}"
    rf"|(?:\w+ ){{0,4}}?(?:approx\.?|approximately|thought to be|believed to be|claims to be|assessed as)"
    rf"(?: aged?| about)? {NUMBER})"
)
# "Turned 6 audits round" is work.
_NO_COUNT = r"(?! (?!(?:this|is|was|has|his|us|yes|days)\b)\w+s\b)"
_TURNED = (
    rf"(?:(?:turn(?:ed|s|ing)|celebrated (?:his|her|their)) {NUMBER}(?:th|st|nd|rd)?\b(?! (?:up|cases|of|per|"
    rf"years? (?:in|at))){_NO_COUNT}|be {NUMBER} (?:in|on|next|this|soon|by|at)\b(?! (?:all|total|number|place|any)))"
)
_BIRTHDAY = rf"['’]?s? (?:{NUMBER[: NUMBER.index('(?![')]}|\d{{1,2}}(?:th|st|nd|rd)) birthday"
_IN_BRACKETS = rf"[(\[]\s?(?:[mfMF][, ]{{1,2}})?{NUMBER}\s?(?:{_UNIT}|y|y/?o|[mfMF])?(?:,? ?[mfMF])?\s?[)\],;]"
_SEXED = rf"(?:{NUMBER} ?/ ?[mfMF]\b|[mf]\.?/?{NUMBER}\b)"
_YEARS_ONLY = rf"{NUMBER} ?(?:yrs?|years)\b(?! (?:in|ago|to|of|as|at|experience|on|with|late|overdue|plan))"
_BETWEEN_COMMAS = (
    rf"{NUMBER}(?!,? ?(?:and |& ?)?\d)(?=\s?(?:[,;)!?]|\.(?!\d)|$|\n| [–—-]|\s(?:is|was|has|had|who|"
    rf"remains|lives|living|moved|placed|from|tomorrow|today|next|on \w+day|this|in \w+(?: and)?)\b))"
)
_STATED = (
    rf"{NUMBER}(?=\s?(?:[,;)!?&]|\.(?!\d)|$|\n| [–—-]| (?:and|but|so|who|now|on|in|tomorrow|next|this|last|at|"
    rf"today)\b(?! \d)))"
)

# A school year is a child's, unless it is somebody's work.
_YEAR_WORK = (
    r"(?!s)(?![ -]{1,2}(?:and|to|&|-|/|,)? ?(?:Y(?:ea)?r? ?\d|\d))(?! (?:lead|head|teachers?|team|tutor|"
    r"group lead|form tutor|co-?ordinator|manager|heads|leader))"
)
SCHOOL_YEAR = (
    rf"(?:(?:year|yr)\s?(?:1[0-3]|\d|{_WORD_NUMBER})|y\s?(?:1[0-3]|\d)|reception(?: class)?|nursery class)"
    rf"\b{_YEAR_WORK}"
)

_I = re.IGNORECASE
_NO_THING = r"(?!\d+[ -]years?[ -]old (?:scheme|system|charity|building|contract|plan|policy|programme|service))"
AGE_AFTER = re.compile(rf"{GAP}{AUX}(?:{_AGED}|(?:an? {_NO_THING})?{_OLD}|{_TURNED})", _I)
BIRTHDAY_AFTER = re.compile(_BIRTHDAY, _I)
# Weaker: a number alone, which beside an officer's name may count anything.
BRACKETED_AGE_AFTER = re.compile(
    rf",\s?{NUMBER},\s(?!\d)(?=[a-z])|(?:,? who)?\s(?:is|was) (?:now |just |only |nearly |almost )"
    rf"?{_STATED}|\s{{0,2}}{_IN_BRACKETS}|"
    rf"\s?[,–—-]\s?{_YEARS_ONLY}",
    _I,
)
BARE_AGE_AFTER = re.compile(
    rf"(?:\s?[,–—-]\s?(?:{_YEARS_ONLY}|{_BETWEEN_COMMAS}|{_SEXED})"
    rf"|\s(?:is|was|['’]s)\s(?:(?:now|just|only|still|nearly|almost|about|barely)\s)?{_STATED}|"
    rf"\s{NUMBER}(?: and a half| ½)|"
    rf"\s{_YEARS_ONLY}|\s{NUMBER} (?:tomorrow|"
    rf"today|next \w+)\b"
    rf"|['’]s (?:only |just |now )?{_STATED})",
    _I,
)
YEAR_AFTER = re.compile(
    rf"{GAP}{AUX}(?:in\s|into\s|start(?:s|ed|ing)\s|going\s|a\s|of\s|from\s|now\s){{0,2}}{SCHOOL_YEAR}", _I
)
AGE_BEFORE = re.compile(
    rf"\b(?:aged? (?:just |only |about )?{NUMBER}|{_OLD}|{NUMBER} ?y\.?o\.?)[, ]{{1,2}}(?:(?:young|looked "
    rf"after|disabled|missing|vulnerable|"
    rf"little|care|white|black|asian|male|female)\s){{0,2}}"
    r"(?:(?:boy|girl|child|baby|male|female|pupil|student|lad|person|son|daughter|twin|brother|sister|"
    r"leaver|yp|teenager)[, ]{1,2})?"
    r"(?:called\s|named\s|named as\s|\(|- )?[\"“‘]?$",
    _I,
)
PRONOUN_AGE = re.compile(
    rf"[^.!?\n]{{0,90}}[.!?\n]\s{{0,3}}(?:He|She|They|Child)(?:['’]s| is| was| are)\s{AUX}(?:{_AGED}|"
    rf"{_OLD}|{_STATED})",
    _I,
)

# Of a whole name, whatever the list: "... Quayle 15 again", "... because she's 13 and".
PLAIN_NUMBER_AFTER = re.compile(
    rf"\s[–—-]\s{NUMBER}\s[–—-]\s(?:still|no|not|has|who|placed|moved)\b|"
    rf"(?:['’]s)?\s{NUMBER}(?=\s?(?:$|[,.;!?)\n]|[–—-] )"
    r"|\s(?:and|but|has|had|was|is|who|still|again|now|not|never|without|claims"
    r"|needs|moved|went|ran|no|missing|placed|hasn['’]?t|wasn['’]?t|isn['’]?t"
    r"|in (?:care|placement|hospital|secure))\b)",
    _I,
)
# Of initials, which may count anything.
NUMBER_THEN_LIFE = re.compile(
    rf"\s{NUMBER}\s(?:and |but |now |still |is |was |has |been ){{0,3}}"
    r"(?:homeless|missing|pregnant|excluded|in (?:care|hospital|custody)"
    rf"|arrested|not in school|out of school|no (?:school|placement|bed|home)|nowhere)\b",
    _I,
)
PRONOUN_NUMBER = re.compile(
    rf"[^.!?\n]{{0,60}}?\b(?:s?he['’]?s|s?he (?:is|was|turns|will be)|s?he['’]?ll be)"
    rf" (?:only |just |now |still |nearly )?{_STATED}",
    _I,
)

YEAR_AT_AFTER = re.compile(rf"{GAP}{AUX}(?:in |is in |now in )?{SCHOOL_YEAR} (?:at|of) (?=[A-Z])", _I)
# Of initials: "... because no bed was found, he is 14".
PRONOUN_PLAIN_AGE = re.compile(
    rf"[^.!?\n]{{0,90}}\b(?:he|she)(?:['’]s| is| was)\s(?:only |just |now |still )?{NUMBER}"
    r"(?=[,.;)]|$|\s(?:and|so|but)\b)",
    _I,
)

# Somebody described by age, who is named in the message after: "a 14 year old", "aged 9".
DESCRIBED = re.compile(rf"\b(?:{_AGED}|{_OLD})", _I)

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}"

# "Amelia (7), Noah (5)": first names and ages in turn.
SIBLING_AGE = re.compile(
    rf"(?:['’]s(?= \d))?\s?(?:[(\[,]\s?)?(?:aged? )?({NUMBER})(?!\s?(?:[ap]\.?m|{_MONTH})\b)"
    rf"\s?[)\]]?(?=\s?(?:,|;|and\b|&|\+|/|\.|$|\)|[a-z]))",
    _I,
)
AGES_AFTER_NAMES = re.compile(
    rf"\s?[,(–—-]?\s?(?:aged? )?{NUMBER}(?:,\s?{NUMBER})?,? ?(?:and|&) ?{NUMBER}\b(?! (?:cases|items|of|"
    rf"milestones|are|done))",
    _I,
)

_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
DATE = (
    rf"(?:\d{{1,2}} ?[/.\\-] ?\d{{1,2}} ?[/.\\-] ?{_YEAR}|\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?(?: "
    rf"of)?[ -]{{0,2}}{_MONTH}[, -]{{0,2}}{_YEAR}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}|{_MONTH} (?:19|20)\d\d|\d{{8}}|\d{{6}})\b"
)
_BIRTH = r"(?:d\.? ?o\.? ?b\b\.?|date[ -]of[ -]birth|birth ?date|birthday|b/?day)"
BIRTH = re.compile(rf"\b{_BIRTH}[\s:;=(–—-]{{0,4}}(?:is|was|of|on|given as|recorded as)?[\s:]{{0,2}}{DATE}", _I)
BIRTH_OF = re.compile(rf"\b{_BIRTH} (?:for|of) [^.!?\n]{{2,40}}?(?:is|was|:|=|-)? ?{DATE}", _I)
BORN = re.compile(rf"\b(?:born|b\.)\s?(?:on |in )?(?:the )?{DATE}|\bborn in (?:19|20)\d\d\b|\bb\. ?(?:19|20)\d\d\b", _I)
DATE_THEN_BIRTH = re.compile(rf"{DATE}\s?\(?{_BIRTH}", _I)
# Beside a name in brackets, where the message is about care: a date of birth without its label.
DATE_AFTER = re.compile(rf"\s?\({DATE}\)", _I)
# Of a name that no list has: "is 13 and on her …".
PLAIN_AGE_AFTER = re.compile(
    rf"\s(?:is|was|turned|['’]s)\s(?:now |just |only |nearly )?{NUMBER}(?=\s(?:and|but|so|who)\b|,|\.(?!\d))"
    r"(?=[^.!?\n]{0,60}\b(?:he|she|his|her|him)\b)",
    _I,
)
