"""The same delivery against a Slack that nobody here wrote: posts, metadata, history, threads, edits and events."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from emulated import BOT_TOKEN, emulated, eventually, why_not
from northmere import PEOPLE, at, milestone, plan
from serving import served
from starlette.applications import Starlette

from bot.app import build_house
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from bot.slack.send import SlackChannel
from bot.slack.settings import SlackSettings
from jobs.channel import Address
from jobs.delivery import do_one_delivery
from jobs.sweep import do_one_sweep
from jobs.turning import turn
from plans.words import Status
from storage import claims, migrate
from storage.changes.importing import Source
from storage.claims import LEASE
from storage.questions.milestones import milestones_of_plan
from storage.store import Store

SECRET = "a signing secret"
MANY = 40

pytestmark = pytest.mark.skipif(why_not() is not None, reason=why_not() or "")


class EmulatedNorthmere:
    """The council in an emulated workspace, before the first reminders are due."""

    def __init__(self, store, slack, settings):
        self.slack = slack
        self.clock = TurnableClock(at("2026-05-29 12:00"))
        self.house = build_house(store, self.clock, settings)
        reading = plan(
            milestone("1.1", "Ifan Rees", date(2026, 6, 15), title="Return interviews <audited> & read"),
            *(milestone(f"1.{n}", "Ifan Rees", date(2026, 6, 15)) for n in range(2, 7)),
            *(milestone(f"2.{n}", "Grace Adeyemi", date(2026, 6, 15)) for n in range(1, MANY + 1)),
        )
        arrangements = Arrangements("Bethan Lloyd", (("slack", slack.leadership, "leadership"),), PEOPLE)
        with store.write() as session:
            source = Source("northmere.txt", "a hash")
            kept = keep_plan(session, self.house.organisation_id, reading, source, arrangements, self.clock.now())
        self.plan_id = kept.plan_id
        self.house.slack.connect_people(store, self.house.organisation_of, self.clock.now())

    def turn_to(self, when):
        turn(self.house.post, self.clock.now(), at(when), self.clock.set)

    def milestone(self, ref):
        with self.house.store.read() as session:
            found = {m.ref: m for m in milestones_of_plan(session, self.plan_id, date(2026, 6, 1))}
        return found[ref]

    def room_of(self, name):
        """The direct conversation of the bot with somebody."""
        members = self.slack.as_bot.users_list()["members"]
        user = next(one["id"] for one in members if one["real_name"].startswith(name))
        return self.slack.as_bot.conversations_open(users=user)["channel"]["id"]

    def posted(self, conversation):
        """Milepost's own messages in a conversation."""
        return [one for one in self.slack.history(conversation) if one["user"] == "U0MILEPOST"]

    def says(self, name, text):
        """Somebody writes to Milepost, and has been answered when this returns; the ts of what they wrote."""
        room = self.room_of(name)
        before = len(self.posted(room))
        said = self.slack.as_person(name).chat_postMessage(channel=room, text=text)
        assert eventually(lambda: len(self.posted(room)) > before)
        return said["ts"]

    def last_answer(self, name):
        return self.posted(self.room_of(name))[-1]["text"]


@contextmanager
def a_council(store, signed_with=SECRET):
    """The council and its workspace, whose events come in over HTTP; `answers` is how each of them was answered."""
    application, answers = Starlette(), []

    async def watched(scope, receive, send):
        async def watching(message):
            if message["type"] == "http.response.start":
                answers.append(message["status"])
            await send(message)

        await application(scope, receive, watching)

    with served(watched) as address, emulated(f"{address}/slack/events", signed_with) as slack:
        settings = SlackSettings(BOT_TOKEN, signing_secret=SECRET, base_url=f"{slack.url}/api/")
        northmere = EmulatedNorthmere(store, slack, settings)
        application.router.routes.extend(northmere.house.slack.routes)
        northmere.answers = answers
        yield northmere


