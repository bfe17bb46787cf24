"""Server-sent events: an open page gets what it lacks, once, and nothing while nothing changes."""

import asyncio

import anyio
import pytest
from northmere_chat import AUDIT, LEADERSHIP, reminder

from bot.conversation.heard import Heard, Speaker
from bot.conversation.message import plain
from bot.web import stream
from bot.web.guard import Refused
from bot.web.stream import Shown, changes
from plans.words import Status


def names(events):
    return [event.event for event in events]


def test_a_page_that_opens_gets_every_piece_as_it_stands_now(northmere, joel):
    northmere.send(joel, reminder())
    assert names(Shown(northmere.web, joel, None, 0).news()) == ["spoken", "clock", "places", "board"]


def test_a_page_that_shows_everything_gets_nothing(northmere, joel):
    shown = Shown(northmere.web, joel, None, 0)
    shown.news()
    assert shown.news() == []


def test_a_new_message_is_sent_once_with_its_id(northmere, joel):
    shown = Shown(northmere.web, joel, None, northmere.send(joel, reminder()))
    shown.news()
    newest = northmere.send(joel, plain("1.2 is due today."))
    (event,) = shown.news()
    assert (event.event, event.id) == ("spoken", f"{newest}.0")
    assert "1.2 is due today." in event.data
    assert "Foster carer" not in event.data
    assert shown.news() == []


def test_a_message_for_somebody_else_only_counts_as_unread(northmere, joel):
    shown = Shown(northmere.web, joel, None, 0)
    shown.news()
    northmere.send(LEADERSHIP, plain("The week in brief"))
    (event,) = shown.news()
    assert event.event == "places"
    assert "brief" not in event.data


def test_a_changed_milestone_sends_the_board(northmere, joel):
    shown = Shown(northmere.web, joel, None, 0)
    shown.news()
    speaker = Speaker("web", "local", joel)
    northmere.update(Heard(speaker, joel, "1", "2 done", northmere.clock.now()), "1.2", Status.COMPLETE)
    (event,) = shown.news()
    line = event.data.split(AUDIT)[1].split("</li>")[0]
    assert event.event == "board"
    assert "complete" in line


def test_a_turned_clock_sends_the_clock_and_what_is_late_by_now(northmere):
    shown = Shown(northmere.web, None, None, 0)
    shown.news()
    northmere.turn(7)
    assert names(shown.news()) == ["clock", "board"]


def test_a_page_in_a_channel_draws_buttons_for_its_guest(northmere, joel):
    northmere.send(LEADERSHIP, reminder())
    (spoken, *_) = Shown(northmere.web, LEADERSHIP, joel, 0).news()
    assert f'name="by" value="{joel}"' in spoken.data


def test_a_conversation_that_is_gone_ends_the_stream(northmere):
    with pytest.raises(Refused):
        Shown(northmere.web, "person:99", None, 0).news()


def test_the_stream_waits_while_nothing_changes_and_goes_on_when_something_does(northmere, joel, monkeypatch):
    monkeypatch.setattr(stream, "LOOK_EVERY_SECONDS", 0)
    looks = []

    class Counting(Shown):
        def news(self):
            looks.append(1)
            return super().news()

    async def run():
        events = changes(northmere.web, Counting(northmere.web, joel, None, 0), anyio.Event())
        first = [(await anext(events)).event for _ in range(3)]
        waiting = asyncio.ensure_future(anext(events))
        await asyncio.sleep(0.05)
        before, was_done = len(looks), waiting.done()
        await asyncio.to_thread(northmere.send, joel, reminder())
        second = (await asyncio.wait_for(waiting, 5)).event
        await events.aclose()
        return first, before, was_done, second

    first, before, was_done, second = asyncio.run(run())
    assert first == ["clock", "places", "board"]
    assert (before, was_done) == (1, False)
    assert second == "spoken"


def test_the_stream_ends_when_the_server_closes(northmere, joel):
    async def run():
        closing = anyio.Event()
        events = changes(northmere.web, Shown(northmere.web, joel, None, 0), closing)
        sent = [(await anext(events)).event for _ in range(3)]
        closing.set()
        return sent, [event async for event in events]

    assert asyncio.run(run()) == (["clock", "places", "board"], [])


def test_a_turn_that_was_over_before_anybody_looked_again_still_changes_the_stamp(northmere):
    before = northmere.web.stamp()
    with northmere.web.turning.alone():
        during = northmere.web.stamp()
    after = northmere.web.stamp()
    assert len({before, during, after}) == 3


def test_an_amended_message_is_drawn_again_once_and_not_as_an_edit(northmere, joel):
    asked = northmere.send(joel, plain("Is 1.1 done?"))
    shown = Shown(northmere.web, joel, None, 0)
    shown.news()
    before = northmere.web.stamp()
    northmere.amend(joel, asked, plain("1.1 is done."))
    assert northmere.web.stamp() != before
    (event,) = shown.news()
    assert (event.event, f'id="said-{asked}"' in event.data, "1.1 is done." in event.data) == ("mended", True, True)
    assert "edited" not in event.data
    northmere.amend(joel, asked, plain("1.1 is done."))
    assert shown.news() == []
