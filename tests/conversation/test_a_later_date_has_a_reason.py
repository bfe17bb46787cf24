"""A later date is a request: it has a reason, somebody decides, both hear, and the first date stays."""

from datetime import date

import pytest
from history import events, restart, told
from northmere import Northmere, milestone

WAS, TO = date(2026, 6, 15), date(2026, 7, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", WAS, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", WAS, title="Strategy meetings recorded"),
        milestone("1.3", "Ifan Rees", date(2026, 7, 1), title="Lessons shared with schools"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Handbook takes in what 1.2 found"),
    )


def approvals(northmere):
    northmere.tick()
    return [one.text for one in northmere.sent_to("Bethan Lloyd") if "asks to move" in one.text]


def test_a_date_without_a_reason_is_asked_why(northmere):
    answer = northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "1.2 → 15 July asked for; until Bethan Lloyd says yes it is due 15 June" in answer
    assert "Why does 1.2 need longer? Bethan Lloyd is asked when I know." in answer
    assert approvals(northmere) == []
    assert northmere.milestones()["1.2"].asked_for == TO


def test_the_next_words_are_the_reason(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "1.2 → reason kept, Bethan Lloyd is asked about 15 July" in northmere.says(
        "Ifan Rees", "the recorder retired and nobody is in post"
    )
    (asked,) = approvals(northmere)
    assert "Ifan Rees asks to move 1.2 from 15 June to 15 July." in asked
    assert 'Reason: "the recorder retired and nobody is in post"' in asked


def test_the_reason_may_come_a_day_later_and_after_a_restart(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    northmere.turn_to("2026-06-02 15:00")
    restart(northmere)
    northmere.says("Ifan Rees", "the recorder retired")
    assert 'Reason: "the recorder retired"' in approvals(northmere)[0]


@pytest.mark.parametrize(
    "text", ["what's overdue", "thanks", "1.1 done", "2.1 on track", "help", "remind me about 1.1 on Friday"]
)
def test_something_else_is_not_taken_for_the_reason(northmere, text):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "reason kept" not in northmere.says("Ifan Rees", text)
    assert approvals(northmere) == []
    northmere.says("Ifan Rees", "the recorder retired")
    assert len(approvals(northmere)) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.2 slipping to 15 July because the recorder retired", "the recorder retired"),
        ("1.2 should be 15 July, the recorder has left", "the recorder has left"),
        ("push 1.2 to 15 July due to sickness in the team", "sickness in the team"),
    ],
)
def test_a_reason_in_the_message_goes_with_it(northmere, text, reason):
    assert "Why" not in northmere.says("Ifan Rees", text)
    assert f'Reason: "{reason}"' in approvals(northmere)[0]


def test_one_reason_answers_for_both_dates_of_a_message(northmere):
    answer = northmere.says("Ifan Rees", "move 1.1 to 15 July and 1.2 to 20 July")
    assert "Why do 1.1 and 1.2 need longer?" in answer
    northmere.says("Ifan Rees", "the team is two people short")
    assert len(approvals(northmere)) == 2


