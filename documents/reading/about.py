"""What a document says of itself: its title, whose plan it is, and of which day."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from documents.reading.dating import Dating
from documents.reading.document import Document, Paragraph
from documents.reading.furniture import Furniture
from documents.reading.grid import grid_rows
from documents.reading.markup import one_line, words_of

_PLAN_TITLE = re.compile(
    r"\b(plan|programme|strategy|milestone report|progress report|action (?:log|tracker)"
    r"|statement of action|road ?map)\b",
    re.IGNORECASE,
)
_REPORT_TITLE = re.compile(r"\binspection (of|report)\b|\breview of\b|\bimprovement\b", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"^(title|report title|plan|name of plan|subject)\s*:\s*", re.IGNORECASE)
# A title stands among the first lines of a document, and fits on two lines.
_TITLE_LINES = 30
_TITLE_ROWS = 4
_LONGEST_TITLE = 220
# "Action plan" alone is the name of a sheet; the plan's own title says whose.
_FEWEST_WORDS = 3
# A name that occurs this share of the commonest one's times is the same name in full.
_NEARLY = 0.7

_PLACE = r"[A-Z][\w'’-]+(?:[ -](?:upon|on|and|of|the|in|with|le|under|[A-Z][\w'’-]+)){0,4}"
_COUNCILS = (
    re.compile(
        rf"\b({_PLACE}?)\s+"
        r"(?:(?:Borough|County|City|District|Metropolitan|Metropolitan Borough|London Borough|Unitary) )?Council\b"
    ),
    re.compile(
        r"\b(?:London Borough|Royal Borough|City|County|Borough|Metropolitan Borough) of "
        r"([A-Z][\w'’-]+(?: (?:upon |and )?[A-Z][\w'’-]+){0,2})"
    ),
)
_NAME = r"[A-Z][a-z][\w'’-]+(?: [A-Z][a-z][\w'’-]+){0,2}"
_SERVED = re.compile(
    rf"\b(?i:inspection|ilacs|services?|children|partnership|plan)\b[^.\n]{{0,30}}?\b(?:of|in|for) ({_NAME})"
    rf"|\b({_NAME}) (?:CSC|LSCB|SCB|Children['’]?s (?:Services|Social Care|Trust)|Safeguarding)",
)
_NOT_A_PLACE = words_of(
    """the and of county city borough district metropolitan council local children safeguarding looked after inspection
    care head director services service ofsted cqc family families youth school full town parish joint our this
    young people authority children's childrens improvement action plan january february march april may june july
    august september october november december in by"""
)
_AS_AT = re.compile(
    r"\b(?:as (?:at|of|on)|position at|correct at|(?:last )?updated(?: on)?|version(?: dated| of)?|reviewed on)\b"
    r"\W{0,3}(?=(\w.{3,30}))",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|publication date|date of publication)\b\W{0,6}(?:on )?(.{0,30})", re.IGNORECASE
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE_LINE = re.compile(
    rf"^.{{0,40}}?\b(\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{4}}"
    r"|\d{1,2}/\d{1,2}/\d{2,4})[)\s]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SHORT_YEAR = re.compile(rf"\b(?:\d{{1,2}}[./-]\d{{1,2}}[./-]|{_MONTH}[ '’-])(\d\d)\b", re.IGNORECASE)
# How far behind the words that announce it a date may begin.
_NEAR = 6


@dataclass(frozen=True)
class About:
    """`dated` is the day from which relative dates and missing years are counted; None where nothing gives a year.

    `date_from` says where `as_at` or `dated` was taken from when the document does not state it as the plan's own.
    """

    title: str
    organisation: str | None
    as_at: date | None
    published: date | None
    dated: date | None
    date_from: str | None = None


def about(document: Document, furniture: Furniture) -> About:
    """Title, organisation and dates, from the first lines and from what the document repeats."""
    lines = [one_line(text) for text in _lines(document)]
    title = _title(document, furniture)
    dating = Dating(None)
    published = _first_date(lines, _PUBLISHED, dating)
    as_at = _first_date(lines, _AS_AT, dating) or dating.month_in(title)
    organisation = _organisation([title, *(text for text, _ in _opening(document)), *lines])
    if as_at or published:
        return About(title, organisation, as_at, published, as_at or published)
    heading = _date_line([line for line, _ in _opening(document)], dating)
    if heading:
        return About(title, organisation, heading, None, heading, "the date at its head")
    return About(title, organisation, None, None, _year_of(lines), "the years that it writes most")


def _year_of(lines: Iterable[str]) -> date | None:
    """The first day of the year that the document's tables and lines name most; None where they name none."""
    text = "\n".join(lines)
    years = Counter(_YEAR.findall(text)) or Counter(f"20{year}" for year in _SHORT_YEAR.findall(text))
    return date(int(years.most_common(1)[0][0]), 1, 1) if years else None


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            for row in block.rows:
                yield from (cell.text for cell in row if cell.text)


