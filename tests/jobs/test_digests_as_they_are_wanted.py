"""A plan's digest goes out when, where and of what it is wanted; somebody reads about several plans in one."""

from dataclasses import replace
from datetime import date, time

import pytest
from northmere import LEADERSHIP, Northmere, at, milestone, plan

from bot.plans_in import Arrangements, keep_plan
from jobs.delivery import Post
from jobs.rounds import do_everything_due
from plans.words import Status
from storage.changes.digests import read_together, set_digest_settings, skip_week, switch_digest
from storage.changes.events import Author
from storage.changes.importing import Source
from storage.questions.digests import digest_channels, digest_settings
from storage.questions.people import people_of

IFAN, OWNER = "Ifan Rees", "Bethan Lloyd"


@pytest.fixture
def northmere(store):
    return Northmere(
        store,
        plan(
            milestone("1.1", IFAN, date(2026, 5, 20), Status.NOT_STARTED, theme="Practice"),
            milestone("2.1", IFAN, date(2026, 6, 30), theme="Workforce"),
        ),
        "2026-05-29 12:00",
    )


def wants(northmere, **changed):
    with northmere.store.write() as session:
        settings = replace(digest_settings(session, northmere.plan_id), **changed)
        set_digest_settings(session, northmere.plan_id, settings, Author(None, northmere.clock.now()))


def weeks(northmere):
    london = [one for one in northmere.sent_to(LEADERSHIP) if "week to" in one.text]
    return [f"{one.at:%m-%d %H:%M}" for one in london]


def test_another_day_and_hour(northmere):
    wants(northmere, day=4, at=time(16, 30))
    northmere.turn_to("2026-06-15 12:00")
    assert weeks(northmere) == ["05-29 15:30", "06-05 15:30", "06-12 15:30"]


def test_on_a_friday_the_week_ends_that_day(northmere):
    wants(northmere, day=4, at=time(16, 30))
    northmere.turn_to("2026-06-12 17:00")
    assert "week to Friday 12 June" in northmere.sent_to(LEADERSHIP)[-1].text


def test_on_another_clock(northmere):
    wants(northmere, zone="Asia/Tokyo")
    northmere.turn_to("2026-06-02 12:00")
    assert weeks(northmere) == ["06-01 00:00"]


def test_a_change_moves_what_is_planned_and_sends_nothing_twice(northmere):
    northmere.turn_to("2026-06-08 12:00")
    wants(northmere, day=2)
    northmere.turn_to("2026-06-18 12:00")
    assert weeks(northmere) == ["06-01 08:00", "06-08 08:00", "06-17 08:00"]


def test_the_same_again_is_no_event(northmere):
    wants(northmere, day=2)
    wants(northmere, day=2)
    with northmere.store.read() as session:
        rows = session.connection().exec_driver_sql("select count(*) from event where kind = 'digest_settings'")
        assert rows.scalar_one() == 1


def test_exceptions_only_leave_out_what_goes_well(northmere):
    northmere.turn_to("2026-06-01 12:00")
    everything = northmere.sent_to(LEADERSHIP)[-1].text
    assert "Due by 29 June" not in everything
    assert "Complete by theme" in everything
    wants(northmere, is_full=False)
    northmere.turn_to("2026-06-03 12:00")
    northmere.says(IFAN, "2.1 off track, an interim manager starts in July")
    northmere.turn_to("2026-06-08 12:00")
    exceptions = northmere.sent_to(LEADERSHIP)[-1].text
    assert "Overdue 1: 1.1" in exceptions
    assert "Complete by theme" not in exceptions
    assert "Due by" not in exceptions


def test_of_some_themes_nothing_is_said_of_the_others(northmere):
    wants(northmere, themes=("Workforce",))
    northmere.turn_to("2026-06-01 12:00")
    said = northmere.sent_to(LEADERSHIP)[-1].text
    assert said.startswith("Northmere improvement plan, Workforce: 1 milestone, not overdue")
    assert "1.1" not in said


