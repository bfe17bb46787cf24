"""A message as HTML: what it says, in which order, and nothing that somebody smuggled in."""

from base64 import b64decode
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from every_part import BYTES, CHART, EVERYTHING, TABLE, WORDS
from northmere_chat import reminder

from bot.conversation.message import (
    Button,
    Buttons,
    File,
    Items,
    Message,
    Series,
    Table,
    bold,
    line,
    plain,
    runs,
)
from bot.web.draw import LONGEST_SHOWN, Pressing, draw, draw_words

PRESSING = Pressing("/as/person:1/press", 7)


class Tags(HTMLParser):
    """The tags of a piece of HTML with their attributes, and whether every one of them is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))
        if tag not in ("input", "rect", "line", "circle", "polyline"):
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def handle_startendtag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_a_paragraph_keeps_its_weights():
    assert draw(Message("t", (line(bold("1.1 is late"), ", says the plan"),)), PRESSING) == (
        "<p><strong>1.1 is late</strong>, says the plan</p>"
    )


def test_an_explanation_is_drawn_quietly():
    assert (
        draw(Message("t", (line("Answer or press", quiet=True),)), PRESSING) == '<p class="quiet">Answer or press</p>'
    )


def test_a_message_without_parts_is_its_text():
    assert draw(Message("Nothing is overdue."), PRESSING) == "<p>Nothing is overdue.</p>"


@pytest.mark.parametrize(("start", "opening"), [(1, '<ol start="1">'), (4, '<ol start="4">'), (None, "<ul>")])
def test_items_are_numbered_from_their_start_or_bulleted(start, opening):
    drawn = draw(Message("t", (Items((runs("one"), runs(bold("two"))), start),)), PRESSING)
    assert drawn.startswith(opening)
    assert drawn.count("<li>") == 2
    assert "<li><strong>two</strong></li>" in drawn


def test_buttons_post_their_place_with_the_message_they_belong_to():
    tags = Tags(draw(reminder(), PRESSING))
    assert tags.of("form") == [{"method": "post", "action": "/as/person:1/press", "class": "buttons"}]
    assert tags.of("input") == [{"type": "hidden", "name": "message_id", "value": "7"}]
    assert [(b["name"], b["value"], b["class"]) for b in tags.of("button")] == [
        ("button", "0", "primary"),
        ("button", "1", "danger"),
    ]


def test_places_of_buttons_run_on_from_one_row_to_the_next():
    rows = Buttons((Button("A", "a"), Button("B", "b"))), line("or"), Buttons((Button("C", "c"),))
    assert [b["value"] for b in Tags(draw(Message("t", rows), PRESSING)).of("button")] == ["0", "1", "2"]


def test_a_guest_in_a_channel_is_named_with_the_press():
    tags = Tags(draw(reminder(), Pressing("/as/channel:x/press", 7, by="person:3")))
    assert {"type": "hidden", "name": "by", "value": "person:3"} in tags.of("input")


NASTY = "<script>alert(1)</script>\" onclick='x' &amp; {{ 7 * 7 }}"


@pytest.mark.parametrize(
    "message",
    [
        plain(NASTY),
        Message(NASTY),
        Message("t", (line(bold(NASTY)),)),
        Message("t", (Items((runs(NASTY),)),)),
        Message("t", (Buttons((Button(NASTY, "a", "b"),)),)),
    ],
)
def test_whatever_is_written_is_text_and_never_markup(message):
    tags = Tags(draw(message, PRESSING))
    assert tags.of("script") == []
    assert tags.text == NASTY
    assert not any("onclick" in attributes for _, attributes in tags.found)


def test_a_persons_own_words_are_text_too():
    assert Tags(draw_words(NASTY)).text == NASTY


def test_words_up_to_the_limit_are_shown_in_full():
    assert draw_words("a" * LONGEST_SHOWN) == f"<p>{'a' * LONGEST_SHOWN}</p>"


def test_words_beyond_the_limit_are_cut_and_counted():
    drawn = draw_words("a" * 100_000)
    assert len(drawn) < LONGEST_SHOWN + 100
    assert "100,000 characters in all" in drawn


def drawn_of(*parts):
    return Tags(draw(Message("t", parts), PRESSING))


def test_a_table_has_its_caption_its_columns_and_a_name_for_each_row():
    tags = drawn_of(TABLE)
    assert [th["scope"] for th in tags.of("th")] == ["col", "col", "col", "row", "row"]
    assert "<caption>Overdue</caption>" in draw(Message("t", (TABLE,)), PRESSING)
    assert tags.text.count("Ifan Rees") == 1


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_a_chart_says_what_it_shows_is_drawn_and_has_its_figures(kind):
    drawn = draw(Message("t", (replace(CHART, kind=kind),)), PRESSING)
    tags = Tags(drawn)
    chart = next(svg for svg in tags.of("svg") if svg.get("role") == "img")
    assert chart["aria-label"] == f"{CHART.title}. {CHART.says}"
    assert f"<figcaption>{CHART.says}</figcaption>" in drawn
    assert "style" not in {name for _, attributes in tags.found for name in attributes}
    assert tags.of("table")


def test_a_bar_is_as_long_as_its_count_in_the_plans_colour():
    rects = [rect for rect in drawn_of(CHART).of("rect") if "x" in rect]
    assert [rect["class"] for rect in rects] == ["shade-blue", "shade-blue", "shade-red"]
    widths = [float(rect["width"]) + 1 for rect in rects]
    assert widths[0] == pytest.approx(3 * widths[1], abs=0.5)
    assert widths[2] == pytest.approx(2 * widths[1], abs=0.5)


def test_the_points_of_a_line_stand_as_high_as_their_values():
    chart = replace(CHART, kind="line", categories=("1", "2", "3"), series=(Series("late", (0, 4, 2)),))
    heights = [float(mark["y"]) for mark in drawn_of(chart).of("text") if "mark" in mark["class"]]
    assert heights[0] > heights[2] > heights[1]
    assert heights[0] - heights[2] == pytest.approx(heights[2] - heights[1])


@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
def test_a_chart_of_nothing_is_still_a_page(kind):
    assert drawn_of(replace(CHART, kind=kind, series=(Series("late", (0, 0)),))).of("figure")


@pytest.mark.parametrize("file", [WORDS, BYTES])
def test_a_file_is_a_link_that_holds_it(file):
    (link,) = drawn_of(file).of("a")
    assert link["download"] == file.name
    assert b64decode(link["href"].partition("base64,")[2]) == file.data


def test_details_are_folded_below_and_their_buttons_count_on():
    drawn = draw(EVERYTHING, PRESSING)
    shown, _, folded = drawn.partition("<summary>Detail</summary>")
    assert "Each of them" in folded
    assert "Each of them" not in shown
    assert [button["value"] for button in Tags(drawn).of("button")] == ["0", "1"]


@pytest.mark.parametrize(
    "part",
    [
        Table(NASTY, (NASTY,), ((NASTY,),)),
        replace(CHART, title=NASTY, says=NASTY, categories=(NASTY, NASTY)),
        replace(CHART, kind="line", series=(Series(NASTY, (1, 2)),)),
        File(NASTY, NASTY),
    ],
)
def test_what_is_written_in_tables_charts_and_files_is_never_markup(part):
    tags = drawn_of(part)
    assert tags.of("script") == []
    assert not any("onclick" in attributes for _, attributes in tags.found)
