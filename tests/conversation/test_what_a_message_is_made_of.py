"""The message model: what is kept comes back as it was, and reads well aloud."""

import json
from dataclasses import replace

import pytest
from every_part import BYTES, CHART, EVERYTHING, TABLE, WORDS

from bot.conversation.message import Chart, Message, Series, Table, as_plain_text, as_table, from_json, line, to_json
from plans.words import Status


def test_every_part_comes_back_as_it_was_kept():
    assert from_json(to_json(EVERYTHING)) == EVERYTHING


def test_a_message_kept_before_there_were_details_can_still_be_sent():
    kept = json.dumps({"text": "Done.", "parts": [{"kind": "text", "runs": [["Done.", False]], "quiet": False}]})
    assert from_json(kept) == Message("Done.", (line("Done."),))


def test_a_message_without_details_is_kept_as_before():
    assert "details" not in json.loads(to_json(Message("Done.", (line("Done."),))))


def test_a_part_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="'film'"):
        from_json(json.dumps({"text": "", "parts": [{"kind": "film"}]}))


def test_buttons_and_files_are_counted_through_the_details_too():
    assert [button.label for button in EVERYTHING.buttons] == ["Show", "Why"]
    assert EVERYTHING.files == (WORDS, BYTES)


def test_details_are_read_aloud_after_a_line():
    assert as_plain_text(EVERYTHING).splitlines() == [
        "4 are overdue, as at today",
        "Leadership has 3 of 3 done, Practice 1 of 3.",
        "Status by theme",
        "            ✔ done  ■ late",
        "Leadership  3       0",
        "Practice    1       2",
        "[Show]",
        "---",
        "Each of them",
        "Overdue",
        "milestone  days  lead",
        "3.2        11    Ifan Rees",
        "5.1        2",
        "1. 3.2",
        "[overdue.csv]",
        "[plan.docx]",
        "[Why]",
    ]


def test_a_message_of_details_alone_begins_with_its_text():
    assert as_plain_text(Message("All is well", (), (TABLE,))).splitlines()[:3] == ["All is well", "---", "Overdue"]


def test_a_table_too_wide_for_a_line_runs_on_and_is_not_padded():
    wide = Table("", ("ref", "what"), (("1.1", "x" * 120), ("1.2", "y")))
    assert as_plain_text(Message("t", (wide,))).splitlines() == ["ref · what", "1.1 · " + "x" * 120, "1.2 · y"]


def test_a_row_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="'Overdue'"):
        replace(TABLE, rows=(("3.2", "11"),))


@pytest.mark.parametrize("wrong", [{"says": ""}, {"categories": ("Leadership",)}])
def test_a_chart_needs_a_sentence_and_a_value_in_each_category(wrong):
    with pytest.raises(ValueError, match="'Status by theme'"):
        replace(CHART, **wrong)


def test_a_pie_has_a_row_for_each_slice():
    pie = Chart("Now", "pie", ("a", "b"), (Series("● on track", (2, 2.5), Status.ON_TRACK),), "All on track.")
    assert as_table(pie).rows == (("● on track", "4.5"),)


def test_words_in_a_file_are_utf_8():
    assert replace(WORDS, content="é").data == "é".encode()
