"""A child's life in the few words of busy people: "s20 from Friday", "43% attendance", "IHA overdue"."""

import re

from bot.conversation.safeguarding import ages, officers
from bot.conversation.safeguarding.ages import AUX, GAP, NUMBER, SCHOOL_YEAR
from bot.conversation.safeguarding.care import KIN
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.ordinary_words import ACRONYMS, INSTITUTIONS, WORDS
from bot.conversation.safeguarding.page import Page
from bot.conversation.safeguarding.people import Kind, Mention, folded

_I = re.IGNORECASE
_ENDS = (
    r"(?=\s?(?:[,.;!)]|$|\n)"
    r"|\s(?:and|but|so|since|from|after|again|now|on|with|as|last|this|yesterday|today|tonight)\b)"
)
_STATUS = rf"(?:is|was|became|becomes|becoming|now|still|remains)\s(?:now |still )?(?:lac|cla|uasc|looked after){_ENDS}"
_ORDER = (
    r"(?:section|sec|s)\.? ?(?:20|31|47)"
    r"(?=\s?[,.;!)]|\s?$|\s(?:since|from|last|yesterday|today|tonight|again|now|after)\b)"
)
_SCHOOLING = (
    r"(?:got|has|given|offered|lost|refused|needs) (?:an? |his |her )?(?:school )?place at (?-i:[A-Z])|"
    r"(?:suspended for (?:\d+|an?|one|two|three|four|five) (?:school )?days?\b)|"
    r"(?:(?:mov|chang)(?:ed|ing) schools?\b|not attending" + _ENDS + r"|on (?:a )?(?:reduced|part[- ]time) timetable"
    r"|(?:hasn['’]?t|has not|isn['’]?t|not|never|won['’]?t|refus\w+)\s(?:been |gone |going |go |yet |back ){0,3}"
    r"(?:to|in|at|into) school\b(?! (?:board|council|trip|meeting))"
    r"|(?:at |on |with |only )?\d{1,2} ?(?:%|per ?cent) attendance\b(?! (?:data|figures|target|report|rate))"
    r"|attendance (?:is|was|at|of|down to|only)\b)"
)
_TAKEN = r"removed (?:last night|tonight|overnight|yesterday|by (?:the )?police|under|at birth)\b"
_CHECK = (
    r"(?:pep|ehcp?|iha|rha|rhi|sdq|lac review|cla review|health (?:check|assessment)|return interview|pathway plan"
    r"|life story)\s(?:is |was |still |now |has |been |\d+ (?:days|weeks|months) ){0,3}"
    r"(?:over-?due|late|outstanding|missing|not (?:done|started|held|signed)|undone|cancelled|refused|booked)\b"
)
_LACKS = (
    r"(?:(?:hasn['’]?t|not|never) (?:got|had) |needs |without |lost |no )(?:an? |any |his |her |allocated |new ){0,2}"
    r"(?:school|nursery|dentist|medical|health assessment|placement|bed|pep|ehcp|sw|social worker|gp|passport)\b"
    r"(?=\s?(?:[,.;!)]|$|\n)|\s(?:and|but|so|since|by|for|from|yet|still|at|in|this|again|as|appointment|tonight)\b)"
)
_MANY = (
    r"(?:ha(?:s|d|ve) had|on (?:his|her|their))\s(?:\w+ ){0,2}?"
    r"(?:placements?|social workers?|moves|schools|carers|missing episodes|exclusions)"
    r"(?=\s?(?:[,.;!)]|$|\n)|\s(?:and|but|so|since|in|already|this year|over|by|now|before)\b)"
)
_ROLL = r"(?:(?:not |isn['’]?t |still |now )?(?:on|off)[ -](?:the )?roll\b|unplaced\b|off-?rolled\b)"
_AWAY = (
    r"(?:keeps (?:running|going missing|absconding)|r[au]n off\b|stayed out\b|turned up at (?:his|her|nan|mum|dad|gran)"
    r"|sleeping (?:on|at)\b|moved (?:back )?home\b|taken to (?:hospital|a&e|custody)"
    r"|in (?:police )?custody\b(?! (?:suite|lead|team|and|sergeant|visit))"
    r"|(?:was|been|is|being) referred to (?:camhs|yot|yjs|mash|nrm|early help)|open to (?:yot|yjs|camhs|cin|early help)"
    r"|(?:stepped down|closed|stepped up) to (?:cin|tac|cp|early help|universal)\b)"
)
_HOME_WITH = (
    r"(?:(?:back|home|at home|safe|still) )?"
    r"with (?:mum|mam|mom|dad|gran|granny|nan|nana|grandma|grandad|auntie?|uncle)\b"
    r"|(?:back|home|still) with (?:(?:his|her|their|new|former|the) )?(?:foster )?carers\b"
)
_KIN_DO = (
    rf"{KIN}\s(?:is|was|has|had|are|have|will|won['’]?t|not|isn['’]?t|hasn['’]?t|can['’]?t|says|said|wants|refus\w+"
    r"|left|rang|don['’]?t)\b"
)
LIFE_AFTER = re.compile(
    rf"(?:['’]s)?{GAP}{AUX}"
    rf"(?:{_STATUS}|{_ORDER}|{_SCHOOLING}|{_TAKEN}|{_CHECK}|{_LACKS}|{_MANY}|{_ROLL}|{_AWAY}|{_HOME_WITH})",
    _I,
)
_OWN_AFTER = re.compile(
    rf"['’]s\s(?:\w+ )?(?:social worker|chronology|hearing|proceedings|birth certificate"
    rf"|{KIN} (?:refus\w+|won['’]?t|don['’]?t|wants?|rang|says?|said))\b"
    r"(?! (?:guidance|template|training|policy))",
    _I,
)
_KIN_AFTER = re.compile(
    rf"\s?[,:–—-]\s?(?:and )?(?:his |her |the )?{_KIN_DO}|\s(?:and|with) (?:\w+ )?siblings{_ENDS}", _I
)
_STATUS_AFTER = re.compile(rf",?\s{_STATUS}", _I)
_FOR_WHOM = re.compile(
    r"\b(?:nowhere|no (?:bed|room|place|school|carers?|placement|home))\s(?:\w+ ){0,2}?for\s$"
    r"|\b(?:police protection|protection|bed|respite|refuge|placement|school|carers)\s(?:(?:is|was|still|now|needed"
    r"|found|wanted|sought|offered|agreed|identified)\s){0,2}for\s$"
    r"|\b(?:school|academy|college|nursery|primary|carers?|home|unit|mum|mother|dad|father)\s(?:\w+ )?"
    r"(?:refus\w+|declin\w+|won['’]?t|will not|can['’]?t|cannot|not willing|agreed)\s(?:to )?"
    r"(?:take|have|keep|admit|accept)\s$"
    r"|\b(?:cp|child protection|initial|review|strategy|strat) (?:conf(?:erence)?|disc(?:ussion)?|meeting|mtg)"
    r"(?: \w+)?\s(?:for|on|about|re)\s$"
    r"|\bnotice (?:served |given |received )?(?:on|for)\s$|\b(?:hearing|proceedings) (?:issued |listed )?for\s$"
    r"|\b(?:case|file|family|siblings) of\s$"
    r"|\b(?:sw|social worker|nobody|no one|worker|nursery|school|health visitor|hv)\s(?:has |have )?"
    r"(?:not|hasn['’]?t|haven['’]?t)?\s?(?:yet )?(?:seen|visited)\s$",
    _I,
)
_YEAR_THEN = re.compile(
    rf"{GAP}{AUX}(?:in )?{SCHOOL_YEAR}"
    r"(?=\s?[,;)]|\.(?!\d)|\s?$|\s(?:has|is|still|no|not|out|with|who|excluded|and (?:no|still|out))\b)",
    _I,
)
_AGE_THEN = re.compile(
    rf"\s(?:(?:is|was|turns|['’]s)\s)?(?:only |just |now )?{NUMBER}\s"
    r"(?:next (?:week|month|year|birthday|\w+day)|tomorrow\b|soon\b)",
    _I,
)
_ATTENDS = re.compile(r"\s(?:attends|goes to|is at school at)\s(?-i:([A-Z][\w'’-]{2,})(?: ([A-Z][\w'’-]+))?)", _I)


