"""Slack and the real house: reminders go out as Slack messages, replies come in as signed events."""

import json
from datetime import date

import pytest
from loopback import LoopbackSlack
from message_limits import texts_in
from northmere import PEOPLE, at, milestone, plan
from slack_bolt import BoltRequest
from slack_requests import command, dispatch, envelope, event, press, signed

from bot.app import build_house
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from jobs.turning import turn
from plans.words import Status
from storage import tables
from storage.changes.importing import Source
from storage.questions.milestones import milestones_of_plan

CHANNEL = "C0LEADERS"


class SlackNorthmere:
    """The council on Slack, on a Monday morning after the reminders of that day."""

    def __init__(self, store, settings, slack):
        self.slack = slack
        self.clock = TurnableClock(at("2026-05-29 12:00"))
        self.house = build_house(store, self.clock, settings)
        reading = plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews <audited> & read"),
            milestone("1.2", "Ifan Rees", date(2026, 6, 15), title="Strategy meetings recorded"),
        )
        arrangements = Arrangements("Bethan Lloyd", (("slack", CHANNEL, "leadership"),), PEOPLE)
        with store.write() as session:
            source = Source("northmere.txt", "a hash")
            kept = keep_plan(session, self.house.organisation_id, reading, source, arrangements, self.clock.now())
        self.plan_id = kept.plan_id
        self.look_for_people()
        self.turn_to("2026-06-01 10:00")

    def look_for_people(self):
        self.house.slack.connect_people(self.house.store, self.house.organisation_of, self.clock.now())

    def turn_to(self, when):
        turn(self.house.post, self.clock.now(), at(when), self.clock.set)

    def status(self, ref):
        with self.house.store.read() as session:
            found = {m.ref: m for m in milestones_of_plan(session, self.plan_id, date(2026, 6, 1))}
        return found[ref].status

    def slack_channel_of_reminder(self):
        """The direct conversation into which Ifan's reminder was posted."""
        return self.posted("2 milestones need a word from you")[0]["channel"]

    def posted(self, starts=""):
        return [one for one in self.slack.called("chat.postMessage") if one["text"].startswith(starts)]


@pytest.fixture
def northmere(store, settings, slack: LoopbackSlack):
    slack.add_user("U0IFAN", "Ifan Rees", "ifan@northmere.example")
    slack.add_user("U0BETHAN", "Bethan Lloyd", "bethan@northmere.example")
    slack.add_user("U0AMARA", "Amara Okafor", "someone.else@northmere.example")
    return SlackNorthmere(store, settings, slack)


def metadata(posted):
    given = posted["metadata"]
    return json.loads(given) if isinstance(given, str) else given


def test_a_reminder_is_posted_with_its_notification_id_in_the_metadata(northmere):
    reminder = northmere.posted("2 milestones need a word from you")[0]
    assert len(metadata(reminder)["event_payload"]["notification_id"]) == 32


def test_a_digest_is_posted_into_the_leadership_channel(northmere):
    digest = [one for one in northmere.posted("Northmere improvement plan") if one["channel"] == CHANNEL]
    assert len(digest) == 1


def test_what_the_plan_says_is_escaped_in_the_fallback_text(northmere):
    said = event(text="how is 1.1 doing?", channel=northmere.slack_channel_of_reminder())
    dispatch(northmere.house.slack.app, json.dumps(envelope(said)))
    assert "Return interviews &lt;audited&gt; &amp; read" in northmere.posted()[-1]["text"]


def test_a_direct_message_becomes_an_update_and_is_read_back(northmere):
    said = event(text="1 is done, 2 slipping", channel=northmere.slack_channel_of_reminder())
    dispatch(northmere.house.slack.app, json.dumps(envelope(said)))
    assert northmere.status("1.1") is Status.COMPLETE
    assert northmere.status("1.2") is Status.AT_RISK
    assert "1.1 → ✔ complete" in northmere.posted()[-1]["text"]


def test_a_reply_in_the_reminders_thread_knows_what_it_is_about(northmere):
    channel = northmere.slack_channel_of_reminder()
    root = northmere.slack.in_channel(channel)[0]["ts"]
    dispatch(northmere.house.slack.app, json.dumps(envelope(event(text="2 done", channel=channel, thread_ts=root))))
    assert northmere.status("1.2") is Status.COMPLETE
    assert northmere.posted()[-1]["thread_ts"] == root


def test_slacks_repetition_of_an_event_is_handled_once(northmere):
    said = envelope(event(text="1.1 done", channel=northmere.slack_channel_of_reminder()), event_id="Ev1")
    before = len(northmere.posted())
    dispatch(northmere.house.slack.app, json.dumps(said))
    dispatch(northmere.house.slack.app, json.dumps({**said, "event_id": "Ev2"}))
    assert len(northmere.posted()) == before + 1


