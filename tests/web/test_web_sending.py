"""The way out to the built-in chat: delivered once, and found again by its notification."""

from northmere_chat import START, reminder

from bot.conversation.message import from_json, plain
from bot.web.send import WebChannel
from jobs.channel import Address, Receipt
from storage.web_chat import MILEPOST, conversation_after

TO = Address("web", "person:1")


def lines_of(council, conversation="person:1"):
    with council.store.read() as session:
        return conversation_after(session, conversation)


def test_a_sent_message_is_in_the_conversation_as_it_was_worded(northmere):
    receipt = northmere.channel.send(TO, reminder(), "n1")
    (line,) = lines_of(northmere)
    assert receipt == Receipt("person:1", str(line.id))
    assert (line.author, line.said_at, line.notification_id) == (MILEPOST, START, "n1")
    assert from_json(line.body) == reminder()


def test_a_message_sent_twice_is_there_once_and_has_one_receipt(northmere):
    first = northmere.channel.send(TO, plain("Due today"), "n1")
    northmere.channel.send(TO, plain("Something else"), "n2")
    assert northmere.channel.send(TO, plain("Due today"), "n1") == first
    assert len(lines_of(northmere)) == 2


def test_a_delivered_message_is_found_by_its_notification(northmere):
    receipt = northmere.channel.send(TO, plain("Due today"), "n1")
    assert northmere.channel.find(TO, "n1") == receipt


def test_a_message_that_never_arrived_is_not_found(northmere):
    northmere.channel.send(TO, plain("Due today"), "n1")
    assert northmere.channel.find(TO, "n2") is None


def test_another_channel_on_the_same_database_finds_it_after_a_restart(northmere):
    receipt = northmere.channel.send(TO, plain("Due today"), "n1")
    assert WebChannel(northmere.store, northmere.clock).find(TO, "n1") == receipt


def test_a_message_reaches_its_own_conversation_only(northmere):
    northmere.channel.send(TO, plain("Due today"), "n1")
    assert lines_of(northmere, "person:2") == []
