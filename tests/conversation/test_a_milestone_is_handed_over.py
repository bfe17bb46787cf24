"""A hand-over asks the new lead; the old one stays answerable until they accept, and both hear."""

from datetime import date

import pytest
from history import events, restart, told
from northmere import Northmere, milestone

DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("1.2", "Ifan Rees", DUE, title="Strategy meetings recorded"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
        milestone("3.1", None, DUE, title="Board terms agreed"),
    )


def lead_of(northmere, ref):
    return northmere.milestones()[ref].lead


def reminded(northmere, until):
    """Who was reminded of 1.1 on the way to that time."""
    sent = northmere.turn_to(until)
    return [one.to.conversation for one in sent if "1.1" in one.text and "Later]" in one.text]


def test_the_new_lead_is_asked_and_the_old_one_stays_until_then(northmere):
    answer = northmere.says("Ifan Rees", "give 1.1 to Grace")
    assert "1.1 → Grace Adeyemi is asked to take it; until they accept, it stays with Ifan Rees" in answer
    asked = told(northmere, "Grace Adeyemi")
    assert "Ifan Rees asks you to take 1.1 Return interviews audited." in asked
    assert "[Accept] [Not mine]" in asked
    assert lead_of(northmere, "1.1") == "Ifan Rees"
    assert "1.1 is led by Ifan Rees" in northmere.says("Grace Adeyemi", "1.1 on track")


