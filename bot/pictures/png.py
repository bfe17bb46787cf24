"""A chart as a PNG, for where nobody else draws it. No clock, no display; matplotlib is loaded when one is drawn."""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from bot.conversation.message import Chart, Series, number
from bot.pictures.colours import SHADES, colours_of
from plans.words import Status

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_PAPER, _INK, _RULE = "#ffffff", "#16201d", "#d3dbd7"
# A hatching for who does not see the colours, and a mark for each line.
_HATCHES = {Status.AT_RISK: "//", Status.OFF_TRACK: "xx", Status.NOT_STARTED: "..", Status.ON_TRACK: ""}
_MARKS = {Status.AT_RISK: "^", Status.OFF_TRACK: "s", Status.NOT_STARTED: "o", Status.ON_TRACK: "o"}
_WIDTH, _DPI = 7.2, 150


def draw_png(chart: Chart) -> bytes:
    """The picture, 1080 pixels wide, on white: nobody says on which ground it will be looked at."""
    figure = _Drawing(chart).figure()
    kept = BytesIO()
    figure.savefig(kept, format="png", dpi=_DPI, facecolor=_PAPER, metadata={"Software": None})
    return kept.getvalue()


class _Drawing:
    def __init__(self, chart: Chart) -> None:
        self.chart = chart
        self.fills = [SHADES[name].light for name in colours_of(chart.series)]

    def figure(self) -> "Figure":
        # Not pyplot: it keeps every figure, and is not made for threads.
        from matplotlib.figure import Figure

        rows = len(self.chart.categories) if self.chart.kind == "bar" else 6
        figure = Figure(figsize=(_WIDTH, 1.5 + 0.45 * max(rows, 2)), layout="constrained")
        axes = figure.add_subplot()
        axes.set_facecolor(_PAPER)
        draw = {"bar": self._bars, "line": self._lines, "pie": self._pie}[self.chart.kind]
        draw(axes)
        figure.suptitle(self.chart.title, color=_INK, fontsize=13, fontweight="bold", x=0.02, ha="left")
        figure.legend(loc="outside lower left", ncols=3, frameon=False, labelcolor=_INK, fontsize=10, handlelength=1.6)
        return figure

    def _bars(self, axes: "Axes") -> None:
        places = list(range(len(self.chart.categories)))
        left = [0.0] * len(places)
        for series, fill in zip(self.chart.series, self.fills, strict=True):
            hatch = _HATCHES.get(series.status, "") if series.status else ""
            axes.barh(places, series.values, 0.62, left, color=fill, edgecolor=_PAPER, hatch=hatch, label=series.name)
            self._counts(axes, series, fill, left)
            left = [start + value for start, value in zip(left, series.values, strict=True)]
        axes.set_yticks(places, [_wrapped(name) for name in self.chart.categories])
        axes.invert_yaxis()
        self._plain_axes(axes, "x")

    def _counts(self, axes: "Axes", series: Series, fill: str, left: list[float]) -> None:
        for place, (value, start) in enumerate(zip(series.values, left, strict=True)):
            if value:
                axes.annotate(
                    number(value),
                    (start + value / 2, place),
                    ha="center",
                    va="center",
                    color=_on(fill),
                    fontsize=10,
                    fontweight="bold",
                    bbox={"boxstyle": "round,pad=0.15", "facecolor": fill, "edgecolor": "none"},
                )

    def _lines(self, axes: "Axes") -> None:
        places = list(range(len(self.chart.categories)))
        for series, fill in zip(self.chart.series, self.fills, strict=True):
            mark = _MARKS.get(series.status, "D") if series.status else "o"
            inside = _PAPER if series.status is Status.NOT_STARTED else fill
            axes.plot(
                places,
                series.values,
                color=fill,
                marker=mark,
                markerfacecolor=inside,
                linewidth=2.2,
                markersize=6,
                label=series.name,
            )
        axes.set_xticks(places, list(self.chart.categories))
        axes.set_ylim(bottom=0)
        self._plain_axes(axes, "y")

    def _pie(self, axes: "Axes") -> None:
        slices = [(s, sum(s.values), f) for s, f in zip(self.chart.series, self.fills, strict=True) if sum(s.values)]
        wedges, *_ = axes.pie(
            [total for _, total, _ in slices],
            colors=[fill for _, _, fill in slices],
            startangle=90,
            counterclock=False,
            wedgeprops={"edgecolor": _PAPER, "linewidth": 1.5},
            labels=[number(total) for _, total, _ in slices],
            textprops={"color": _INK, "fontsize": 11, "fontweight": "bold"},
        )
        for wedge, (series, _, _) in zip(wedges, slices, strict=True):
            wedge.set_label(series.name)
            wedge.set_hatch(_HATCHES.get(series.status, "") if series.status else "")

    def _plain_axes(self, axes: "Axes", measured: Literal["x", "y"]) -> None:
        from matplotlib.ticker import MaxNLocator

        axis: Any = axes.xaxis if measured == "x" else axes.yaxis
        axis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axes.grid(axis=measured, color=_RULE, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(colors=_INK, labelsize=10, length=0)
        for side in axes.spines.values():
            side.set_visible(False)


def _wrapped(label: str) -> str:
    from textwrap import fill

    return fill(label, 26)


def _on(fill: str) -> str:
    """Black or white, whichever is the more readable on the colour."""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5))
    lightness = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#000000" if lightness > 0.18 else "#ffffff"
