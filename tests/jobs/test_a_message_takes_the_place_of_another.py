"""An answer may take the place of an earlier message: that one then reads so, once, whatever goes wrong on the way."""

from datetime import date, timedelta

import pytest
from northmere import PLATFORM, Northmere, milestone

from bot.conversation.message import plain, to_json
from jobs.channel import DeliveryError
from jobs.patience import FIRST_WAIT
from storage import tables
from storage.claims import LEASE
from storage.outbox import ReplyAddress, owe_answer
from storage.questions.threads import last_list_in, thread_of

IFAN, GRACE = "Ifan Rees", "Grace Adeyemi"
DUE = date(2026, 6, 15)


class Dead(BaseException):
    """The process ends here."""


@pytest.fixture
def northmere(store):
    return Northmere.after(
        store,
        "2026-05-29 12:00",
        "2026-06-01 08:00",
        milestone("1.1", IFAN, DUE),
        milestone("1.2", IFAN, DUE),
        milestone("2.1", GRACE, DUE),
    )


def owes(northmere, text, *, amends=None, lists=(), to=IFAN):
    ids = [northmere.milestones()[ref].id for ref in lists]
    with northmere.store.write() as session:
        address = ReplyAddress(PLATFORM, to)
        now = northmere.clock.now()
        return owe_answer(session, northmere.organisation_id, address, to_json(plain(text)), now, ids, amends=amends)


def says_later(northmere, text, **more):
    """A message of its own, sent; the platform's id for it."""
    notification_id = owes(northmere, text, **more)
    northmere.tick()
    return row(northmere, notification_id).receipt_message_id


def row(northmere, notification_id):
    with northmere.store.read() as session:
        found = session.get_one(tables.Notification, notification_id)
        session.expunge(found)
        return found


def thread(northmere, message_id):
    with northmere.store.read() as session:
        return thread_of(session, northmere.organisation_id, PLATFORM, IFAN, message_id)


def last_list(northmere):
    with northmere.store.read() as session:
        return last_list_in(session, northmere.organisation_id, PLATFORM, IFAN, northmere.clock.now())


def ids(northmere, *refs):
    return tuple(northmere.milestones()[ref].id for ref in refs)


def later(northmere, span=timedelta(seconds=1)):
    northmere.clock.set(northmere.clock.now() + span)
    northmere.tick()


def test_the_earlier_message_reads_so_and_no_other_one_comes(northmere):
    message_id = says_later(northmere, "Is 1.1 done?")
    notification_id = owes(northmere, "1.1 is done.", amends=message_id)
    northmere.tick()
    assert [one.text for one in northmere.sent_to(IFAN)] == ["1.1 is done."]
    assert row(northmere, notification_id).receipt_message_id == message_id
    assert row(northmere, notification_id).sent_at is not None


def test_when_the_answer_to_amending_is_lost_it_is_amended_again_and_nobody_is_asked(northmere, monkeypatch):
    message_id = says_later(northmere, "Is 1.1 done?")
    notification_id = owes(northmere, "1.1 is done.", amends=message_id)
    northmere.channel.refuse = [DeliveryError("timeout", uncertain=True)]
    northmere.tick()
    assert row(northmere, notification_id).sent_at is None
    monkeypatch.setattr(northmere.channel, "find", lambda *_, **__: pytest.fail("it was looked for"))
    later(northmere, LEASE)
    later(northmere)
    assert [one.text for one in northmere.sent_to(IFAN)] == ["1.1 is done."]
    assert row(northmere, notification_id).sent_at is not None
    assert northmere.post.tally.sweep_findings()["amended_again"] == 1


def test_when_the_process_dies_after_amending_it_is_amended_again(northmere):
    message_id = says_later(northmere, "Is 1.1 done?")
    owes(northmere, "1.1 is done.", amends=message_id)
    northmere.channel.then_die = Dead
    with pytest.raises(Dead):
        northmere.tick()
    northmere.channel.then_die = None
    later(northmere, LEASE)
    later(northmere)
    assert [one.text for one in northmere.sent_to(IFAN)] == ["1.1 is done."]
    assert len(northmere.channel.amended) == 2


def test_a_message_that_cannot_be_amended_any_more_is_sent_as_a_new_one_at_once(northmere):
    message_id = says_later(northmere, "Is 1.1 done?")
    notification_id = owes(northmere, "1.1 is done.", amends=message_id)
    northmere.channel.refuse = [DeliveryError("edit_window_closed", gone=True)]
    northmere.tick()
    assert [one.text for one in northmere.sent_to(IFAN)] == ["Is 1.1 done?", "1.1 is done."]
    assert row(northmere, notification_id).receipt_message_id != message_id


def test_the_new_message_is_looked_for_like_any_other_when_its_sender_dies(northmere):
    message_id = says_later(northmere, "Is 1.1 done?")
    owes(northmere, "1.1 is done.", amends=message_id)
    northmere.channel.refuse = [DeliveryError("message_not_found", gone=True)]
    northmere.channel.then_die = Dead
    with pytest.raises(Dead):
        northmere.tick()
    northmere.channel.then_die = None
    later(northmere, LEASE)
    later(northmere)
    assert [one.text for one in northmere.sent_to(IFAN)] == ["Is 1.1 done?", "1.1 is done."]


def test_a_passing_refusal_holds_up_what_comes_after_it_in_the_conversation(northmere):
    message_id = says_later(northmere, "Is 1.1 done?")
    northmere.channel.refuse = [DeliveryError("http_503")]
    owes(northmere, "1.1 is done.", amends=message_id)
    later(northmere)
    owes(northmere, "And 1.2?")
    later(northmere)
    assert [one.text for one in northmere.sent_to(IFAN)] == ["Is 1.1 done?"]
    later(northmere, FIRST_WAIT * 2)
    assert [one.text for one in northmere.sent_to(IFAN)] == ["1.1 is done.", "And 1.2?"]


def test_an_answer_in_the_thread_of_an_amended_message_is_about_what_it_lists_now(northmere):
    message_id = says_later(northmere, "Both?", lists=("1.1", "1.2"))
    says_later(northmere, "1.2 is left.", amends=message_id, lists=("1.2",))
    assert thread(northmere, message_id).milestone_ids == ids(northmere, "1.2")


def test_a_message_that_lists_nothing_any_more_keeps_the_numbers_it_had(northmere):
    message_id = says_later(northmere, "Both?", lists=("1.1", "1.2"))
    says_later(northmere, "Thank you.", amends=message_id)
    assert thread(northmere, message_id).milestone_ids == ids(northmere, "1.1", "1.2")


def test_an_amended_list_does_not_come_before_one_that_was_sent_after_it(northmere):
    first = says_later(northmere, "Both?", lists=("1.1", "1.2"))
    later(northmere)
    says_later(northmere, "This one?", lists=("2.1",))
    later(northmere)
    says_later(northmere, "1.1 is left.", amends=first, lists=("1.1",))
    assert last_list(northmere).milestone_ids == ids(northmere, "2.1")


def test_an_amended_reminder_still_asks_for_a_word(northmere):
    northmere.turn_to("2026-06-01 09:05")
    (reminder,) = northmere.sent_to(IFAN)
    message_id = f"message-{northmere.sent.index(reminder) + 1}"
    says_later(northmere, "1.1 is done, 1.2 is left.", amends=message_id, lists=("1.2",))
    assert last_list(northmere).is_meant
    assert northmere.says(IFAN, "slipping, should be end of June").startswith("1.2")
