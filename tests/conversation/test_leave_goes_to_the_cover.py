"""While somebody is away their cover hears, or their manager without one; it is said when it begins and ends."""

from datetime import date

import pytest
from history import events, told
from northmere import Northmere, at, milestone

from plans.words import Status
from storage.changes.people import PersonEntry, keep_people

DUE = date(2026, 6, 15)
LEAVE = "I'm on leave from 8 June until 19 June, Grace covers"


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 10:00",
        milestone("1.1", "Ifan Rees", DUE, title="Return interviews audited"),
        milestone("2.1", "Grace Adeyemi", date(2026, 9, 30), title="Foster carer handbook agreed"),
    )


def reminded(northmere, until):
    """(day, who) of every reminder about 1.1 to a person on the way to that time."""
    sent = northmere.turn_to(until)
    return [(one.at.day, one.to.conversation) for one in sent if "1.1" in one.text and "Later]" in one.text]


def said_to(northmere, who, since):
    return [one.text for one in northmere.sent[since:] if one.to.conversation == who]


def test_it_is_read_back_in_one_line_and_the_cover_hears(northmere):
    answer = northmere.says("Ifan Rees", LEAVE)
    assert (
        "You are away from Monday 8 June until Friday 19 June: Grace Adeyemi covers and hears your reminders." in answer
    )
    assert "Ifan Rees is away from Monday 8 June until Friday 19 June, and you cover" in told(
        northmere, "Grace Adeyemi"
    )


def test_reminders_go_to_the_cover_and_say_why(northmere):
    northmere.says("Ifan Rees", LEAVE)
    assert reminded(northmere, "2026-06-17 12:00") == [
        (8, "Grace Adeyemi"),
        (12, "Grace Adeyemi"),
        (15, "Grace Adeyemi"),
        (17, "Grace Adeyemi"),
    ]
    assert any(
        "This comes to you while Ifan Rees is away, until Friday 19 June." in one.text
        for one in northmere.sent_to("Grace Adeyemi")
    )


def test_before_and_after_the_leave_the_lead_hears(northmere):
    northmere.says("Ifan Rees", "I'm on leave from 2 June until 5 June, Grace covers")
    assert reminded(northmere, "2026-06-12 12:00") == [(8, "Ifan Rees"), (12, "Ifan Rees")]


def test_it_is_said_when_it_begins_and_when_it_ends(northmere):
    northmere.says("Ifan Rees", LEAVE)
    northmere.tick()
    before = len(northmere.sent)
    northmere.turn_to("2026-06-22 12:00")
    to_grace, to_ifan = said_to(northmere, "Grace Adeyemi", before), said_to(northmere, "Ifan Rees", before)
    assert any("Ifan Rees is away from today until Friday 19 June, and you cover" in text for text in to_grace)
    assert any("Ifan Rees is back" in text for text in to_grace)
    assert any("Your leave is over: Grace Adeyemi had your reminders meanwhile" in text for text in to_ifan)


def test_the_cover_answers_on_behalf_of_the_lead(northmere):
    northmere.says("Ifan Rees", LEAVE)
    assert "1.1 is led by Ifan Rees" in northmere.says("Grace Adeyemi", "1.1 at risk")
    northmere.turn_to("2026-06-08 10:00")
    assert "1.1 → ▲ at risk, for Ifan Rees" in northmere.says("Grace Adeyemi", "1.1 at risk")
    kind, ref, who, behalf, _ = events(northmere)[-1]
    assert (kind, ref, who, behalf) == ("updated", "1.1", "Grace Adeyemi", "Ifan Rees")
    assert northmere.milestones()["1.1"].status is Status.AT_RISK


def test_a_reminder_that_is_written_already_goes_to_the_cover(northmere):
    northmere.turn_to("2026-06-08 07:00")
    northmere.says("Ifan Rees", "I'm off sick until Friday, Grace covers")
    assert reminded(northmere, "2026-06-08 12:00") == [(8, "Grace Adeyemi")]


def test_a_cover_in_another_zone_hears_at_nine_on_their_own_clock(northmere):
    with northmere.store.write() as session:
        moved = PersonEntry("Grace Adeyemi", zone="America/New_York")
        keep_people(session, northmere.organisation_id, [moved], date(2026, 6, 1))
    northmere.turn_to("2026-06-07 20:00")
    northmere.says("Ifan Rees", "I'm off sick until Friday, Grace covers")
    (sent,) = [one for one in northmere.turn_to("2026-06-08 20:00") if "1.1" in one.text and "[Later]" in one.text]
    assert (sent.to.conversation, sent.at) == ("Grace Adeyemi", at("2026-06-08 14:00"))