@pytest.fixture(scope="module")
def on_monday(tmp_path_factory):
    """One council for all tests that each speak of another milestone, on a Monday morning after its reminders."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('emulate')}/milepost.db")
    migrate.upgrade(store)
    with a_council(store) as northmere:
        northmere.turn_to("2026-06-01 10:00")
        yield northmere
    store.close()


def ids(messages):
    return [one["metadata"]["event_payload"]["notification_id"] for one in messages if "metadata" in one]


def test_a_reminder_arrives_once_with_its_notification_id_and_is_found_by_it(on_monday):
    room = on_monday.room_of("Ifan")
    (posted,) = [one for one in on_monday.posted(room) if one["text"].startswith("6 milestones need a word from you")]
    channel = on_monday.house.slack.channel
    since = datetime.now(UTC) - timedelta(hours=1)
    found = channel.find(Address("slack", room), ids([posted])[0], since)
    assert (found.conversation, found.message_id) == (room, posted["ts"])
    assert channel.find(Address("slack", room), "0" * 32, since) is None


def test_a_digest_is_posted_into_the_leadership_channel(on_monday):
    (digest, *_) = on_monday.posted(on_monday.slack.leadership)
    assert digest["text"].startswith("Northmere improvement plan: 46 milestones")


def test_a_message_in_several_parts_is_found_whole(on_monday):
    room = on_monday.room_of("Grace")
    (root,) = on_monday.posted(room)
    below = on_monday.slack.replies(room, root["ts"])
    parts = [one["metadata"]["event_payload"] for one in [root, *below]]
    assert [one["part"] for one in parts] == list(range(1, parts[0]["parts"] + 1))
    assert len(parts) > 1
    found = on_monday.house.slack.channel.find(Address("slack", room), ids([root])[0])
    assert found.message_id == root["ts"]


def test_what_somebody_writes_becomes_an_update_and_is_answered_once(on_monday):
    room = on_monday.room_of("Ifan")
    before = len(on_monday.posted(room))
    on_monday.says("Ifan", "1.2 is done, 1.3 slipping")
    assert on_monday.milestone("1.2").status is Status.COMPLETE
    assert on_monday.milestone("1.3").status is Status.AT_RISK
    assert "1.2 → ✔ complete" in on_monday.last_answer("Ifan")
    assert len(on_monday.posted(room)) == before + 1


def test_what_a_plan_says_comes_back_as_it_is_and_not_as_markup(on_monday):
    on_monday.says("Ifan", "how is 1.1 doing?")
    assert "Return interviews &lt;audited&gt; &amp; read" in on_monday.last_answer("Ifan")


def test_a_message_that_is_edited_is_read_again(on_monday):
    ts = on_monday.says("Ifan", "1.4 is off track")
    on_monday.slack.as_person("Ifan").chat_update(channel=on_monday.room_of("Ifan"), ts=ts, text="1.4 is at risk")
    assert eventually(lambda: on_monday.milestone("1.4").status is Status.AT_RISK)
    assert eventually(lambda: "1.4 → ▲ at risk" in on_monday.last_answer("Ifan"))


def test_a_message_that_is_deleted_is_taken_back(on_monday):
    ts = on_monday.says("Ifan", "1.5 is off track")
    assert on_monday.milestone("1.5").status is Status.OFF_TRACK
    on_monday.slack.as_person("Ifan").chat_delete(channel=on_monday.room_of("Ifan"), ts=ts)
    assert eventually(lambda: on_monday.milestone("1.5").status is Status.ON_TRACK)


def test_a_file_with_words_is_evidence(on_monday):
    on_monday.slack.upload("Ifan", on_monday.room_of("Ifan"), "Audit report.pdf", "1.6 is done, here is the audit")
    assert eventually(lambda: on_monday.milestone("1.6").status is Status.COMPLETE)
    assert on_monday.milestone("1.6").evidence == ("Audit report.pdf",)


def test_events_with_another_signature_change_nothing(store):
    with a_council(store, signed_with="guessed") as northmere:
        room = northmere.room_of("Ifan")
        northmere.slack.as_person("Ifan").chat_postMessage(channel=room, text="1.1 is done")
        assert eventually(lambda: northmere.answers)
        assert set(northmere.answers) == {401}
        assert northmere.milestone("1.1").status is Status.ON_TRACK
        assert not northmere.posted(room)


@pytest.mark.parametrize("arrived", [True, False])
def test_the_sweep_asks_and_what_was_cut_off_comes_once(store, arrived, monkeypatch):
    """As after a kill between claiming and recording: with the message in Slack, or without."""
    with a_council(store) as northmere:
        northmere.turn_to("2026-06-01 08:59")
        northmere.clock.set(at("2026-06-01 09:00"))
        now, post = northmere.clock.now(), northmere.house.post
        with monkeypatch.context() as patch:
            patch.setattr(*((claims, "record_arrivals") if arrived else (SlackChannel, "send")), die)
            with pytest.raises(Died):
                do_one_delivery(post, now)
        assert sum(len(northmere.posted(room)) for room in rooms(northmere)) == arrived
        while do_one_sweep(post, now + LEASE):
            pass
        northmere.turn_to("2026-06-01 10:00")
        came = [set(ids(northmere.posted(room))) for room in rooms(northmere)]
        assert [len(found) for found in came] == [1, 1, 1]
        assert [len(northmere.posted(room)) for room in rooms(northmere)] == [1, 1, 1]
        with northmere.house.store.read() as session:
            assert claims.next_due_at(session) is None


class Died(Exception):
    """In place of a kill."""


def die(*_, **__):
    raise Died


def rooms(northmere):
    return [northmere.room_of("Ifan"), northmere.room_of("Grace"), northmere.slack.leadership]
