"""What somebody new to it types first: a greeting, a correction, a list without a verb, a question it cannot answer."""

from datetime import date

import pytest
from history import events
from northmere import Northmere, milestone

from plans.words import Status

IFAN = "Ifan Rees"


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-22 10:00",
        milestone("1.1", IFAN, date(2026, 6, 15), title="Return interviews audited"),
        milestone("1.2", IFAN, date(2026, 7, 15), title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 6, 17), title="Foster carer handbook agreed"),
    )


@pytest.mark.parametrize("greeting", ["hi", "Hello!", "good morning", "hey Milepost"])
def test_a_greeting_is_told_what_one_leads_and_what_to_write(northmere, greeting):
    answer = northmere.says(IFAN, greeting)
    assert answer.startswith("Hello. You lead 2 open milestones; the first is 1.1, was due on Monday 15 June")
    assert 'for example "1.1 on track"' in answer
    assert northmere.says("Bethan Lloyd", greeting).startswith("Hello. You lead nothing that is open.")


@pytest.mark.parametrize("words", ["actually make that 17 July", "sorry, make it 17 July", "correction: 17 July"])
def test_a_correction_is_about_the_milestone_of_a_moment_ago(northmere, words):
    northmere.says(IFAN, "1.1 should be 10 July because the recorder left")
    northmere.says(IFAN, words)
    assert northmere.milestones()["1.1"].asked_for == date(2026, 7, 17)
    assert northmere.milestones()["1.2"].asked_for is None


def test_a_correction_of_two_milestones_or_of_yesterday_asks_which(northmere):
    northmere.says(IFAN, "1.1 and 1.2 at risk")
    assert "which one?" in northmere.says(IFAN, "actually make that 17 July")
    northmere.says(IFAN, "1.1 should be 10 July because the recorder left")
    northmere.turn_to("2026-06-23 12:00")
    northmere.says("Ifan Rees", "what's overdue")
    assert northmere.milestones()["1.1"].asked_for == date(2026, 7, 10)
    northmere.says(IFAN, "actually make that 17 July")
    assert northmere.milestones()["1.1"].asked_for == date(2026, 7, 10)


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("everything overdue", "2 of 3 milestones are overdue"),
        ("everything at risk by lead", "None of 3 milestones is at risk or off track"),
        ("all overdue please", "2 of 3 milestones are overdue"),
    ],
)
def test_a_list_without_a_verb_is_asked_for_and_changes_nothing(northmere, words, headline):
    before = len(events(northmere))
    assert headline in northmere.says("Bethan Lloyd", words)
    assert len(events(northmere)) == before


def test_a_question_may_say_how_it_wants_its_list(northmere):
    assert "Grace Adeyemi 1\n" in northmere.says("Bethan Lloyd", "everything overdue by lead")
    northmere.says("Bethan Lloyd", "what's overdue, as a csv")
    assert [file.name for file in northmere.sent[-1].message.files] == ["overdue-2026-06-22.csv"]


def test_a_period_that_nobody_knows_is_asked_about(northmere):
    assert "Which day is" in northmere.says("Bethan Lloyd", "what is due before half term?")


def test_a_question_without_an_answer_is_no_word_about_a_milestone(northmere):
    before = len(events(northmere))
    assert "no answer to" in northmere.says(IFAN, "what do you want from me")
    assert len(events(northmere)) == before


@pytest.mark.parametrize(
    "words", ["2.1 done next week", "2.1 finish 03/07/26", "2.1 completed 3 July", "2.1: 3 July signed off"]
)
def test_what_will_be_done_on_a_day_to_come_is_asked_for_and_not_recorded_as_done(northmere, words):
    northmere.says("Grace Adeyemi", words)
    told = northmere.milestones()["2.1"]
    assert told.status is Status.ON_TRACK
    assert told.asked_for == date(2026, 7, 3)


def test_what_was_done_on_a_weekday_is_done(northmere):
    northmere.says("Grace Adeyemi", "2.1 done on Friday")
    assert northmere.milestones()["2.1"].status is Status.COMPLETE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("show me everything", "3 milestones, 2 overdue"),
        ("list all milestones", "3 milestones, 2 overdue"),
        ("show me the plan", "3 milestones, 2 overdue"),
        ("export to word", "as a file"),
        ("asdf qwer zxcv", "I do not know what that means."),
        ("delete 1.1", "I cannot take a milestone out of the plan"),
        ("1.1 not applicable any more", "I cannot take a milestone out of the plan"),
        ("1.1 to 31 feb because of leave", "There is no 31 feb"),
    ],
)
def test_an_order_or_nonsense_is_no_note_on_what_was_spoken_of_last(northmere, words, said):
    northmere.says(IFAN, "1.1 at risk")
    before = len(events(northmere))
    answer = northmere.says(IFAN, words)
    assert said in answer and "note kept" not in answer
    assert len(events(northmere)) == before


def test_what_reads_like_progress_and_names_its_milestone_is_kept(northmere):
    assert "1.1 → note kept" in northmere.says(IFAN, "1.1 letters went out to all schools")


def test_an_update_beside_leave_is_kept_and_both_are_read_back(northmere):
    answer = northmere.says(IFAN, "out friday, 1.1 is done")
    assert "You are away on Friday 26 June" in answer
    assert northmere.milestones()["1.1"].status is Status.COMPLETE


@pytest.mark.parametrize(
    "words",
    ["handbook is at the printers, back friday", "I will be off the case next week", "I'm back from leave today"],
)
def test_what_is_not_said_of_ones_own_leave_puts_nobody_on_leave(northmere, words):
    assert "away" not in northmere.says("Grace Adeyemi", words)


def test_who_leads_nothing_is_said_to_lead_nothing(northmere):
    assert northmere.says(IFAN, "who is bethan?").startswith("There are no milestones of Bethan Lloyd, as at ")
