"""The ladder from end to end: who is told on which day, when nobody answers and when somebody does."""

from datetime import date

import pytest
from northmere import LEADERSHIP, PEOPLE, Northmere, at, milestone, plan
from telling import told, told_on

from plans.ladder import Hearer, Policy, Rung
from plans.reading import LeadReading, MilestoneReading, ProgressReading
from plans.words import Status
from storage.changes.events import Author
from storage.changes.people import PersonEntry
from storage.changes.policies import give_plan_policy

DUE = date(2026, 6, 15)
IFAN, GRACE, AMARA, BETHAN = "Ifan Rees", "Grace Adeyemi", "Amara Okafor", "Bethan Lloyd"


def council(store, *milestones, now="2026-05-29 12:00", **more):
    return Northmere(store, plan(*milestones), now, **more)


def test_each_rung_goes_to_those_it_is_for(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-07-31 12:00")
    assert told(northmere) == [
        ("06-01 09:00", IFAN, "1.1"),
        ("06-08 09:00", IFAN, "1.1"),
        ("06-12 09:00", IFAN, "1.1"),
        ("06-15 09:00", IFAN, "1.1"),
        ("06-17 09:00", IFAN, "1.1"),
        ("06-17 09:00", AMARA, "1.1"),
        ("06-22 09:00", IFAN, "1.1"),
        ("06-22 09:00", AMARA, "1.1"),
        ("06-22 09:00", BETHAN, "1.1"),
        ("06-29 09:00", IFAN, "1.1"),
        ("06-29 09:00", LEADERSHIP, "1.1"),
    ]


@pytest.mark.parametrize(
    ("day", "others"),
    [
        ("06-17", "Amara Okafor (your manager) hears of it too"),
        ("06-22", "Amara Okafor (your manager) and Bethan Lloyd hear of it too"),
        ("06-29", "Leadership hears of it too"),
    ],
)
def test_whoever_else_hears_is_named_to_the_lead_on_the_same_morning(store, day, others):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to(f"2026-{day} 12:00")
    said = northmere.sent_to(IFAN)[-1]
    assert said.at == at(f"2026-{day} 09:00")
    assert f"{others}, and will see what you say now." in said.text


def test_leadership_reads_references_and_statuses_and_no_names(store):
    northmere = council(store, milestone("1.1", IFAN, DUE, Status.OFF_TRACK, title="Return interviews audited"))
    northmere.turn_to("2026-06-29 08:59")
    before = len(northmere.sent)
    northmere.turn_to("2026-06-29 12:00")
    escalation = next(one for one in northmere.sent[before:] if "10 working days late" in one.text)
    assert "1.1" in escalation.text and "off track" in escalation.text
    assert IFAN not in escalation.text and "Return interviews" not in escalation.text


def test_everything_a_person_must_hear_in_a_day_is_one_numbered_message(store):
    refs = [f"1.{n}" for n in range(1, 8)]
    northmere = council(store, *(milestone(ref, IFAN, DUE) for ref in refs), milestone("2.1", GRACE, DUE))
    northmere.turn_to("2026-06-01 12:00")
    assert told_on(northmere, "06-01") == [(GRACE, "2.1"), (IFAN, " ".join(refs))]
    text = northmere.sent_to(IFAN)[0].text
    assert all(f"{number}. {ref}" in text for number, ref in enumerate(refs[:5], start=1))
    assert "1 to 5 of 7; then 1.6 and 1.7. All can be answered in words." in text


def test_a_managers_own_milestone_and_their_leads_late_one_are_one_message(store):
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("2.1", AMARA, date(2026, 7, 1)))
    northmere.turn_to("2026-06-17 12:00")
    assert told_on(northmere, "06-17") == [(IFAN, "1.1"), (AMARA, "2.1 1.1")]


def test_nothing_due_is_no_message(store):
    northmere = council(store, milestone("1.1", IFAN, date(2026, 12, 1)))
    northmere.turn_to("2026-06-30 12:00")
    assert told(northmere) == []


