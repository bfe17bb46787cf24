"""Milepost in channels: it says hello, does what is chosen there, and the owner hears when it can post no more."""

import json
from datetime import date, timedelta

import pytest
from loopback import BOT_USER
from northmere import PEOPLE, at, milestone, plan
from slack_requests import dispatch, envelope, event, press
from sqlalchemy import select

from bot.app import build_house
from bot.clock import TurnableClock
from bot.plans_in import Arrangements, keep_plan
from jobs.rounds import do_everything_due
from jobs.turning import turn
from storage import tables
from storage.changes.importing import Source
from storage.questions.pages import channels_of

CHANNEL = "C0PANEL"


class Council:
    def __init__(self, store, settings, slack):
        self.store, self.slack, self.clock = store, slack, TurnableClock(at("2026-06-01 10:00"))
        self.house = build_house(store, self.clock, settings)
        for n, (who, email) in enumerate((("Bethan Lloyd", "bethan"), ("Ifan Rees", "ifan"))):
            slack.add_user(("U0BETHAN", "U0IFAN")[n], who, f"{email}@northmere.example")
        slack.channels[CHANNEL] = {"name": "improvement-panel"}
        self.bring_in("Northmere plan")
        self.house.slack.connect_people(store, self.house.organisation_of, self.clock.now())

    def bring_in(self, title):
        reading = plan(milestone("1.1", "Ifan Rees", date(2026, 6, 15), title=f"Step of the {title}"), title=title)
        with self.store.write() as session:
            arrangements = Arrangements("Bethan Lloyd", (), PEOPLE)
            source = Source(f"{title}.txt", title)
            keep_plan(session, self.house.organisation_id, reading, source, arrangements, self.clock.now())

    def tells(self, kind, **said):
        said = {"type": kind, "channel": CHANNEL, "event_ts": said.pop("ts", "1.1"), **said}
        assert dispatch(self.house.slack.app, json.dumps(envelope(said))).status == 200
        # A message a second to each.
        self.clock.set(self.clock.now() + timedelta(seconds=2))
        do_everything_due(self.house.post, self.clock.now())

    def invite(self, ts="1.1"):
        self.tells("member_joined_channel", user=BOT_USER, ts=ts)
        return self.slack.in_channel(CHANNEL)

    def choose(self, label, user="U0BETHAN"):
        for block in self.slack.in_channel(CHANNEL)[0]["blocks"]:
            for element in block.get("elements") or []:
                if isinstance(element.get("text"), dict) and element["text"]["text"] == label:
                    body = press(element["action_id"], element["value"], channel_id=CHANNEL).replace("U0IFAN", user)
                    assert dispatch(self.house.slack.app, body, "form").status == 200
                    return self.slack.in_channel(CHANNEL)[-1]["text"]
        raise AssertionError(label)

    def to_owner(self):
        return [m["text"] for m in self.slack.in_channel("D0BETHAN")]

    def channels(self):
        with self.store.read() as session:
            return [(c.conversation, c.name) for c in channels_of(session, self.house.organisation_id, "slack")]


@pytest.fixture
def council(store, settings, slack):
    return Council(store, settings, slack)


def test_it_says_hello_once_and_asks_what_is_wanted(council):
    (hello,) = council.invite()
    assert hello["text"].startswith("I am Milepost. Mention me")
    assert "Northmere plan" in str(hello["blocks"])
    assert len(council.invite()) == 1
    assert len(council.invite(ts="2.2")) == 2


def test_somebody_else_who_joins_is_not_greeted(council):
    council.tells("member_joined_channel", user="U0IFAN")
    assert council.slack.in_channel(CHANNEL) == []


def test_the_owner_has_the_summary_come_there_and_it_does(council):
    council.invite()
    assert "weekly summary of Northmere plan comes here from now on" in council.choose("Post the weekly summary here")
    assert council.channels() == [(CHANNEL, "#improvement-panel")]
    before = len(council.slack.in_channel(CHANNEL))
    turn(council.house.post, council.clock.now(), at("2026-06-09 12:00"), council.clock.set)
    assert len(council.slack.in_channel(CHANNEL)) > before
    assert "The weekly summary of Northmere plan comes here" in str(council.invite(ts="3.3")[-1]["blocks"])


def test_nobody_else_can_choose(council):
    council.invite()
    said = council.choose("Post the weekly summary here", user="U0IFAN")
    assert said == "Bethan Lloyd chooses what comes here. Nothing was changed."
    assert council.channels() == []


def test_neither_leaves_everything_as_it_is(council):
    council.invite()
    assert "comes here by itself" in council.choose("Neither")
    assert council.channels() == []


def test_what_is_asked_in_a_working_channel_is_about_its_plan(council):
    council.bring_in("Southern plan")
    council.invite()
    first = council.slack.in_channel(CHANNEL)[0]
    assert str(first["blocks"]).count("Working channel") == 2
    council.choose("Working channel")
    asked = event(channel=CHANNEL, channel_type="channel", text=f"<@{BOT_USER}> how is 1.1", type="app_mention")
    dispatch(council.house.slack.app, json.dumps(envelope(asked)))
    with council.store.read() as session:
        (chosen,) = session.scalars(select(tables.WorkingChannel)).all()
        title = session.get(tables.Plan, chosen.plan_id).title
    assert f"Step of the {title}" in str(council.slack.in_channel(CHANNEL)[-1])


@pytest.mark.parametrize(
    ("kind", "said", "told"),
    [
        ("channel_left", {}, "Milepost was taken out of it"),
        ("group_left", {}, "Milepost was taken out of it"),
        ("member_left_channel", {"user": BOT_USER}, "/invite @Milepost"),
        ("channel_archive", {"user": "U0IFAN"}, "It was archived"),
        ("group_archive", {"user": "U0IFAN"}, "It was archived"),
        ("channel_deleted", {}, "It was deleted"),
        ("group_deleted", {}, "It was deleted"),
    ],
)
def test_the_owner_hears_once_what_will_not_arrive(council, kind, said, told):
    council.invite()
    council.choose("Post the weekly summary here")
    before = len(council.to_owner())
    council.tells(kind, **said)
    (news,) = council.to_owner()[before:]
    assert news.startswith("The weekly summary of Northmere plan can no longer reach #improvement-panel.")
    assert told in news
    council.tells(kind, **said, ts="9.9")
    council.tells("channel_left")
    assert len(council.to_owner()) == before + 1


def test_back_in_the_channel_its_next_loss_is_news_again(council):
    council.invite()
    council.choose("Post the weekly summary here")
    council.tells("channel_left")
    council.invite(ts="5.5")
    before = len(council.to_owner())
    council.tells("channel_left", ts="6.6")
    assert len(council.to_owner()) == before + 1


def test_somebody_else_who_leaves_and_a_channel_that_is_no_plans_are_no_news(council):
    council.invite()
    before = len(council.to_owner())
    council.tells("channel_left")
    council.tells("member_left_channel", user="U0IFAN")
    assert len(council.to_owner()) == before


@pytest.mark.parametrize("kind", ["channel_rename", "group_rename"])
def test_a_channel_is_known_by_its_new_name(council, kind):
    council.invite()
    council.choose("Post the weekly summary here")
    council.tells(kind, channel={"id": CHANNEL, "name": "panel"})
    assert council.channels() == [(CHANNEL, "#panel")]


def test_a_name_that_slack_does_not_tell_is_the_channels_id(council):
    council.slack.refuse("conversations.info", "missing_scope")
    council.invite()
    council.choose("Post the weekly summary here")
    assert council.channels() == [(CHANNEL, CHANNEL)]
