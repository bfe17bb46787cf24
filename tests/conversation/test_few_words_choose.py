"""A few words choose among the answers that were offered, or are something else."""

import pytest

from bot.conversation.answers.choices import chosen

LABELS = ["1.1 Return interviews audited", "1.2 Strategy meetings recorded", "2.1 Foster carer handbook agreed"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the second", (1,)),
        ("The second one please", (1,)),
        ("2nd", (1,)),
        ("2", (1,)),
        ("number 2", (1,)),
        ("1.2", (1,)),
        ("I meant 1.2, sorry", None),
        ("I meant 1.2", (1,)),
        ("the last one", (2,)),
        ("one", (0,)),
        ("first and third", (0, 2)),
        ("1 and 3", (0, 2)),
        ("1.1, 2.1", (0, 2)),
        ("all of them", (0, 1, 2)),
        ("neither", ()),
        ("none of these", ()),
        ("no", ()),
        ("the handbook one", (2,)),
        ("strategy meetings", (1,)),
        ("Return interviews audited", (0,)),
    ],
)
def test_words_that_choose(text, places):
    assert chosen(text, LABELS) == places


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4",
        "9",
        "the tenth",
        "what's overdue",
        "2.2",
        "the panel one",
        "1.2 is going fine, all recorded since May",
        "?",
    ],
)
def test_words_that_are_something_else(text):
    assert chosen(text, LABELS) is None


def test_yes_is_an_answer_only_where_one_answer_was_offered():
    assert chosen("yes", LABELS[:1]) == (0,)
    assert chosen("yes", LABELS) is None


@pytest.mark.parametrize("text", ["both", "Both of them please", "1 and 2", "1.1 and 1.2"])
def test_both_are_two(text):
    assert chosen(text, LABELS[:2]) == (0, 1)


def test_both_of_three_is_no_answer():
    assert chosen("both", LABELS) is None


def test_words_that_fit_two_answers_choose_neither():
    assert chosen("the audit", ["1.1 Audit of visits", "1.2 Audit of plans"]) is None