def test_accepted_both_hear_and_reminders_go_to_the_new_lead(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    assert "1.1 is yours now." in northmere.presses("Grace Adeyemi", "Accept")
    assert "Grace Adeyemi leads 1.1 Return interviews audited from now on." in told(northmere, "Ifan Rees")
    assert lead_of(northmere, "1.1") == "Grace Adeyemi"
    assert reminded(northmere, "2026-06-08 10:00") == ["Grace Adeyemi"]


def test_refused_it_stays_and_the_old_lead_hears(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    assert "1.1 is not yours: it stays with Ifan Rees." in northmere.presses("Grace Adeyemi", "Not mine")
    assert "Grace Adeyemi says 1.1 Return interviews audited is not theirs" in told(northmere, "Ifan Rees")
    assert reminded(northmere, "2026-06-08 10:00") == ["Ifan Rees"]


def test_reminders_written_but_not_sent_go_to_whoever_accepts(northmere):
    northmere.turn_to("2026-06-08 07:00")
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    northmere.presses("Grace Adeyemi", "Accept")
    assert reminded(northmere, "2026-06-08 10:00") == ["Grace Adeyemi"]


def test_several_to_one_person_are_one_question(northmere):
    northmere.says("Ifan Rees", "give 1.1 and 1.2 to Grace")
    northmere.tick()
    asked = [one.text for one in northmere.sent_to("Grace Adeyemi") if "[Accept]" in one.text]
    assert len(asked) == 1
    assert "Ifan Rees asks you to take 2 milestones." in asked[0]
    northmere.presses("Grace Adeyemi", "Accept")
    assert (lead_of(northmere, "1.1"), lead_of(northmere, "1.2")) == ("Grace Adeyemi", "Grace Adeyemi")


def test_an_offer_is_accepted_once_and_only_by_whom_it_was_made_to(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    question = northmere.sent_to("Grace Adeyemi")[-1]
    question.to = type(question.to)(question.to.platform, "Ifan Rees")
    assert "That offer is for somebody else." in northmere.presses("Ifan Rees", "Accept")
    question.to = type(question.to)(question.to.platform, "Grace Adeyemi")
    northmere.presses("Grace Adeyemi", "Accept")
    assert "was accepted before" in northmere.presses("Grace Adeyemi", "Accept")


def test_a_newer_offer_takes_the_place_of_the_older(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.says("Ifan Rees", "give 1.1 to Amara")
    northmere.tick()
    assert "was replaced before" in northmere.presses("Grace Adeyemi", "Accept")
    northmere.presses("Amara Okafor", "Accept")
    assert lead_of(northmere, "1.1") == "Amara Okafor"


def test_undone_the_offer_is_off(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    assert "1.1 is not offered any more" in northmere.presses("Ifan Rees", "Undo")
    northmere.tick()
    assert "was withdrawn before" in northmere.presses("Grace Adeyemi", "Accept")
    assert lead_of(northmere, "1.1") == "Ifan Rees"


def test_what_is_accepted_stays_when_its_giver_undoes(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    northmere.presses("Grace Adeyemi", "Accept")
    assert "settled about 1.1 since stays as it is" in northmere.presses("Ifan Rees", "Undo")
    assert lead_of(northmere, "1.1") == "Grace Adeyemi"


def test_whoever_wants_it_asks_its_lead(northmere):
    answer = northmere.says("Grace Adeyemi", "I'll take 1.1")
    assert "Ifan Rees is asked to give it to you; until then, it stays with Ifan Rees" in answer
    assert "Grace Adeyemi would like to take 1.1 Return interviews audited." in told(northmere, "Ifan Rees")
    northmere.presses("Ifan Rees", "Give it to Grace Adeyemi")
    assert lead_of(northmere, "1.1") == "Grace Adeyemi"
    assert "Grace Adeyemi leads 1.1" in told(northmere, "Grace Adeyemi")


def test_its_lead_may_keep_it(northmere):
    northmere.says("Grace Adeyemi", "I'll take 1.1")
    northmere.tick()
    assert "You keep 1.1." in northmere.presses("Ifan Rees", "Keep it")
    assert "did not give 1.1 Return interviews audited to Grace Adeyemi" in told(northmere, "Grace Adeyemi")


@pytest.mark.parametrize("who", ["Amara Okafor", "Bethan Lloyd"])
def test_manager_and_owner_take_it_at_once_and_the_lead_hears(northmere, who):
    assert "1.1 → yours from now on; Ifan Rees is told" in northmere.says(who, "I'll take 1.1")
    assert lead_of(northmere, "1.1") == who
    assert f"{who} has taken 1.1 Return interviews audited." in told(northmere, "Ifan Rees")
    northmere.presses(who, "Undo")
    assert lead_of(northmere, "1.1") == "Ifan Rees"


def test_what_has_no_lead_is_the_owners_to_give(northmere):
    assert "Bethan Lloyd is asked to give it to you" in northmere.says("Grace Adeyemi", "I'll take 3.1")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Give it to Grace Adeyemi")
    assert lead_of(northmere, "3.1") == "Grace Adeyemi"


def test_somebody_elses_is_not_theirs_to_give(northmere):
    assert "1.1 is led by Ifan Rees: only its lead" in northmere.says("Grace Adeyemi", "give 1.1 to Amara")
    assert events(northmere) == []


def test_to_its_own_lead_is_nothing_new(northmere):
    assert "1.1 is yours already" in northmere.says("Ifan Rees", "I'll take 1.1")
    assert "1.1 is led by Ifan Rees already" in northmere.says("Amara Okafor", "give 1.1 to Ifan")


def test_a_person_outside_the_plan_is_added_by_its_owner(northmere):
    answer = northmere.says("Ifan Rees", "give 1.1 to Priya Shah")
    assert "I do not know Priya Shah, so Bethan Lloyd is asked to add them" in answer
    assert "who is not known in the plan. Add them?" in told(northmere, "Bethan Lloyd")
    assert "Priya Shah is added to the plan's people" in northmere.presses("Bethan Lloyd", "Add Priya Shah")
    assert lead_of(northmere, "1.1") == "Ifan Rees"


def test_whoever_was_added_is_asked_at_their_first_word(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Priya Shah")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Add Priya Shah")
    northmere.says("Priya Shah", "hello", name="Priya Shah")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "Yes, they are")
    assert "Ifan Rees asks you to take 1.1" in told(northmere, "Priya Shah")
    northmere.presses("Priya Shah", "Accept")
    assert lead_of(northmere, "1.1") == "Priya Shah"


def test_the_owner_may_refuse_somebody_unknown(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Priya Shah")
    northmere.tick()
    northmere.presses("Bethan Lloyd", "No")
    assert "did not give 1.1 Return interviews audited to Priya Shah" in told(northmere, "Ifan Rees")


def test_not_mine_under_a_reminder_asks_whose_it_is(northmere):
    northmere.presses("Ifan Rees", "1 Not mine")
    question = northmere.sent_to("Ifan Rees")[-1].text
    assert "Who should have 1.1?" in question
    assert "[Grace Adeyemi] [I do not know]" in question
    northmere.presses("Ifan Rees", "Grace Adeyemi")
    assert "asks you to take 1.1" in told(northmere, "Grace Adeyemi")


def test_the_name_may_be_typed_a_day_later_and_after_a_restart(northmere):
    northmere.says("Ifan Rees", "1.1 is not mine")
    northmere.turn_to("2026-06-02 11:00")
    restart(northmere)
    assert "Grace Adeyemi is asked to take it" in northmere.says("Ifan Rees", "it's Grace")


@pytest.mark.parametrize("say", ["I don't know", "no idea"])
def test_whoever_does_not_know_leaves_it_to_the_owner(northmere, say):
    northmere.says("Ifan Rees", "1.1 is not mine")
    assert "Bethan Lloyd is told that 1.1 is not yours" in northmere.says("Ifan Rees", say)
    assert "Ifan Rees says 1.1 Return interviews audited is not theirs to lead." in told(northmere, "Bethan Lloyd")


def test_the_history_says_from_whom_to_whom(northmere):
    northmere.says("Ifan Rees", "give 1.1 to Grace")
    northmere.tick()
    northmere.presses("Grace Adeyemi", "Accept")
    asked, given = events(northmere)
    assert (asked[0], asked[2]) == ("handover_asked", "Ifan Rees")
    assert (given[0], given[2]) == ("handed_over", "Grace Adeyemi")
    assert [lead["name"] for lead in given[4]["lead"]] == ["Ifan Rees", "Grace Adeyemi"]
    assert "1.1 led by Ifan Rees → led by Grace Adeyemi" in northmere.says("Amara Okafor", "what changed")
