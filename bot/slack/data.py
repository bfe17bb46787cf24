"""Tables and charts as Slack's own blocks, within Slack's limits, and as letters of one width where those are refused.

https://docs.slack.dev/reference/block-kit/blocks/data-table-block/
https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block/
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from json.encoder import encode_basestring_ascii
from typing import Any

from bot.conversation.message import Chart, Series, Table, table_lines

ROWS_IN_TABLE = 100
COLUMNS_IN_TABLE = 20
CHARTS_IN_MESSAGE = 2
TITLE = 50
LABEL = 20
SERIES = 12
CATEGORIES = 20

# The weight, as JSON in ASCII, of a table's block and of its letters. Slack's own limits are above these.
_BLOCK = 6_000
_LETTERS = 2_200
_BESIDE_CELL = 40
_CAPTION = 150
_ROW = 1_600
_HEADER = 500


def table_blocks(table: Table) -> Iterator[tuple[dict[str, Any], Table]]:
    """The table in as many blocks as it takes, each with the rows that it shows; none for a table without rows."""
    columns = _within(table.columns, _HEADER)
    rows = [_within(row, _ROW) for row in table.rows]
    for number, some in enumerate(_fitting(rows), start=1):
        caption = cut(table.caption or "Table", _CAPTION) + (", continued" if number > 1 else "")
        shown = Table(caption, columns, tuple(some))
        yield _table_block(shown), shown


def chart_block(chart: Chart) -> dict[str, Any] | None:
    """The chart as a block; None where Slack draws none: it has more than Slack takes, or nothing to draw."""
    has_values = any(value for series in chart.series for value in series.values)
    if not has_values or len(chart.series) > SERIES or not 1 <= len(chart.categories) <= CATEGORIES:
        return None
    body = _pie(chart) if chart.kind == "pie" else _with_axes(chart)
    return {"type": "data_visualization", "title": _short(chart.title, TITLE), "chart": body}


def as_letters(table: Table) -> dict[str, Any]:
    """The table in letters of one width, which Slack does not parse."""
    lines = "\n".join(table_lines(table))
    text = lines if weight(lines) <= _LETTERS else "\n".join(table_lines(table, widest=0))
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": text}]}],
    }


def weight(data: Any) -> int:
    """How long it is as JSON in ASCII; words, of which a message has hundreds, are not worth a whole encoder."""
    return len(encode_basestring_ascii(data)) if isinstance(data, str) else len(json.dumps(data))


def _fitting(rows: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    some: list[tuple[str, ...]] = []
    letters = block = 0
    for row in rows:
        words = sum(map(weight, row))
        cells = words + _BESIDE_CELL * len(row)
        if some and (len(some) == ROWS_IN_TABLE or letters + words > _LETTERS or block + cells > _BLOCK):
            yield some
            some, letters, block = [], 0, 0
        some.append(row)
        letters, block = letters + words, block + cells
    if some:
        yield some


def _within(cells: Sequence[str], most: int) -> tuple[str, ...]:
    """The cells of a row that Slack takes, cut to weigh less than `most` together."""
    kept = cells[:COLUMNS_IN_TABLE]
    return tuple(cut(cell or "–", max(most // len(kept), 12)) for cell in kept)


def _table_block(table: Table) -> dict[str, Any]:
    rows = [[{"type": "raw_text", "text": cell} for cell in row] for row in (table.columns, *table.rows)]
    return {"type": "data_table", "caption": table.caption, "page_size": 10, "rows": rows}


def _pie(chart: Chart) -> dict[str, Any]:
    totals = [(series.name, sum(series.values)) for series in _named_apart(chart.series)]
    return {"type": "pie", "segments": [{"label": label, "value": value} for label, value in totals if value]}


def _with_axes(chart: Chart) -> dict[str, Any]:
    labels = _apart(chart.categories)
    series = [
        {
            "name": each.name,
            "data": [{"label": label, "value": value} for label, value in zip(labels, each.values, strict=True)],
        }
        for each in _named_apart(chart.series)
    ]
    return {"type": chart.kind, "series": series, "axis_config": {"categories": labels}}


def _named_apart(series: Sequence[Series]) -> list[Series]:
    names = _apart([each.name for each in series])
    return [replace(each, name=name) for each, name in zip(series, names, strict=True)]


def _apart(labels: Sequence[str]) -> list[str]:
    """The labels cut to what Slack takes, and still each another one: Slack knows them by what they say."""
    found: list[str] = []
    for label in labels:
        short = _short(label or "–", LABEL)
        tries = (f"{label[: LABEL - len(str(n)) - 2].rstrip()}… {n}" for n in count(2))
        found.append(short if short not in found else next(each for each in tries if each not in found))
    return found


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def cut(text: str, heaviest: int) -> str:
    """The text cut to weigh at most so much, ending in an ellipsis where it was cut."""
    if weight(text) <= heaviest:
        return text
    kept = text[:heaviest]
    while weight(kept) > heaviest - 6:
        kept = kept[: len(kept) * 9 // 10]
    return kept.rstrip() + "…"
