"""A holiday that is announced at short notice moves what is planned, and what is written already."""

from datetime import date

import pytest
from northmere import PEOPLE, Northmere, at, milestone, plan
from telling import digests, told

from plans.working_days import WorkingDays
from storage.changes.closures import set_closures
from storage.changes.people import PersonEntry, keep_people

IFAN, AMARA = "Ifan Rees", "Amara Okafor"
DUE = date(2026, 6, 15)


@pytest.fixture
def northmere(store):
    return Northmere(store, plan(milestone("1.1", IFAN, DUE), milestone("1.2", IFAN, DUE)), "2026-05-29 12:00")


def close(northmere, *days):
    with northmere.store.write() as session:
        set_closures(session, northmere.plan_id, days, northmere.clock.now())


def lead_was_told(northmere):
    return [when for when, who, _ in told(northmere) if who == IFAN]


def test_rungs_to_come_are_reckoned_with_the_day_off(northmere):
    northmere.turn_to("2026-06-09 12:00")
    close(northmere, date(2026, 6, 12), date(2026, 6, 17))
    northmere.turn_to("2026-06-19 12:00")
    assert lead_was_told(northmere) == [
        *("06-01 09:00", "06-08 09:00"),
        *("06-11 09:00", "06-15 09:00", "06-18 09:00"),
    ]


def test_a_message_that_is_written_already_moves_to_the_next_working_day(northmere):
    northmere.turn_to("2026-06-07 20:00")
    close(northmere, date(2026, 6, 8))
    northmere.turn_to("2026-06-10 12:00")
    assert lead_was_told(northmere)[1:] == ["06-09 09:00"]
    assert told(northmere)[-1][2] == "1.1 1.2"


def test_a_message_that_has_left_stays_and_is_not_sent_again(northmere):
    northmere.turn_to("2026-06-08 10:00")
    close(northmere, date(2026, 6, 8))
    northmere.turn_to("2026-06-10 12:00")
    assert lead_was_told(northmere) == ["06-01 09:00", "06-08 09:00"]


def test_the_digest_moves_with_it(northmere):
    northmere.turn_to("2026-06-05 12:00")
    close(northmere, date(2026, 6, 8))
    northmere.turn_to("2026-06-15 12:00")
    assert digests(northmere) == ["06-01 09:00", "06-09 09:00", "06-15 09:00"]


def test_a_day_that_is_worked_after_all_moves_things_back(northmere):
    northmere.turn_to("2026-06-02 12:00")
    close(northmere, date(2026, 6, 8))
    northmere.turn_to("2026-06-04 12:00")
    close(northmere)
    northmere.turn_to("2026-06-09 12:00")
    assert lead_was_told(northmere) == ["06-01 09:00", "06-08 09:00"]
    assert digests(northmere) == ["06-01 09:00", "06-08 09:00"]


def test_a_rung_that_has_spoken_does_not_speak_again_when_its_day_moves(northmere):
    northmere.turn_to("2026-06-02 12:00")
    close(northmere, date(2026, 6, 8))
    northmere.turn_to("2026-06-05 12:00")
    close(northmere)
    northmere.turn_to("2026-06-10 12:00")
    assert lead_was_told(northmere) == ["06-01 09:00", "06-05 09:00"]


def test_a_bank_holiday_that_a_new_release_knows_of_is_kept_without_being_told(northmere, monkeypatch):
    """The rungs were set down for Monday 8 June before it was known to be a holiday."""
    northmere.turn_to("2026-06-05 12:00")
    is_working_day = WorkingDays.is_working_day
    monkeypatch.setattr(
        WorkingDays, "is_working_day", lambda self, day: day != date(2026, 6, 8) and is_working_day(self, day)
    )
    northmere.turn_to("2026-06-09 12:00")
    assert lead_was_told(northmere)[1:] == ["06-09 09:00"]


def test_what_waits_for_somebody_who_moves_comes_at_nine_where_they_are_now(northmere):
    northmere.turn_to("2026-06-07 20:00")
    with northmere.store.write() as session:
        moved = PersonEntry(IFAN, zone="America/New_York")
        keep_people(session, northmere.organisation_id, [moved], date(2026, 6, 7))
    northmere.turn_to("2026-06-08 23:00")
    assert lead_was_told(northmere)[1:] == ["06-08 14:00"]


def test_people_who_stay_keep_their_hour(northmere):
    northmere.turn_to("2026-06-07 20:00")
    with northmere.store.write() as session:
        keep_people(session, northmere.organisation_id, PEOPLE, date(2026, 6, 7))
    northmere.turn_to("2026-06-08 23:00")
    assert lead_was_told(northmere)[1:] == ["06-08 09:00"]
    assert at("2026-06-08 09:00") in [one.at for one in northmere.sent_to(IFAN)]


def test_a_message_that_has_been_emptied_takes_no_other_along_on_a_day_off(northmere):
    """Written for Monday, moved to Tuesday, and the machine sleeps until Wednesday, which is a day off as well."""
    northmere.turn_to("2026-06-07 20:00")
    close(northmere, date(2026, 6, 8), date(2026, 6, 10))
    northmere.clock.set(at("2026-06-10 11:00"))
    while northmere.tick():
        pass
    assert lead_was_told(northmere)[1:] == []
    northmere.turn_to("2026-06-11 12:00")
    assert lead_was_told(northmere)[1:] == ["06-11 09:00"]