def test_a_command_is_answered_to_its_writer_alone(northmere):
    northmere.turn_to("2026-06-17 10:00")
    answer = dispatch(northmere.house.slack.app, command("overdue"), "form")
    body = json.loads(answer.body)
    assert body["response_type"] == "ephemeral"
    assert body["text"].startswith("Both milestones are overdue")


def blocks_of(message):
    return message["blocks"] if isinstance(message["blocks"], list) else json.loads(message["blocks"])


def buttons_of(message):
    return [element for block in blocks_of(message) if block["type"] == "actions" for element in block["elements"]]


def presses(northmere, label, trigger):
    """Ifan presses a button of his reminder as it stands in Slack."""
    channel = northmere.slack_channel_of_reminder()
    reminder = northmere.slack.in_channel(channel)[0]
    button = next(one for one in buttons_of(reminder) if one["text"]["text"] == label)
    body = press(button["action_id"], button["value"], channel_id=channel, message_ts=reminder["ts"])
    dispatch(northmere.house.slack.app, body.replace("13.38.def", trigger), "form")
    return reminder


def labels(message):
    return [one["text"]["text"] for one in buttons_of(message)]


def test_a_button_is_an_update_and_the_message_becomes_what_was_decided(northmere):
    before = len(northmere.posted())
    reminder = presses(northmere, "2 Blocked", "one")
    assert northmere.status("1.2") is Status.OFF_TRACK
    assert len(northmere.posted()) == before
    assert reminder["text"] == "1 milestone of 2 still needs a word from you"
    assert "1.2 Strategy meetings recorded → ■ off track" in "".join(texts_in(blocks_of(reminder)))
    assert "2 Undo" in labels(reminder) and "2 Blocked" not in labels(reminder)
    assert "1 Blocked" in labels(reminder)


def test_undo_restores_the_message(northmere):
    first = labels(northmere.slack.in_channel(northmere.slack_channel_of_reminder())[0])
    presses(northmere, "2 Blocked", "one")
    assert labels(presses(northmere, "2 Undo", "two")) == first
    assert northmere.status("1.2") is Status.ON_TRACK


def test_words_change_the_message_too(northmere):
    channel = northmere.slack_channel_of_reminder()
    dispatch(northmere.house.slack.app, json.dumps(envelope(event(text="1 slipping", channel=channel))))
    assert "1 Undo" in labels(northmere.slack.in_channel(channel)[0])


def test_a_reminder_that_was_deleted_in_slack_is_not_sent_again(northmere):
    channel = northmere.slack_channel_of_reminder()
    northmere.slack.messages[channel].clear()
    before = len(northmere.posted())
    dispatch(northmere.house.slack.app, json.dumps(envelope(event(text="1.1 slipping", channel=channel))))
    assert northmere.status("1.1") is Status.AT_RISK
    assert len(northmere.posted()) == before + 1


def test_a_wrong_secret_changes_nothing(northmere):
    body = json.dumps(envelope(event(text="1.1 done")))
    answer = northmere.house.slack.app.dispatch(BoltRequest(body=body, headers=signed(body, secret="guessed")))
    assert answer.status == 401
    assert northmere.status("1.1") is Status.ON_TRACK


def test_a_likely_name_is_put_to_the_owner_once_and_connected_on_yes(northmere):
    northmere.look_for_people()
    northmere.turn_to("2026-06-01 10:05")
    questions = northmere.posted("On Slack somebody is called Amara Okafor")
    assert len(questions) == 1
    blocks = questions[0]["blocks"] if isinstance(questions[0]["blocks"], list) else json.loads(questions[0]["blocks"])
    yes = next(e for block in blocks if block["type"] == "actions" for e in block["elements"])
    channel = questions[0]["channel"]
    body = press(yes["action_id"], yes["value"], channel_id=channel).replace("U0IFAN", "U0BETHAN")
    dispatch(northmere.house.slack.app, body, "form")
    assert northmere.posted()[-1]["text"].startswith("Amara Okafor is known now")


def again(request: str, trigger: str) -> str:
    """The same press, delivered once more under another trigger's id."""
    return request.replace("13.38.def", trigger)


def test_a_press_that_is_delivered_again_under_another_id_is_handled_once(northmere):
    channel = northmere.slack_channel_of_reminder()
    (reminder,) = northmere.slack.in_channel(channel)
    blocks = reminder["blocks"] if isinstance(reminder["blocks"], list) else json.loads(reminder["blocks"])
    buttons = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    stuck = next(button for button in buttons if button["text"]["text"] == "2 Blocked")
    pressed = press(stuck["action_id"], stuck["value"], channel_id=channel, message_ts=reminder["ts"])
    for trigger in ("13.38.def", "13.99.xyz", "13.99.uvw"):
        dispatch(northmere.house.slack.app, again(pressed, trigger), "form")
    with northmere.house.store.read() as session:
        assert session.query(tables.UpdateText).count() == 1
