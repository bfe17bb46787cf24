"""Which milestones a text names, whatever it says of them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.understanding import Context, KnownMilestone, named_in

MILESTONES = (
    KnownMilestone("1.1", "Return interviews audited", "1", leads=("Ifan Rees",)),
    KnownMilestone("1.2", "Strategy meetings recorded", "1", leads=("Ifan Rees",)),
    KnownMilestone("2.1", "Foster carer handbook agreed", "2", leads=("Grace Adeyemi",)),
)


def context(**more) -> Context:
    now = datetime(2026, 6, 8, 10, tzinfo=ZoneInfo("Europe/London"))
    return Context(now, "Grace Adeyemi", MILESTONES, **more)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("1.2", ("1.2",)),
        ("minutes for 1.2 and 1.1", ("1.2", "1.1")),
        ("1.2, again 1.2", ("1.2",)),
        ("here is the handbook", ("2.1",)),
        ("the strategy meetings one", ("1.2",)),
        ("signed off by the panel", ()),
        ("all mine", ()),
        ("see 9.9", ()),
        ("", ()),
    ],
)
def test_references_and_words_name_milestones_and_a_speaker_with_one_names_none(text, refs):
    assert named_in(text, context()) == refs


def test_a_number_of_the_list_that_is_answered_names_one():
    assert named_in("it is for 2", context(numbered=("1.1", "2.1"))) == ("2.1",)
