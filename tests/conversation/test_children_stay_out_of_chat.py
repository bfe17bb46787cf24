"""A message that seems to identify a child is not kept, repeated or logged, and its writer alone hears why."""

import dataclasses
from datetime import date, timedelta

import pytest
from history import edits, told, words
from northmere import Northmere, milestone
from sqlalchemy import inspect, select, text

from bot.conversation.answers.holding import IN_A_CHANNEL, NOT_ABOUT_A_CHILD
from bot.conversation.heard import Attached
from plans.words import Status
from storage import tables

HELD = "1.1 slipping, Callum Dacre, aged 9, moved again"
NAMES = ("Callum", "Dacre")


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
    )


def everything_kept(northmere):
    """Every value of every table, as one text."""
    with northmere.store.read() as session:
        names = inspect(session.connection()).get_table_names()
        return "\n".join(str(row) for name in names for row in session.execute(text(f"SELECT * FROM {name}")))


def held_messages(northmere):
    with northmere.store.read() as session:
        return [
            row.__dict__ | {} for row in session.scalars(select(tables.HeldMessage).order_by(tables.HeldMessage.id))
        ]


def later(northmere, **how_long):
    northmere.clock.set(northmere.clock.now() + timedelta(**how_long))


def test_nothing_of_a_held_message_is_kept_and_nothing_changes(northmere):
    northmere.says("Ifan Rees", HELD)
    assert words(northmere) == []
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK
    assert not any(name in everything_kept(northmere) for name in NAMES)


def test_a_parent_under_a_childs_initials_is_no_reason_for_a_later_date(northmere):
    northmere.says("Ifan Rees", "1.1 to 10 July")
    answer = northmere.says("Ifan Rees", "A.B.'s mother has complained about the strategy meeting")
    assert answer.startswith("I have not kept that message")
    assert "complained" not in everything_kept(northmere)


def test_its_writer_is_told_what_to_take_out_without_the_words(northmere):
    answer = northmere.says("Ifan Rees", HELD)
    assert answer.startswith("I have not kept that message: it seems to name a child (a name beside an age).")
    assert "Please say it again without the name" in answer
    assert f"[{NOT_ABOUT_A_CHILD}]" in answer
    assert not any(name in answer for name in NAMES)


def test_nothing_of_it_is_logged(northmere, capfd):
    northmere.says("Ifan Rees", HELD)
    logged = "".join(capfd.readouterr())
    assert "message held" in logged
    assert not any(name in logged for name in NAMES)


@pytest.mark.parametrize(
    ("said", "seems", "without"),
    [
        ("the Hegarty family refused", "name a family", "the name"),
        ("the child's date of birth is 06/05/2018", "give a date of birth", "the date"),
        ("LCS 1048823 is late", "give the number of a person or a case", "the number"),
        ("child lives at 118 Station Road", "say where a child or family lives", "the address"),
    ],
)
def test_it_says_what_it_noticed(northmere, said, seems, without):
    answer = northmere.says("Ifan Rees", said)
    assert f"it seems to {seems} (" in answer
    assert f"say it again without {without};" in answer


def test_what_was_held_is_recorded_by_whom_when_where_and_why(northmere):
    northmere.says("Ifan Rees", HELD, message_id="m-1")
    (kept,) = held_messages(northmere)
    assert (kept["platform"], kept["conversation"], kept["message_id"]) == ("memory", "Ifan Rees", "m-1")
    assert kept["held_at"] == northmere.clock.now()
    assert kept["reasons"] == ["age"]
    assert kept["released_at"] is kept["overridden_at"] is None


def test_the_same_said_without_the_name_is_taken(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.says("Ifan Rees", "1.1 slipping, one child moved again")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK


def test_among_others_nobody_learns_more_than_that_it_was_not_kept(northmere):
    answer = northmere.says("Ifan Rees", HELD, conversation="leadership", is_private=False)
    assert answer == IN_A_CHANNEL
    assert "seems to name a child" in told(northmere, "Ifan Rees")


def test_the_writer_can_override_a_message_held_in_a_channel_from_the_private_word(northmere):
    northmere.says("Ifan Rees", HELD, conversation="leadership", is_private=False)
    told(northmere, "Ifan Rees")
    assert "send it again within 15 minutes" in northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)


def test_a_file_named_after_a_child_holds_its_message(northmere):
    answer = northmere.says("Ifan Rees", "1.1 done", files=(Attached("Callum Dacre DOB 04-11-2013.docx", "file-1"),))
    assert "I have not kept that message" in answer
    assert not any(name in everything_kept(northmere) for name in NAMES)


