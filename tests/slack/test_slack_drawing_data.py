"""Tables and charts in Slack: its own blocks within its limits, and the same in letters where it refuses them."""

import json
from dataclasses import replace
from typing import Any

import pytest
from every_part import BYTES, CHART, EVERYTHING, TABLE, WORDS

from bot.conversation.message import Button, Buttons, Chart, Items, Message, Series, Table, line, runs
from bot.slack.draw import draw, draw_in_one
from plans.words import Status


def blocks_of(*parts: Any) -> list[dict[str, Any]]:
    return list(draw(Message("text", parts)).first.blocks)


def test_a_table_is_a_data_table_with_a_header_and_no_empty_cell() -> None:
    (block,) = blocks_of(TABLE)
    assert (block["type"], block["caption"], block["page_size"]) == ("data_table", "Overdue", 10)
    assert [[cell["text"] for cell in row] for row in block["rows"]] == [
        ["milestone", "days", "lead"],
        ["3.2", "11", "Ifan Rees"],
        ["5.1", "2", "–"],
    ]
    assert {cell["type"] for row in block["rows"] for cell in row} == {"raw_text"}


def test_a_chart_says_what_it_shows_before_it_is_drawn() -> None:
    says, block = blocks_of(CHART)
    assert says["elements"][0]["elements"][0]["text"] == CHART.says
    assert block == {
        "type": "data_visualization",
        "title": "Status by theme",
        "chart": {
            "type": "bar",
            "series": [
                {"name": "✔ done", "data": [{"label": "Leadership", "value": 3}, {"label": "Practice", "value": 1}]},
                {"name": "■ late", "data": [{"label": "Leadership", "value": 0}, {"label": "Practice", "value": 2}]},
            ],
            "axis_config": {"categories": ["Leadership", "Practice"]},
        },
    }


def test_a_pie_has_the_slices_that_have_something_in_them() -> None:
    series = (Series("✔ done", (4,)), Series("■ late", (0,)), Series("● on track", (1,)))
    _, block = blocks_of(Chart("Now", "pie", ("all",), series, "4 of 5 are done."))
    assert block["chart"] == {
        "type": "pie",
        "segments": [{"label": "✔ done", "value": 4}, {"label": "● on track", "value": 1}],
    }


def test_labels_that_are_alike_when_cut_stay_apart() -> None:
    names = tuple(f"Quality of practice in the team {n}" for n in range(12))
    chart = replace(CHART, categories=names, series=(Series("a" * 30, (1,) * 12), Series("a" * 31, (2,) * 12)))
    _, block = blocks_of(chart)
    categories = block["chart"]["axis_config"]["categories"]
    assert len(set(categories)) == 12
    assert all(len(label) <= 20 for label in categories)
    assert [point["label"] for point in block["chart"]["series"][1]["data"]] == categories
    assert len({each["name"] for each in block["chart"]["series"]}) == 2


def test_a_chart_with_more_than_slack_draws_is_a_table() -> None:
    categories = tuple(f"Theme {n}" for n in range(21))
    chart = replace(CHART, categories=categories, series=(Series("done", (1,) * 21),))
    assert [block["type"] for block in blocks_of(chart)] == ["rich_text", "data_table"]
    series = tuple(Series(f"s{n}", (1, 2)) for n in range(13))
    assert [block["type"] for block in blocks_of(replace(CHART, series=series))] == ["rich_text", "data_table"]


def test_a_chart_with_nothing_to_draw_is_its_figures() -> None:
    empty = replace(CHART, series=(Series("done", (0, 0)),))
    assert [block["type"] for block in blocks_of(empty)] == ["rich_text", "data_table"]


def test_what_is_drawn_plainly_says_the_same_in_letters_and_keeps_the_buttons() -> None:
    payload = draw(Message("t", (TABLE, CHART, Buttons((Button("Show", "show"),))))).first
    kinds = [block["type"] for block in payload.plainer]
    assert kinds == ["rich_text", "rich_text", "rich_text", "actions"]
    letters = [block["elements"][0]["elements"][0]["text"] for block in payload.plainer[:3]]
    assert letters[0].splitlines() == [
        "Overdue",
        "milestone  days  lead",
        "3.2        11    Ifan Rees",
        "5.1        2     –",
    ]
    assert letters[1] == CHART.says
    assert letters[2].splitlines()[0] == "Status by theme"
    assert payload.charts == (CHART,)


def test_words_alone_say_what_table_and_chart_say() -> None:
    words = draw(Message("t", (TABLE, CHART))).first.words
    for said in ("Overdue", "Ifan Rees", CHART.says, "Practice"):
        assert said in words