def test_a_word_quiets_the_milestone_until_the_next_rung(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-08 08:00")
    northmere.says(IFAN, "1.1 on track")
    northmere.turn_to("2026-06-11 12:00")
    assert told_on(northmere, "06-08") == []
    northmere.turn_to("2026-06-12 12:00")
    assert told_on(northmere, "06-12") == [(IFAN, "1.1")]


def test_a_word_from_before_the_rungs_day_does_not_quiet_it(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-07 23:00")
    northmere.says(IFAN, "1.1 on track")
    northmere.turn_to("2026-06-08 12:00")
    assert told_on(northmere, "06-08") == [(IFAN, "1.1")]


def test_a_word_on_one_of_two_leaves_the_other_in_the_message(store):
    northmere = council(store, milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, DUE))
    northmere.turn_to("2026-06-08 08:00")
    northmere.says(IFAN, "1.1 on track")
    northmere.turn_to("2026-06-08 12:00")
    assert told_on(northmere, "06-08") == [(IFAN, "1.2")]


def test_complete_stops_the_ladder(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-08 10:00")
    northmere.says(IFAN, "1.1 is done")
    northmere.turn_to("2026-07-31 12:00")
    assert [at for at, _, _ in told(northmere)] == ["06-01 09:00", "06-08 09:00"]


def test_what_was_complete_when_it_came_in_is_never_asked_about(store):
    northmere = council(store, milestone("1.1", IFAN, DUE, Status.COMPLETE))
    northmere.turn_to("2026-07-31 12:00")
    assert told(northmere) == []


def test_undoing_complete_carries_on_with_the_rungs_that_are_left(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-08 10:00")
    northmere.says(IFAN, "1.1 is done")
    northmere.turn_to("2026-06-10 10:00")
    northmere.presses(IFAN, "Undo")
    northmere.turn_to("2026-06-15 12:00")
    assert [at for at, _, _ in told(northmere)] == ["06-01 09:00", "06-08 09:00", "06-12 09:00", "06-15 09:00"]


def test_what_the_document_reported_is_history_and_quiets_nothing(store):
    reported = tuple(ProgressReading(date(2026, 6, day), "Under way") for day in (1, 8, 12))
    northmere = council(store, milestone("1.1", IFAN, DUE, progress=reported))
    northmere.turn_to("2026-06-12 12:00")
    assert [at for at, _, _ in told(northmere)] == ["06-01 09:00", "06-08 09:00", "06-12 09:00"]


def test_rungs_from_before_the_plan_came_in_are_not_made_up_for(store):
    northmere = council(store, milestone("1.1", IFAN, DUE), now="2026-06-10 12:00")
    northmere.turn_to("2026-06-14 12:00")
    assert [at for at, _, _ in told(northmere)] == ["06-12 09:00"]


@pytest.mark.parametrize(("imported", "days"), [("2026-06-12 08:00", ["06-12 09:00"]), ("2026-06-12 09:01", [])])
def test_a_plan_that_comes_in_on_the_morning_of_a_rung_is_in_time_until_nine(store, imported, days):
    northmere = council(store, milestone("1.1", IFAN, DUE), now=imported)
    northmere.turn_to("2026-06-14 12:00")
    assert [at for at, _, _ in told(northmere)] == days


def test_a_rung_on_a_bank_holiday_speaks_on_the_next_working_day(store):
    northmere = council(store, milestone("1.1", IFAN, date(2026, 5, 25)), now="2026-05-21 12:00")
    northmere.turn_to("2026-05-26 12:00")
    assert [at for at, _, _ in told(northmere)] == ["05-22 09:00", "05-26 09:00"]


def test_two_rungs_that_land_on_one_day_are_one_item_for_everybody_they_tell(store):
    policy = Policy((Rung(0, (Hearer.LEAD,)), Rung(1, (Hearer.MANAGER,))))
    northmere = council(store, milestone("1.1", IFAN, date(2026, 6, 13)), policy=policy)
    northmere.turn_to("2026-06-30 12:00")
    assert told(northmere) == [("06-15 09:00", IFAN, "1.1"), ("06-15 09:00", AMARA, "1.1")]


def test_without_a_manager_the_plans_owner_stands_in(store):
    people = (PersonEntry(BETHAN), PersonEntry(IFAN))
    northmere = council(store, milestone("1.1", IFAN, DUE), people=people)
    northmere.turn_to("2026-06-22 12:00")
    assert told_on(northmere, "06-17") == [(IFAN, "1.1"), (BETHAN, "1.1")]
    assert told_on(northmere, "06-22") == [(IFAN, "1.1"), (BETHAN, "1.1")]


def test_a_manager_who_owns_the_plan_is_told_once(store):
    northmere = council(store, milestone("1.1", AMARA, DUE))
    northmere.turn_to("2026-06-22 12:00")
    assert told_on(northmere, "06-22") == [(AMARA, "1.1"), (BETHAN, "1.1")]


def test_an_owner_who_leads_hears_as_the_lead(store):
    northmere = council(store, milestone("1.1", BETHAN, DUE))
    northmere.turn_to("2026-06-22 12:00")
    assert told_on(northmere, "06-17") == [(BETHAN, "1.1")]
    assert told_on(northmere, "06-22") == [(BETHAN, "1.1")]


def test_a_milestone_without_a_lead_still_goes_up_the_ladder_and_is_listed(store):
    northmere = council(store, milestone("1.1", None, DUE), milestone("1.2", IFAN, None))
    northmere.turn_to("2026-06-29 12:00")
    assert told(northmere) == [
        ("06-17 09:00", BETHAN, "1.1"),
        ("06-22 09:00", BETHAN, "1.1"),
        ("06-29 09:00", LEADERSHIP, "1.1"),
    ]
    reasons = {ref: m.unreminded_because for ref, m in northmere.milestones().items()}
    assert reasons == {"1.1": "it has no lead", "1.2": "it has no date"}


def test_a_post_is_told_through_whoever_holds_it(store):
    led = MilestoneReading("1.1", "1", "Audit", leads=(LeadReading(post="Head of Fostering"),), due=DUE)
    people = (*PEOPLE[:3], PersonEntry(GRACE, post="Head of Fostering", manager=AMARA))
    northmere = council(store, led, people=people)
    northmere.turn_to("2026-06-17 12:00")
    assert [who for _, who, _ in told(northmere)] == [GRACE, GRACE, GRACE, GRACE, GRACE, AMARA]


def test_an_approved_later_date_is_a_new_climb(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-12 10:00")
    northmere.says(IFAN, "1.1 slipping to 15 July because the sample is late")
    northmere.tick()
    northmere.presses(BETHAN, "Approve")
    northmere.turn_to("2026-07-15 12:00")
    assert [at for at, _, _ in told(northmere)] == [
        *("06-01 09:00", "06-08 09:00", "06-12 09:00"),
        *("07-01 09:00", "07-08 09:00", "07-14 09:00", "07-15 09:00"),
    ]


def test_until_a_later_date_is_approved_the_ladder_runs_on_the_old_one(store):
    northmere = council(store, milestone("1.1", IFAN, DUE))
    northmere.turn_to("2026-06-12 10:00")
    northmere.says(IFAN, "1.1 slipping to 15 July because the sample is late")
    northmere.turn_to("2026-06-17 12:00")
    assert told_on(northmere, "06-15") == [(IFAN, "1.1")]
    assert told_on(northmere, "06-17") == [(IFAN, "1.1"), (AMARA, "1.1")]


def test_a_policy_changed_in_mid_climb_is_for_those_that_have_not_started(store):
    started, waiting = milestone("1.1", IFAN, DUE), milestone("2.1", GRACE, date(2026, 6, 30))
    northmere = council(store, started, waiting)
    northmere.turn_to("2026-06-02 10:00")
    with store.write() as session:
        only = Policy((Rung(-3, (Hearer.LEAD,)), Rung(0, (Hearer.LEAD, Hearer.OWNER))))
        give_plan_policy(session, northmere.plan_id, only, Author(None, northmere.clock.now()))
    northmere.turn_to("2026-07-10 12:00")
    # Whose message of one instant leaves first is nobody's promise.
    assert sorted((at[:5], who) for at, who, refs in told(northmere) if refs == "2.1") == [
        ("06-25", GRACE),
        ("06-30", BETHAN),
        ("06-30", GRACE),
    ]
    assert [at[:5] for at, _, refs in told(northmere) if refs == "1.1"] == [
        *("06-01", "06-08", "06-12", "06-15", "06-17", "06-17", "06-22", "06-22", "06-22", "06-29", "06-29"),
    ]
