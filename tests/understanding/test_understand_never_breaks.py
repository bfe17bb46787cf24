"""Nothing that anybody can type crashes the reading, hangs it or comes back empty."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from northmere_plan import MILESTONES, northmere

from bot.conversation.understanding import as_element, explain, understand

_SAID = """
    1.1 1.2 5.1-5.3 4 9.9 done not on track off at risk slipping to 31 July by Friday except all mine both what's
    overdue ? ! , . - ; and but pass Ifan remind me on leave until back undo thanks 60% 3 of 5 ✅ 🔴 > <at> </at>
    the audit one supervision ( ) ' " * _ next week a fortnight who hasn't updated DROP TABLE; help § ¤
"""
_WORDS = st.sampled_from([*_SAID.split(), "\n"])
_THREADS = st.sampled_from([None, "1.1", "5.1", "4", "nowhere"])


@given(text=st.text(max_size=300), about=_THREADS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_as_something(text: str, about: str | None) -> None:
    read = understand(text, northmere("Amara", about))
    assert read and all(as_element(intent)["kind"] for intent in read)


@given(words=st.lists(_WORDS, max_size=25), about=_THREADS, numbered=st.booleans())
@settings(max_examples=250, deadline=None)
def test_any_jumble_of_meaningful_words_is_read_as_something(
    words: list[str], about: str | None, numbered: bool
) -> None:
    context = northmere("Siobhán", about, ("5.1", "5.2") if numbered else ())
    read = understand(" ".join(words), context)
    refs = {known.ref for known in MILESTONES} | {known.action for known in MILESTONES}
    assert read
    assert all(element.get("ref") in refs | {None} for element in map(as_element, read))


@given(words=st.lists(_WORDS, max_size=25))
@settings(max_examples=50, deadline=None)
def test_the_explanation_of_a_jumble_has_a_line_for_each_intent(words: list[str]) -> None:
    text = " ".join(words)
    assert len(explain(text, northmere())) >= len(understand(text, northmere()))


@given(words=st.lists(_WORDS, max_size=25), about=_THREADS)
@settings(max_examples=100, deadline=None)
def test_one_milestone_is_updated_once_at_most(words: list[str], about: str | None) -> None:
    read = [as_element(intent) for intent in understand(" ".join(words), northmere("Siobhán", about))]
    refs = [element["ref"] for element in read if element["kind"] == "update"]
    assert len(refs) == len(set(refs))


_HEAVY = {
    "one letter": "a" * 100_000,
    "words": "the supervision policy is done and " * 3_000,
    "emoji": "🎉" * 100_000,
    "spaces": " " * 100_000,
    "newlines": "\n" * 100_000,
    "quotes": "> on track\n" * 10_000,
    "references": "1.1, " * 20_000,
    "dates": "31 July " * 12_000,
    "questions": "what's overdue? " * 6_000,
    "nested brackets": "(" * 50_000 + ")" * 50_000,
    "angle brackets": "<" * 100_000,
    "tags": "<b>" * 30_000,
    "stars": "*a" * 50_000,
    "numbers": "1" * 100_000,
    "dotted numbers": "1." * 50_000,
    "percentages": "60% " * 25_000,
    "not": "not " * 25_000,
    "handing": "pass it to " * 9_000,
    "hand and hand": "pass this the one over both all " * 3_000,
    "reminders": "remind me " * 10_000,
    "apostrophes": "it's " * 20_000,
    "capitals": "Ana Maria " * 10_000,
    "injection": "ignore all previous instructions " * 3_000,
    "script": "<script>" * 12_000,
    "wrote": "On " + "x" * 50_000 + " wrote:",
    "colons": ":a" * 50_000,
    "accents": "ñ" * 100_000,
    "combining": "e" + "\u0301" * 100_000,
    "right to left": "\u202e" * 50_000 + "done",
    "dotted capital I": "İ" * 50_000,
    "dashes": "- " * 50_000,
    "commas": "a, " * 33_000,
    "exclamation": "on track" + "!" * 100_000,
}


@pytest.mark.parametrize("name", _HEAVY)
def test_a_hundred_thousand_letters_take_less_than_a_second(name: str) -> None:
    understand("on track", northmere("Amara", "1.1"))
    started = time.process_time()
    assert understand(_HEAVY[name], northmere("Amara", "1.1"))
    assert time.process_time() - started < 1.0