def find_short_words(page: Page, mention: Mention) -> Found | None:
    """What is told of a child alone, right beside whoever is no officer of the plan."""
    if mention.is_ours or mention.is_doubtful or officers.OFFICER_AFTER.match(page.text, mention.end):
        return None
    found = _first_told(page, mention)
    # A line, or the next message, that begins with so few words speaks of anything.
    return None if found is None or "\n" in page.text[found.start : found.end] else found


def _first_told(page: Page, mention: Mention) -> Found | None:
    return (
        page.after(Why.PLACEMENT, LIFE_AFTER, mention)
        or page.after(Why.PLACEMENT, _STATUS_AFTER, mention)
        or page.after(Why.CHILD, _KIN_AFTER, mention)
        or page.after(Why.PLACEMENT, _OWN_AFTER, mention)
        or page.before(Why.PLACEMENT, _FOR_WHOM, mention)
        or page.after(Why.AGE, _AGE_THEN, mention)
        or _year(page, mention)
        or _age_of_initials(page, mention)
        or _school(page, mention)
    )


def _is_work(page: Page, mention: Mention) -> bool:
    return page.has_between(officers.OFFICER_WORK, *page.sentence_of(mention))


def _year(page: Page, mention: Mention) -> Found | None:
    return None if _is_work(page, mention) else page.after(Why.SCHOOL, _YEAR_THEN, mention)


def _age_of_initials(page: Page, mention: Mention) -> Found | None:
    if mention.kind is not Kind.INITIALS or _is_work(page, mention):
        return None
    is_count = page.has_near(officers.WORK_COUNT, mention.start, mention.end)
    return None if is_count else page.after(Why.AGE, ages.NUMBER_THEN_LIFE, mention)


def _school(page: Page, mention: Mention) -> Found | None:
    """A proper name that is attended, other than a board, a panel or a training."""
    match = _ATTENDS.match(page.text, mention.end)
    if match is None:
        return None
    words = [folded(word) for word in match.groups() if word]
    is_meeting = any(word in WORDS or word in ACRONYMS for word in words if word not in INSTITUTIONS)
    return None if is_meeting else Found(Why.SCHOOL, mention.start, match.end())