def test_a_week_is_skipped_and_taken_back(northmere):
    author = Author(None, northmere.clock.now())
    with northmere.store.write() as session:
        skip_week(session, northmere.plan_id, date(2026, 6, 3), author)
        skip_week(session, northmere.plan_id, date(2026, 6, 10), author)
        skip_week(session, northmere.plan_id, date(2026, 6, 10), author, is_skipped=False)
    northmere.turn_to("2026-06-15 12:00")
    assert weeks(northmere) == ["06-08 08:00", "06-15 08:00"]


def test_a_channel_that_is_left_out_gets_no_digest_until_it_is_back(northmere):
    author = Author(None, northmere.clock.now())
    with northmere.store.write() as session:
        (channel,) = digest_channels(session, northmere.plan_id)
        switch_digest(session, channel.id, False, author)
    northmere.turn_to("2026-06-10 12:00")
    assert weeks(northmere) == []
    with northmere.store.write() as session:
        switch_digest(session, channel.id, True, Author(None, northmere.clock.now()))
    northmere.turn_to("2026-06-15 12:00")
    assert weeks(northmere) == ["06-15 08:00"]


@pytest.mark.parametrize("copies", [2, 3])
def test_several_copies_look_a_plan_through_once(northmere, copies):
    northmere.turn_to("2026-06-05 08:59")
    northmere.clock.set(at("2026-06-05 09:00"))
    for number in range(copies):
        copy = Post(northmere.store, northmere.post.channels, northmere.post.wording, f"copy {number}")
        do_everything_due(copy, northmere.clock.now())
    assert len([one for one in northmere.sent_to(OWNER) if "add up" in one.text]) <= 1


def test_a_plan_that_was_not_looked_through_in_time_goes_out_all_the_same(northmere):
    northmere.turn_to("2026-06-04 12:00")
    northmere.clock.set(at("2026-06-08 09:30"))
    while northmere.tick():
        pass
    assert weeks(northmere)[-1] == "06-08 08:30"
    assert not [one for one in northmere.sent_to(OWNER) if "add up" in one.text]


# Several plans


def second_plan(northmere):
    reading = plan(milestone("A.1", IFAN, date(2026, 5, 13)), title="Northmere fostering plan")
    with northmere.store.write() as session:
        kept = keep_plan(
            session,
            northmere.organisation_id,
            reading,
            Source("second.txt", "second"),
            Arrangements(owner=OWNER),
            northmere.clock.now(),
        )
    return kept.plan_id


def reads_together(northmere, who, *plan_ids):
    with northmere.store.write() as session:
        person = next(one for one in people_of(session, northmere.organisation_id) if one.name == who)
        read_together(session, person.id, plan_ids, northmere.clock.now())


def together(northmere, who=OWNER):
    return [one for one in northmere.sent_to(who) if "2 plans:" in one.text]


def test_somebody_reads_about_several_plans_in_one_message(northmere):
    reads_together(northmere, OWNER, northmere.plan_id, second_plan(northmere))
    northmere.turn_to("2026-06-08 12:00")
    first, second = together(northmere)
    assert f"{first.at:%m-%d %H:%M}" == "06-01 08:00"
    assert first.message.text == "2 plans: 0 slipped, 0 finished, 2 overdue"
    assert "Northmere improvement plan: 2 milestones, 1 overdue · week to Friday 29 May" in first.text
    assert "Northmere fostering plan: 1 milestone, overdue" in first.text
    assert "Side by side" in first.text
    assert first.notification_id != second.notification_id


def test_several_copies_write_it_once(northmere):
    reads_together(northmere, OWNER, northmere.plan_id, second_plan(northmere))
    northmere.turn_to("2026-06-01 08:59")
    northmere.clock.set(at("2026-06-01 09:00"))
    for number in range(3):
        copy = Post(northmere.store, northmere.post.channels, northmere.post.wording, f"copy {number}")
        do_everything_due(copy, northmere.clock.now())
    assert len(together(northmere)) == 1


def test_who_reads_no_more_is_not_sent_what_was_written(northmere):
    reads_together(northmere, OWNER, northmere.plan_id, second_plan(northmere))
    northmere.turn_to("2026-06-02 12:00")
    reads_together(northmere, OWNER)
    northmere.turn_to("2026-06-16 12:00")
    assert len(together(northmere)) == 1
