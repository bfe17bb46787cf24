"""A reply in plain words becomes a dated update, is read back in one line and can be undone."""

from datetime import date

import pytest

from plans.words import Status

DUE = date(2026, 6, 12)


def test_items_are_answered_by_their_number_in_the_reminder(northmere):
    answer = northmere.says("Ifan Rees", "1 is done, 2 slipping to 15 July")
    assert "1.1 → ✔ complete" in answer
    assert "1.2 → ▲ at risk" in answer
    now = northmere.milestones()
    assert now["1.1"].status is Status.COMPLETE
    assert now["1.2"].status is Status.AT_RISK


def test_a_later_date_is_asked_for_and_not_applied(northmere):
    answer = northmere.says("Ifan Rees", "2 slipping to 15 July")
    assert "15 July asked for; until Bethan Lloyd says yes it is due 15 June" in answer
    kept = northmere.milestones()["1.2"]
    assert (kept.due, kept.asked_for, kept.moves) == (date(2026, 6, 15), date(2026, 7, 15), 0)


def test_the_owner_is_asked_and_an_approved_date_moves_the_milestone(northmere):
    northmere.says("Ifan Rees", "2 slipping to 15 July, the recorder has left")
    northmere.tick()
    assert "Ifan Rees asks to move 1.2" in northmere.sent_to("Bethan Lloyd")[-1].text
    assert "1.2 is now due 15 July" in northmere.presses("Bethan Lloyd", "Approve")
    moved = northmere.milestones()["1.2"]
    assert (moved.due, moved.original_due, moved.moves) == (date(2026, 7, 15), date(2026, 6, 15), 1)
    northmere.tick()
    assert "1.2 is now due 15 July: Bethan Lloyd approved it." in northmere.sent_to("Ifan Rees")[-1].text


def test_a_refused_date_stays_where_it_is_and_its_asker_hears(northmere):
    northmere.says("Ifan Rees", "2 slipping to 15 July, the recorder has left")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Refuse")
    northmere.tick()
    assert "Bethan Lloyd refused, and it stays due 15 June" in northmere.sent_to("Ifan Rees")[-1].text
    assert northmere.milestones()["1.2"].due == date(2026, 6, 15)


def test_a_date_that_was_decided_is_not_decided_again(northmere):
    northmere.says("Ifan Rees", "2 slipping to 15 July, the recorder has left")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Approve")
    assert (
        northmere.presses("Bethan Lloyd", "Refuse") == "Approved by you: 1.2 was moved to 15 July. Nothing was changed."
    )
    assert northmere.milestones()["1.2"].due == date(2026, 7, 15)


def test_only_the_owner_approves(northmere):
    northmere.says("Ifan Rees", "2 slipping to 15 July, the recorder has left")
    northmere.tick()
    question = northmere.sent_to("Bethan Lloyd")[-1]
    question.to = type(question.to)(question.to.platform, "Ifan Rees")
    assert "Only the plan's owner decides" in northmere.presses("Ifan Rees", "Approve")
    assert northmere.milestones()["1.2"].due == date(2026, 6, 15)


def test_an_earlier_date_is_set_at_once(northmere):
    assert "1.1 → due Friday 12 June" in northmere.says("Ifan Rees", "1.1 move it to 12 June")
    assert northmere.milestones()["1.1"].due == DUE


def test_undo_by_button_takes_back_everything_that_the_message_changed(northmere):
    northmere.says("Ifan Rees", "1 is done, 2 slipping to 15 July")
    assert "Taken back" in northmere.presses("Ifan Rees", "Undo")
    now = northmere.milestones()
    assert (now["1.1"].status, now["1.2"].status) == (Status.ON_TRACK, Status.ON_TRACK)
    assert now["1.2"].asked_for is None


