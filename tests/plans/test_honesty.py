"""What does not add up in a plan, rule by rule, at each boundary; and what must not be asked about."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plans.account import Account, Note, accounts_of
from plans.honesty import Doubt, find_doubts
from plans.reading import ActionReading, MilestoneReading, PlanReading, ProgressReading, StatusLabel
from plans.words import Status

TODAY = date(2026, 6, 15)
DUE = date(2026, 6, 12)
FOUR_WEEKS = timedelta(days=28)


def account(status: Status | None = Status.ON_TRACK, *notes: str, **more) -> Account:
    more = {"title": "Supervision audit agreed", "due": date(2026, 9, 30)} | more
    return Account("3.2", status=status, notes=tuple(Note(None, note) for note in notes), **more)


def doubts(*accounts: Account, review_every: timedelta | None = None) -> list[Doubt]:
    return [finding.doubt for finding in find_doubts(accounts, TODAY, review_every)]


OTHER = account(Status.ON_TRACK, "Two of five wards have been seen.", mitigation="An extra nurse from July")
"""A milestone by which the plan is seen to report notes and mitigations."""


# A note that contradicts its status


@pytest.mark.parametrize(
    ("status", "note"),
    [
        (Status.AT_RISK, "First draft circulated, on track for October."),
        (Status.OFF_TRACK, "Everything is back on schedule"),
        (Status.AT_RISK, "New recording form rolled out on 3 June. Lessons from the first month in July."),
        (Status.ON_TRACK, "The contract is on hold. The board meets in July."),
        (Status.ON_TRACK, "We have been unable to recruit a second nurse"),
        (Status.ON_TRACK, "The work has not started"),
        (Status.COMPLETE, "Done. The second half still to be written."),
        (Status.COMPLETE, "Achieved. Training will be rolled out in the autumn."),
        (Status.COMPLETE, "Agreed by the panel. Need to tell the schools."),
        (Status.NOT_STARTED, "The review is now under way"),
    ],
)
def test_a_note_that_says_otherwise_than_the_status_is_found(status, note):
    assert doubts(account(status, note), OTHER) == [Doubt.CONTRADICTED]


@pytest.mark.parametrize(
    ("status", "note"),
    [
        (Status.AT_RISK, "On track but the second nurse leaves in July"),
        (Status.AT_RISK, "Not on track"),
        (Status.AT_RISK, "Review completed, the resource yet to be found"),
        (Status.AT_RISK, "Two of eight visits completed"),
        (Status.AT_RISK, "Draft completed"),
        (Status.ON_TRACK, "Nothing is held up, the audit goes on"),
        (Status.ON_TRACK, "Next to be seen: wards 4 and 5"),
        (Status.COMPLETE, "Agreed on 3 June and on the website. Next review in a year."),
        (Status.COMPLETE, "All nine teams were trained; nothing was left out"),
        (Status.NOT_STARTED, "Starts when the audit is done"),
        (None, "On hold"),
    ],
)
def test_a_note_that_goes_with_the_status_is_left_alone(status, note):
    careful = account(status, note, mitigation="An extra nurse from July")
    assert doubts(careful, OTHER) == []


def test_only_the_latest_note_counts():
    was_stuck = account(Status.ON_TRACK, "The contract is on hold.", "The contract is signed.")
    assert doubts(was_stuck, OTHER) == []


def test_a_contradiction_is_said_alone_and_not_what_follows_from_the_status():
    assert doubts(account(Status.AT_RISK, "On track for October"), OTHER) == [Doubt.CONTRADICTED]


def test_a_finding_names_its_milestone_the_words_it_rests_on_and_what_would_settle_it():
    stuck = account(Status.ON_TRACK, "Three wards were seen. The contract is on hold until July. More next month.")
    (found,) = find_doubts([replace(stuck, shown="Green")], TODAY)
    assert found.ref == "3.2"
    assert found.rests_on == "The contract is on hold until July."
    assert found.because == "it is shown as Green, and its note says that it is held up"
    assert found.settled_by == "the status that the note describes, or a newer note"


# Complete


@pytest.mark.parametrize(
    "note", ["Completed", "Achieved.", "Done!", "Action now completed", "N/A", " - ", "3.2 done", "C3.2: done, thanks"]
)
def test_complete_with_nothing_but_the_word_is_found(note):
    assert doubts(account(Status.COMPLETE, note), OTHER) == [Doubt.NO_EVIDENCE]


def test_complete_without_a_note_is_found_where_the_plan_has_notes():
    assert doubts(account(Status.COMPLETE), OTHER) == [Doubt.NO_EVIDENCE]
    assert doubts(account(Status.COMPLETE)) == []


@pytest.mark.parametrize(
    "shown",
    [
        {"evidence": ("minutes.docx",)},
        {"aims": "The panel saw the audit on 3 June 2026."},
        {"aims": "The room is open and has been visited"},
        {"status": Status.CONFIRMED},
    ],
)
def test_complete_is_believed_where_something_shows_it(shown):
    assert doubts(replace(account(Status.COMPLETE, "Completed"), **shown), OTHER) == []


def test_what_the_plan_wants_to_see_one_day_shows_nothing():
    wanted = account(Status.COMPLETE, "Completed", aims="Fewer moves by 31 March 2027")
    assert doubts(wanted, OTHER) == [Doubt.NO_EVIDENCE]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Letter sent 13/06/26", [Doubt.EVIDENCE_TOO_LATE]),
        ("Letter sent 12.06.2026", []),
        ("Letter sent on 11 June 2026", []),
        ("Briefing held on 3 July 2026", [Doubt.EVIDENCE_TOO_LATE]),
        ("Sent in June 2026", []),
        ("Sent in July", []),
        ("Sent to 130 of 130 homes, see paper 14/26", []),
    ],
)
def test_evidence_from_after_the_due_date_is_found_where_its_day_is_named(note, found):
    assert doubts(account(Status.COMPLETE, note, due=DUE), OTHER) == found


def test_evidence_that_is_still_to_come_is_said_to_be_so():
    (found,) = find_doubts([account(Status.COMPLETE, "Briefing arranged for 3 July 2026", due=DUE)], TODAY)
    assert (
        found.because
        == "it is shown as complete and was due on Friday 12 June 2026; Friday 3 July 2026 is still to come"
    )


# Late but green


@pytest.mark.parametrize(
    ("due", "found"),
    [(TODAY - timedelta(days=1), [Doubt.LATE_BUT_GREEN]), (TODAY, []), (TODAY + timedelta(days=1), []), (None, [])],
)
def test_what_is_past_its_date_and_shown_as_on_track_is_found(due, found):
    assert doubts(account(due=due)) == found


@pytest.mark.parametrize("status", [Status.AT_RISK, Status.OFF_TRACK, Status.NOT_STARTED, Status.COMPLETE, None])
def test_late_in_another_status_is_not_late_but_green(status):
    assert Doubt.LATE_BUT_GREEN not in doubts(account(status, due=DUE))


def test_a_later_date_that_is_asked_for_is_in_hand():
    assert doubts(account(due=DUE, is_in_hand=True)) == []
    assert doubts(account(Status.AT_RISK, "Two of five done", is_in_hand=True), OTHER) == []


def test_what_goes_on_for_ever_is_not_late():
    assert doubts(account(due=DUE, is_ongoing=True)) == []


# Red or amber


@pytest.mark.parametrize("status", [Status.AT_RISK, Status.OFF_TRACK])
def test_at_risk_with_an_empty_mitigation_is_found_where_the_plan_has_mitigations(status):
    assert doubts(account(status, "Two of five done"), OTHER) == [Doubt.NO_MITIGATION]
    assert doubts(account(status, "Two of five done", mitigation="An extra nurse"), OTHER) == []


def test_where_a_plan_has_no_mitigations_its_notes_may_say_what_is_being_done():
    assert doubts(account(Status.OFF_TRACK, "A specialist has been tasked with helping")) == []
    assert doubts(account(Status.OFF_TRACK, "Two of five done")) == [Doubt.NO_MITIGATION]
    assert doubts(account(Status.OFF_TRACK)) == []


# Dates, silence, wording


@pytest.mark.parametrize(("moves", "found"), [(2, []), (3, [Doubt.MOVED_OFTEN])])
def test_a_date_that_moved_more_than_twice_is_found(moves, found):
    assert doubts(account(moves=moves, original_due=date(2026, 1, 31))) == found


def test_what_is_finished_has_moved_for_the_last_time():
    assert doubts(account(Status.COMPLETE, "Signed by the panel", moves=5), OTHER) == []


@pytest.mark.parametrize(("days", "found"), [(28, []), (29, [Doubt.NO_UPDATE])])
def test_silence_of_more_than_a_cycle_is_found(days, found):
    silent = account(last_word_on=TODAY - timedelta(days=days))
    assert doubts(silent, review_every=FOUR_WEEKS) == found
    assert doubts(silent) == []


@pytest.mark.parametrize("status", [None, Status.NOT_STARTED, Status.COMPLETE])
def test_nothing_is_expected_of_what_has_not_begun_or_is_finished(status):
    silent = account(status, "Signed by the panel", last_word_on=date(2025, 1, 1))
    assert doubts(silent, OTHER, review_every=FOUR_WEEKS) == []


@pytest.mark.parametrize(
    "title",
    [
        "Improve partnership working",
        "Raise awareness among staff",
        "Ensure it is well understood by everyone concerned",
        "To continue to develop the offer",
        "Consider the needs of carers",
        "Strengthen the voice of the child",
        "A culture of openness created",
    ],
)
def test_wording_that_can_go_on_for_ever_is_found(title):
    assert doubts(account(title=title, due=None)) == [Doubt.UNMEASURABLE]


@pytest.mark.parametrize(
    ("title", "more"),
    [
        ("Improve the rate of visits to 95%", {}),
        ("Improve recording by training all teams", {}),
        ("Ensure sufficient placements", {"aims": "12 more carers"}),
        ("Raise awareness among staff", {"aims": "A leaflet for each team"}),
        ("Consider the needs of carers", {"due_text": "Report by March"}),
        ("Freeing orders lodged with the court", {}),
        ("Second nurse in post", {}),
    ],
)
def test_wording_with_something_to_count_or_to_show_is_left_alone(title, more):
    assert doubts(account(title=title, **({"due": None} | more))) == []


# From a document


def test_a_document_is_taken_at_its_own_words():
    reading = PlanReading(
        "Northmere improvement plan",
        status_key=(StatusLabel("Green, as planned", Status.ON_TRACK, "green"),),
        actions=(ActionReading("3", "Supervision", success_criteria="Every worker is seen monthly"),),
        milestones=(
            MilestoneReading(
                "3.2",
                "3",
                "Audit",
                status=Status.ON_TRACK,
                due=date(2026, 7, 31),
                original_due=date(2026, 5, 31),
                progress=(ProgressReading(date(2026, 5, 1), "Begun"), ProgressReading(None, "Half")),
            ),
            MilestoneReading("3.3", "3", "Report", status=Status.AT_RISK, rag="A", mitigation="An extra nurse"),
        ),
    )
    first, second = accounts_of(reading)
    assert (first.shown, first.moves, first.last_word_on) == ("Green, as planned", 1, date(2026, 5, 1))
    assert first.aims == "Every worker is seen monthly"
    assert first.said == "Begun\nHalf"
    assert (second.shown, second.mitigation) == ("A (at risk)", "An extra nurse")
