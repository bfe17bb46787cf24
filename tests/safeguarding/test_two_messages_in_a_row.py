"""A name in one message and what is told of it in the next; a colleague's name takes no count with it."""

import pytest

from bot.conversation.safeguarding import find_held


@pytest.mark.parametrize("said", ["he's 14 and has no school", "aged 11, no placement", "Year 9", "dob 14/2/2015"])
def test_what_is_told_next_is_held_with_the_name_before(said):
    assert find_held(said, before="waiting on Caolan O'Dwyer") is not None


@pytest.mark.parametrize(
    "said", ["no school place data yet", "3 weeks late", "attendance is 91%", "PEP overdue: 3", "50%"]
)
def test_work_after_a_colleagues_name_is_let_through(said):
    assert find_held(said, before="Spoke to Hester Yarwood") is None
