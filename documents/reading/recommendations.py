"""What an inspection says must improve, and by when: from tables of timescales and from lists under headings."""

import re
from dataclasses import dataclass
from datetime import date

from documents.reading.columns import is_header, is_recommendation_header
from documents.reading.dating import Dating
from documents.reading.document import Document, Paragraph, Table
from documents.reading.furniture import is_rule
from documents.reading.grid import GridRow, grid_rows
from documents.reading.markup import is_bulleted, one_line, without_bullet
from documents.reading.refs import inline_ref, whole_ref
from plans.reading import RecommendationReading

_TIMESCALE = re.compile(
    r"^\W*(?:for |action )?(?P<words>immediate(ly)?(?: action)?|with immediate effect"
    r"|(within|in|by|over)( the next)? (\w+) (days?|weeks?|months?|years?))\W*(?P<rest>.{0,40})$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\b(areas? for (improvement|development|priority action)|recommendations?|what needs to improve"
    r"|priority action)\b",
    re.IGNORECASE,
)
# A list under one of these is what an inspection asks for, also where no timescale stands over it.
_ASKED_FOR = re.compile(
    r"^\W*(?:\d+[.)]?\s*)?"
    r"(what needs to improve|areas? for (improvement|priority action|development)|priority actions?)\b",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^(appendix|annex|schedule)\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(services?|safeguarding|looked after|children in care|care leavers|leadership|fostering|adoption)\b",
    re.IGNORECASE,
)


@dataclass
class _Found:
    ref: str | None
    text: str
    timescale: str
    service: str | None
    source: str | None
    on: date | None
    place: str


class Recommendations:
    """Walks a document once and keeps the recommendations it lists, with the heading and timescale over each."""

    def __init__(self, dating: Dating, title: str = "") -> None:
        self._title = title
        self._dating = dating
        self._found: list[_Found] = []
        self._service: str | None = None
        self._source: str | None = None
        self._timescale: str | None = None
        self._is_listing = False
        self._points = 0
        self._is_appendix = False
        self._on: date | None = None

    def read(self, document: Document) -> tuple[RecommendationReading, ...]:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                self._take_paragraph(block)
            else:
                self._take_table(block)
        return tuple(self._reading(at, each) for at, each in enumerate(self._found, start=1))

    @property
    def places(self) -> dict[str, str]:
        """Where in the document each recommendation stands, by its reference."""
        return {found.ref or str(at): found.place for at, found in enumerate(self._found, start=1)}

    def _take_paragraph(self, paragraph: Paragraph) -> None:
        text = one_line(paragraph.text)
        words = without_bullet(text).strip()
        timescale = _TIMESCALE.match(inline_ref(words).text)
        if paragraph.level is not None and not _TIMESCALE.match(text):
            self._take_heading(text)
        elif timescale and self._source and not is_bulleted(text) and len(timescale["rest"]) < 20:
            self._timescale, self._is_listing = timescale["words"], True
        elif self._is_listing and self._is_point(text, words):
            numbered = None if is_bulleted(text) else inline_ref(text)
            ref, said = (numbered.ref, numbered.text) if numbered else (None, words)
            place = paragraph.place
            self._found.append(_Found(ref, said, self._timescale or "", self._service, self._source, None, place))
            self._points += 1
        elif source := _SOURCE.search(inline_ref(words).text[:60] if is_bulleted(text) else text):
            self._open_source(source[0], is_untimed=not is_bulleted(text) and bool(_ASKED_FOR.match(text)))
            self._service = _service_in(text) or self._service
        elif not is_bulleted(text) and not self._carries_on(text):
            self._is_listing = self._is_listing and text.endswith(":") and not self._points

    def _open_source(self, source: str, is_untimed: bool) -> None:
        self._source, self._timescale = source, None
        self._is_listing, self._points = is_untimed, 0

    def _is_point(self, text: str, words: str) -> bool:
        """A point of the list: with a mark, or with the number that comes next; not a report's own paragraph."""
        if is_bulleted(text):
            return not _begins_prose(words)
        return inline_ref(text).ref == str(self._points + 1)

    def _carries_on(self, text: str) -> bool:
        """A point that a page break cut in two begins again in mid sentence."""
        if self._is_listing and self._points and re.match(r"[a-z]", text):
            self._found[-1].text = f"{self._found[-1].text} {text}"
            return True
        return False

    def _take_heading(self, text: str) -> None:
        self._timescale, self._is_listing = None, False
        dates = self._dating.months_in(text)
        self._on = dates[0] if dates else self._on
        if text == self._title:
            return
        if _APPENDIX.search(text):
            self._service, self._is_appendix = None, True
        elif _SOURCE.search(text):
            self._open_source(text, is_untimed=bool(_ASKED_FOR.match(text)))
        elif self._is_appendix or _SERVICE.search(text):
            self._source, self._service = None, text

    def _take_table(self, table: Table) -> None:
        self._timescale, self._is_listing = None, False
        rows = grid_rows(table)
        header = next((at for at, row in enumerate(rows) if is_header(row)), None)
        if header is None or not is_recommendation_header(rows[header]):
            if self._found and self._found[-1].on is not None and header is None:
                self._take_rows(rows)
            return
        self._take_rows(
            rows[header + 1 :], heading=next((text for text in rows[header].texts if _SOURCE.search(text)), None)
        )

    def _take_rows(self, rows: list[GridRow], heading: str | None = None) -> None:
        for row in rows:
            if is_rule(row) or is_header(row):
                continue
            texts = [one_line(row.cells[at].text) for at in row.filled]
            timescale = next((text for text in texts if _is_timescale(text, self._dating)), None)
            self._take_row([text for text in texts if text is not timescale], timescale, heading, row.place)

    def _take_row(self, texts: list[str], timescale: str | None, heading: str | None, place: str) -> None:
        ref = next((found for text in texts[:1] if (found := whole_ref(text))), None)
        words = " ".join(texts[1:] if ref else texts)
        numbered = inline_ref(words)
        ref, words = (ref, words) if ref else (numbered.ref, numbered.text)
        if not words:
            return
        if ref is None and self._found and self._found[-1].ref is not None:
            self._found[-1].text = f"{self._found[-1].text} {words}"
            return
        self._found.append(
            _Found(
                ref, words, timescale or "", self._service, heading or self._source, self._on or self._dating.on, place
            )
        )

    def _reading(self, at: int, found: _Found) -> RecommendationReading:
        return RecommendationReading(
            ref=found.ref or str(at),
            text=found.text.strip(),
            service=found.service,
            timescale=found.timescale or None,
            due=_due(found.timescale, found.on or self._dating.on),
            source=found.source,
        )


def _begins_prose(words: str) -> bool:
    """A numbered paragraph of a report is no point of a list."""
    return inline_ref(words).ref is not None and "." in (inline_ref(words).ref or "")


def _service_in(text: str) -> str | None:
    found = re.search(r".*\b(?:on|for|about) (?:services for )?([a-z][a-z ]{4,40}?)(?: included| in the|:|$)", text)
    return found[1].strip() if found else None


def _is_timescale(text: str, dating: Dating) -> bool:
    return bool(_TIMESCALE.match(text)) or (len(text) <= 40 and (dating.day(text) is not None))


def _due(timescale: str, on: date | None) -> date | None:
    """The day a timescale ends, counted from the report; at once is the day of the report itself."""
    if on is None or not timescale:
        return None
    due = Dating(on).due(timescale)
    return on if due.is_immediate and due.last is None else due.last
