from typing import Any

import pytest
from message_limits import check_payload, texts_in

from bot.conversation.message import Button, Buttons, Items, Message, Run, Text, bold, line, plain, runs
from bot.slack.draw import action_of, draw, draw_in_one

NASTY = "*not* _bold_ ~here~ `code` <!channel> & <@U1>"


def rich(text: str, is_bold: bool = False) -> dict[str, Any]:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if is_bold else {})


def section(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def blocks_of(*parts: Any) -> list[dict[str, Any]]:
    return list(draw(Message("text", parts)).first.blocks)


def test_a_paragraph_is_rich_text_and_keeps_its_bold() -> None:
    (block,) = blocks_of(line(bold("3.2 is due"), " today"))
    assert block == {"type": "rich_text", "elements": [section(rich("3.2 is due", True), rich(" today"))]}


@pytest.mark.parametrize("words", ["", "word " * 400], ids=["short", "over a page"])
def test_neighbours_of_one_weight_are_one_run(words: str) -> None:
    first, *_ = blocks_of(line("a", "", "b ", bold("c"), bold(" d "), words))
    (drawn,) = first["elements"]
    assert drawn["elements"][:2] == [rich("ab "), rich("c d ", True)]


def test_signs_in_peoples_words_neither_end_the_bold_nor_call_anybody() -> None:
    (block,) = blocks_of(line(bold(NASTY), NASTY))
    assert block["elements"] == [section(rich(NASTY, True), rich(NASTY))]


def test_items_are_numbered_from_where_the_message_says() -> None:
    (block,) = blocks_of(Items((runs(bold("3.2"), " due"), runs("5.1")), start=4))
    (listing,) = block["elements"]
    assert (listing["style"], listing["offset"]) == ("ordered", 3)
    assert listing["elements"] == [section(rich("3.2", True), rich(" due")), section(rich("5.1"))]


def test_a_list_from_one_has_no_offset_and_one_without_a_start_has_bullets() -> None:
    first, second = blocks_of(Items((runs("a"),)), Items((runs("b"),), start=None))
    assert first["elements"][0]["style"] == "ordered"
    assert "offset" not in first["elements"][0]
    assert second["elements"][0]["style"] == "bullet"


def test_a_quiet_line_is_context_that_slack_does_not_parse() -> None:
    (block,) = blocks_of(line("as at 10:42 ", bold(NASTY), quiet=True))
    assert block["type"] == "context"
    assert block["elements"] == [{"type": "plain_text", "text": f"as at 10:42 {NASTY}", "emoji": False}]


def test_buttons_carry_their_action_and_value_under_ids_of_their_own() -> None:
    done, stuck = Button("Done", "say", "done 1"), Button("Stuck", "say", "A&B", style="danger")
    first, second = blocks_of(Buttons((done, stuck)), Buttons((Button("Undo", "undo", style="primary"),)))
    assert [b["action_id"] for b in first["elements"] + second["elements"]] == ["say#0", "say#1", "undo#2"]
    assert [b.get("value") for b in first["elements"]] == ["done 1", "A%26B"]
    assert [b.get("style") for b in first["elements"] + second["elements"]] == [None, "danger", "primary"]
    assert "value" not in second["elements"][0]


@pytest.mark.parametrize(
    ("action_id", "action"),
    [("say#0", "say"), ("a#b#12", "a#b"), ("say", None), ("#", None), ("open#x", None), ("", None)],
)
def test_a_pressed_button_tells_its_action(action_id: str, action: str | None) -> None:
    assert action_of(action_id) == action


def test_the_fallback_is_escaped_and_the_words_say_everything() -> None:
    message = Message(
        f"2 need a word: {NASTY}",
        (line(bold("2 need a word")), Items((runs("3.2 <b>"), runs("5.1"))), Buttons((Button("Done", "done"),))),
    )
    payload = draw(message).first
    assert payload.text == "2 need a word: *not* _bold_ ~here~ `code` &lt;!channel&gt; &amp; &lt;@U1&gt;"
    assert payload.words == "2 need a word\n1. 3.2 &lt;b&gt;\n2. 5.1\n[Done]"


def test_a_message_without_parts_is_drawn_as_its_text() -> None:
    assert draw(Message("3.2 is due")).payloads == draw(plain("3.2 is due")).payloads


def test_parts_with_nothing_in_them_are_not_drawn() -> None:
    blocks = blocks_of(Text(()), line(""), Items(()), Buttons(()), line("kept"))
    assert [block["type"] for block in blocks] == ["rich_text"]


def test_an_item_with_nothing_in_it_keeps_its_number() -> None:
    (block,) = blocks_of(Items((runs(), runs("second"))))
    assert block["elements"][0]["elements"] == [section(rich(" ")), section(rich("second"))]


def test_a_message_with_no_words_at_all_is_still_one_that_slack_takes() -> None:
    payload = draw(Message("")).first
    assert payload.blocks


def test_a_long_label_is_cut_and_a_long_value_or_action_refused() -> None:
    (block,) = blocks_of(Buttons((Button("x" * 76, "a", "v" * 2000), Button("y" * 75, "a"))))
    assert block["elements"][0]["text"]["text"] == "x" * 74 + "…"
    assert block["elements"][1]["text"]["text"] == "y" * 75
    with pytest.raises(ValueError, match="more than Slack takes"):
        blocks_of(Buttons((Button("x", "a", "v" * 2001),)))
    with pytest.raises(ValueError, match="more than Slack takes"):
        blocks_of(Buttons((Button("x", "a" * 254),)))


# Limits


def five_hundred(buttons_too: bool = False) -> Message:
    items = tuple(runs(bold(f"{n}.1 Supervision audit"), " · due Friday 12 June · ● on track") for n in range(500))
    head = line(bold("500 milestones need a word"))
    if not buttons_too:
        return Message("500 milestones", (head, Items(items)))
    rows = [
        part
        for n, item in enumerate(items)
        for part in (Text(item), Buttons((Button("Done", "say", f"done {n}"), Button("Stuck", "say", f"stuck {n}"))))
    ]
    return Message("500 milestones", (head, *rows))


LONG = [
    five_hundred(),
    five_hundred(buttons_too=True),
    Message("x" * 100_000, (line("word " * 20_000),)),
    Message("&" * 5_000, (line("<" * 100_000),)),
    Message("●", (line("●" * 20_000), line("🙂" * 20_000, quiet=True))),
    Message("b", (Buttons(tuple(Button("Lots to press", "a" * 200, "v" * 2000) for _ in range(60))),)),
    Message("b", (Text(tuple(Run("ab ", n % 2 == 0) for n in range(3000))),)),
    Message("i", (Items(tuple(runs("🙂" * 4_000) for _ in range(30))),)),
    Message("many", tuple(line(str(n), quiet=True) for n in range(200))),
]


@pytest.mark.parametrize("message", LONG, ids=range(len(LONG)))
def test_nothing_exceeds_slacks_limits(message: Message) -> None:
    for payload in [*draw(message).payloads, draw_in_one(message)]:
        check_payload(payload)


def test_five_hundred_items_are_all_there_in_order_and_rightly_numbered() -> None:
    drawn = draw(five_hundred())
    lists = [
        block["elements"][0]
        for payload in drawn.payloads
        for block in payload.blocks
        if block["type"] == "rich_text" and block["elements"][0]["type"] == "rich_text_list"
    ]
    seen = [
        (listing.get("offset", 0) + index + 1, item["elements"][0]["text"])
        for listing in lists
        for index, item in enumerate(listing["elements"])
    ]
    assert seen == [(n + 1, f"{n}.1 Supervision audit") for n in range(500)]
    words = "\n".join(payload.words for payload in drawn.payloads)
    assert all(f"\n{n + 1}. {n}.1 Supervision audit ·" in words for n in range(500))


def test_what_is_continued_says_so_and_each_part_says_which_it_is() -> None:
    drawn = draw(five_hundred())
    assert drawn.first.text == "500 milestones"
    assert drawn.first.blocks[-1]["elements"][0]["text"] == "Continued in the thread."
    total = len(drawn.payloads)
    assert [p.text for p in drawn.continued] == [f"Continued, {n} of {total}" for n in range(2, total + 1)]


def test_a_long_paragraph_is_cut_between_words_and_nothing_is_lost() -> None:
    text = "every word of it counts " * 2_000
    drawn = draw(Message("long", (line("before "), line(bold(text)))))
    pieces = [t for p in drawn.payloads for block in p.blocks if block["type"] == "rich_text" for t in texts_in(block)]
    assert "".join(pieces) == "before " + text
    assert all(piece.endswith(" ") for piece in pieces)


def test_every_button_of_a_long_row_is_there_once() -> None:
    row = Buttons(tuple(Button(str(n), "pick", str(n)) for n in range(60)))
    blocks = blocks_of(row)
    assert [len(block["elements"]) for block in blocks] == [25, 25, 10]
    assert [b["value"] for block in blocks for b in block["elements"]] == [str(n) for n in range(60)]


def test_one_payload_for_a_command_says_how_many_items_it_leaves_out() -> None:
    payload = draw_in_one(five_hundred())
    shown = payload.words.count("Supervision audit")
    assert 20 < shown < 500
    last = payload.blocks[-1]["elements"][0]["text"]
    assert last == f"… and {500 - shown} more. Ask in a direct message to see everything."


def test_a_short_answer_to_a_command_is_whole_and_says_nothing_of_more() -> None:
    assert draw_in_one(plain("Nothing is overdue")) == draw(plain("Nothing is overdue")).first


def test_a_long_answer_without_a_list_says_that_there_is_more() -> None:
    payload = draw_in_one(plain("word " * 20_000))
    assert payload.blocks[-1]["elements"][0]["text"].startswith("… and more. Ask in a direct message")
