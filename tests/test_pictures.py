"""Charts as pictures: every kind, in colours that can be told apart, and nothing loaded before."""

import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from every_part import CHART
from PIL import Image

from bot.conversation.message import Series
from bot.pictures.colours import SHADES, colours_of
from bot.pictures.png import draw_png
from plans.words import Status

ROOT = Path(__file__).parent.parent
STATUSES = tuple(Series(f"{status.sign} {status.words}", (2, 1), status) for status in Status)


def picture(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_each_kind_is_drawn(kind):
    drawn = picture(draw_png(replace(CHART, kind=kind, series=STATUSES)))
    assert drawn.width == 1080
    assert drawn.getpixel((2, 2)) == (255, 255, 255)
    assert len(drawn.getcolors(1_000_000)) > 50


def test_the_plans_own_colour_is_the_one_that_is_drawn():
    drawn = picture(draw_png(replace(CHART, series=(Series("late", (3, 3), Status.OFF_TRACK, "purple"),))))
    purple = tuple(bytes.fromhex(SHADES["purple"].light[1:]))
    assert purple in {colour for _, colour in drawn.getcolors(1_000_000)}


def test_the_same_chart_is_the_same_picture():
    assert draw_png(CHART) == draw_png(CHART)


def test_a_chart_of_nothing_is_drawn_all_the_same():
    assert draw_png(replace(CHART, series=(Series("late", (0, 0)),))).startswith(b"\x89PNG")


def test_a_series_without_a_colour_has_its_status_usual_one_or_one_of_its_own():
    given = (Series("a", (1,), Status.ON_TRACK), Series("b", (1,), None, "amber"), Series("c", (1,)), Series("d", (1,)))
    colours = colours_of(given)
    assert colours[:2] == ["green", "amber"]
    assert len(set(colours)) == 4


def luminance(colour: str) -> float:
    red, green, blue = ((int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def seen_without_red_cones(colour: str) -> tuple[float, ...]:
    """Protanopia, in linear light, after Viénot, Brettel and Mollon (1999)."""
    red, green, blue = ((int(colour[at : at + 2], 16) / 255) ** 2.2 for at in (1, 3, 5))
    seen = (0.1124 * red + 0.8876 * green, 0.1124 * red + 0.8876 * green, 0.0040 * red - 0.0040 * green + blue)
    return tuple(max(value, 0) ** (1 / 2.2) for value in seen)


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_the_colours_of_a_key_can_be_told_apart_by_who_does_not_see_red(ground):
    usual = {name: getattr(SHADES[name], ground) for name in ("red", "amber", "green", "blue", "grey")}
    for (one, first), (other, second) in combinations(usual.items(), 2):
        apart = sum((a - b) ** 2 for a, b in zip(*map(seen_without_red_cones, (first, second)), strict=True)) ** 0.5
        assert apart > 0.15, (one, other, apart)


def test_the_page_draws_in_the_same_colours():
    page = (ROOT / "bot/web/pages/page.css").read_text(encoding="utf-8")
    for name, shade in SHADES.items():
        assert f"--shade-{name}: {shade.light};" in page
        assert f"--shade-{name}: {shade.dark};" in page
        assert f".shade-{name} " in page


def test_nothing_is_loaded_for_drawing_until_something_is_drawn():
    asked = "import bot.cli, bot.app, bot.slack.app, sys; print('matplotlib' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False"]
