"""What can be said of a milestone from how it stands: late by how much, silent, and why nobody is reminded."""

from datetime import date

import pytest

from plans.milestone import Milestone
from plans.words import Status
from plans.working_days import ENGLAND

TODAY = date(2026, 6, 15)


def milestone(**more):
    return Milestone(1, 1, "1.1", "Return interviews audited", **({"due": date(2026, 6, 12), "lead_id": 3} | more))


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, None),
        ({"status": Status.COMPLETE, "lead_id": None}, None),
        ({"status": Status.CONFIRMED, "due": None}, None),
        ({"lead_id": None}, "it has no lead"),
        ({"lead_id": None, "post": "Head of Fostering"}, "nobody is known to hold the post Head of Fostering"),
        ({"due": None}, "it has no date"),
        ({"due": None, "due_text": "asap"}, '"asap" is not a date'),
        ({"due": None, "due_text": "Ongoing", "is_ongoing": True}, "it is ongoing, without a date"),
        ({"due": None, "lead_id": None}, "it has no lead and it has no date"),
        ({"climbs": False}, "the last day of its ladder had passed when Milepost began to follow it"),
        ({"climbs": False, "lead_id": None}, "it has no lead"),
    ],
)
def test_why_nobody_is_being_reminded(more, reason):
    assert milestone(**more).unreminded_because == reason


@pytest.mark.parametrize("status", [None, Status.NOT_STARTED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK])
def test_an_open_milestone_is_overdue_from_the_day_after_its_date(status):
    one = milestone(status=status, due=TODAY)
    assert not one.is_overdue(TODAY)
    assert one.is_overdue(date(2026, 6, 16))


@pytest.mark.parametrize("status", [Status.COMPLETE, Status.CONFIRMED])
def test_what_is_finished_or_undated_is_never_overdue(status):
    assert not milestone(status=status, due=date(2026, 1, 1)).is_overdue(TODAY)
    assert not milestone(due=None).is_overdue(TODAY)


@pytest.mark.parametrize(
    ("due", "today", "days"),
    [
        (date(2026, 6, 12), date(2026, 6, 12), 0),
        (date(2026, 6, 12), date(2026, 6, 13), 0),
        (date(2026, 6, 12), date(2026, 6, 15), 1),
        (date(2011, 5, 27), date(2011, 5, 31), 1),
        (date(2012, 4, 5), date(2012, 4, 11), 2),
        (date(2026, 6, 30), date(2026, 6, 12), 0),
        (None, date(2026, 6, 12), 0),
    ],
)
def test_lateness_is_counted_in_working_days(due, today, days):
    assert milestone(due=due).working_days_late(today, ENGLAND) == days


def test_silence_is_no_word_on_or_after_a_day():
    assert milestone(last_word_on=None).has_been_silent_since(TODAY)
    assert milestone(last_word_on=date(2026, 6, 14)).has_been_silent_since(TODAY)
    assert not milestone(last_word_on=TODAY).has_been_silent_since(TODAY)
    assert not milestone(last_word_on=None, status=Status.COMPLETE).has_been_silent_since(TODAY)
