"""The invented messages: each of those to develop with, and the shares over all of them."""

import pytest

from bot.conversation.safeguarding import find_held
from safeguarding.invented_messages import OFFICERS, TODAY, read_messages

DEVELOPMENT, CHECK = read_messages("development"), read_messages("check")


@pytest.mark.parametrize("message", [m for m in DEVELOPMENT if m.is_held], ids=lambda m: m.text[:60])
def test_an_identifying_message_is_held(message):
    assert find_held(message.text, OFFICERS, today=TODAY) is not None, message.why


@pytest.mark.parametrize("message", [m for m in DEVELOPMENT if not m.is_held], ids=lambda m: m.text[:60])
def test_an_ordinary_message_is_let_through(message):
    assert find_held(message.text, OFFICERS, today=TODAY) is None, message.why


def test_at_least_95_in_100_identifying_messages_are_held_of_all():
    right = [find_held(m.text, OFFICERS, today=TODAY) is not None for m in (*DEVELOPMENT, *CHECK) if m.is_held]
    assert sum(right) / len(right) >= 0.95


def test_at_most_2_in_100_ordinary_messages_are_held_of_all():
    wrong = [find_held(m.text, OFFICERS, today=TODAY) is not None for m in (*DEVELOPMENT, *CHECK) if not m.is_held]
    assert sum(wrong) / len(wrong) <= 0.02


def test_there_are_enough_messages_of_both_sorts_and_none_twice():
    both = (*DEVELOPMENT, *CHECK)
    assert len({m.text for m in both}) == len(both) >= 240
    assert 0.4 < sum(m.is_held for m in both) / len(both) < 0.6
