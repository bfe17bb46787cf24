"""A plan's own words and colours for a status."""

import pytest

from plans.reading import StatusLabel
from plans.status_key import (
    USUAL_KEY,
    StatusKey,
    colour_named,
    colour_of_fill,
    graded,
    status_in_words,
)
from plans.words import Status

AMBER_IS_FINE = StatusKey(
    (
        StatusLabel("Delivered", Status.COMPLETE, "green"),
        StatusLabel("Moving along", Status.ON_TRACK, "amber"),
        StatusLabel("Help wanted", Status.OFF_TRACK, "red"),
    )
)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Not started", Status.NOT_STARTED),
        ("Work is yet to begin", Status.NOT_STARTED),
        ("Not yet due", Status.NOT_STARTED),
        ("On track", Status.ON_TRACK),
        ("Under way and on schedule to finish", Status.ON_TRACK),
        ("Underway", Status.ON_TRACK),
        ("In progress but at risk of slipping", Status.AT_RISK),
        ("Not on track but no help is needed", Status.AT_RISK),
        ("Behind schedule but recoverable", Status.AT_RISK),
        ("Some slippage", Status.AT_RISK),
        ("Partially complete", Status.AT_RISK),
        ("Not achieved", Status.OFF_TRACK),
        ("Not on track, help required", Status.OFF_TRACK),
        ("Started, but blocked", Status.OFF_TRACK),
        ("Significant delay", Status.OFF_TRACK),
        ("Overdue", Status.OFF_TRACK),
        ("Complete", Status.COMPLETE),
        ("Action completed on schedule", Status.COMPLETE),
        ("Closed", Status.COMPLETE),
        ("Guidance written", None),
        ("", None),
    ],
)
def test_plain_english_states_a_status(words: str, status: Status | None) -> None:
    assert status_in_words(words) is status


@pytest.mark.parametrize(
    ("rating", "colour"),
    [
        ("Red", "red"),
        ("R", "red"),
        ("A – trainer is ill", "amber"),
        ("Amber/Green", "amber"),
        ("BRAG: Blue", "blue"),
        ("orange", "amber"),
        ("Gray", "grey"),
        ("About to start", None),
        ("Rated weekly", None),
        ("", None),
    ],
)
def test_a_rating_opens_with_its_colour(rating: str, colour: str | None) -> None:
    assert colour_named(rating) == colour


@pytest.mark.parametrize(
    ("fill", "colour"),
    [
        ("FF0000", "red"),
        ("FFC7CE", "red"),
        ("FFC000", "amber"),
        ("FFFF00", "yellow"),
        ("92D050", "green"),
        ("C6EFCE", "green"),
        ("0070C0", "blue"),
        ("7030A0", "purple"),
        ("BFBFBF", "grey"),
        ("FFFFFF", None),
        ("000000", None),
        ("auto", None),
        (None, None),
    ],
)
def test_a_background_has_the_colour_a_person_would_say(fill: str | None, colour: str | None) -> None:
    assert colour_of_fill(fill) == colour


def test_a_colour_means_what_the_plans_key_says() -> None:
    assert AMBER_IS_FINE.from_colour("amber") is Status.ON_TRACK
    assert USUAL_KEY.from_colour("amber") is Status.AT_RISK


def test_a_colour_that_the_key_leaves_out_means_nothing() -> None:
    assert AMBER_IS_FINE.from_colour("purple") is None
    assert StatusKey().from_colour("red") is None


def test_yellow_stands_for_amber_where_the_key_has_no_yellow() -> None:
    assert AMBER_IS_FINE.from_colour("yellow") is Status.ON_TRACK


def test_the_plans_own_label_counts_before_plain_english() -> None:
    assert AMBER_IS_FINE.from_words("help wanted!") is Status.OFF_TRACK
    assert AMBER_IS_FINE.from_words("overdue") is Status.OFF_TRACK


def test_a_status_is_said_in_the_plans_own_words_where_it_has_them() -> None:
    assert AMBER_IS_FINE.label_for(Status.ON_TRACK) == "Moving along"
    assert AMBER_IS_FINE.label_for(Status.AT_RISK) == "at risk"


def test_of_two_lines_that_read_as_off_track_the_milder_colour_is_at_risk() -> None:
    red = StatusLabel("Not achieved", Status.OFF_TRACK, "red")
    amber = StatusLabel("Behind", Status.OFF_TRACK, "amber")
    assert [label.status for label in graded([amber, red])] == [Status.AT_RISK, Status.OFF_TRACK]


def test_of_two_lines_that_read_as_at_risk_the_red_one_is_off_track() -> None:
    red = StatusLabel("At risk of failing", Status.AT_RISK, "red")
    amber = StatusLabel("At risk", Status.AT_RISK, "amber")
    assert [label.status for label in graded([red, amber])] == [Status.OFF_TRACK, Status.AT_RISK]


def test_a_key_that_tells_them_apart_itself_is_left_alone() -> None:
    labels = (
        StatusLabel("Late", Status.OFF_TRACK),
        StatusLabel("Blocked", Status.OFF_TRACK),
        StatusLabel("At risk", Status.AT_RISK),
    )
    assert graded(labels) == labels
