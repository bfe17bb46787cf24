"""What was late before Milepost began is asked about once, on somebody's word, in one message to each lead."""

from datetime import date

import pytest
from northmere import Northmere, milestone, plan

from bot.conversation.late_at_start import ask_about_late, how_many, late_by_lead
from plans.words import Status
from storage.questions.plans import plan_by_id

LONG_AGO = date(2025, 11, 3)


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", LONG_AGO, title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2025, 11, 4), title="Strategy meetings recorded"),
            milestone("1.3", "Ifan Rees", LONG_AGO, Status.COMPLETE),
            milestone("2.1", "Grace Adeyemi", LONG_AGO, title="Foster carer handbook agreed"),
            milestone("2.2", "Grace Adeyemi", date(2026, 9, 30)),
            milestone("3.1", None, LONG_AGO),
        ),
        "2026-06-01 10:00",
    )


def ask(northmere):
    with northmere.store.write() as session:
        facts = plan_by_id(session, northmere.plan_id)
        late = late_by_lead(session, facts, northmere.clock.now())
        ask_about_late(session, facts, northmere.clock.now())
    northmere.turn_to("2026-06-01 16:00")
    return how_many(late)


def test_nobody_is_asked_unless_it_is_wanted(northmere):
    assert northmere.turn_to("2026-06-01 16:00") == []


def test_each_lead_is_asked_once_about_everything_of_theirs(northmere):
    assert ask(northmere) == "3 milestones of 2 leads"
    (asked,) = northmere.sent_to("Ifan Rees")
    assert asked.text.startswith("2 milestones of yours were late before I began to follow the plan")
    assert "1. 1.1 Return interviews audited · was due on Monday 3 November" in asked.text
    assert "1.3" not in asked.text
    (asked,) = northmere.sent_to("Grace Adeyemi")
    assert asked.text.startswith("1 milestone of yours was late")
    assert ask(northmere) == "0 milestones of 0 leads"
    assert len(northmere.sent_to("Ifan Rees")) == 1


def test_the_answer_goes_by_its_numbers(northmere):
    ask(northmere)
    assert "1.2 → ▲ at risk" in northmere.says("Ifan Rees", "2 at risk")
    assert northmere.milestones()["1.2"].status is Status.AT_RISK
