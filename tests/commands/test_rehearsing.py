"""`milepost simulate`: every message that would be sent, in order, on the right day."""

import json

import pytest
from command_line import EXAMPLE, PEOPLE


@pytest.fixture
def simulate(milepost):
    def command(first, last, *options):
        return json.loads(milepost("simulate", EXAMPLE, "--from", first, "--to", last, "--json", *options).out)

    return command


def summary(messages):
    return [
        (m["at"], next(iter(m["to"].values())), m["kind"], [(i["ref"], i["rung"]) for i in m["items"]])
        for m in messages
    ]


def test_each_rung_comes_on_its_working_day(simulate):
    """2.1 is due on Friday 29 May 2026; Monday 25 May is a bank holiday."""
    messages = [
        m
        for m in summary(simulate("2026-05-11", "2026-06-12", "--people", PEOPLE))
        if ("2.1",) in [(ref,) for ref, _ in m[3]]
    ]
    told = [(at[:10], who, next(rung for ref, rung in items if ref == "2.1")) for at, who, _, items in messages]
    # What goes out at one instant goes out in any order.
    assert sorted(told) == [
        ("2026-05-14", "Priya Nair", "10 working days before"),
        ("2026-05-21", "Priya Nair", "5 working days before"),
        ("2026-05-28", "Priya Nair", "1 working day before"),
        ("2026-05-29", "Priya Nair", "on the day"),
        ("2026-06-02", "Amara Okafor", "2 working days after"),
        ("2026-06-02", "Priya Nair", "2 working days after"),
        ("2026-06-05", "Amara Okafor", "5 working days after"),
        ("2026-06-05", "Plan owner", "5 working days after"),
        ("2026-06-05", "Priya Nair", "5 working days after"),
        ("2026-06-12", "Priya Nair", "10 working days after"),
        ("2026-06-12", "leadership", "10 working days after"),
    ]


def test_messages_come_at_nine_on_their_readers_clock(simulate):
    at = {m["at"][10:] for m in simulate("2026-03-23", "2026-04-03")}
    assert at == {"T09:00:00+00:00", "T09:00:00+01:00"}


def test_leadership_sees_references_and_statuses_only(simulate):
    escalations = [
        m for m in simulate("2026-06-01", "2026-06-12") if m["kind"] == "escalation" and "channel" in m["to"]
    ]
    assert [m["text"] for m in escalations] == [
        "6.1 is 10 working days late, ● On track, no new date agreed. Asked once.",
        "2.1 is 10 working days late, ● On track, no new date agreed. Asked twice.",
    ]


def test_a_digest_comes_every_monday_or_the_next_working_day(simulate):
    digests = [m["at"][:10] for m in simulate("2026-05-01", "2026-06-01") if m["kind"] == "digest"]
    assert digests == ["2026-05-05", "2026-05-11", "2026-05-18", "2026-05-26", "2026-06-01"]


def test_where_no_manager_is_known_the_owner_stands_in(simulate):
    messages = simulate("2026-06-01", "2026-06-03", "--owner", "Bethan Lloyd")
    assert {m["to"].get("person") for m in messages if m["kind"] == "escalation"} == {"Bethan Lloyd"}


def test_one_message_a_person_a_day_with_all_their_items(simulate):
    messages = simulate("2026-06-05", "2026-06-05")
    to_tomasz = [m for m in messages if m["to"].get("person") == "Tomasz Zielinski"]
    assert [[i["ref"] for i in m["items"]] for m in to_tomasz] == [["5.1", "5.2"]]
    assert "1. 5.1" in to_tomasz[0]["text"]
    assert "2. 5.2" in to_tomasz[0]["text"]


def test_in_words_it_ends_with_what_nobody_is_reminded_of(milepost):
    said = milepost("simulate", EXAMPLE, "--from", "2026-06-01", "--to", "2026-06-07").out
    assert "Monday 01 June 2026, 09:00" in said
    assert "Nobody is being reminded of 2 milestones" in said


def test_a_long_range_shows_a_bar_and_the_messages_stay_json(milepost):
    done = milepost("simulate", EXAMPLE, "--from", "2026-01-01", "--to", "2026-12-31", "--json")
    assert len(json.loads(done.out)) > 80


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [("2026-06-02", "2026-06-01", "is before"), ("June", "2026-06-01", "is not a day")],
)
def test_a_range_that_is_none_is_one_sentence(milepost, first, last, says):
    assert says in milepost("simulate", EXAMPLE, "--from", first, "--to", last, fails=True).err


def test_a_policy_with_an_unknown_rung_is_one_sentence(milepost, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('[[rung]]\nwhen = "5 fortnights before"\ntell = ["lead"]\n')
    refused = milepost(
        "simulate", EXAMPLE, "--from", "2026-06-01", "--to", "2026-06-07", "--policy", policy, fails=True
    )
    assert 'policy.toml: Rung 1 is unknown: "5 fortnights before".' in refused.err
    assert len(refused.err.strip().splitlines()) == 1


def test_a_policy_of_ones_own_is_rehearsed(milepost, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('at = "08:15"\n[[rung]]\nwhen = "3 days before"\ntell = ["lead"]\n')
    said = milepost("simulate", EXAMPLE, "--from", "2026-06-01", "--to", "2026-06-19", "--json", "--policy", policy).out
    reminders = [m for m in json.loads(said) if m["kind"] == "reminder"]
    assert [(m["at"], m["items"][0]["rung"]) for m in reminders] == [
        ("2026-06-09T08:15:00+01:00", "3 days before"),
        ("2026-06-16T08:15:00+01:00", "3 days before"),
    ]


def test_what_the_document_leaves_open_is_taken_as_right_and_listed(milepost):
    said = milepost("simulate", EXAMPLE, "--from", "2026-09-14", "--to", "2026-09-15").out
    assert "1 thing of the document taken as right here, though still to settle:" in said
    assert '4.2, its date (line 28): "30-Sep"' in said
    assert "nobody is reminded of a date among them before it is settled" in said
