"""What forms share on every platform: options found by typing, and buttons that say which form they open."""

import json

import pytest
from northmere import PLATFORM, TENANT, Northmere, milestone, plan

from bot.conversation.forms import OPEN, Option, matching, open_button
from bot.conversation.heard import Pressed, Speaker, Submitted, Typed

OPTIONS = tuple(
    Option(label, str(n)) for n, label in enumerate(["1.1 Audit", "1.2 Duty rota", "11.2 Carers", "2.1 Audit"])
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["1.1 Audit", "1.2 Duty rota", "11.2 Carers", "2.1 Audit"]),
        ("1.2", ["1.2 Duty rota"]),
        ("duty r", ["1.2 Duty rota"]),
        ("ROTA", ["1.2 Duty rota"]),
        ("dutty rota", ["1.2 Duty rota"]),
        ("audit", ["1.1 Audit", "2.1 Audit"]),
        ("zzz", []),
    ],
)
def test_what_is_typed_finds_the_likeliest_first(typed, found):
    labels = [option.label for option in matching(OPTIONS, typed, 10)]
    assert labels[: len(found)] == found
    assert labels or not found


def test_no_more_are_found_than_are_wanted():
    assert len(matching(OPTIONS, "", 2)) == len(matching(OPTIONS, "a", 2)) == 2


def test_a_button_says_which_form_it_opens_and_about_what():
    button = open_button("Update…", "update", milestone=7)
    assert (button.action, json.loads(button.value)) == (OPEN, {"form": "update", "milestone": 7})


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(milestone("1.1", "Ifan Rees", None)), "2026-06-01 10:00")


NOBODY = Speaker(PLATFORM, TENANT, "Nobody at all")


def test_somebody_unknown_has_nothing_to_fill_in_to_choose_from_or_to_send(northmere):
    now, value = northmere.clock.now(), open_button("", "update").value
    form = northmere.conversation.form(Pressed(NOBODY, "x", "m", "p", OPEN, value, now))
    assert not form.submit
    assert northmere.conversation.options(Typed(NOBODY, "update", value, "milestone", "", now)) == ()
    sent = northmere.conversation.submit(Submitted(NOBODY, "x", "s", "update", value, {"status": ("complete",)}, now))
    assert sent.errors
    assert northmere.milestones()["1.1"].is_open


@pytest.mark.parametrize("action", ["", "no such form", "status"])
def test_a_form_that_nobody_makes_is_not_taken(northmere, action):
    speaker, now = Speaker(PLATFORM, TENANT, "Ifan Rees"), northmere.clock.now()
    (error,) = northmere.conversation.submit(Submitted(speaker, "x", "s", action, "{}", {}, now)).errors
    assert error.sentence == "I do not know that form any more. Nothing was changed."


def test_the_same_sending_is_taken_once_whatever_it_says(northmere):
    speaker, now = Speaker(PLATFORM, TENANT, "Ifan Rees"), northmere.clock.now()
    value = open_button("", "update", ref="1.1").value
    for status in ("at_risk", "off_track"):
        answers = {"status": (status,)}
        northmere.conversation.submit(Submitted(speaker, "Ifan Rees", "sending-1", "update", value, answers, now))
    assert northmere.milestones()["1.1"].status == "at_risk"
    assert len(northmere.sent_to("Ifan Rees")) == 1
