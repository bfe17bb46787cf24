"""Tables set with spaces: columns that begin under the words of a heading line."""

import re
from collections.abc import Sequence
from itertools import pairwise

from documents.reading.fields import heading_field, is_heading

_GAP = re.compile(r"\s{2,}")
_FEWEST_COLUMNS = 3


def column_starts(line: str) -> list[int]:
    """Where the columns begin under a line of headings set apart by spaces; [] where the line is none."""
    if "\t" in line or "|" in line:
        return []
    chunks = [match for match in re.finditer(r"\S+(?:\s\S+)*", line)]
    headings = [chunk for chunk in chunks if is_heading(chunk[0])]
    fields = {heading_field(chunk[0]) for chunk in headings}
    if len(chunks) < _FEWEST_COLUMNS or len(fields) < _FEWEST_COLUMNS or 2 * len(headings) <= len(chunks):
        return []
    return [chunk.start() for chunk in chunks]


def cells_at(line: str, starts: Sequence[int]) -> list[str]:
    """The line cut at the columns; a word that reaches over a column's start stays whole, in the column it began."""
    cuts = [0, *(_cut(line, start) for start in starts[1:]), len(line)]
    return [line[begin:end].strip() for begin, end in pairwise(cuts)]


def _cut(line: str, start: int) -> int:
    while start < len(line) and start > 0 and not line[start].isspace() and not line[start - 1].isspace():
        start += 1
    return min(start, len(line))


def is_row(line: str) -> bool:
    """Whether a line under the headings still belongs to the table: it has gaps, or begins with one."""
    return bool(_GAP.search(line.rstrip())) or line.startswith("  ")
