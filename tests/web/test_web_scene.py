"""What a page is made of: who can be chosen, what the clock says, what was said, and what to try."""

from datetime import UTC, datetime, timedelta

import pytest
from northmere_chat import LEADERSHIP, Northmere, reminder

from bot.conversation.message import plain
from bot.web.guard import Refused
from bot.web.rooms import find_room, read_facts
from bot.web.scene import UpTo, read_scene
from storage.changes.people import PersonEntry, keep_people
from storage.store import Store
from storage.web_chat import say


def scene_of(council, conversation=None, **how):
    return read_scene(council.web, conversation, **how)


def test_everybody_is_listed_with_their_post_and_their_part(northmere):
    assert [(place.name, place.about) for place in scene_of(northmere).people] == [
        ("Joel Abara", "Head of Fostering · leads 2 milestones"),
        ("Priya Sandhu", "Head of Safeguarding · leads 3 milestones"),
        ("Sorrel Finch", "Improvement Officer · owns the plan"),
        ("Tamsin Hale", "Assistant Director, Children in Care · manages 2 people"),
    ]


def test_somebody_without_a_post_is_known_by_their_employer(northmere):
    with northmere.store.write() as session:
        entries = [PersonEntry("Wren Osei", employer="Northmere NHS", manager="Joel Abara")]
        keep_people(session, northmere.organisation_id, entries, northmere.clock.now().date())
    about = {place.name: place.about for place in scene_of(northmere).people}
    assert about["Wren Osei"] == "Northmere NHS"
    assert about["Joel Abara"].endswith("manages 1 person")


def test_nobody_of_another_organisation_is_listed(northmere):
    with northmere.store.read() as session:
        facts = read_facts(session, northmere.organisation_id + 1, northmere.clock.now())
    assert (list(facts.people), list(facts.channels), list(facts.plans)) == ([], [], [])
    with pytest.raises(Refused):
        find_room(facts, northmere.person("Joel Abara"))


def test_leadership_channels_are_listed_and_say_whose_they_are(northmere):
    assert [(place.name, place.address) for place in scene_of(northmere).channels] == [
        ("Northmere leadership", f"/as/{LEADERSHIP}")
    ]
    room = scene_of(northmere, LEADERSHIP).room
    assert room.about == "Where the leadership of Northmere improvement plan reads"
    assert (room.is_private, room.speaker, room.by) == (False, None, None)


def test_a_person_goes_into_a_channel_as_themselves(northmere):
    joel = northmere.person("Joel Abara")
    assert scene_of(northmere, joel).channels[0].address == f"/as/{LEADERSHIP}?by={joel}"
    room = scene_of(northmere, LEADERSHIP, by=joel).room
    assert (room.name, room.speaker.name, room.by) == ("Northmere leadership", "Joel Abara", joel)


def test_unread_messages_are_counted_until_their_page_is_looked_at(northmere):
    joel, priya = northmere.person("Joel Abara"), northmere.person("Priya Sandhu")
    for conversation in (joel, joel, priya, LEADERSHIP):
        northmere.send(conversation, plain("Due today"))
    assert _unread(scene_of(northmere)) == {"Joel Abara": 2, "Priya Sandhu": 1, "Northmere leadership": 1}
    assert _unread(scene_of(northmere, joel)) == {"Priya Sandhu": 1, "Northmere leadership": 1}
    northmere.send(joel, plain("Late"))
    assert _unread(scene_of(northmere))["Joel Abara"] == 1


def _unread(scene):
    return {place.name: place.unread for place in (*scene.people, *scene.channels) if place.unread}


def test_only_the_open_place_is_marked(northmere):
    joel = northmere.person("Joel Abara")
    scene = scene_of(northmere, joel)
    assert [place.name for place in (*scene.people, *scene.channels) if place.is_open] == ["Joel Abara"]


def test_the_clock_speaks_the_plans_own_time_on_both_sides_of_a_clock_change(northmere):
    northmere.clock.at = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert scene_of(northmere).clock.words == "Sunday 25 October 2026, 01:30"
    northmere.clock.at += timedelta(hours=1)
    assert scene_of(northmere).clock.words == "Sunday 25 October 2026, 01:30"
    assert scene_of(northmere).clock.iso == "2026-10-25T01:30+00:00"


def test_messages_carry_the_readers_own_time_and_day(northmere):
    joel = northmere.person("Joel Abara")
    northmere.clock.at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    northmere.send(joel, plain("Due today"))
    (spoken,) = scene_of(northmere, joel).spoken
    assert (spoken.day, spoken.at, spoken.who, spoken.is_own) == ("Tuesday 2 June 2026", "00:30", "Milepost", False)


def test_only_what_came_after_a_message_is_read_again(northmere):
    joel = northmere.person("Joel Abara")
    first = northmere.send(joel, reminder())
    second = northmere.send(joel, plain("Late"))
    assert [spoken.id for spoken in scene_of(northmere, joel, after=UpTo(first)).spoken] == [second]
    assert scene_of(northmere, joel, after=UpTo(second)).spoken == []


def test_other_peoples_messages_are_not_shown(northmere):
    northmere.send(northmere.person("Priya Sandhu"), plain("Due today"))
    assert scene_of(northmere, northmere.person("Joel Abara")).spoken == []


def test_whoever_has_something_due_next_is_suggested(northmere):
    assert scene_of(northmere).suggested.name == "Joel Abara"
    northmere.clock.at += timedelta(days=30)
    assert scene_of(northmere).suggested.name == "Priya Sandhu"
    northmere.clock.at += timedelta(days=365)
    assert scene_of(northmere).suggested is None


def test_a_reader_is_told_which_milestones_are_theirs(northmere, browser_like, joel):
    html = browser_like.get(f"/as/{joel}").text
    assert html.count("Joel Abara <b>(you)</b>") == 2
    assert "(you)" not in browser_like.get("/").text
    assert "(you)" not in browser_like.get(f"/as/{northmere.person('Tamsin Hale')}").text


def test_what_to_try_fits_the_person_and_the_day(northmere):
    assert scene_of(northmere, northmere.person("Joel Abara")).tries == [
        "1.1 is done",
        "How is 1.1 doing?",
        "What's overdue?",
        "help",
    ]
    assert scene_of(northmere, northmere.person("Tamsin Hale")).tries == ["What's overdue?", "help"]
    assert scene_of(northmere, LEADERSHIP).tries == []


def test_what_to_try_is_one_of_ones_own_and_needs_no_list(northmere):
    assert scene_of(northmere, northmere.person("Priya Sandhu")).tries[0] == "2.1 is done"


def test_a_plan_that_is_not_there_yet_leaves_an_empty_page(tmp_path):
    council = Northmere(f"sqlite:///{tmp_path / 'empty.db'}")
    empty = Store(f"sqlite:///{tmp_path / 'empty.db'}")
    with empty.read() as session:
        facts = read_facts(session, 99, council.clock.now())
    assert str(facts.zone) == "Europe/London"
    empty.close()
    council.store.close()


def test_the_stamp_changes_with_words_changes_time_and_turning_and_with_nothing_else(northmere):
    stamps = [northmere.web.stamp()]

    def is_new():
        stamps.append(northmere.web.stamp())
        return stamps[-1] != stamps[-2]

    assert not is_new()
    northmere.clock.at += timedelta(seconds=59)
    assert not is_new()
    northmere.clock.at += timedelta(seconds=1)
    assert is_new()
    with northmere.store.write() as session:
        say(session, "person:1", "Joel Abara", "hello", northmere.clock.now())
    assert is_new()
    with northmere.web.turning.alone():
        assert is_new()
    assert is_new()
