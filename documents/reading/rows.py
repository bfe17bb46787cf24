"""The rows of a plan's tables, whole again: cut by no page, printed once, each under its action and theme."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.reading.columns import (
    ColumnMap,
    headings_of,
    is_header,
    is_recommendation_header,
    map_columns,
)
from documents.reading.document import Document, Paragraph, Table
from documents.reading.fields import Field, is_heading
from documents.reading.furniture import Furniture, is_rule, join_torn
from documents.reading.grid import GridRow, grid_rows
from documents.reading.mending import continues, is_fragment, joined
from documents.reading.refs import inline_ref, is_under, whole_ref
from documents.reading.sections import (
    LONGEST_THEME,
    Block,
    action_in,
    bare_action_in,
    closes_the_plan,
    is_announced,
    label_field,
    possible_theme,
    theme_in,
)

# More prose than this between two tables, and the second is not the first one carried on.
_LONGEST_GAP = 250


# So many rows are enough to see what stands in a column.
_ROWS_LOOKED_AT = 60


@dataclass
class Row:
    """One milestone's row: a text and a background for each column, and where it stands.

    `ref_is_actions` says that the column of references numbers the actions of its table, not their steps.
    """

    columns: ColumnMap
    texts: list[str]
    fills: list[str | None]
    place: str
    theme: str | None = None
    block: Block | None = None
    copies: frozenset[int] = field(default_factory=frozenset)
    ref_is_actions: bool = False

    def text(self, what: Field) -> str:
        """All that is written under the columns of one kind, in order."""
        return "\n".join(self.texts[at] for at in self.columns.all(what) if self.texts[at])

    @property
    def title(self) -> str:
        return self.texts[self.columns.title]

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Everything that is written in the row, each cell with its heading."""
        headed = zip(self.columns.columns, self.texts, strict=False)
        return tuple((column.heading, text) for column, text in headed if text)

    @property
    def section(self) -> str | None:
        """The theme it stands under: its own column's, a numbered heading that names no action, or the part's."""
        block = self.block
        if block and not block.is_certain and not fits_under(self, block.ref):
            return f"{block.ref} {block.title}"
        return self.text(Field.THEME) or self.theme

    @property
    def parent(self) -> str:
        """The action's own words where they are printed in this row, else ""."""
        at = self.columns.parent
        return "" if at is None or at in self.copies else self.texts[at]


