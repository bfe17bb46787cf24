"""News of what could not be delivered: who, why, what it means and what to do, in the first sentence."""

from datetime import date

import pytest

from bot.conversation.message import as_plain_text
from bot.conversation.wording import PlainWording
from bot.slack.refusals import what_to_do
from storage.questions.failures import FailureFacts, FailureLine

DAY = date(2026, 6, 1)


def say(*lines, wording=None):
    return as_plain_text((wording or PlainWording(what_to_do)).failure(FailureFacts("n", DAY, lines)))


def line(reader="Ifan Rees", reason="user_disabled", milestones=4, is_channel=False):
    return FailureLine(reader, is_channel, reason, DAY, 1, milestones)


def test_one_reader_is_one_sentence_with_what_to_do():
    assert say(line()) == (
        "I could not reach Ifan Rees: the answer was “user_disabled”. 4 open milestones are with nobody meanwhile. "
        "This person's account is closed; give their milestones to somebody else."
    )


@pytest.mark.parametrize(
    ("reason", "begins"),
    [
        ("no_account", "I could not reach Ifan Rees: no account is known through which to reach them."),
        ("may_have_arrived", "I could not reach Ifan Rees: it is not known whether the last message arrived"),
    ],
)
def test_our_own_reasons_are_said_in_words(reason, begins):
    assert say(line(reason=reason)).startswith(begins)


def test_a_channel_has_no_milestones_of_its_own():
    said = say(line("leadership", "is_archived", 0, is_channel=True))
    assert said == (
        "I could not reach leadership: the answer was “is_archived”. "
        "Take the channel out of the archive, or choose another one."
    )


def test_several_readers_are_a_numbered_list():
    said = say(line(), line("Grace Adeyemi", milestones=1))
    assert said.startswith("I could not reach 2 readers of the plan")
    assert "1. I could not reach Ifan Rees" in said and "2. I could not reach Grace Adeyemi" in said
    assert "1 open milestone is with nobody meanwhile." in said


def test_without_a_platforms_advice_there_is_still_something_to_do():
    assert "Look at how Milepost is set up there." in say(line(), wording=PlainWording())
