"""What everybody may see of a milestone that somebody put a link to: its title, status and date, or nothing."""

from datetime import date

import pytest
from northmere import PLATFORM, TENANT, Northmere, milestone, plan

from bot.conversation.heard import Linked, Speaker
from bot.conversation.message import as_plain_text
from storage.changes.events import Author
from storage.changes.restrictions import restrict
from storage.questions.people import people_of


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 9, 30), title="Strategy meetings recorded"),
        ),
        "2026-06-22 10:00",
    )


def shown(northmere, *ids, who="Grace Adeyemi", **more):
    speaker = Speaker(PLATFORM, TENANT, who, **more)
    return {one: as_plain_text(said) for one, said in northmere.conversation.unfold(Linked(speaker, ids)).items()}


def number(northmere, ref):
    return northmere.milestones()[ref].id


def test_title_status_due_and_lead_are_shown(northmere):
    late = number(northmere, "1.1")
    said = shown(northmere, late)[late]
    assert said.splitlines()[0] == (
        "1.1 Return interviews audited · ● on track · was due on Monday 15 June, 5 working days late"
    )
    assert said.splitlines()[1] == "Ifan Rees · Northmere improvement plan, as at 10:00 on 22 June"


@pytest.mark.parametrize("who", ["Grace Adeyemi", "Ifan Rees"])
def test_a_restricted_one_is_not_shown_even_to_whoever_may_know_of_it(northmere, who):
    hidden, known = number(northmere, "1.1"), number(northmere, "1.2")
    with northmere.store.write() as session:
        ifan = next(p for p in people_of(session, northmere.organisation_id) if p.name == "Ifan Rees")
        restrict(session, hidden, [ifan.id], Author(ifan.id, northmere.clock.now()))
    assert set(shown(northmere, hidden, known, who=who)) == {known}


def test_nothing_is_shown_for_somebody_unknown_or_a_guest(northmere):
    one = number(northmere, "1.1")
    assert shown(northmere, one, who="Zed Nobody") == {}
    assert shown(northmere, one, is_guest=True) == {}


def test_a_number_of_nothing_or_of_another_council_is_not_shown(northmere):
    southmere = Northmere(
        northmere.store,
        plan(milestone("1.1", "Ifan Rees", date(2026, 6, 15)), title="Southmere plan"),
        "2026-06-22 10:00",
        name="two",
        tenant="southmere",
    )
    theirs = number(southmere, "1.1")
    assert shown(northmere, 987_654, theirs) == {}
