"""A restricted milestone is known to its group and its lead; nobody else learns that it exists."""

from datetime import date

import pytest
from history import events, person_id, told
from northmere import LEADERSHIP, PEOPLE, Northmere, milestone, plan

from plans.words import Status
from storage.changes.events import Author
from storage.changes.people import PersonEntry
from storage.changes.restrictions import restrict
from storage.questions.digest_facts import plan_digest
from storage.questions.milestones import milestones_as_at, milestones_of_plan

SECRET = "Allegation panel decided"
DUE = date(2026, 6, 15)
OUTSIDE = "Grace Adeyemi"

QUESTIONS = (
    "what's overdue",
    "what's due in June",
    "what is due this month",
    "what is at risk",
    "what has nobody assigned",
    "who has not updated",
    "what changed since 1 May",
    "how is the plan doing",
    "how is 1.2",
    "how is 1.2 doing",
    "who leads 1.2",
    "when is 1.2 due",
    "what is Ifan late on",
    "what has Ifan got due",
    "how is action 1 doing",
    "what is in action 3",
    "how is the allegation panel doing",
    "everything that is off track",
    "1.2",
)
ORDERS = (
    "1.2 done",
    "1.2 60%",
    "give 1.2 to Grace",
    "I'll take 1.2",
    "remind me about 1.2 on Friday",
    "move 1.2 to May",
)


@pytest.fixture
def northmere(store):
    """1.2 and the whole of action 3 are for Ifan, who leads them, and Amara."""
    council = Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", DUE, title=SECRET),
            milestone("2.1", OUTSIDE, date(2026, 9, 30), title="Foster carer handbook agreed"),
            milestone("3.1", "Ifan Rees", DUE, title="Disclosure letters sent"),
        ),
        "2026-05-29 12:00",
        people=(*PEOPLE, PersonEntry("Sam Bell", "sam@northmere.example")),
    )
    only_for(council, "1.2", "Amara Okafor")
    only_for(council, "3.1", "Amara Okafor")
    return council


def only_for(northmere, ref, *names):
    with northmere.store.write() as session:
        lead = person_id(northmere, "Ifan Rees")
        found = next(m for m in milestones_of_plan(session, northmere.plan_id, DUE, lead) if m.ref == ref)
        people = [person_id(northmere, name) for name in names]
        restrict(session, found.id, people, Author(None, northmere.clock.now()))


def seen_by(northmere, who):
    with northmere.store.read() as session:
        reader = person_id(northmere, who) if who else None
        return {m.ref: m for m in milestones_of_plan(session, northmere.plan_id, DUE, reader)}


def tells_nothing(text):
    return not any(word in text for word in (SECRET, "Disclosure", "1.2", "3.1"))


def without_own(said, asked):
    """An answer without the asker's own words, and without "no 1.2", which is said of what never was, too."""
    return said.replace(asked, "").replace("no 1.2", "")


@pytest.mark.parametrize("when", ["2026-06-01 10:00", "2026-07-01 10:00"])
def test_nobody_else_learns_of_it_by_asking(northmere, when):
    northmere.says("Ifan Rees", "1.2 off track")
    northmere.turn_to(when)
    answers = {question: northmere.says(OUTSIDE, question) for question in QUESTIONS}
    told_of_it = {asked: said for asked, said in answers.items() if not tells_nothing(without_own(said, asked))}
    assert told_of_it == {}


def test_naming_it_is_answered_as_naming_what_never_was(northmere):
    northmere.turn_to("2026-06-01 10:00")
    for text in (*(question for question in QUESTIONS if "1.2" in question), *ORDERS):
        answer, never = northmere.says("Sam Bell", text), northmere.says("Sam Bell", text.replace("1.2", "1.9"))
        assert answer.replace("1.2", "1.9") == never
    assert events(northmere) == [event for event in events(northmere) if event[0] == "restricted"]


def test_counts_leave_it_out(northmere):
    northmere.turn_to("2026-07-01 10:00")
    assert "1 of 2 milestones is overdue" in northmere.says(OUTSIDE, "what's overdue")
    assert "3 of 4 milestones are overdue" in northmere.says("Amara Okafor", "what's overdue")


def test_its_group_and_its_lead_see_it(northmere):
    for who in ("Ifan Rees", "Amara Okafor"):
        assert SECRET in northmere.says(who, "how is 1.2")
    assert "1.2 → ▲ at risk, for Ifan Rees" in northmere.says("Amara Okafor", "1.2 at risk")