def test_the_approver_reads_what_went_before_and_what_waits(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the recorder retired")
    asked = approvals(northmere)[0]
    assert "First date 15 June; this would be the first move." in asked
    assert "1.3 and 2.1 wait for it." in asked
    assert "[Approve] [Refuse] [Ask why]" in asked


def test_approved_moves_the_date_and_keeps_the_first_one(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the recorder retired")
    northmere.tick()
    assert "1.2 is now due 15 July" in northmere.presses("Bethan Lloyd", "Approve")
    moved = northmere.milestones()["1.2"]
    assert (moved.due, moved.original_due, moved.moves) == (TO, WAS, 1)
    assert "1.2 is now due 15 July: Bethan Lloyd approved it." in told(northmere, "Ifan Rees")
    northmere.says("Ifan Rees", "move 1.2 to 1 August because the new recorder starts then")
    assert "First date 15 June; this would be the second move." in approvals(northmere)[-1]


def test_until_it_is_approved_the_old_date_is_reminded_of(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the recorder retired")
    sent = [one.text for one in northmere.turn_to("2026-06-15 10:00") if one.to.conversation == "Ifan Rees"]
    assert any("1.2 Strategy meetings recorded · due today" in text for text in sent)


def test_ask_why_goes_to_whoever_asked_and_the_answer_comes_back(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because of sickness")
    northmere.tick()
    assert "Ifan Rees is asked why" in northmere.presses("Bethan Lloyd", "Ask why")
    assert "Bethan Lloyd asks why 1.2 needs until 15 July" in told(northmere, "Ifan Rees")
    northmere.says("Ifan Rees", "two recorders are off until July")
    assert 'Reason: "sickness; two recorders are off until July"' in approvals(northmere)[-1]
    assert "now due 15 July" in northmere.presses("Bethan Lloyd", "Approve")


def test_only_whoever_approves_may_ask_why(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because of sickness")
    northmere.tick()
    question = northmere.sent_to("Bethan Lloyd")[-1]
    question.to = type(question.to)(question.to.platform, "Grace Adeyemi")
    assert "Only the plan's owner decides" in northmere.presses("Grace Adeyemi", "Ask why")


def test_a_manager_who_asks_for_the_lead_is_told_and_so_is_the_lead(northmere):
    northmere.says("Amara Okafor", "move 1.2 to 15 July because the recorder retired")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Refuse")
    for who in ("Amara Okafor", "Ifan Rees"):
        assert "Bethan Lloyd refused, and it stays due 15 June" in told(northmere, who)


def test_a_request_that_is_undone_is_not_decided(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the recorder retired")
    northmere.tick()
    northmere.presses("Ifan Rees", "Undo")
    assert (
        northmere.presses("Bethan Lloyd", "Approve")
        == "Withdrawn: Ifan Rees took the request to move 1.2 to 15 July back. Nothing was changed."
    )
    assert northmere.milestones()["1.2"].due == WAS


def test_the_history_keeps_the_request_its_reason_and_the_decision(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    northmere.says("Ifan Rees", "the recorder retired")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Approve")
    assert [(kind, who) for kind, _, who, _, _ in events(northmere)] == [
        ("updated", "Ifan Rees"),
        ("date_requested", "Ifan Rees"),
        ("reason_given", "Ifan Rees"),
        ("date_approved", "Bethan Lloyd"),
    ]


def test_whoever_decides_moves_it_at_once_with_a_reason(northmere):
    answer = northmere.says("Bethan Lloyd", "move 1.2 to 15 July because the inspectors come on the 10th")
    assert "1.2 → due Wednesday 15 July, for Ifan Rees" in answer
    moved = northmere.milestones()["1.2"]
    assert (moved.due, moved.original_due, moved.moves) == (TO, WAS, 1)
    assert "1.2 is now due 15 July: Bethan Lloyd approved it." in told(northmere, "Ifan Rees")


def test_whoever_decides_is_asked_why_like_everybody(northmere):
    answer = northmere.says("Bethan Lloyd", "move 1.2 to 15 July")
    assert "15 July once there is a reason; until then it is due 15 June" in answer
    assert "Why does 1.2 need longer?" in answer
    assert northmere.milestones()["1.2"].due == WAS
    assert "1.2 → reason kept, due 15 July" in northmere.says("Bethan Lloyd", "the inspectors come on the 10th")
    assert northmere.milestones()["1.2"].due == TO


def test_a_date_asked_for_again_asks_why_once(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    northmere.says("Ifan Rees", "move 1.2 to 20 July")
    answer = northmere.says("Ifan Rees", "the recorder retired")
    assert "Bethan Lloyd is asked about 20 July" in answer
    assert "Why" not in answer


@pytest.mark.parametrize("text", ["1.2", "yes", "the second", "neither"])
def test_an_answer_to_something_else_is_no_reason(northmere, text):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "reason kept" not in northmere.says("Ifan Rees", text)


def test_after_the_reason_the_other_open_question_is_asked(northmere):
    answer = northmere.says("Ifan Rees", "1.1 done, move 1.2 to 15 July")
    assert "Why does 1.2 need longer?" in answer
    assert "What shows" not in answer
    assert "What shows that 1.1 is done?" in northmere.says("Ifan Rees", "the recorder retired")
    assert "kept as evidence" in northmere.says("Ifan Rees", "minutes of 4 May")


def test_a_word_that_needs_no_more_time_is_an_update_and_no_reason(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "1.2 → ● on track" in northmere.says("Ifan Rees", "1.2 is fine really")
    assert approvals(northmere) == []
    northmere.says("Ifan Rees", "the recorder retired and nobody is in post")
    assert 'Reason: "the recorder retired and nobody is in post"' in approvals(northmere)[0]


@pytest.mark.parametrize(
    "text", ["asdf", "xyz", "banana", ".", "because", "none", "we need more time", "asdf qwer zxcv"]
)
def test_words_that_say_nothing_are_no_reason_and_it_is_asked_again(northmere, text):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    answer = northmere.says("Ifan Rees", text)
    assert answer.startswith("That does not tell me why. A few words are enough")
    assert "Why does 1.2 need longer? Bethan Lloyd is asked when I know." in answer
    assert approvals(northmere) == []
    northmere.says("Ifan Rees", "staffing")
    assert 'Reason: "staffing"' in approvals(northmere)[0]


@pytest.mark.parametrize("text", ["sick", "IT delay", "waiting for the board", "no capacity"])
def test_a_short_reason_is_taken(northmere, text):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "1.2 → reason kept" in northmere.says("Ifan Rees", text)


def test_an_order_is_no_reason(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July")
    assert "I cannot take a milestone out of the plan" in northmere.says("Ifan Rees", "delete 1.2")
    assert approvals(northmere) == []


def test_words_that_say_nothing_in_the_message_itself_are_asked_about_too(northmere):
    assert "Why does 1.2 need longer?" in northmere.says("Ifan Rees", "move 1.2 to 15 July because asdf")
    assert approvals(northmere) == []
