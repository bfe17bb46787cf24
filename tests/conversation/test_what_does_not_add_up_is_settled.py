"""The improvement officer hears what does not add up on the working day before the digest, and settles it there."""

from dataclasses import replace
from datetime import date

import pytest
from northmere import LEADERSHIP, Northmere, milestone, plan

from plans.reading import ProgressReading
from plans.words import Status
from storage.changes.digests import set_digest_settings
from storage.changes.events import Author
from storage.changes.restrictions import restrict
from storage.questions.digests import digest_settings
from storage.questions.people import people_of

IFAN, GRACE, OWNER = "Ifan Rees", "Grace Adeyemi", "Bethan Lloyd"
STUCK = (ProgressReading(date(2026, 6, 1), "Two wards were seen. The contract is on hold."),)
BUSY = (ProgressReading(date(2026, 6, 1), "Two of five parts are written."),)
FRIDAY, MONDAY = "2026-06-12 12:00", "2026-06-15 12:00"


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", IFAN, date(2026, 9, 30), progress=STUCK),
            milestone("1.2", GRACE, date(2026, 9, 30), progress=BUSY),
            milestone("1.3", None, date(2026, 6, 10), progress=BUSY),
            milestone("1.4", GRACE, date(2026, 6, 10), progress=BUSY),
        ),
        "2026-06-08 12:00",
    )


def wants(northmere, **changed):
    with northmere.store.write() as session:
        settings = replace(digest_settings(session, northmere.plan_id), **changed)
        set_digest_settings(session, northmere.plan_id, settings, Author(None, northmere.clock.now()))


def told(northmere):
    return [one for one in northmere.sent_to(OWNER) if "add up" in one.text or "digest reads" in one.text]


def digest(northmere):
    return northmere.sent_to(LEADERSHIP)[-1].text


def events(northmere):
    with northmere.store.read() as session:
        rows = session.connection().exec_driver_sql(
            "select kind, changes from event where kind in ('doubt_settled', 'digest_settings') order by id"
        )
        return [tuple(row) for row in rows]


def test_the_owner_is_told_at_nine_on_friday_of_each_with_the_words_it_rests_on(northmere):
    northmere.turn_to(FRIDAY)
    (one,) = told(northmere)
    assert one.at.isoformat() == "2026-06-12T08:00:00+00:00"
    assert one.message.text == (
        "3 things in Northmere improvement plan do not add up. The digest comes Monday 15 June at 09:00."
    )
    assert "The note says otherwise than the status 1, settled by the status that the note describes" in one.text
    assert "1.1 Step 1.1 of the plan agreed: it is shown as on track, and its note says that it is held up" in one.text
    assert '"The contract is on hold."' in one.text
    assert "Late and still shown as on track 2" in one.text


def test_where_everything_adds_up_nobody_is_told(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, date(2026, 9, 30))), "2026-06-08 12:00")
    northmere.turn_to(MONDAY)
    assert told(northmere) == []


def test_what_was_settled_by_then_is_not_told(northmere):
    northmere.turn_to("2026-06-11 12:00")
    northmere.says(IFAN, "1.1 is off track, an interim manager starts in July")
    northmere.turn_to(FRIDAY)
    assert "1.1" not in told(northmere)[0].text


def test_what_is_right_is_not_asked_about_again_until_its_words_change(northmere):
    northmere.turn_to(FRIDAY)
    assert northmere.presses(OWNER, "1.1 is right") == (
        "1.1 is kept as right: I ask again only when what it rests on changes."
    )
    northmere.turn_to("2026-06-19 12:00")
    assert "1.1" not in told(northmere)[-1].text
    assert "Does not add up" not in digest(northmere)
    assert events(northmere)[0][0] == "doubt_settled"


def test_the_lead_is_asked_and_answers_in_their_own_words(northmere):
    northmere.turn_to(FRIDAY)
    assert northmere.presses(OWNER, "Ask Ifan Rees") == "Asked Ifan Rees about 1.1."
    northmere.tick()
    question = northmere.sent_to(IFAN)[-1]
    assert question.message.text.startswith("Bethan Lloyd asks about 1.1 Step 1.1 of the plan agreed: it is shown")
    assert "It is settled by the status that the note describes, or a newer note." in question.text
    northmere.says(IFAN, "off track, an interim manager starts in July")
    assert northmere.milestones()["1.1"].status is Status.OFF_TRACK


