"""What can be a reason, and what is none."""

import pytest

from bot.conversation.understanding.telling import tells_why


@pytest.mark.parametrize(
    "words",
    [
        "sick",
        "staffing",
        "No staff",
        "NO STAFF",
        "IT",
        "IT delay",
        "LADO",
        "waiting on HR",
        "waiting for the board",
        "printers late",
        "recruitmnt",
        "sign-off",
        "I forgot",
        "the recorder left",
        "court's ruling",
    ],
)
def test_a_reason(words):
    assert tells_why(words)


@pytest.mark.parametrize(
    "words",
    [
        "",
        ".",
        "?",
        "123",
        "asdf",
        "ASDF QWER",
        "xyz",
        "banana",
        "the banana",
        "blah blah",
        "because",
        "n/a",
        "no reason",
        "don't know",
        "test",
        "it is late",
        "not done yet",
        "need more time please",
    ],
)
def test_no_reason(words):
    assert not tells_why(words)


def test_the_plans_own_words_may_be_one():
    assert not tells_why("dilys")
    assert tells_why("dilys", own={"dilys"})