def test_details_go_below_and_the_message_says_that_they_are_there() -> None:
    drawn = draw(EVERYTHING)
    assert drawn.first.blocks[-1]["elements"][0]["text"] == "Detail in the thread."
    (details,) = drawn.continued
    assert [block["type"] for block in details.blocks] == ["context", "data_table", "rich_text", "actions"]
    assert details.text.startswith("Each of them\nOverdue")
    assert drawn.files == (WORDS, BYTES)
    assert drawn.parts == 4


def test_one_payload_shows_details_too_and_names_the_files_it_cannot_hold() -> None:
    payload = draw_in_one(EVERYTHING)
    assert "data_table" in [block["type"] for block in payload.blocks]
    last = payload.blocks[-1]["elements"][0]["text"]
    assert last == "overdue.csv, plan.docx cannot be shown here. Ask in a direct message to see everything."


# Limits


def five_hundred_rows() -> Table:
    rows = tuple((f"{n}.1", "Supervision audit", str(n), "● on track", "Head of Fostering") for n in range(500))
    return Table("All of them", ("ref", "what", "days", "status", "lead"), rows)


LONG = [
    Message("t", (five_hundred_rows(),)),
    Message("t", (line("x"),), (five_hundred_rows(), *([CHART] * 7), five_hundred_rows())),
    Message("t", (Table("c" * 5_000, ("🙂" * 500,) * 30, (("●" * 5_000,) * 30,) * 50),)),
    Message("t", (Table("", ("a",), (("x" * 9_000,),) * 300),)),
    Message("t", (CHART,) * 60),
    Message("t", (replace(CHART, title="🙂" * 500, categories=("🙂" * 99, "🙂" * 98), says="word " * 5_000),)),
    Message("t", (replace(CHART, categories=("x" * 500,) * 40, series=(Series("y" * 900, (1,) * 40),) * 20),)),
    Message("t", tuple(Items((runs(str(n)),)) for n in range(60)) + (TABLE,) * 60),
]


@pytest.mark.parametrize("message", LONG, ids=range(len(LONG)))
def test_no_table_or_chart_exceeds_slacks_limits(message: Message) -> None:
    for payload in [*draw(message).payloads, draw_in_one(message)]:
        for blocks in (payload.blocks, payload.plainer):
            assert 1 <= len(blocks) <= 50
            assert len(json.dumps(blocks)) < 12_000
        kinds = [block["type"] for block in payload.blocks]
        assert kinds.count("data_visualization") <= 2
        assert not {"data_visualization", "data_table"} & {block["type"] for block in payload.plainer}
        assert len(payload.words) <= 39_000
        for block in payload.blocks:
            within_limits(block)


def within_limits(block: dict[str, Any]) -> None:
    if block["type"] == "data_table":
        assert 2 <= len(block["rows"]) <= 101
        assert len({len(row) for row in block["rows"]}) == 1
        assert 1 <= len(block["rows"][0]) <= 20
        assert all(cell["text"] for row in block["rows"] for cell in row)
    if block["type"] == "data_visualization":
        chart = block["chart"]
        assert 0 < len(block["title"]) <= 50
        names = [each["name"] for each in chart["series"]]
        labels = chart["axis_config"]["categories"]
        assert 1 <= len(names) <= 12
        assert 1 <= len(labels) <= 20
        assert len(set(names)) == len(names)
        assert len(set(labels)) == len(labels)
        assert all(0 < len(label) <= 20 for label in [*names, *labels])
        assert all([point["label"] for point in each["data"]] == labels for each in chart["series"])


def test_every_row_of_a_long_table_is_there_once_and_in_order() -> None:
    payloads = draw(Message("t", (five_hundred_rows(),))).payloads
    tables = [block for payload in payloads for block in payload.blocks if block["type"] == "data_table"]
    refs = [row[0]["text"] for table in tables for row in table["rows"][1:]]
    assert refs == [f"{n}.1" for n in range(500)]
    assert {table["caption"] for table in tables[1:]} == {"All of them, continued"}
    assert all(table["rows"][0][0]["text"] == "ref" for table in tables)


def test_the_longest_answer_in_one_payload_counts_the_rows_it_leaves_out() -> None:
    payload = draw_in_one(Message("t", (five_hundred_rows(),)))
    (table,) = [block for block in payload.blocks if block["type"] == "data_table"]
    left = 500 - (len(table["rows"]) - 1)
    assert payload.blocks[-1]["elements"][0]["text"].startswith(f"… and {left} more.")


def test_a_line_chart_keeps_its_kind() -> None:
    _, block = blocks_of(replace(CHART, kind="line", series=(Series("late", (1, 2), Status.OFF_TRACK),)))
    assert block["chart"]["type"] == "line"