def test_what_was_asked_and_not_answered_comes_again_a_week_later(northmere):
    northmere.turn_to(FRIDAY)
    northmere.presses(OWNER, "Ask Ifan Rees")
    northmere.turn_to("2026-06-19 12:00")
    assert "Its lead was asked." in told(northmere)[-1].text


def test_a_kind_is_settled_together_and_who_cannot_be_asked_is_named(northmere):
    northmere.turn_to(FRIDAY)
    assert northmere.presses(OWNER, "Ask their leads") == (
        "Asked Grace Adeyemi about 1.4. Nobody is known to ask about 1.3."
    )


def test_what_may_show_is_in_the_digest_by_reference(northmere):
    northmere.turn_to(FRIDAY)
    northmere.presses(OWNER, "Let 1.1 show")
    northmere.turn_to(MONDAY)
    assert "Does not add up 1: 1.1 (the note says otherwise than the status)" in digest(northmere)
    assert "on hold" not in digest(northmere)


@pytest.mark.parametrize(("shows", "shown"), [(False, False), (True, True)])
def test_what_was_left_open_shows_only_where_the_plan_is_set_so(northmere, shows, shown):
    wants(northmere, shows_doubts=shows)
    northmere.turn_to(MONDAY)
    assert ("Does not add up 3" in digest(northmere)) is shown


def test_a_press_is_carried_out_once(northmere):
    northmere.turn_to(FRIDAY)
    northmere.presses(OWNER, "1.1 is right")
    assert northmere.presses(OWNER, "1.1 is right") == "1.1 is settled so already. Nothing was changed."
    assert len(events(northmere)) == 1
    assert northmere.presses(OWNER, "Let 1.1 show").startswith("1.1 may show")


def test_nobody_else_settles_it(northmere):
    northmere.turn_to(FRIDAY)
    said = northmere.presses(IFAN, "1.1 is right", room=OWNER)
    assert said == "Bethan Lloyd settles what does not add up. Nothing was changed."
    assert events(northmere) == []


def test_what_adds_up_by_now_is_not_settled(northmere):
    northmere.turn_to(FRIDAY)
    northmere.says(IFAN, "1.1 is off track, an interim manager starts in July")
    assert northmere.presses(OWNER, "1.1 is right").startswith("That adds up by now")


def test_a_restricted_milestone_is_told_to_an_owner_who_may_know_and_never_shown(northmere):
    with northmere.store.write() as session:
        people = {one.name: one.id for one in people_of(session, northmere.organisation_id)}
        number = northmere.milestones()["1.1"].id
        restrict(session, number, [people[OWNER]], Author(None, northmere.clock.now()))
    wants(northmere, shows_doubts=True)
    northmere.turn_to(FRIDAY)
    assert "1.1 Step" in told(northmere)[0].text
    northmere.presses(OWNER, "Let 1.1 show")
    northmere.turn_to(MONDAY)
    assert "1.1" not in digest(northmere)


# Preview, and not this week


def test_the_owner_reads_the_digest_before_where_they_want_it(northmere):
    wants(northmere, has_preview=True)
    northmere.turn_to(FRIDAY)
    (one,) = told(northmere)
    assert "How the digest reads now\nNorthmere improvement plan:" in one.text
    assert "Overdue 2: 1.3" in one.text


def test_a_preview_comes_though_everything_adds_up(store):
    northmere = Northmere(store, plan(milestone("1.1", IFAN, date(2026, 9, 30))), "2026-06-08 12:00")
    wants(northmere, has_preview=True)
    northmere.turn_to(FRIDAY)
    assert told(northmere)[0].message.text.startswith("Northmere improvement plan: this is how the digest reads.")


def test_not_this_week_is_this_week_alone(northmere):
    northmere.turn_to(FRIDAY)
    said = northmere.presses(OWNER, "No digest this week")
    assert said == "No digest of Northmere improvement plan in the week of Monday 15 June."
    northmere.turn_to("2026-06-22 12:00")
    assert [one.at.date() for one in northmere.sent_to(LEADERSHIP) if "week to" in one.text] == [date(2026, 6, 22)]


def test_only_the_owner_says_not_this_week(northmere):
    northmere.turn_to(FRIDAY)
    said = northmere.presses(IFAN, "No digest this week", room=OWNER)
    assert said.startswith("Bethan Lloyd decides about the digest")
    northmere.turn_to(MONDAY)
    assert "week to" in digest(northmere)