def test_undo_in_words_takes_back_the_last_message_only(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.says("Ifan Rees", "1.2 off track, the recorder has left")
    northmere.says("Ifan Rees", "undo")
    now = northmere.milestones()
    assert (now["1.1"].status, now["1.2"].status) == (Status.COMPLETE, Status.ON_TRACK)


def test_what_was_undone_is_not_undone_twice(northmere):
    northmere.says("Ifan Rees", "1.1 done")
    northmere.presses("Ifan Rees", "Undo")
    assert "taken back before" in northmere.presses("Ifan Rees", "Undo")
    assert "nothing of yours to take back" in northmere.says("Ifan Rees", "undo")


def test_a_button_of_the_reminder_is_an_update(northmere):
    assert "Strategy meetings recorded → ■ off track" in northmere.presses("Ifan Rees", "2 Blocked")
    assert northmere.milestones()["1.2"].status is Status.OFF_TRACK


def test_a_button_pressed_twice_by_a_slow_platform_counts_once(northmere):
    northmere.presses("Ifan Rees", "2 Blocked", press_id="the-same")
    assert northmere.presses("Ifan Rees", "2 Undo", press_id="the-same") == ""
    assert northmere.milestones()["1.2"].status is Status.OFF_TRACK


def test_a_message_that_comes_again_is_answered_once(northmere):
    assert northmere.says("Ifan Rees", "1.1 done", message_id="m1")
    assert northmere.says("Ifan Rees", "1.1 done", message_id="m1") == ""


def test_a_reference_in_a_direct_message_needs_no_reminder(northmere):
    assert "2.1 → ● on track" in northmere.says("Grace Adeyemi", "2.1 on track")


def test_words_that_fit_nothing_are_asked_about_and_change_nothing(northmere):
    before = northmere.milestones()
    answer = northmere.says("Ifan Rees", "it's done")
    assert "Nothing is changed until you say." in answer
    assert northmere.milestones() == before


def test_the_pressed_choice_goes_on_from_what_was_said(northmere):
    northmere.says("Ifan Rees", "it's done")
    northmere.presses("Ifan Rees", "1.2 Strategy meetings recorded")
    assert northmere.milestones()["1.2"].status is Status.COMPLETE


def test_somebody_elses_milestone_is_not_theirs_to_report(northmere):
    answer = northmere.says("Grace Adeyemi", "1.1 done")
    assert "1.1 is led by Ifan Rees" in answer
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK


@pytest.mark.parametrize("who", ["Amara Okafor", "Bethan Lloyd"])
def test_the_manager_and_the_owner_may_say_how_it_stands(northmere, who):
    northmere.says(who, "1.1 done")
    assert northmere.milestones()["1.1"].status is Status.COMPLETE


def test_on_track_for_something_late_is_kept_and_questioned_in_the_same_line(northmere):
    northmere.turn_to("2026-06-17 10:00")
    answer = northmere.says("Ifan Rees", "1.1 on track")
    assert "1.1 → ● on track" in answer
    assert "as you say, though it was due on Monday 15 June. Is there a new date?" in answer


@pytest.mark.parametrize("text", ["x" * 100_000, "done " * 20_001])
def test_a_message_of_a_hundred_thousand_characters_is_refused_in_a_sentence(northmere, text):
    assert "more than 10,000 characters" in northmere.says("Ifan Rees", text)


@pytest.mark.parametrize("text", ["🙂🙃🙂", "👍" * 500, " ", "\u200b", "…", "'; DROP TABLE milestone; --"])
def test_only_signs_get_an_answer_and_change_nothing(northmere, text):
    before = {ref: m.status for ref, m in northmere.milestones().items()}
    assert northmere.says("Ifan Rees", text)
    assert {ref: m.status for ref, m in northmere.milestones().items()} == before


def test_a_list_that_answered_a_question_is_not_what_the_next_words_are_about(northmere):
    northmere.says("Ifan Rees", "how is 1.2")
    assert "Nothing is changed until you say." in northmere.says("Ifan Rees", "it's done")
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK
    northmere.says("Ifan Rees", "how is 1.2")
    assert "1.2 → ▲ at risk" in northmere.says("Ifan Rees", "1 slipping")