def test_without_a_cover_the_manager_hears(northmere):
    answer = northmere.says("Ifan Rees", "I'm on leave from 8 June until 19 June")
    assert "nobody covers: Amara Okafor hears your reminders." in answer
    assert "Who covers?" in answer
    assert reminded(northmere, "2026-06-12 12:00") == [(8, "Amara Okafor"), (12, "Amara Okafor")]


def test_who_covers_is_answered_by_a_button_or_a_name(northmere):
    northmere.says("Ifan Rees", "I'm on leave from 8 June until 19 June")
    assert "Grace Adeyemi covers" in northmere.says("Ifan Rees", "Grace")
    assert reminded(northmere, "2026-06-08 12:00") == [(8, "Grace Adeyemi")]


def test_the_manager_is_told_when_somebody_covers_after_all(northmere):
    northmere.says("Ifan Rees", "I'm on leave from 8 June until 19 June")
    northmere.presses("Ifan Rees", "Grace Adeyemi")
    assert "Grace Adeyemi covers for Ifan Rees after all" in told(northmere, "Amara Okafor")


def test_a_cover_who_is_away_too_is_followed_to_who_is_there(northmere):
    northmere.says("Ifan Rees", LEAVE)
    northmere.says("Grace Adeyemi", "I'm on leave from 8 June until 10 June, Bethan covers")
    assert reminded(northmere, "2026-06-12 12:00") == [(8, "Bethan Lloyd"), (12, "Grace Adeyemi")]


def test_where_nobody_is_there_the_rung_is_held_and_not_used_up(northmere):
    northmere.says("Bethan Lloyd", "I'm on leave from 8 June until 9 June, Amara covers")
    northmere.says("Amara Okafor", "I'm on leave from 8 June until 9 June, Bethan covers")
    northmere.says("Ifan Rees", "I'm on leave from 8 June until 9 June, Amara covers")
    assert reminded(northmere, "2026-06-11 12:00") == [(10, "Ifan Rees")]


@pytest.mark.parametrize("who", ["Amara Okafor", "Bethan Lloyd", "Grace Adeyemi"])
def test_somebody_may_set_it_for_somebody_else_who_hears_of_it(northmere, who):
    answer = northmere.says(who, "Ifan is on leave from 8 June until 19 June, Grace covers")
    assert "Ifan Rees is away from Monday 8 June until Friday 19 June: Grace Adeyemi covers" in answer
    assert f"{who} has set you as away from Monday 8 June" in told(northmere, "Ifan Rees")
    assert reminded(northmere, "2026-06-08 12:00") == [(8, "Grace Adeyemi")]


def test_undone_it_goes_back_and_nothing_is_said_of_it_later(northmere):
    northmere.says("Ifan Rees", LEAVE)
    northmere.tick()
    assert "Taken back: the leave" in northmere.presses("Ifan Rees", "Undo")
    assert "The leave of Ifan Rees is taken back" in told(northmere, "Grace Adeyemi")
    before = len(northmere.sent)
    assert reminded(northmere, "2026-06-22 12:00")[0] == (8, "Ifan Rees")
    assert not any("away" in text or "back:" in text for text in said_to(northmere, "Grace Adeyemi", before))


def test_a_newer_leave_takes_the_place_of_the_one_it_overlaps(northmere):
    northmere.says("Ifan Rees", LEAVE)
    northmere.says("Ifan Rees", "I'm on leave from 8 June until 10 June, Grace covers")
    assert reminded(northmere, "2026-06-12 12:00") == [(8, "Grace Adeyemi"), (12, "Ifan Rees")]


def test_leave_of_more_than_a_year_is_refused_in_a_sentence(northmere):
    answer = northmere.says("Ifan Rees", "I'm on leave from 8 June 2026 until 8 June 2028")
    assert "is more than a year: hand your milestones over instead. Nothing was changed." in answer
    assert events(northmere) == []


def test_until_when_is_asked_and_remembered(northmere):
    assert "Until which day are you away?" in northmere.says("Ifan Rees", "I'm on leave from Monday, Grace covers")
    northmere.turn_to("2026-06-02 10:00")
    answer = northmere.says("Ifan Rees", "19 June")
    assert "from Monday 8 June until Friday 19 June: Grace Adeyemi covers" in answer


def test_an_unknown_cover_is_named_and_another_asked_for(northmere):
    answer = northmere.says("Ifan Rees", "I'm on leave from 8 June until 19 June, Priya Shah covers")
    assert "I do not know Priya Shah in the plan." in answer
    assert "nobody covers: Amara Okafor hears your reminders." in answer


