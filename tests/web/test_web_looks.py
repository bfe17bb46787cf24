"""The style sheet can be read by everybody in both schemes, and the script stays short."""

import re

import pytest

from bot.web.pages import FILES, FOLDER
from plans.words import Status

CSS = (FOLDER / "page.css").read_text(encoding="utf-8")
STATUSES = ("complete", "on-track", "at-risk", "off-track", "not-started")
# What is written on what. Text needs 4.5 to 1, edges and marks 3 to 1 (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT = [
    *((ink, ground) for ink in ("ink", "quiet", "brand", *STATUSES) for ground in ("paper", "surface")),
    *((ink, "own") for ink in ("ink", "quiet")),
    *((ink, "changed") for ink in ("ink", "quiet", *STATUSES)),
    ("on-brand", "brand"),
    ("on-focus", "focus"),
]
EDGES = [("edge", "surface"), ("edge", "paper"), ("brand", "paper"), ("on-focus", "focus")]


def _declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


LIGHT = _declared(CSS.split(":root {")[1].split("}")[0])
DARK = _declared(CSS.split(":root {")[2].split("}")[0])


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ratio_is_counted_as_the_guidelines_do():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_both_schemes_name_the_same_colours():
    assert LIGHT.keys() == DARK.keys()
    assert len(LIGHT) > 10


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_stands_out_from_its_ground(scheme, ink, ground):
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edges_of_what_can_be_pressed_stand_out(scheme, edge, ground):
    assert contrast(scheme[edge], scheme[ground]) >= 3


def test_no_colour_is_written_but_by_its_name():
    rules = CSS.split("* { box-sizing")[1]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rules.replace("#main", "").replace("#log", "")) == []


def test_every_colour_that_is_used_is_declared():
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) == LIGHT.keys()


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_style(status):
    assert re.search(rf"\.{status.value}\b", CSS)


def test_motion_can_be_switched_off():
    assert "prefers-reduced-motion: reduce" in CSS


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".js")])
def test_a_script_is_at_most_a_hundred_lines(file):
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100
    assert all(len(line) <= 140 for line in lines)


def test_nothing_is_fetched_from_elsewhere():
    for file in FOLDER.iterdir():
        if file.suffix in {".html", ".css", ".js"}:
            assert not re.search(r"https?://|@import|url\(|^import|import\(", file.read_text(encoding="utf-8")), (
                file.name
            )
