"""Birth dates without their label: "Bronte Willis, 9.11.2014". Only the day it is now tells them from dates of work."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.conversation.safeguarding import officers
from bot.conversation.safeguarding.held import Found, Why
from bot.conversation.safeguarding.page import BEFORE, Page
from bot.conversation.safeguarding.people import Kind, Mention

EARLIEST_TODAY = date(2026, 1, 1)
"""Whoever cannot say what day it is knows at least that it is no earlier."""

# Work is dated by the weeks and months around now; what lies further back beside a name is when somebody was born.
_WORK_REACHES_BACK = timedelta(days=540)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?:{'|'.join(_MONTHS)})"
_YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
# After a month in letters two figures may be an hour: "5 June, 10am".
_WHOLE_YEAR = r"(?:(?:19|20)\d\d|['’]\d\d|\d\d(?=[,;)]|$))"
_DATE = (
    r"(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d\d)-(?P<d1>\d\d)"
    rf"|(?P<d2>\d{{1,2}}) ?[/.\\-] ?(?P<m2>\d{{1,2}}) ?[/.\\-] ?(?P<y2>{_YEAR})"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ .-]{{0,2}}(?P<m3>{_MONTH})[a-z]{{0,6}}[., -]{{0,2}}"
    rf"(?P<y3>{_WHOLE_YEAR})"
    rf"|(?P<m4>{_MONTH})[a-z]{{0,6}} (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>{_WHOLE_YEAR}))(?![\d:])"
)
_I = re.IGNORECASE
_IS_A_SPAN = r"(?!\s?(?:-|–|to|until|till)\s?\d)"
_AFTER = re.compile(rf"(?:['’]s)?\s{{0,2}}(?:[,;:(\[|–—-]{{1,2}}\s{{0,2}})?(?:b\.?\s|born\s)?{_DATE}{_IS_A_SPAN}", _I)
_BEFORE = re.compile(rf"(?<![\d./-]){_DATE}\s{{0,2}}[,;:)\]|–—-]{{0,2}}\s{{0,2}}$", _I)
# Nobody says of an officer when or that they were born.
_BORN = re.compile(
    r"[ ,(]{1,3}(?:who )?(?:is |was |were |been )?born (?:on|in|at|last|this|yesterday|today|early|premature\w*"
    rf"|\d+ (?:days|weeks|months)|(?:{'|'.join(_MONTHS)}))",
    _I,
)
_DATED_WORK = re.compile(
    r"\b(?:sign(?:ed|s|[- ]?off)|approv\w+|agreed|author\w*|minutes|met|(?<!strategy )meeting|interviewed|appointed"
    r"|started|starter|joined|employed|qualified|resigned|retired|dated|letters?|e-?mails?|report|published|judge?ment|inspect\w+"
    r"|trained|training|dbs|contract|version|versions|draft|policy|act|inquiry|review of|since|effective)\b",
    _I,
)


def find_birth_dates(page: Page, mentions: Sequence[Mention], today: date) -> Iterator[Found]:
    """Each person, none of the plan's own, who stands right beside a date too long ago for work."""
    for mention in mentions:
        if mention.is_ours or mention.is_doubtful or _is_officer(page, mention):
            continue
        born = _BORN.match(page.text, mention.end)
        if born and mention.kind is not Kind.LETTER:
            yield Found(Why.BIRTH, mention.start, born.end())
        elif mention.kind is not Kind.LETTER and not page.has_between(_DATED_WORK, *page.sentence_of(mention)):
            yield from _beside(page, mention, today - _WORK_REACHES_BACK)


def _is_officer(page: Page, mention: Mention) -> bool:
    before = page.text[max(0, mention.start - BEFORE) : mention.start]
    return bool(officers.OFFICER_AFTER.match(page.text, mention.end) or officers.OFFICER_BEFORE.search(before))


def _beside(page: Page, mention: Mention, latest: date) -> Iterator[Found]:
    start = max(0, mention.start - BEFORE)
    after = _AFTER.match(page.text, mention.end)
    before = _BEFORE.search(page.text[start : mention.start])
    if after and _is_by(after, latest):
        yield Found(Why.BIRTH, mention.start, after.end())
    elif before and _is_by(before, latest):
        yield Found(Why.BIRTH, start + before.start(), mention.end)


def _is_by(match: re.Match[str], latest: date) -> bool:
    """Whether the date is a day of the calendar and no later; a year of two figures is the last one that fits."""
    said = {part[0]: word for part, word in match.groupdict().items() if word}
    month = said["m"].lower()[:3]
    year = int(said["y"].lstrip("'’"))
    try:
        day = date(
            year + 2000 if year < 100 else year,
            _MONTHS.index(month) + 1 if month in _MONTHS else int(month),
            int(said["d"]),
        )
    except ValueError:
        return False
    return day <= latest or (year < 100 and year + 2000 > latest.year + 10)
