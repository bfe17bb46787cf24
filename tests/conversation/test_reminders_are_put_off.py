"""A later reminder: held until the day that was asked for, never past a due date without saying so."""

from datetime import date

import pytest
from history import restart
from northmere import Northmere, milestone

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
        milestone("2.2", "Grace Adeyemi", None, title="Carers' forum heard"),
    )


def reminded(northmere, until, ref="1.1", who="Ifan Rees"):
    """The days on which somebody was reminded of a milestone on the way to that time."""
    sent = northmere.turn_to(until)
    return [one.at.day for one in sent if one.to.conversation == who and ref in one.text and "Later]" in one.text]


def test_it_moves_to_the_day_that_was_asked_for(northmere):
    assert "1.1 → I remind you on Wednesday 10 June" in northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    assert reminded(northmere, "2026-06-11 12:00") == [10]


def test_when_it_wakes_it_says_who_wanted_it(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    sent = northmere.turn_to("2026-06-10 12:00")
    assert "You asked me on Monday 1 June to remind you." in sent[-1].text


def test_the_other_milestone_is_reminded_of_as_before(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    assert reminded(northmere, "2026-06-11 12:00", ref="1.2") == [8]


def test_after_it_the_ladder_goes_on(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    assert reminded(northmere, "2026-06-15 12:00") == [10, 12, 15]


def test_on_the_day_of_a_rung_it_is_said_once(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 12 June")
    sent = [one for one in northmere.turn_to("2026-06-12 12:00") if one.to.conversation == "Ifan Rees"]
    assert sent[-1].text.count("Return interviews audited") == 1
    assert "you asked me on Monday 1 June to remind you" in sent[-1].text


def test_past_the_due_date_it_says_so_and_the_manager_hears_all_the_same(northmere):
    answer = northmere.says("Ifan Rees", "remind me about 1.1 on 24 June")
    assert "1.1 → I remind you on Wednesday 24 June, which is after it is due (Monday 15 June)" in answer
    assert "Amara Okafor still hears when it is late" in answer
    sent = northmere.turn_to("2026-06-17 12:00")
    assert any(one.to.conversation == "Amara Okafor" and "1.1" in one.text for one in sent)


def test_a_day_off_is_the_next_working_day(northmere):
    assert "on Monday 8 June" in northmere.says("Ifan Rees", "remind me about 1.1 on Saturday")


def test_a_day_that_has_passed_changes_nothing(northmere):
    northmere.turn_to("2026-06-16 10:00")
    answer = northmere.says("Ifan Rees", "1.1 remind me tomorrow")
    assert "though it was due yesterday" in answer


def test_without_naming_one_it_is_the_list_that_is_put_off(northmere):
    answer = northmere.says("Ifan Rees", "remind me on 10 June")
    assert "1.1 → I remind you on Wednesday 10 June" in answer
    assert "1.2 → I remind you on Wednesday 10 June" in answer


def test_later_asks_when_with_the_days_that_are_likely(northmere):
    northmere.presses("Ifan Rees", "All later")
    question = northmere.sent_to("Ifan Rees")[-1].text
    assert "When shall I ask about 1.1 and 1.2 again?" in question
    assert "[Tomorrow] [Monday 8 June] [The day it is due, 15 June]" in question
    northmere.presses("Ifan Rees", "The day it is due, 15 June")
    assert reminded(northmere, "2026-06-15 12:00") == [15]


@pytest.mark.parametrize(("text", "day"), [("10 June", 10), ("Wednesday week", 10), ("the second", 8)])
def test_when_may_be_typed_and_after_a_restart(northmere, text, day):
    northmere.presses("Ifan Rees", "All later")
    restart(northmere)
    assert "I remind you" in northmere.says("Ifan Rees", text)
    assert reminded(northmere, "2026-06-10 12:00") == [day]


def test_a_day_with_two_meanings_is_asked_about_and_the_question_stays(northmere):
    northmere.presses("Ifan Rees", "All later")
    answer = northmere.says("Ifan Rees", "next Wednesday")
    assert "3 June" in answer and "10 June" in answer
    assert "I remind you on Wednesday 10 June" in northmere.says("Ifan Rees", "10 June")


def test_remind_me_later_asks_when(northmere):
    assert "When shall I ask again?" in northmere.says("Ifan Rees", "remind me later")
    assert "I remind you on Wednesday 10 June" in northmere.says("Ifan Rees", "on the 10th of June")


def test_a_reminder_that_is_written_already_is_held(northmere):
    northmere.turn_to("2026-06-08 07:00")
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    assert reminded(northmere, "2026-06-10 12:00") == [10]


def test_a_newer_wish_takes_the_place_of_the_older(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    northmere.says("Ifan Rees", "remind me about 1.1 on 11 June")
    assert reminded(northmere, "2026-06-11 12:00") == [11]


def test_undone_it_is_reminded_of_as_before(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    assert "1.1 is reminded of as before" in northmere.presses("Ifan Rees", "Undo")
    assert reminded(northmere, "2026-06-11 12:00") == [8]


def test_a_word_meanwhile_makes_it_unnecessary(northmere):
    northmere.says("Ifan Rees", "remind me about 1.1 on 10 June")
    northmere.turn_to("2026-06-09 10:00")
    northmere.says("Ifan Rees", "1.1 done")
    assert reminded(northmere, "2026-06-10 12:00") == []


def test_a_word_in_the_same_message_does_not(northmere):
    northmere.says("Ifan Rees", "1.1 at risk, remind me about it on 10 June")
    assert reminded(northmere, "2026-06-10 12:00") == [10]


def test_a_milestone_without_a_date_can_be_asked_about_too(northmere):
    northmere.says("Grace Adeyemi", "remind me about 2.2 on 10 June")
    sent = northmere.turn_to("2026-06-10 12:00")
    assert "2.2 Carers' forum heard has no due date. The plan shows ● on track. How does it stand?" in sent[-1].text


def test_a_manager_puts_off_what_they_would_hear(northmere):
    assert "I remind you on Tuesday 23 June" in northmere.says("Amara Okafor", "remind me about 1.1 on 23 June")
    sent = [one for one in northmere.turn_to("2026-06-23 12:00") if one.to.conversation == "Amara Okafor"]
    about = [(one.at.day, "1.1" in one.text) for one in sent]
    assert (23, True) in about and (17, True) not in about


def test_somebody_elses_is_not_theirs_to_put_off(northmere):
    assert "I do not remind you of it" in northmere.says("Grace Adeyemi", "remind me about 1.1 on 10 June")
    assert reminded(northmere, "2026-06-08 12:00") == [8]