def test_an_override_lets_the_message_pass_when_it_is_sent_again(northmere):
    northmere.says("Ifan Rees", HELD)
    answer = northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    assert "send it again within 15 minutes" in answer
    assert "recorded" in answer
    later(northmere, minutes=15)
    northmere.says("Ifan Rees", HELD, message_id="again")
    assert words(northmere, "Ifan Rees") == [HELD]
    assert northmere.milestones()["1.1"].status is Status.AT_RISK
    (kept,) = held_messages(northmere)
    assert (kept["overridden_at"], kept["overridden_message_id"]) == (northmere.clock.now(), "again")


def test_an_override_is_over_after_a_quarter_of_an_hour(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    later(northmere, minutes=15, seconds=1)
    assert "I have not kept that message" in northmere.says("Ifan Rees", HELD)
    assert words(northmere) == []


def test_an_override_counts_once(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    northmere.says("Ifan Rees", HELD)
    assert "I have not kept that message" in northmere.says("Ifan Rees", HELD)
    assert words(northmere) == [HELD]


def test_an_ordinary_message_in_between_does_not_use_the_override_up(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    northmere.says("Ifan Rees", "thanks")
    northmere.says("Ifan Rees", HELD)
    assert HELD in words(northmere)


def test_an_override_does_not_let_another_reason_pass(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    assert "I have not kept that message" in northmere.says("Ifan Rees", f"{HELD}, and LCS 1048823")
    assert words(northmere) == []


def test_an_override_is_its_writers_alone(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    assert "I have not kept that message" in northmere.says("Grace Adeyemi", HELD)


def test_nobody_else_can_override_it(northmere):
    northmere.says("Ifan Rees", HELD)
    held = northmere.sent_to("Ifan Rees")[-1]
    northmere.sent.append(dataclasses.replace(held, to=dataclasses.replace(held.to, conversation="Grace Adeyemi")))
    assert "somebody else's" in northmere.presses("Grace Adeyemi", NOT_ABOUT_A_CHILD)
    assert held_messages(northmere)[0]["released_at"] is None


def test_an_override_that_was_used_is_not_given_again(northmere):
    northmere.says("Ifan Rees", HELD)
    northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)
    northmere.says("Ifan Rees", HELD)
    assert "again already" in northmere.presses("Ifan Rees", NOT_ABOUT_A_CHILD)


def test_a_held_message_that_its_writer_edits_is_read_as_it_stands_then(northmere):
    northmere.says("Ifan Rees", HELD, message_id="m-1")
    edits(northmere, "Ifan Rees", "m-1", "1.1 slipping, one child moved again")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK
    assert words(northmere) == ["1.1 slipping, one child moved again"]


def test_an_edit_that_puts_a_name_in_is_held_and_what_was_said_before_is_taken_back(northmere):
    northmere.says("Ifan Rees", "1.1 slipping", message_id="m-1")
    answer = edits(northmere, "Ifan Rees", "m-1", HELD, edit_id="edit-1")
    assert "I have not kept that message" in answer
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK
    assert not any(name in everything_kept(northmere) for name in NAMES)


def test_the_plans_own_people_are_no_reason_to_hold(northmere):
    northmere.says("Ifan Rees", "1.1 slipping, Grace Adeyemi moved to the placement team")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK
    assert held_messages(northmere) == []


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("2.1 waits for Kezia Umeh.", "She is 14 and her plan is not signed"),
        ("2.1 waits for the plan of a 14 year old in care", "it's Kezia Umeh"),
    ],
)
def test_a_name_and_an_age_in_two_messages_are_seen_together(northmere, first, then):
    northmere.says("Ifan Rees", first)
    assert "I have not kept that message" in northmere.says("Ifan Rees", then)


def test_a_message_of_an_hour_ago_or_of_somebody_else_is_not_carried_on(northmere):
    northmere.says("Ifan Rees", "2.1 waits for Kezia Umeh.")
    assert "not kept" not in northmere.says("Grace Adeyemi", "She is 14 and her plan is not signed")
    northmere.clock.set(northmere.clock.now() + timedelta(hours=1))
    assert "not kept" not in northmere.says("Ifan Rees", "She is 14 and her plan is not signed")


@pytest.mark.parametrize(
    "then", ["3.2 done", "thanks", "it's Grace Adeyemi", "She is away for 9 days", "12 of 14 done"]
)
def test_an_ordinary_message_after_one_with_a_name_is_taken(northmere, then):
    northmere.says("Ifan Rees", "Kirsten Vale has the tracker of 14 year olds, 2.1 waits for her.")
    assert "not kept" not in northmere.says("Ifan Rees", then)
