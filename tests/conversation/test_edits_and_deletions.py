"""A message that is edited is read again, a deleted one is taken back, and the history keeps both."""

from datetime import date

import pytest
from history import deletes, edits, events, words

from plans.words import Status

DUE = date(2026, 6, 15)


def statuses(northmere):
    return {ref: m.status for ref, m in northmere.milestones().items()}


def test_an_edit_changes_the_update(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    answer = edits(northmere, "Ifan Rees", "m1", "1.1 off track")
    assert "You changed your message" in answer
    assert "1.1 → ■ off track" in answer
    assert statuses(northmere)["1.1"] is Status.OFF_TRACK


def test_an_edit_may_name_another_milestone(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.2 at risk")
    assert (statuses(northmere)["1.1"], statuses(northmere)["1.2"]) == (Status.ON_TRACK, Status.AT_RISK)


def test_the_history_keeps_both_wordings_and_what_each_did(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.1 off track")
    assert words(northmere, "Ifan Rees") == ["1.1 at risk", "1.1 off track"]
    assert [kind for kind, *_ in events(northmere)] == ["updated", "undone", "updated"]


def test_the_same_edit_is_heard_once(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.1 off track", edit_id="e1")
    assert edits(northmere, "Ifan Rees", "m1", "1.1 off track", edit_id="e1") == ""
    assert edits(northmere, "Ifan Rees", "m1", "1.1 off track", edit_id="e2") == ""
    assert len(events(northmere)) == 3


def test_an_edit_of_an_edit_is_read_again(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.1 off track")
    edits(northmere, "Ifan Rees", "m1", "1.1 on track")
    assert statuses(northmere)["1.1"] is Status.ON_TRACK
    northmere.says("Ifan Rees", "undo")
    assert statuses(northmere)["1.1"] is Status.ON_TRACK


def test_an_edit_takes_back_what_its_doubt_led_to(northmere):
    northmere.says("Ifan Rees", "it's off track", message_id="m1")
    northmere.says("Ifan Rees", "the second")
    edits(northmere, "Ifan Rees", "m1", "1.1 is off track")
    assert (statuses(northmere)["1.1"], statuses(northmere)["1.2"]) == (Status.OFF_TRACK, Status.ON_TRACK)


def test_a_question_about_words_that_were_changed_is_no_longer_open(northmere):
    northmere.says("Ifan Rees", "it's off track", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.1 at risk")
    northmere.says("Ifan Rees", "the second")
    assert statuses(northmere)["1.2"] is Status.ON_TRACK


def test_a_date_that_is_edited_is_asked_for_anew(northmere):
    northmere.says("Ifan Rees", "move 1.1 to 15 July because the recorder left", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "move 1.1 to 22 July because the recorder left")
    assert northmere.milestones()["1.1"].asked_for == date(2026, 7, 22)


def test_a_deletion_takes_the_update_back(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    answer = deletes(northmere, "Ifan Rees", "m1")
    assert "Taken back: 1.1 is ● on track again." in answer
    assert "The history keeps what it said" in answer
    assert statuses(northmere)["1.1"] is Status.ON_TRACK
    assert words(northmere) == ["1.1 at risk"]
    assert [kind for kind, *_ in events(northmere)] == ["updated", "undone"]


def test_a_deletion_withdraws_what_the_message_asked(northmere):
    northmere.says("Ifan Rees", "move 1.1 to 15 July because the recorder left", message_id="m1")
    northmere.tick()
    deletes(northmere, "Ifan Rees", "m1")
    assert (
        northmere.presses("Bethan Lloyd", "Approve")
        == "Withdrawn: Ifan Rees took the request to move 1.1 to 15 July back. Nothing was changed."
    )


def test_a_deletion_of_an_edited_message_takes_back_its_last_wording(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    edits(northmere, "Ifan Rees", "m1", "1.1 off track")
    deletes(northmere, "Ifan Rees", "m1")
    assert statuses(northmere)["1.1"] is Status.ON_TRACK


def test_deleting_twice_or_what_changed_nothing_says_nothing(northmere):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1")
    northmere.says("Ifan Rees", "what's overdue", message_id="m2")
    deletes(northmere, "Ifan Rees", "m1")
    assert deletes(northmere, "Ifan Rees", "m1") == ""
    assert deletes(northmere, "Ifan Rees", "m2") == ""


@pytest.mark.parametrize("who", ["Grace Adeyemi", "Amara Okafor"])
def test_nobody_edits_or_deletes_somebody_elses_message(northmere, who):
    northmere.says("Ifan Rees", "1.1 at risk", message_id="m1", conversation=who)
    assert edits(northmere, who, "m1", "1.1 off track") == ""
    assert deletes(northmere, who, "m1") == ""
    assert statuses(northmere)["1.1"] is Status.AT_RISK


def test_an_unknown_message_is_left_alone(northmere):
    assert edits(northmere, "Ifan Rees", "never", "1.1 off track") == ""
    assert deletes(northmere, "Ifan Rees", "never") == ""
    assert events(northmere) == []
