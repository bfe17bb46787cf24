"""Any text is answered, soon: nonsense, other scripts, a hundred thousand characters that patterns trip over."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation.safeguarding import find_held

LENGTH = 100_000
# Five to ten times what it takes, for machines that are busy; a pattern that runs away takes minutes.
SECONDS = 20.0
PIECES = (
    "Jayden ",
    "Callum Dacre",
    ", aged ",
    "9",
    "(",
    ")",
    "JD",
    "'s ",
    "placement",
    " the ",
    "family",
    "12 Oak Road",
    "\n",
    "999 000 0018",
    "é",
    "👶",
    ". ",
    "Child K",
    "is now ",
)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_answered(text):
    held = find_held(text)
    assert held is None or all(0 <= start < end <= len(text) for start, end in held.spans)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_mixture_of_names_and_numbers_is_answered_the_same_each_time(text, officers):
    assert find_held(text, officers) == find_held(text, officers)


@pytest.mark.parametrize(
    "piece",
    ["a", "A ", "JD ", "Jayden Clarke, ", "9 ", "the family at ", "Child K ", "J.", "Jayden is now ", "a-", "the O'"],
)
def test_a_hundred_thousand_characters_take_no_longer_than_their_length(piece):
    began = time.perf_counter()
    find_held((piece * LENGTH)[:LENGTH])
    assert time.perf_counter() - began < SECONDS


def test_what_identifies_is_found_at_the_end_of_a_long_message():
    assert find_held("on track, nothing to add. " * 350 + "Callum Dacre, aged 9, moved.") is not None
