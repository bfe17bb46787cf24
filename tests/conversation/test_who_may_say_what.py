"""Who may say what: the lead, their cover, manager and the improvement officer; on behalf of somebody is marked."""

from datetime import date

import pytest
from history import events
from northmere import PEOPLE, Northmere, milestone

from plans.permissions import Responsible, deciders, may_give_away, may_update, speaks_for
from plans.words import Status
from storage.changes.people import PersonEntry

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
        people=(*PEOPLE, PersonEntry("Sam Bell", "sam@northmere.example")),
    )


def test_the_lead_speaks_for_nobody_else(northmere):
    assert northmere.says("Ifan Rees", "1.1 at risk").startswith("1.1 → ▲ at risk\n")
    assert events(northmere)[-1][2:4] == ("Ifan Rees", None)


@pytest.mark.parametrize("who", ["Amara Okafor", "Bethan Lloyd"])
def test_manager_and_officer_speak_on_behalf_of_the_lead(northmere, who):
    assert "1.1 → ▲ at risk, for Ifan Rees" in northmere.says(who, "1.1 at risk")
    assert events(northmere)[-1][2:4] == (who, "Ifan Rees")


@pytest.mark.parametrize("who", ["Grace Adeyemi", "Sam Bell"])
@pytest.mark.parametrize("text", ["1.1 done", "1.1 60%", "move 1.1 to 15 July", "1.1: met on Monday"])
def test_anybody_else_is_told_whose_it_is_and_changes_nothing(northmere, who, text):
    answer = northmere.says(who, text)
    assert "1.1 is led by Ifan Rees" in answer
    assert "Nothing was kept." in answer
    assert events(northmere) == []
    assert northmere.milestones()["1.1"].status is Status.ON_TRACK


def test_what_they_may_is_done_and_what_they_may_not_is_said(northmere):
    answer = northmere.says("Grace Adeyemi", "1.1 done, 2.1 at risk")
    assert "1.1 is led by Ifan Rees" in answer
    assert "2.1 → ▲ at risk" in answer
    assert northmere.milestones()["2.1"].status is Status.AT_RISK


@pytest.mark.parametrize(
    "text", ["what's overdue", "how is 1.1", "what is at risk", "who has not updated", "what changed"]
)
def test_anybody_may_ask(northmere, text):
    assert "as at" in northmere.says("Sam Bell", text)


def test_a_button_of_somebody_elses_reminder_changes_nothing(northmere):
    reminder = northmere.sent_to("Ifan Rees")[-1]
    reminder.to = type(reminder.to)(reminder.to.platform, "Sam Bell")
    assert "1.1 is led by Ifan Rees" in northmere.presses("Sam Bell", "Done")
    assert events(northmere) == []


LEAD, MANAGER, OWNER, COVER, OTHER = range(1, 6)
ALL = Responsible(LEAD, MANAGER, OWNER, COVER)


@pytest.mark.parametrize(("who", "may"), [(LEAD, True), (MANAGER, True), (OWNER, True), (COVER, True), (OTHER, False)])
def test_who_may_update(who, may):
    assert may_update(who, ALL) is may


def test_where_nobody_is_responsible_anybody_may():
    assert may_update(OTHER, Responsible(None, None, None))
    assert not may_update(OTHER, Responsible(None, None, OWNER))


@pytest.mark.parametrize(("who", "lead"), [(LEAD, None), (MANAGER, LEAD), (OWNER, LEAD), (COVER, LEAD)])
def test_on_whose_behalf_somebody_speaks(who, lead):
    assert speaks_for(who, ALL) == lead


@pytest.mark.parametrize(
    ("who", "may"), [(LEAD, False), (MANAGER, True), (OWNER, True), (COVER, False), (OTHER, False)]
)
def test_who_may_name_another_lead_without_asking(who, may):
    assert may_give_away(who, ALL) is may


def test_a_later_date_is_the_owners_or_without_one_the_managers():
    assert deciders(ALL) == (OWNER, MANAGER)
    assert deciders(Responsible(LEAD, MANAGER, None)) == (MANAGER,)