# A theme's row or a sheet's one-word name heads a table; it does not say which plan this is.
_NO_TITLE = re.compile(r"(?:theme|section|work ?stream|priority|area)\b\s*\w{0,3}\s*[:.–-]|\S+$", re.IGNORECASE)


def _title(document: Document, furniture: Furniture) -> str:
    """A heading that says it is a plan, else what runs over the tables, else the first heading or line."""
    top = [(text, is_heading) for text, is_heading in _opening(document) if len(text) <= _LONGEST_TITLE]
    candidates = [_TITLE_LABEL.sub("", text).strip(" .") for text, _ in top]
    named = [text for text in candidates if " " in text and _PLAN_TITLE.search(text) and _is_a_title(text)]
    if named:
        return next((text for text in named if len(text.split()) >= _FEWEST_WORDS), named[0])
    if furniture.title:
        return furniture.title
    headings = [text for text, is_heading in top if is_heading and len(text.split()) >= _FEWEST_WORDS]
    described = [text for text in (*headings, *candidates) if _REPORT_TITLE.search(text)]
    plain_ones = [text for text in (*headings, *candidates) if not _NO_TITLE.match(text)]
    return next(iter([*described, *plain_ones]), _name_of_file(document))


def _name_of_file(document: Document) -> str:
    """ "northmere-plan_2026.csv" is called "Northmere plan 2026"."""
    words = re.sub(r"[\s_-]+", " ", document.name.rsplit(".", 1)[0]).strip()
    return words[:1].upper() + words[1:] or document.name


def _opening(document: Document) -> Iterator[tuple[str, bool]]:
    """The first lines, each with whether it is a heading; a row of one cell over a table counts as a line."""
    for block in document.blocks[:_TITLE_LINES]:
        if isinstance(block, Paragraph):
            yield one_line(block.text), block.level is not None
            continue
        for row in grid_rows(block)[:_TITLE_ROWS]:
            if len(row.filled) == 1:
                yield one_line(row.cells[row.filled[0]].text), False


def _is_a_title(text: str) -> bool:
    return bool(re.match(r"[A-Z0-9“\"']", text)) and not re.search(r"[.:;]\s+[A-Z]|\b(is|are|was|were|will)\b", text)


def _organisation(lines: list[str]) -> str | None:
    """The council that the document names most; failing that, the place whose services it is about."""
    for patterns in (_COUNCILS, (_SERVED,)):
        named = Counter(name for line in lines for pattern in patterns for name in _places(_spoken(line), pattern))
        if named:
            place = _whole_name(named)
            return next((full for line in lines if (full := _full_name(_spoken(line), place))), place)
    return None


def _spoken(line: str) -> str:
    """A line in capitals as it would be written in a sentence."""
    return re.sub(r"\b(Of|And|The|Upon)\b", lambda word: word[0].lower(), line.title()) if line.isupper() else line


def _whole_name(named: Counter[str]) -> str:
    """The longest of the names that occur nearly as often as the commonest: "Market Harling", not "Harling"."""
    most = max(named.values())
    return max((name for name, count in named.items() if count >= _NEARLY * most), key=len)


def _places(line: str, pattern: re.Pattern[str]) -> Iterable[str]:
    """Every ending of a matched name, since a person's name may run into a council's."""
    for match in pattern.finditer(line):
        words = next((group for group in match.groups() if group), "").split()
        while words and not _may_begin(words[0]):
            words = words[1:]
        while words and not _may_begin(words[-1]):
            words = words[:-1]
        yield from (" ".join(words[at:]) for at in range(len(words)) if _may_begin(words[at]))


def _may_begin(word: str) -> bool:
    return word[0].isupper() and word.lower() not in _NOT_A_PLACE and not (word.isupper() and len(word) < 4)


def _full_name(line: str, place: str) -> str | None:
    match = re.search(
        rf"\b{re.escape(place)} (?:(?:Borough|County|City|District|Metropolitan|Metropolitan Borough) )?Council\b"
        rf"|\b(?:London Borough|Royal Borough|City|County|Borough) of {re.escape(place)}\b",
        line,
    )
    return match[0] if match else None


def _first_date(lines: Iterable[str], pattern: re.Pattern[str], dating: Dating) -> date | None:
    for line in lines:
        for match in pattern.finditer(line):
            found = dating.first_in(match[1], within=_NEAR)
            if found:
                return found
    return None


def _date_line(lines: Iterable[str], dating: Dating) -> date | None:
    """The date with which one of the first lines ends, as a covering report's or a title page's does."""
    return next(
        (
            found
            for line in list(lines)[:_TITLE_LINES]
            if (match := _DATE_LINE.match(line)) and (found := dating.day(match[1]))
        ),
        None,
    )
