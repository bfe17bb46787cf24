"""A policy is data that is checked when it is read: every refusal is a sentence that says what to write instead."""

import tomllib
from datetime import time

import pytest

from plans.ladder import STANDARD, Hearer, PolicyError, read_policy

ONE = {"when": "on the day", "tell": ["lead"]}


def test_the_standard_policy_is_read_back_as_it_is_kept():
    assert read_policy(STANDARD.as_data()) == STANDARD


def test_a_policy_is_read_from_the_words_that_people_write():
    policy = read_policy(
        tomllib.loads(
            """
            at = "08:30"
            [[rung]]
            when = "14 days before"
            tell = ["lead"]
            [[rung]]
            when = "1 Working Day  After"
            tell = ["leadership", "manager"]
            """
        )
    )
    assert policy.at == time(8, 30)
    assert [(r.days, r.in_working_days) for r in policy.rungs] == [(-14, False), (1, True)]
    assert policy.rungs[1].tell == (Hearer.MANAGER, Hearer.LEADERSHIP)


@pytest.mark.parametrize("at", ["09:00", "17:45", time(7, 15)])
def test_the_hour_may_be_words_or_a_time_of_day(at):
    assert read_policy({"at": at, "rung": [ONE]}).at == (at if isinstance(at, time) else time.fromisoformat(at))


def test_without_an_hour_it_is_nine():
    assert read_policy({"rung": [ONE]}).at == time(9)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "The policy has no rungs: give at least one [[rung]] with `when` and `tell`."),
        ({"rung": []}, "The policy has no rungs: give at least one [[rung]] with `when` and `tell`."),
        ({"rung": "on the day"}, "The policy has no rungs: give at least one [[rung]] with `when` and `tell`."),
        ({"rungs": [ONE]}, "The policy has `rungs`, which means nothing here: it may have at, rung."),
        ({"rung": ["on the day"]}, "Rung 1 is not a table with `when` and `tell`."),
        (
            {"rung": [ONE, {"when": "on the day", "tell": ["lead"], "say": "x"}]},
            "Rung 2 has `say`, which means nothing here: it may have tell, when.",
        ),
        (
            {"rung": [{"when": "soon", "tell": ["lead"]}]},
            'Rung 1 is unknown: "soon". Write "on the day", or a number of days or working days before or after, '
            'such as "5 working days before".',
        ),
        (
            {"rung": [{"tell": ["lead"]}]},
            'Rung 1 is unknown: "". Write "on the day", or a number of days or working days before or after, '
            'such as "5 working days before".',
        ),
        (
            {"rung": [{"when": "1000 days before", "tell": ["lead"]}]},
            'Rung 1 is unknown: "1000 days before". Write "on the day", or a number of days or working days before '
            'or after, such as "5 working days before".',
        ),
        (
            {"rung": [{"when": "on the day"}]},
            "Rung 1 tells nobody: `tell` is a list of lead, manager, owner, leadership.",
        ),
        (
            {"rung": [{"when": "on the day", "tell": "lead"}]},
            "Rung 1 tells nobody: `tell` is a list of lead, manager, owner, leadership.",
        ),
        (
            {"rung": [{"when": "on the day", "tell": ["lead", "the mayor"]}]},
            'Rung 1 tells "the mayor", whom nobody knows: `tell` is a list of lead, manager, owner, leadership.',
        ),
        (
            {"rung": [ONE, {"when": "On the Day", "tell": ["manager"]}]},
            'The policy has the rung "on the day" twice: keep one and list everybody in its `tell`.',
        ),
        (
            {"rung": [ONE, {"when": "0 days before", "tell": ["manager"]}]},
            'The policy has the rung "on the day" twice: keep one and list everybody in its `tell`.',
        ),
        ({"at": "nine", "rung": [ONE]}, 'The hour "nine" is not a time of day: write `at = "09:00"`.'),
        ({"at": "25:00", "rung": [ONE]}, 'The hour "25:00" is not a time of day: write `at = "09:00"`.'),
        ({"at": 9, "rung": [ONE]}, 'The hour "9" is not a time of day: write `at = "09:00"`.'),
        ({"at": "09:00+01:00", "rung": [ONE]}, 'The hour "09:00+01:00" is not a time of day: write `at = "09:00"`.'),
    ],
)
def test_what_is_wrong_with_a_policy_is_said_in_a_sentence(data, sentence):
    with pytest.raises(PolicyError) as refused:
        read_policy(data)
    assert str(refused.value) == sentence