@pytest.mark.parametrize(
    "words", ["I'm back", "back from leave today", "Actually cancel my leave", "I am not on leave any more"]
)
def test_whoever_is_back_says_so_and_hears_again(northmere, words):
    northmere.says("Ifan Rees", "I'm on leave until 30 June, Grace Adeyemi covers")
    since = len(northmere.sent)
    northmere.says("Ifan Rees", words)
    assert "your reminders come to you again" in northmere.sent_to("Ifan Rees")[-1].text
    northmere.turn_to("2026-07-03 12:00")
    assert "The leave of Ifan Rees is taken back" in said_to(northmere, "Grace Adeyemi", since)[0]
    assert not any("Ifan Rees is back" in text for text in said_to(northmere, "Grace Adeyemi", since))
    assert any("1.1" in text for text in said_to(northmere, "Ifan Rees", since)[1:])


def test_whoever_is_back_and_was_not_away_is_told_so(northmere):
    northmere.says("Ifan Rees", "I'm back")
    assert northmere.sent_to("Ifan Rees")[-1].text == (
        "You are not on leave as far as I know, and your reminders come to you."
    )


def test_to_be_back_is_not_what_the_next_undo_takes_back(northmere):
    northmere.says("Ifan Rees", "1.1 is at risk")
    northmere.says("Ifan Rees", "I'm on leave until 30 June, Grace Adeyemi covers")
    northmere.says("Ifan Rees", "I'm back")
    northmere.says("Ifan Rees", "am I on leave?")
    assert northmere.sent_to("Ifan Rees")[-1].text == "You are not on leave, as far as I know."


def test_who_is_away_is_answered(northmere):
    northmere.says("Ifan Rees", "I'm on leave until 30 June, Grace Adeyemi covers")
    away = "away until Tuesday 30 June, and Grace Adeyemi covers."
    for who, asked, answered in (
        ("Ifan Rees", "am I on leave?", f"You are {away}"),
        ("Ifan Rees", "who covers for me?", f"You are {away}"),
        ("Bethan Lloyd", "is Ifan on leave?", f"Ifan Rees is {away}"),
        ("Bethan Lloyd", "who is away?", "Away today: Ifan Rees until Tuesday 30 June."),
        ("Bethan Lloyd", "is grace away today", "Grace Adeyemi is not on leave today, as far as I know."),
    ):
        northmere.says(who, asked)
        assert northmere.sent_to(who)[-1].text == answered


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (
            "Are you away on Friday?",
            "I am a bot and always here. Away on Friday 5 June: Ifan Rees until Tuesday 30 June.",
        ),
        ("is Ifan away on Friday?", "Ifan Rees is away until Tuesday 30 June, and Grace Adeyemi covers."),
        ("Is Ifan Rees in on 1 July?", "Ifan Rees is not on leave on Wednesday 1 July, as far as I know."),
        ("Ifan is away on Friday?", "Ifan Rees is away until Tuesday 30 June, and Grace Adeyemi covers."),
        ("am I away on Friday?", "You are not on leave on Friday 5 June, as far as I know."),
        ("who is away in July?", "Nobody is on leave between 1 July and 31 July, as far as I know."),
        ("is Priya away on Friday?", "I know nobody called Priya in Northmere improvement plan."),
    ],
)
def test_who_is_away_on_a_day_is_answered_and_sets_nobodys_leave(northmere, asked, answered):
    northmere.says("Ifan Rees", "I'm on leave until 30 June, Grace Adeyemi covers")
    before = len(events(northmere))
    assert northmere.says("Bethan Lloyd", asked) == answered
    assert len(events(northmere)) == before
    assert "Nobody is on leave on Wednesday 1 July" in northmere.says("Bethan Lloyd", "who is away on 1 July")


def test_a_question_of_leave_that_is_not_understood_sets_none(northmere):
    assert "question about leave" in northmere.says("Ifan Rees", "Can I be away from Monday until Friday?")
    assert northmere.says("Ifan Rees", "am I on leave?") == "You are not on leave, as far as I know."


def test_a_day_in_a_question_is_not_the_last_day_away(northmere):
    northmere.says("Ifan Rees", "I'm on leave from Monday")
    assert northmere.says("Ifan Rees", "is Grace away on Friday?").startswith("Grace Adeyemi is not on leave")
    assert "You are away from Monday 8 June until Friday 19 June" in northmere.says("Ifan Rees", "19 June")
