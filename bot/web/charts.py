"""A chart as SVG in the page: it takes the page's own letters and its light or dark colours. No I/O.

The page's rules allow no style of an element's own, so colours are classes and places are attributes.
"""

from collections.abc import Sequence
from textwrap import shorten

from markupsafe import Markup

from bot.conversation.message import Chart, Series, number
from bot.pictures.colours import colours_of

WIDTH = 380
_NAME, _BAR, _GAP = 18, 20, 8
_LINE_HEIGHT = 180
_SHORTEST_LABELLED = 14


def draw_chart(chart: Chart) -> Markup:
    """The drawing and its key; a pie is drawn as one bar, which is easier to read."""
    colours = colours_of(chart.series)
    body, height = _lines(chart, colours) if chart.kind == "line" else _bars(_as_bars(chart), colours)
    drawing = Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        WIDTH, height, f"{chart.title}. {chart.says}", body
    )
    return Markup("<strong>{}</strong>{}{}").format(chart.title, drawing, _key(chart.series, colours))


def _as_bars(chart: Chart) -> Chart:
    if chart.kind == "bar":
        return chart
    totals = tuple(Series(s.name, (sum(s.values),), s.status, s.colour) for s in chart.series)
    return Chart(chart.title, "bar", ("",), totals, chart.says)


def _key(series: Sequence[Series], colours: Sequence[str]) -> Markup:
    lines = Markup("").join(
        Markup('<li><svg viewBox="0 0 10 10" class="swatch" aria-hidden="true"><rect width="10" height="10" rx="2" ')
        + Markup('class="shade-{}"/></svg>{}</li>').format(colour, each.name)
        for each, colour in zip(series, colours, strict=True)
    )
    return Markup('<ul class="key">{}</ul>').format(lines)


def _bars(chart: Chart, colours: Sequence[str]) -> tuple[Markup, int]:
    """Each name stands above its bar, so that on a phone both have the whole width."""
    name = _NAME if any(chart.categories) else 0
    longest = max((sum(values) for values in zip(*(s.values for s in chart.series), strict=True)), default=0) or 1
    high = name + _BAR + _GAP
    rows = [_row(chart, row, colours, row * high, WIDTH / longest) for row in range(len(chart.categories))]
    return Markup("").join(rows), len(rows) * high


def _row(chart: Chart, row: int, colours: Sequence[str], top: float, scale: float) -> Markup:
    name = shorten(chart.categories[row], 50, placeholder="…")
    drawn = [Markup('<text x="0" y="{}" class="above">{}</text>').format(top + _NAME / 2, name)] if name else []
    left = 0.0
    for series, colour in zip(chart.series, colours, strict=True):
        wide = series.values[row] * scale
        if wide:
            drawn.append(_piece(series.values[row], left, top + (_NAME if name else 0), wide, colour))
        left += wide
    return Markup("").join(drawn)


def _piece(value: float, x: float, y: float, wide: float, colour: str) -> Markup:
    """A stretch of a bar with its count, where there is room for it."""
    bar = Markup('<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" class="shade-{}"/>').format(
        x, y, max(wide - 1, 0.5), _BAR, colour
    )
    if wide < _SHORTEST_LABELLED:
        return bar
    count = Markup('<text x="{:.1f}" y="{}" class="on-{}">{}</text>').format(
        x + wide / 2, y + _BAR / 2, colour, number(value)
    )
    return bar + count


def _lines(chart: Chart, colours: Sequence[str]) -> tuple[Markup, int]:
    most = max((value for series in chart.series for value in series.values), default=0) or 1
    left, top, bottom = 34.0, 10.0, _LINE_HEIGHT - 24.0
    step = (WIDTH - left - 20) / max(len(chart.categories) - 1, 1)

    def place(index: int, value: float) -> tuple[float, float]:
        return left + index * step, bottom - (bottom - top) * value / most

    drawn = [
        Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" class="rule"/>').format(left, WIDTH, y, y) for y in (top, bottom)
    ]
    drawn += [
        Markup('<text x="{}" y="{}" class="name">{}</text>').format(left - 8, y, text)
        for y, text in ((top, number(most)), (bottom, "0"))
    ]
    every = -(-len(chart.categories) // 6)
    drawn += [
        Markup('<text x="{:.1f}" y="{}" class="below">{}</text>').format(place(index, 0)[0], bottom + 16, name)
        for index, name in enumerate(chart.categories)
        if (len(chart.categories) - 1 - index) % every == 0
    ]
    for series, colour in zip(chart.series, colours, strict=True):
        places = [place(index, value) for index, value in enumerate(series.values)]
        joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        drawn.append(Markup('<polyline points="{}" class="line-{}"/>').format(joined, colour))
        mark = series.status.sign if series.status else "●"
        drawn += [
            Markup('<text x="{:.1f}" y="{:.1f}" class="mark shade-{}">{}</text>').format(*at, colour, mark)
            for at in places
        ]
    return Markup("").join(drawn), _LINE_HEIGHT
