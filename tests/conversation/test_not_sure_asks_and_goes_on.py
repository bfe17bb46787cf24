"""Not sure: one question with buttons, remembered, and gone on from by a button or by words, however late."""

from datetime import date

import pytest
from history import events, restart, words

from plans.words import Status

DUE = date(2026, 6, 15)


def statuses(northmere):
    return {ref: m.status for ref, m in northmere.milestones().items() if ref != "2.1"}


def test_one_question_with_a_button_for_each_answer(northmere):
    answer = northmere.says("Ifan Rees", "it's off track")
    assert "“it's off track”: which one?" in answer
    assert "[1.1 Return interviews audited] [1.2 Strategy meetings recorded] [Both] [Neither]" in answer
    assert "Nothing is changed until you say." in answer
    assert events(northmere) == []


@pytest.mark.parametrize(
    "text", ["the second", "1.2", "2", "the second one please", "strategy meetings", "I meant 1.2"]
)
def test_words_go_on_from_it(northmere, text):
    northmere.says("Ifan Rees", "it's off track")
    assert "1.2 → ■ off track" in northmere.says("Ifan Rees", text)
    assert statuses(northmere) == {"1.1": Status.ON_TRACK, "1.2": Status.OFF_TRACK}


@pytest.mark.parametrize("say", ["both", "both of them", "1 and 2", "1.1 and 1.2"])
def test_both_are_both(northmere, say):
    northmere.says("Ifan Rees", "it's off track")
    northmere.says("Ifan Rees", say)
    assert statuses(northmere) == {"1.1": Status.OFF_TRACK, "1.2": Status.OFF_TRACK}


@pytest.mark.parametrize("say", ["neither", "none of these"])
def test_neither_changes_nothing(northmere, say):
    northmere.says("Ifan Rees", "it's off track")
    assert "Then nothing is changed." in northmere.says("Ifan Rees", say)
    assert events(northmere) == []


def test_the_buttons_do_the_same(northmere):
    northmere.says("Ifan Rees", "it's off track")
    assert "1.2 → ■ off track" in northmere.presses("Ifan Rees", "1.2 Strategy meetings recorded")
    northmere.says("Ifan Rees", "it's at risk")
    northmere.presses("Ifan Rees", "Both")
    assert statuses(northmere) == {"1.1": Status.AT_RISK, "1.2": Status.AT_RISK}


def test_a_day_later_and_after_a_restart(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.turn_to("2026-06-02 16:00")
    restart(northmere)
    northmere.says("Ifan Rees", "the first")
    assert statuses(northmere)["1.1"] is Status.OFF_TRACK


def test_something_else_in_between_is_answered_and_the_question_stays(northmere):
    northmere.says("Ifan Rees", "it's off track")
    assert "None of 3 milestones is overdue" in northmere.says("Ifan Rees", "what's overdue")
    assert "1.1 → ● on track" in northmere.says("Ifan Rees", "1.1 on track")
    assert "1.2 → ■ off track" in northmere.says("Ifan Rees", "the second")


def test_a_whole_word_about_one_is_an_update_and_no_answer(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.says("Ifan Rees", "1.2 at risk")
    assert statuses(northmere) == {"1.1": Status.ON_TRACK, "1.2": Status.AT_RISK}


def test_it_is_answered_once(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.presses("Ifan Rees", "1.2 Strategy meetings recorded")
    assert "was answered before" in northmere.presses("Ifan Rees", "1.1 Return interviews audited")
    assert statuses(northmere)["1.1"] is Status.ON_TRACK


def test_after_two_weeks_words_no_longer_answer_it(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.turn_to("2026-06-16 10:00")
    northmere.says("Ifan Rees", "the second")
    assert statuses(northmere)["1.2"] is Status.ON_TRACK


def test_it_is_answered_only_by_whom_it_was_asked(northmere):
    northmere.says("Ifan Rees", "it's off track")
    question = northmere.sent_to("Ifan Rees")[-1]
    northmere.says("Amara Okafor", "the second")
    question.to = type(question.to)(question.to.platform, "Amara Okafor")
    assert "for somebody else" in northmere.presses("Amara Okafor", "1.2 Strategy meetings recorded")
    assert events(northmere) == []


def test_what_follows_belongs_to_the_words_that_were_in_doubt(northmere):
    northmere.says("Ifan Rees", "it's off track, the recorder has left")
    northmere.says("Ifan Rees", "the second")
    assert '"it\'s off track, the recorder has left"' in northmere.says("Amara Okafor", "how is 1.2")
    assert words(northmere, "Ifan Rees") == ["it's off track, the recorder has left", "the second"]


def test_undo_takes_back_what_the_answer_did(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.says("Ifan Rees", "both")
    northmere.says("Ifan Rees", "undo")
    assert statuses(northmere) == {"1.1": Status.ON_TRACK, "1.2": Status.ON_TRACK}


def test_done_that_was_in_doubt_asks_for_its_evidence(northmere):
    northmere.says("Ifan Rees", "it's done")
    assert "What shows that 1.2 is done?" in northmere.says("Ifan Rees", "the second")
    assert "minutes of 4 May kept as evidence" in northmere.says("Ifan Rees", "minutes of 4 May")


def test_a_later_date_that_was_in_doubt_asks_for_its_reason(northmere):
    northmere.says("Ifan Rees", "it's slipping to 15 July")
    assert "Why does 1.2 need longer?" in northmere.says("Ifan Rees", "the second")
    assert "reason kept" in northmere.says("Ifan Rees", "the recorder has left")


def test_a_reference_alone_asks_how_it_stands(northmere):
    answer = northmere.says("Ifan Rees", "1.2")
    assert "How does 1.2 Strategy meetings recorded stand? The plan shows ● on track." in answer
    northmere.presses("Ifan Rees", "Blocked")
    assert statuses(northmere)["1.2"] is Status.OFF_TRACK


def test_the_newest_question_is_the_one_that_is_answered(northmere):
    northmere.says("Ifan Rees", "it's off track")
    northmere.says("Ifan Rees", "it's at risk")
    northmere.says("Ifan Rees", "the first")
    assert statuses(northmere)["1.1"] is Status.AT_RISK