class PlanTables:
    """Walks a document once, top to bottom, and keeps what a reader would: headings, theme, action, last row."""

    def __init__(self, furniture: Furniture, chosen: Mapping[str, str] | None = None, title: str = "") -> None:
        self.rows: list[Row] = []
        self.left_out: list[Table] = []
        self._furniture = furniture
        self._chosen = chosen
        self._title = title
        self._columns: ColumnMap | None = None
        self._header: list[GridRow] = []
        self._theme: str | None = None
        self._block: Block | None = None
        self._block_is_open = False
        self._is_after_break = False
        self._parent_alone = ""
        self._is_list = False

    def read(self, document: Document, without: Sequence[Table] = ()) -> list[Row]:
        """The plan's rows; `without` are tables that are known to be something else."""
        for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=False):
            if isinstance(block, Paragraph):
                self._take_paragraph(block, isinstance(following, Table))
            elif not any(block is known for known in without):
                self._take_table(block)
        return self.rows

    def _take_paragraph(self, paragraph: Paragraph, is_over_table: bool) -> None:
        text = paragraph.text
        if self._furniture.is_footer(text):
            return
        theme = theme_in(text)
        action = action_in(text)
        if theme:
            self._open_theme(theme)
        elif action and (paragraph.level or is_over_table or is_announced(text)):
            self._block, self._block_is_open = action, True
        elif bare := bare_action_in(text):
            self._block, self._block_is_open = bare, True
        elif self._block_is_open and self._says_of_action(text):
            return
        elif closes_the_plan(text) or len(text) > _LONGEST_GAP:
            self._columns = None
        elif paragraph.level or is_over_table:
            self._open_theme(self._theme_over_table(text) or self._theme)

    def _says_of_action(self, text: str) -> bool:
        """Take a line of label and value under an action's heading: "Success criteria: partners understand"."""
        if self._block and not self._block.title and not is_heading(text):
            self._block.title = text
            return True
        label, colon, value = text.partition(":")
        what = label_field(label) if colon and value.strip() else None
        if what and self._block:
            self._block.say(what, value.strip())
        return what is not None

    def _theme_over_table(self, text: str) -> str | None:
        return None if text == self._title else possible_theme(text)

    def _open_theme(self, theme: str | None) -> None:
        if theme != self._theme:
            self._theme, self._block = theme, None

    def _take_table(self, table: Table) -> None:
        self._is_after_break = True
        grid = grid_rows(table)
        if self._columns and not _could_carry_on(grid, self._columns):
            self._columns = None
        count, self._is_list = len(self.rows), False
        for at, row in enumerate(grid):
            self._take_row(self._cleaned(row), grid[at + 1 :])
        if len(self.rows) == count and self._columns is None and not self._is_list:
            self.left_out.append(table)

    def _cleaned(self, row: GridRow) -> list[str]:
        self._row = row
        texts = [self._furniture.without_footer(text) for text in row.texts]
        self._is_after_break = self._is_after_break or texts != row.texts
        return texts

    def _take_row(self, texts: list[str], below: Sequence[GridRow]) -> None:
        row = self._row
        filled = [at for at in row.filled if texts[at]]
        if not filled or is_rule(row):
            return
        if is_header(row, self._chosen):
            self._take_header(row, below)
        elif self._furniture.is_running_title(row):
            self._is_after_break = True
        elif self._opens_block(texts, filled) or self._opens_section(texts, filled, below):
            return
        elif self._columns is not None:
            self._header = []
            self._take_data(self._columns, texts)

    def _take_header(self, row: GridRow, below: Sequence[GridRow]) -> None:
        self._header.append(row)
        self._block_is_open = False
        if is_recommendation_header(row):
            self._columns, self._header, self._is_list = None, [], True
            return
        body = [each for each in below[:_ROWS_LOOKED_AT] if not is_header(each, self._chosen)]
        self._columns = map_columns(headings_of(self._header), body, self._chosen)
        self._is_after_break = True

    def _opens_block(self, texts: list[str], filled: list[int]) -> bool:
        """Take a row that names an action or says something of it, before its milestones begin."""
        if len(filled) > 2:
            return False
        first, rest = texts[filled[0]], " ".join(texts[at] for at in filled[1:])
        action = action_in(first, rest)
        if action:
            self._block, self._block_is_open, self._header = action, True, []
            return True
        if self._block is None or not self._block_is_open:
            return False
        what = label_field(first) if rest else None
        if what:
            self._block.say(what, rest)
        elif not self._row.cells[filled[0]].is_copy:
            self._block.carry_on(" ".join(texts[at] for at in filled))
        return True

    def _opens_section(self, texts: list[str], filled: list[int], below: Sequence[GridRow]) -> bool:
        """Take a row that holds one heading across the table, whole or torn by its columns."""
        pieces = [texts[at] for at in filled]
        theme = theme_in(pieces[0]) if len(pieces) == 1 else None
        if theme:
            self._open_theme(theme)
        elif _is_torn_heading(pieces, filled):
            self._open_theme(join_torn(pieces, self._furniture.words))
        elif len(pieces) == 1 and self._is_parent_alone(texts, filled[0], below):
            self._parent_alone = pieces[0]
        elif len(pieces) == 1 and self._is_banner(texts, filled[0], below):
            self._open_banner(pieces[0])
        else:
            return False
        self._header = []
        return True

    def _is_parent_alone(self, texts: list[str], at: int, below: Sequence[GridRow]) -> bool:
        """An action in a row of its own, whose milestones follow with nothing in its column."""
        columns = self._columns
        if columns is None or columns.parent != at or is_fragment(texts[at]) or not below:
            return False
        after = below[0].texts
        return len(after) > columns.title and bool(after[columns.title]) and not after[at]

    def _is_banner(self, texts: list[str], at: int, below: Sequence[GridRow]) -> bool:
        text = texts[at]
        if not re.match(r"[A-Z0-9“‘\"']", text) or len(text) > 3 * LONGEST_THEME or whole_ref(text):
            return False
        if self._row.cells[at].across >= max(2, len(texts) - 1):
            return True
        is_over_rows = bool(below) and len(below[0].filled) >= 3
        is_lead_in = text.endswith(":") or self._columns is None or self._columns.parent != 0
        is_first = at == 0 and is_lead_in
        return is_first and is_over_rows and len(text) <= LONGEST_THEME and not text.endswith((".", ","))

    def _open_banner(self, text: str) -> None:
        text = text.rstrip(": ")
        numbered = inline_ref(text, is_numbered=True)
        if numbered.ref is None or self._columns is None or self._columns.parent is not None:
            self._open_theme(text)
            return
        self._block = Block(numbered.ref, numbered.text, is_certain=False)

    def _take_data(self, columns: ColumnMap, texts: list[str]) -> None:
        self._block_is_open = False
        row = self._aligned(columns, texts)
        if self._parent_alone and columns.parent is not None and not row.texts[columns.parent]:
            row.texts[columns.parent] = self._parent_alone
        self._parent_alone = ""
        last = self.rows[-1] if self.rows else None
        if last and last.columns.title == columns.title and continues(last, row, self._is_after_break):
            _append(last, row)
        else:
            self._carry_fragments(row)
            self._carry_theme(row, last)
            self.rows.append(row)
        self._is_after_break = False

    def _aligned(self, columns: ColumnMap, texts: list[str]) -> Row:
        """The row's texts under the headings; what stands under none belongs to the column on its left."""
        width = len(columns.columns)
        placed = [""] * width
        for at, text in enumerate(texts):
            if not text:
                continue
            column = min(at, width - 1)
            while column and columns.columns[column].field is Field.OTHER and not columns.columns[column].heading:
                column -= 1
            placed[column] = joined(placed[column], text)
        cells = [*self._row.cells[:width]]
        fills = [cell.fill for cell in cells] + [None] * (width - len(cells))
        copies = frozenset(at for at, cell in enumerate(cells) if cell.is_copy)
        return Row(columns, placed, fills, self._row.place, self._theme, self._block, copies)

    def _carry_theme(self, row: Row, last: Row | None) -> None:
        """A theme printed once beside its first row is the theme of those below it."""
        at = row.columns.first(Field.THEME)
        if at is not None and not row.texts[at] and last and last.columns.columns == row.columns.columns:
            row.texts[at] = last.texts[at]

    def _carry_fragments(self, row: Row) -> None:
        """Give the second half of an action's or outcome's cell back to the row where its first half stands."""
        for at in (row.columns.parent, row.columns.first(Field.OUTCOME)):
            if at is None or not is_fragment(row.texts[at]):
                continue
            owner = next(
                (before for before in reversed(self.rows) if len(before.texts) > at and before.texts[at]), None
            )
            if owner is not None and owner.columns.columns[at].field is row.columns.columns[at].field:
                owner.texts[at] = joined(owner.texts[at], row.texts[at])
                row.texts[at] = ""


def _could_carry_on(grid: Sequence[GridRow], columns: ColumnMap) -> bool:
    """Whether a table is wide enough to be the next page of one with these columns."""
    return 2 * max(len(row.cells) for row in grid) >= len(columns.columns)


def fits_under(row: Row, ref: str) -> bool:
    """Whether the row's own number is under that reference, or it has none."""
    own = inline_ref(row.title).ref or whole_ref(row.text(Field.REF))
    return own is None or is_under(own, ref)


def _append(last: Row, row: Row) -> None:
    for at, text in enumerate(row.texts):
        if text and at < len(last.texts) and at not in row.copies:
            last.texts[at] = joined(last.texts[at], text)
        if at < len(last.fills) and last.fills[at] is None:
            last.fills[at] = row.fills[at]


def _is_torn_heading(pieces: Sequence[str], filled: Sequence[int]) -> bool:
    """Capitals in cells side by side, and nothing else in the row."""
    text = " ".join(pieces)
    is_capitals = text == text.upper() and len(re.findall(r"[A-Z]", text)) >= 6 and not re.search(r"\d", text)
    return is_capitals and filled[-1] - filled[0] == len(filled) - 1 and len(text) <= LONGEST_THEME