def test_where_others_read_along_nobody_sees_it(northmere):
    answer = northmere.says("Ifan Rees", "how is 1.2", conversation="#plan", is_private=False)
    assert tells_nothing(answer.replace("how is 1.2", "").replace("no 1.2", ""))
    northmere.says("Ifan Rees", "1.2 done", conversation="#plan", is_private=False)
    assert seen_by(northmere, "Ifan Rees")["1.2"].status is Status.ON_TRACK


def test_the_leadership_channel_never_hears_of_it(northmere):
    sent = [one.text for one in northmere.turn_to("2026-07-20 12:00") if one.to.conversation == LEADERSHIP]
    assert sent
    assert all(tells_nothing(text) for text in sent)


def test_its_reminders_reach_only_its_group(northmere):
    sent = northmere.turn_to("2026-07-20 12:00")
    readers = {one.to.conversation for one in sent if not tells_nothing(one.text)}
    assert readers == {"Ifan Rees", "Amara Okafor"}


def test_a_cover_outside_the_group_is_not_told_and_the_reminder_waits(northmere):
    northmere.says("Ifan Rees", "I'm on leave from 8 June until 9 June, Grace covers")
    sent = northmere.turn_to("2026-06-11 12:00")
    assert all(tells_nothing(one.text) for one in sent if one.to.conversation == OUTSIDE)
    mine = [(one.at.day, one.text) for one in sent if one.to.conversation == "Ifan Rees"]
    assert any(day == 10 and "1.2" in text for day, text in mine)
    assert any(one.to.conversation == OUTSIDE and "1.1" in one.text for one in sent)


def test_the_digest_and_its_last_week_leave_it_out(northmere):
    northmere.turn_to("2026-06-20 12:00")
    with northmere.store.read() as session:
        digest = plan_digest(session, northmere.plan_id, northmere.clock.now()).digest
        before = milestones_as_at(session, northmere.plan_id, northmere.clock.now())
    assert digest.total == 2
    assert {m.ref for m in before or ()} == {"1.1", "2.1"}


def test_who_asks_for_nobody_sees_no_restricted_ones(northmere):
    assert set(seen_by(northmere, None)) == {"1.1", "2.1"}
    assert set(seen_by(northmere, "Ifan Rees")) == {"1.1", "1.2", "2.1", "3.1"}


def test_a_later_date_is_put_before_somebody_of_the_group(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the panel sits then")
    northmere.tick()
    assert all(tells_nothing(one.text) for one in northmere.sent_to("Bethan Lloyd"))
    assert "Ifan Rees asks to move 1.2" in told(northmere, "Amara Okafor")
    northmere.presses("Amara Okafor", "Approve")
    assert seen_by(northmere, "Ifan Rees")["1.2"].due == date(2026, 7, 15)


def test_what_waits_for_an_open_one_names_only_what_its_reader_may_know(northmere):
    northmere.says("Ifan Rees", "move 1.1 to 15 July because the sample is late")
    assert "1.2" not in told(northmere, "Bethan Lloyd")


def test_done_is_put_before_nobody_outside_the_group(northmere):
    northmere.says("Ifan Rees", "1.2 done, minutes of 4 June")
    northmere.tick()
    assert all(tells_nothing(one.text) for one in northmere.sent_to("Bethan Lloyd"))


def test_it_is_not_offered_to_somebody_outside(northmere):
    answer = northmere.says("Ifan Rees", "give 1.2 to Grace")
    assert "only somebody of its group can lead it" in answer
    northmere.tick()
    assert all(tells_nothing(one.text) for one in northmere.sent_to(OUTSIDE))


def test_a_button_about_it_tells_somebody_outside_nothing(northmere):
    northmere.says("Ifan Rees", "move 1.2 to 15 July because the panel sits then")
    northmere.tick()
    request = northmere.sent_to("Amara Okafor")[-1]
    request.to = type(request.to)(request.to.platform, OUTSIDE)
    for label in ("Approve", "Refuse", "Ask why"):
        assert tells_nothing(northmere.presses(OUTSIDE, label))
    assert seen_by(northmere, "Ifan Rees")["1.2"].due == DUE


def test_the_status_button_of_its_reminder_tells_somebody_outside_nothing(northmere):
    northmere.turn_to("2026-06-01 10:00")
    reminder = next(one for one in northmere.sent_to("Ifan Rees") if "1.2" in one.text)
    reminder.to = type(reminder.to)(reminder.to.platform, OUTSIDE)
    assert tells_nothing(northmere.presses(OUTSIDE, "2 Done"))
    assert seen_by(northmere, "Ifan Rees")["1.2"].status is Status.ON_TRACK


def test_opened_again_everybody_sees_it(northmere):
    only_for(northmere, "1.2")
    assert SECRET in northmere.says(OUTSIDE, "how is 1.2")
