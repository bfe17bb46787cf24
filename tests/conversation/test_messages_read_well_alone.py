"""The text of every message says it by itself: for a notification, a screen reader, and whoever sees no colours."""

import re
from datetime import date

import pytest
from northmere import LEADERSHIP, PEOPLE, PLATFORM, TENANT, MemoryChannel, Northmere, milestone, plan

from bot.conversation.answers.commands import COMMANDS
from bot.conversation.heard import Attached, Heard, Linked, PassedOn, Speaker
from bot.conversation.message import Items, as_plain_text
from plans.words import Status
from storage.changes.completions import set_monitoring
from storage.changes.events import Author
from storage.questions.people import people_of

SIGNS = {status.sign: status for status in Status}
MARKS = re.compile(r"<[@#!]|\*\w|\{\w*\}|None\b(?! of)|\bTrue\b|  +\w")


@pytest.fixture(scope="module")
def every_message(tmp_path_factory):
    """Everything that three weeks of a council bring, with presses, words, forms of answer and commands on the way."""
    from storage import migrate
    from storage.store import Store

    store = Store(f"sqlite:///{tmp_path_factory.mktemp('alone')}/milepost.db")
    migrate.upgrade(store)
    council = Northmere(
        store,
        plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews audited"),
            milestone("1.2", "Ifan Rees", date(2026, 6, 15), Status.AT_RISK, title="Strategy meetings recorded"),
            milestone("2.1", "Grace Adeyemi", date(2026, 6, 17), Status.OFF_TRACK, title="Handbook agreed"),
            milestone("2.2", None, None, None, title="Carers' forum heard"),
        ),
        "2026-05-29 12:00",
    )
    seen = []
    note_everything(council, seen)
    live_through(council, seen)
    store.close()
    return seen


def note_everything(council, seen):
    """Keeps each message as it was first and each time that it was changed."""
    send, amend = council.channel.send, council.channel.amend

    def send_and_note(to, message, notification_id, *more):
        seen.append(message)
        return send(to, message, notification_id, *more)

    def amend_and_note(to, message_id, message, notification_id):
        seen.append(message)
        return amend(to, message_id, message, notification_id)

    council.channel.send, council.channel.amend = send_and_note, amend_and_note
    assert isinstance(council.channel, MemoryChannel)


def live_through(council, seen):
    with council.store.write() as session:
        bethan = next(p for p in people_of(session, council.organisation_id) if p.name == "Bethan Lloyd")
        author = Author(bethan.id, council.clock.now())
        set_monitoring(session, council.plan_id, "the Improvement Board", bethan.id, True, author)
    council.turn_to("2026-06-01 10:00")
    for label in ("1 Slipping", "1 Undo", "1 Later", "Tomorrow", "2 Not mine", "Grace Adeyemi"):
        council.presses("Ifan Rees", label)
    council.tick()
    council.presses("Grace Adeyemi", "Not mine")
    for text in ("1.1 slipping to 31 July", "because the sample is late"):
        council.says("Ifan Rees", text)
    council.tick()
    council.presses("Bethan Lloyd", "Refuse")
    for text in (
        "the audit is done",
        "1.1 done, panel minutes of 3 May",
        "undo",
        "what's overdue",
        "how is 1.1?",
        "what changed since 1 May",
        "who owns nothing?",
        "on leave from Monday until 19 June, Grace Adeyemi covers",
        "thanks",
        "help",
        "remind me about 1.2 on 10 June",
        "1.1 done, Chloe Barker, aged 9, has moved",
        "gibberish of no kind",
    ):
        council.says("Ifan Rees", text)
    council.tick()
    council.says("Ifan Rees", "", files=(Attached("Minutes.png", "https://northmere.example/1"),))
    speaker = Speaker(PLATFORM, TENANT, "Ifan Rees", "Ifan Rees")
    message = Heard(speaker, "room", "m", "1.2 on track", council.clock.now(), is_private=False)
    council.conversation.pass_on(PassedOn(speaker, message, "Ifan Rees", "p", "https://northmere.example/2"))
    for number, word in enumerate(COMMANDS):
        said = Heard(speaker, "room", f"c{number}", word, council.clock.now(), is_whispered=True)
        seen.append(council.conversation.reply(said))
    ids = tuple(m.id for m in council.milestones().values())
    seen.extend(council.conversation.unfold(Linked(speaker, ids)).values())
    council.turn_to("2026-06-26 18:00")
    council.presses("Grace Adeyemi", "Blocked" if council.sent_to("Grace Adeyemi")[-1].message.buttons else "Done")
    told = {one.to.conversation for one in council.sent}
    assert {LEADERSHIP, *(person.name for person in PEOPLE)} <= told


def test_there_are_messages_of_every_kind(every_message):
    assert len(every_message) > 60


def test_no_text_is_empty_or_without_a_word(every_message):
    assert [m for m in every_message if len(re.findall(r"[A-Za-z]{2,}", m.text)) < 2] == []


def test_the_text_is_a_sentence_or_two_and_begins_with_what_matters(every_message):
    """A sentence read aloud begins with a letter, a number or a quotation, never with a mark or a button."""
    assert [m.text for m in every_message if not re.match(r"[\w“\"']", m.text)] == []
    assert [m.text for m in every_message if len(m.text.split("\n")) > 2] == []


def test_nothing_in_it_is_markup_or_a_hole(every_message):
    assert [m.text for m in every_message if MARKS.search(m.text)] == []


def test_what_the_text_says_is_in_what_is_drawn(every_message):
    """Whoever sees the message sees what the notification said: nothing is said in the one place alone."""
    for message in every_message:
        drawn = as_plain_text(message).lower()
        words = [word for word in re.findall(r"\w{4,}", message.text.lower())]
        missing = [word for word in words if word not in drawn]
        assert missing == [], message.text


def test_a_status_is_never_a_sign_alone(every_message):
    """Every sign stands beside a word, so that it is read by whoever hears it, or sees no colour."""
    for message in every_message:
        for sign in SIGNS:
            for found in re.finditer(re.escape(sign), as_plain_text(message)):
                after = as_plain_text(message)[found.end() : found.end() + 12]
                assert re.match(r"\s*(?:\w|✓)", after), as_plain_text(message)


def test_a_message_with_buttons_says_more_than_they_do(every_message):
    """What there is to decide is in the text, and not in the labels alone."""
    for message in every_message:
        labels = {word for button in message.buttons for word in button.label.lower().split()}
        assert set(message.text.lower().split()) - labels, message.text


def test_a_message_whose_items_are_listed_says_how_many_or_what(every_message):
    for message in every_message:
        if sum(isinstance(part, Items) for part in message.parts):
            assert len(message.text) > 12, message
