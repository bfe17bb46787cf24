"""Which column of a table is what: by the words of its heading, then by what stands under it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from documents.reading.fields import Field, heading_field, is_heading
from documents.reading.grid import GridRow
from documents.reading.markup import one_line, plain
from documents.reading.refs import whole_ref
from plans.status_key import colour_named, status_in_words

# A row is a header when this share of what is written in it reads as headings.
_SHARE_OF_HEADINGS = 0.6
# A column without a known heading is what this share of its cells is.
_SHARE_OF_CONTENT = 0.6
_PARENTS = (Field.RECOMMENDATION, Field.OBJECTIVES, Field.OUTCOME)
_ABOUT_A_STEP = frozenset({Field.LEAD, Field.DUE, Field.START, Field.STATUS, Field.PROGRESS, Field.REVISED_DUE})
_DATE = re.compile(
    r"\b(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d"
    r"|(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|(spring|summer|autumn|winter) (term )?\d{2,4}|q[1-4]\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    field: Field
    heading: str


@dataclass(frozen=True)
class ColumnMap:
    """The columns of one plan table, left to right. `title` is where a milestone's words stand, `parent` its action's.

    `parent` is None where the table names no action beside the milestone; then each row is its own.
    """

    columns: tuple[Column, ...]
    title: int
    parent: int | None

    def first(self, field: Field) -> int | None:
        return next((at for at, column in enumerate(self.columns) if column.field is field and at != self.title), None)

    def all(self, field: Field) -> list[int]:
        return [at for at, column in enumerate(self.columns) if column.field is field]

    def has(self, field: Field) -> bool:
        return any(column.field is field for column in self.columns)


def is_header(row: GridRow, chosen: Mapping[str, str] | None = None) -> bool:
    """Whether a row is a table's headings: at least two different ones, and little else.

    A heading that somebody has `chosen` a meaning for is one whatever its words.
    """
    filled = row.filled
    headings = [at for at in filled if is_heading(row.cells[at].text) or _chosen(row.cells[at].text, chosen)]
    fields = {_chosen(row.cells[at].text, chosen) or heading_field(row.cells[at].text) for at in headings}
    return len(fields) >= 2 and len(headings) / len(filled) >= _SHARE_OF_HEADINGS


def is_recommendation_header(row: GridRow) -> bool:
    """Headings of a list of recommendations with their timescales, answered by nobody yet."""
    fields = {heading_field(text) for text in row.texts if text}
    return (
        is_header(row)
        and bool(fields & {Field.RECOMMENDATION, Field.OBJECTIVES})
        and Field.DUE in fields
        and not fields & {Field.LEAD, Field.ACTION, Field.MILESTONE, Field.STATUS, Field.PROGRESS, Field.START}
    )


def headings_of(rows: Sequence[GridRow]) -> list[str]:
    """One heading a column from one or more header rows; a merged heading stands over all it spans."""
    width = max(len(row.cells) for row in rows)
    headings = [""] * width
    for row in rows:
        for at, cell in enumerate(row.cells):
            if cell.text and not cell.is_copy:
                headings[at : at + cell.across] = [one_line(cell.text)] * len(headings[at : at + cell.across])
    return headings


def map_columns(
    headings: Sequence[str], body: Sequence[GridRow], chosen: Mapping[str, str] | None = None
) -> ColumnMap | None:
    """The map of a table with these headings over these rows; None where it is not a table of a plan.

    `chosen` says what a heading means where somebody has decided it: heading to the name of a `Field`.
    """
    fields = [_chosen(heading, chosen) or heading_field(heading) for heading in headings]
    for at, field in enumerate(fields):
        if field is None:
            fields[at] = _by_content(at, fields, body)
    if Field.DUE not in fields:
        fields = [_due_by_content(at, field, body) for at, field in enumerate(fields)]
    columns = tuple(Column(field or Field.OTHER, heading) for field, heading in zip(fields, headings, strict=True))
    title = _title(columns)
    said = {column.field for column in columns}
    if title is None or not _ABOUT_A_STEP & said or _is_risk_register(columns, title):
        return None
    if columns[title].field is Field.OUTCOME and Field.DUE not in said:
        return None
    return ColumnMap(columns, title, _parent(columns, title))


def _chosen(heading: str, chosen: Mapping[str, str] | None) -> Field | None:
    wanted = plain(heading)
    return next((Field(name) for known, name in (chosen or {}).items() if plain(known) == wanted), None)


def _by_content(at: int, fields: Sequence[Field | None], body: Sequence[GridRow]) -> Field | None:
    cells = [row.cells[at] for row in body if at < len(row.cells)]
    texts = [one_line(cell.text) for cell in cells if cell.text]
    if not texts:
        return None
    for field, holds in ((Field.REF, _is_ref), (Field.DUE, _is_date), (Field.STATUS, _is_rating)):
        if field not in fields and sum(map(holds, texts)) / len(texts) >= _SHARE_OF_CONTENT:
            return field
    return None


def _is_risk_register(columns: Sequence[Column], title: int) -> bool:
    """Risks with what is done against each are no plan, though they have owners and dates."""
    begins_with_risk = any(re.match(r"risks?\b", column.heading, re.IGNORECASE) for column in columns[:title])
    return begins_with_risk and bool(re.search(r"mitigat|control|action", columns[title].heading, re.IGNORECASE))


def _due_by_content(at: int, field: Field | None, body: Sequence[GridRow]) -> Field | None:
    """A target that is a date in nearly every row is the due date."""
    texts = [one_line(row.cells[at].text) for row in body if at < len(row.cells) and row.cells[at].text]
    is_target = field in (None, Field.SUCCESS, Field.OTHER) and bool(texts)
    return Field.DUE if is_target and sum(map(_is_date, texts)) / len(texts) >= _SHARE_OF_CONTENT else field


def _is_ref(text: str) -> bool:
    return whole_ref(text) is not None


def _is_date(text: str) -> bool:
    return len(text) <= 30 and bool(_DATE.search(text))


def _is_rating(text: str) -> bool:
    return len(text) <= 20 and (colour_named(text) is not None or status_in_words(text) is not None)


def _title(columns: Sequence[Column]) -> int | None:
    milestones = [at for at, column in enumerate(columns) if column.field is Field.MILESTONE]
    actions = [at for at, column in enumerate(columns) if column.field is Field.ACTION]
    if milestones:
        return milestones[0]
    if len(actions) > 1 and all(column.field is Field.REF for column in columns[actions[0] + 1 : actions[1]]):
        return actions[1]
    if actions:
        return actions[0]
    return next((at for field in _PARENTS for at, column in enumerate(columns) if column.field is field), None)


def _parent(columns: Sequence[Column], title: int) -> int | None:
    """The column of what the milestone is a step of: an action before it, else what it answers."""
    if columns[title].field not in (Field.ACTION, Field.MILESTONE):
        return None
    return next(
        (
            at
            for field in (Field.ACTION, *_PARENTS)
            for at, column in enumerate(columns[:title])
            if column.field is field
        ),
        None,
    )
