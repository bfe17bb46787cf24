"""`milepost digest`, `digest-settings`, `digest-together`: as an officer runs them."""

import json

import pytest
from command_line import EXAMPLE

OWNED = ("import", EXAMPLE, "--owner", "Bethan Lloyd", "--leadership", "slack:C0LEADERS")


@pytest.fixture
def kept(milepost):
    milepost(*OWNED)
    return milepost


def test_they_are_said_in_sentences(kept):
    said = kept("digest-settings", "Northmere").out
    assert "goes out on Mondays at 09:00 (Europe/London) to slack:C0LEADERS." in said
    assert "It says everything, of all themes." in said
    assert "Bethan Lloyd hears on the working day before what does not add up; what is left open does not show." in said


def test_each_is_changed_and_kept(kept):
    kept("digest-settings", "Northmere", "--day", "fri", "--at", "16:30", "--zone", "Europe/Dublin", "--exceptions")
    kept("digest-settings", "Northmere", "--preview", "--show-doubts", "--skip", "2026-06-10")
    said = kept("digest-settings", "Northmere").out
    assert "goes out on Fridays at 16:30 (Europe/Dublin)" in said
    assert "It says only what worries" in said
    assert "what does not add up, and the digest as it reads then; what is left open shows in it." in said
    assert "None goes out in the week of 08 June 2026." in said
    said = kept("digest-settings", "Northmere", "--full", "--no-preview", "--no-skip", "2026-06-12").out
    assert "everything" in said
    assert "None goes out" not in said


def test_channels_are_added_and_left_out(kept):
    said = kept("digest-settings", "Northmere", "--channel", "slack:C0PANEL", "--leave-out", "C0LEADERS").out
    assert "to slack:C0PANEL." in said
    assert "to slack:C0PANEL and" not in said


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--day", "sunday"), '"sunday" is not a working day: give one of Monday, Tuesday'),
        (("--at", "9 o'clock"), "is not an hour: write it as 09:00."),
        (("--zone", "Mars/Base"), '"Mars/Base" is not a time zone'),
        (("--theme", "Weather"), '"Weather" is not one theme of'),
        (("--channel", "general"), '"general" is not a channel: write it as slack:C0123456789.'),
        (("--leave-out", "nowhere"), "has no channel nowhere."),
    ],
)
def test_what_is_no_setting_is_refused_in_a_sentence_and_nothing_is_changed(kept, option, sentence):
    before = kept("digest-settings", "Northmere").out
    refused = kept("digest-settings", "Northmere", "--exceptions", *option, fails=True)
    assert sentence in refused.err
    assert kept("digest-settings", "Northmere").out == before


def test_somebody_reads_about_plans_together(kept):
    assert "reads about" in kept("digest-together", "Bethan Lloyd", "Northmere").out
    assert "Bethan Lloyd read" in kept("digest-settings", "Northmere").out
    assert "Bethan Lloyd reads none." in kept("digest-together", "Bethan Lloyd").out
    assert "is not one of the people" in kept("digest-together", "Nobody Known", fails=True).err


def test_a_rehearsal_shows_digests_and_what_goes_before_them(milepost):
    said = milepost("simulate", EXAMPLE, "--from", "2026-06-01", "--to", "2026-06-15", "--json").out
    kinds = {message["kind"] for message in json.loads(said)}
    assert {"digest", "doubts"} <= kinds
