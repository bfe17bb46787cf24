"""A question is answered with a count, what was asked in words, a short numbered list, and always as at when."""

from datetime import date, timedelta

import pytest
from northmere import Northmere, milestone

from bot.conversation.answers.listing import question_as_data, question_from_data
from bot.conversation.understanding import About, Question
from plans.words import Status

DUE = date(2026, 6, 15)
MANY = 24


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-22 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", date(2026, 6, 17), Status.OFF_TRACK, title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
        milestone("2.2", None, date(2026, 9, 30), title="Carers' forum heard"),
    )


@pytest.fixture
def large(store):
    """A plan of two dozen late milestones."""
    several = [
        milestone(f"1.{n}", "Ifan Rees", DUE + timedelta(days=n % 5), title=f"Step {n} of the audit agreed")
        for n in range(1, MANY + 1)
    ]
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-07-01 10:00",
        *several,
    )


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("what's overdue", "2 of 4 milestones are overdue, as at 10:00 today"),
        ("what have I got overdue", "Both milestones of yours are overdue, as at 10:00 today"),
        ("what is Grace late on", "The only milestone of Grace Adeyemi is not overdue, as at 10:00 today"),
        ("what's due in September", "2 of 4 milestones are due between 1 September and 30 September"),
        ("what is at risk", "1 of 4 milestones is at risk or off track, as at 10:00 today"),
        ("what has nobody assigned", "Nobody is being reminded of 1 milestone, as at 10:00 today"),
        ("what changed since 1 June", "Nothing has changed since Monday 1 June, as at 10:00 today"),
        ("how is the plan doing", "Northmere improvement plan: 4 milestones, 2 overdue"),
        ("how is 1.2", "1.2 Strategy meetings recorded is ■ off track, was due on Wednesday 17 June"),
    ],
)
def test_the_count_and_what_was_asked_in_words(northmere, text, headline):
    assert headline in northmere.says("Ifan Rees", text).splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "what's overdue",
        "what's due in September",
        "what is at risk",
        "what has nobody assigned",
        "who has not updated",
        "what changed since 1 June",
        "how is the plan doing",
        "how is 1.2",
    ],
)
def test_every_answer_says_as_at_when(northmere, text):
    assert "as at 10:00 today" in northmere.says("Ifan Rees", text)


def test_its_numbers_can_be_answered(northmere):
    answer = northmere.says("Ifan Rees", "what's overdue")
    assert "1. 1.1 Return interviews audited" in answer and "2. 1.2 Strategy meetings recorded" in answer
    northmere.says("Ifan Rees", "2 is on track now")
    assert northmere.milestones()["1.2"].status is Status.ON_TRACK


def test_a_line_has_its_date_status_and_lead(northmere):
    assert (
        "1. 1.1 Return interviews audited · was due on Monday 15 June, 5 working days late · ● on track · Ifan Rees"
        in northmere.says("Amara Okafor", "what's overdue")
    )


def test_a_long_list_says_how_many_more_and_shows_them_all(large):
    answer = large.says("Amara Okafor", "what's overdue")
    assert f"All {MANY} milestones are overdue" in answer
    assert "and 9 more" in answer
    assert f"[Show all {MANY}]" in answer
    whole = large.presses("Amara Okafor", f"Show all {MANY}")
    assert all(f"Step {n} of the audit agreed" in whole for n in range(1, MANY + 1))
    assert "more" not in whole.splitlines()[-1]


def test_the_numbers_of_the_whole_list_can_be_answered_too(large):
    large.says("Ifan Rees", "what's overdue")
    whole = large.presses("Ifan Rees", f"Show all {MANY}")
    ref = next(line.split()[1] for line in whole.splitlines() if line.startswith(f"{MANY}. "))
    large.says("Ifan Rees", f"{MANY} is off track")
    assert large.milestones()[ref].status is Status.OFF_TRACK


def test_what_changed_names_who_and_when_the_latest_first(northmere):
    northmere.says("Ifan Rees", "1.1 at risk")
    northmere.says("Bethan Lloyd", "1.2 on track")
    answer = northmere.says("Amara Okafor", "what changed since 1 June")
    assert "2 changes since Monday 1 June" in answer
    assert answer.index("1.2 ■ off track → ● on track · Bethan Lloyd, today") < answer.index(
        "1.1 ● on track → ▲ at risk · Ifan Rees, today"
    )


def test_what_was_taken_back_did_not_change(northmere):
    northmere.says("Ifan Rees", "1.1 at risk")
    northmere.says("Ifan Rees", "undo")
    assert "Nothing has changed" in northmere.says("Amara Okafor", "what changed since 1 June")


def test_what_was_said_is_not_repeated_where_others_read(northmere):
    northmere.says("Ifan Rees", "1.1 at risk, the auditor is ill")
    assert "the auditor is ill" in northmere.says("Amara Okafor", "how is 1.1")
    assert "the auditor is ill" not in northmere.says(
        "Amara Okafor", "how is 1.1", conversation="#plan", is_private=False
    )


def test_two_questions_are_answered_in_one_message(northmere):
    answer = northmere.says("Amara Okafor", "what's overdue? and who leads 2.1?")
    assert "2 of 4 milestones are overdue" in answer
    assert "2.1" in answer


@pytest.mark.parametrize(
    "question",
    [
        Question(about=About.OVERDUE),
        Question(about=About.DUE, owner="me", since=date(2026, 6, 1), to=date(2026, 6, 30)),
        Question(about=About.SUMMARY, theme="Best practice"),
        Question(about=About.STALE, ref="8"),
    ],
)
def test_a_question_is_the_same_from_its_button(question):
    assert question_from_data(question_as_data(question)) == question


@pytest.mark.parametrize("data", [{}, {"about": "everything"}, {"about": "due", "owner": None, "ref": None}])
def test_a_button_that_is_no_question_is_none(data):
    assert question_from_data(data) is None


def test_what_is_finished_is_not_late(store):
    council = Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-22 10:00",
        milestone("1.1", "Ifan Rees", DUE, Status.COMPLETE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
    )
    answer = council.says("Ifan Rees", "how is 1.1 doing?")
    assert "was due on Monday 15 June" in answer and "late" not in answer
    assert "was due on Monday 15 June, 5 working days late" in council.says("Ifan Rees", "how is 1.2 doing?")
