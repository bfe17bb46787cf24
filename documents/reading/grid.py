"""A table with its merged cells spread out, so that every row has a text in every column."""

from dataclasses import dataclass

from documents.reading.document import Cell, Table


@dataclass(frozen=True)
class GridCell:
    """`across` is how many columns the cell spans; `is_copy` marks one that a cell above reaches down over."""

    text: str
    fill: str | None = None
    across: int = 1
    is_copy: bool = False


@dataclass(frozen=True)
class GridRow:
    cells: tuple[GridCell, ...]
    place: str

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]

    @property
    def filled(self) -> list[int]:
        """The columns in which something is written in this row itself."""
        return [at for at, cell in enumerate(self.cells) if cell.text and not cell.is_copy]


_NOTHING = GridCell("")


def grid_rows(table: Table) -> list[GridRow]:
    """The table's rows in order, each as wide as it is written; what a merge covers is blank or a copy."""
    rows = []
    reaching: dict[int, tuple[GridCell, int]] = {}
    for at, cells in enumerate(table.rows):
        row, reaching = _spread(cells, reaching)
        place = table.row_places[at] if at < len(table.row_places) else table.place
        rows.append(GridRow(tuple(row), place))
    return rows


def _spread(
    cells: tuple[Cell, ...], reaching: dict[int, tuple[GridCell, int]]
) -> tuple[list[GridCell], dict[int, tuple[GridCell, int]]]:
    row: list[GridCell] = []
    still: dict[int, tuple[GridCell, int]] = {}
    for cell in cells:
        _copy_from_above(row, reaching, still)
        _place(cell, row, still)
    _copy_from_above(row, reaching, still)
    return row, still


def _copy_from_above(
    row: list[GridCell],
    reaching: dict[int, tuple[GridCell, int]],
    still: dict[int, tuple[GridCell, int]],
) -> None:
    while len(row) in reaching:
        column = len(row)
        cell, left = reaching.pop(column)
        row.append(cell)
        if left > 1:
            still[column] = (cell, left - 1)


def _place(cell: Cell, row: list[GridCell], still: dict[int, tuple[GridCell, int]]) -> None:
    column = len(row)
    row.append(GridCell(cell.text.strip(), cell.fill, max(1, cell.across)))
    row.extend([_NOTHING] * (max(1, cell.across) - 1))
    if cell.down > 1:
        for offset in range(max(1, cell.across)):
            text = cell.text.strip() if offset == 0 else ""
            still[column + offset] = (GridCell(text, cell.fill, is_copy=True), cell.down - 1)
