"""The way out to the built-in chat: delivered once, and found again by its notification."""

import pytest
from northmere_chat import START, reminder

from bot.conversation.message import from_json, plain
from bot.web.send import WebChannel
from jobs.channel import Address, DeliveryError, Receipt
from storage.web_chat import MILEPOST, conversation_after, say

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


def test_an_amended_message_reads_differently_in_its_place(northmere):
    first = northmere.channel.send(TO, plain("Is 1.1 done?"), "n1")
    northmere.channel.send(TO, plain("And 1.2?"), "n2")
    assert northmere.channel.amend(TO, first.message_id, plain("1.1 is done."), "n3") == first
    assert [from_json(line.body).text for line in lines_of(northmere)] == ["1.1 is done.", "And 1.2?"]
    assert northmere.channel.find(TO, "n1") == first


def test_a_message_of_another_conversation_or_of_a_person_is_not_amended(northmere):
    receipt = northmere.channel.send(TO, plain("Is 1.1 done?"), "n1")
    with northmere.store.write() as session:
        own = say(session, TO.conversation, "Joel Abara", "Not yet", northmere.clock.now())
    for to, message_id in ((Address("web", "person:2"), receipt.message_id), (TO, str(own)), (TO, "999")):
        with pytest.raises(DeliveryError) as refused:
            northmere.channel.amend(to, message_id, plain("1.1 is done."), "n2")
        assert refused.value.gone
