"""A backup is brought back after days in which Slack was told more: Slack is asked, and nothing is said again."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from databases import emptied
from loopback import BOT_ID, LoopbackSlack
from northmere import LONDON, PEOPLE, at, milestone, plan
from slack_council import CHANNEL, SlackCouncil
from slack_requests import TEAM, dispatch, envelope, event, press

from bot.app import build_house
from bot.conversation.answers.commands import SHARE
from bot.conversation.conversation import LOST
from bot.conversation.forms import OPEN
from bot.conversation.heard import Pressed, Speaker
from bot.conversation.message import plain
from bot.slack.send import SlackChannel
from jobs.channel import Address
from plans.words import Status
from storage.backup import back_up, restore
from storage.changes.people import PersonEntry
from storage.recall import causes

DUE = date(2026, 6, 15)
HISTORY, POST = "conversations.history", "chat.postMessage"
RHODRI = PersonEntry("Rhodri Vaughan", "rhodri@northmere.example", manager="Amara Okafor")
LEADERS = Address("slack", "C0LEADERS")


class RunningCouncil(SlackCouncil):
    """On a Slack whose messages bear the council's own time."""

    def turn_to(self, when):
        while self.clock.now() < at(when):
            day = min(self.clock.now() + timedelta(hours=12), at(when))
            self.slack.seconds = max(self.slack.seconds, int(day.timestamp()))
            super().turn_to(f"{day.astimezone(LONDON):%Y-%m-%d %H:%M}")


@pytest.fixture
def council(store, settings, slack):
    slack.seconds = int(at("2026-05-29 12:00").timestamp())
    reading = plan(
        milestone("1.1", "Ifan Rees", DUE),
        milestone("1.2", "Ifan Rees", DUE),
        milestone("2.1", "Grace Adeyemi", date(2026, 5, 29)),
        milestone("3.1", RHODRI.name, DUE),
    )
    return RunningCouncil(store, settings, slack, reading, people=(*PEOPLE, RHODRI))


@contextmanager
def restored(council, settings, tmp_path):
    with emptied(council.store, tmp_path) as empty:
        restore(empty, tmp_path / "kept.db", council.clock.now())
        council.store, council.house = empty, build_house(empty, council.clock, settings)
        yield council


def metadata(message):
    given = message["metadata"]
    return json.loads(given) if isinstance(given, str) else given


def with_metadata(message, notification_id, cause):
    given = metadata(message)
    return {**given, "event_payload": {**given["event_payload"], "notification_id": notification_id, "cause": cause}}


def put(slack, channel, like, **changed):
    """A message of somebody's that is much like one of ours."""
    slack.seconds += 1
    slack.messages[channel].append({**like, "ts": f"{slack.seconds}.000200", **changed})


def test_slack_is_asked_what_was_said_since_the_backup_and_hears_none_of_it_again(council, settings, slack, tmp_path):
    council.turn_to("2026-06-05 12:00")
    back_up(council.store, tmp_path / "kept.db", council.clock.now())
    before = len(slack.called(POST))
    council.turn_to("2026-06-19 12:00")
    kinds = {causes.read(cause).kind for cause in causes_posted(slack, before)}
    assert kinds == {"reminder", "escalation", "digest", "failure"}
    chat_about(slack)
    forge(slack)
    slack.page_size, calls, asked = 4, len(slack.called(POST)), len(slack.called(HISTORY))
    with restored(council, settings, tmp_path):
        council.turn_to("2026-06-19 23:00")
        assert slack.called(POST)[calls:] == []
        pages = slack.called(HISTORY)[asked:]
        assert {page["channel"] for page in pages} >= {CHANNEL, "D0IFAN", "D0AMARA", "D0BETHAN", "D0GRACE"}
        assert any(page.get("cursor") for page in pages)
        a_day_before = at("2026-06-04 12:00").timestamp()
        assert {float(page["oldest"]) for page in pages if page["channel"] == "D0IFAN"} == {a_day_before}
        council.turn_to("2026-06-22 12:00")
        new = slack.called(POST)[calls:]
        fifth_day = {call["channel"] for call in new if "5 working days after" in cause_in(call)}
        assert fifth_day == {"D0IFAN", "D0AMARA", "D0BETHAN"}


def cause_in(message):
    return metadata(message)["event_payload"].get("cause", "") if "metadata" in message else ""


def causes_posted(slack, calls):
    return [cause_in(call) for call in slack.called(POST)[calls:] if cause_in(call)]


def chat_about(slack):
    for channel in (CHANNEL, "D0IFAN", "D0AMARA"):
        for n in range(9):
            slack.say(channel, f"remark {n}")


def forge(slack):
    """Another app, a person and another installation of ours say that what comes next had been said already."""
    said = [(m, causes.read(cause_in(m))) for m in slack.in_channel("D0AMARA") if cause_in(m)]
    message, ours = [(m, cause) for m, cause in said if cause.kind == "reminder"][-1]
    lines = tuple(
        replace(line, rung="5 working days after", answered_after=at("2026-06-22 00:00")) for line in ours.lines
    )
    lie = causes.write(replace(ours, on_day=date(2026, 6, 22), lines=lines))
    put(slack, "D0AMARA", message, bot_id="B0ANOTHER", metadata=with_metadata(message, "a" * 32, lie))
    put(slack, "D0AMARA", message, bot_id=None, user="U0IFAN", metadata=with_metadata(message, "b" * 32, lie))
    elsewhere = lie.replace(ours.mark, "another mark")
    put(slack, "D0AMARA", message, metadata=with_metadata(message, "c" * 32, elsewhere))
    assert message["bot_id"] == BOT_ID


def test_a_message_says_its_cause_once_however_many_parts_it_has(slack: LoopbackSlack, channel: SlackChannel) -> None:
    channel.send(LEADERS, plain("word " * 9000), "n1", "a cause")
    told = [metadata(message)["event_payload"].get("cause") for message in slack.in_channel("C0LEADERS")]
    assert len(told) > 1
    assert told == ["a cause", *[None] * (len(told) - 1)]
    (said,) = channel.said(LEADERS, at("2026-06-01 00:00"))
    assert (said.notification_id, said.cause) == ("n1", "a cause")


def test_where_slack_has_no_room_for_the_cause_the_message_goes_without(
    slack: LoopbackSlack, channel: SlackChannel
) -> None:
    slack.refuse(POST, "metadata_too_large")
    receipt = channel.send(LEADERS, plain("3.2 is due"), "n1", "a cause")
    assert list(channel.said(LEADERS, at("2026-06-01 00:00"))) == []
    assert channel.find(LEADERS, "n1") == receipt


def says(council, user, text):
    council.slack.seconds += 60
    ts = f"{council.slack.seconds}.000300"
    said = event(text=text, user=user, channel=f"D{user[1:]}", ts=ts)
    dispatch(council.house.slack.app, json.dumps(envelope(said)))


def undo_under(posted):
    blocks = posted["blocks"] if isinstance(posted["blocks"], list) else json.loads(posted["blocks"])
    buttons = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    return next(button for button in buttons if button["text"]["text"] == "Undo")


def presses_undo(council, user, posted):
    undo = undo_under(posted)
    pressed = press(undo["action_id"], undo["value"], user=user, channel_id=f"D{user[1:]}", message_ts=posted["ts"])
    dispatch(council.house.slack.app, pressed, "form")


def test_a_button_of_the_lost_days_takes_back_nothing_of_anybodys(council, settings, slack, tmp_path):
    """Ids are given again after a restore: the Undo that was Ifan's would be Grace's by now."""
    council.turn_to("2026-06-05 12:00")
    back_up(council.store, tmp_path / "kept.db", council.clock.now())
    council.turn_to("2026-06-08 12:00")
    says(council, "U0IFAN", "1.1 is done")
    lost = slack.in_channel("D0IFAN")[-1]
    undo = undo_under(lost)
    council.turn_to("2026-06-10 12:00")
    with restored(council, settings, tmp_path):
        council.turn_to("2026-06-10 23:00")
        says(council, "U0GRACE", "2.1 is slipping")
        new = slack.in_channel("D0GRACE")[-1]
        assert undo_under(new)["value"] == undo["value"]
        presses_undo(council, "U0IFAN", lost)
        assert "I was brought back from a backup since this was shown" in slack.in_channel("D0IFAN")[-1]["text"]
        assert council.milestones()["2.1"].status is Status.AT_RISK
        presses_undo(council, "U0GRACE", new)
        assert council.milestones()["2.1"].status is not Status.AT_RISK


def test_neither_a_form_nor_an_answer_for_everybody_comes_of_a_button_of_the_lost_days(council, settings, tmp_path):
    council.turn_to("2026-06-05 12:00")
    back_up(council.store, tmp_path / "kept.db", council.clock.now())
    council.turn_to("2026-06-10 12:00")
    with restored(council, settings, tmp_path):
        conversation, ifan = council.house.conversation, Speaker("slack", TEAM, "U0IFAN")

        def pressed(action, value, day):
            return Pressed(ifan, "C0WORK", "1", "1", action, json.dumps(value), council.clock.now(), shown_at=at(day))

        for shown, is_lost in (("2026-06-08 12:00", True), ("2026-06-05 11:00", False)):
            form = conversation.form(pressed(OPEN, {"form": "update"}, shown))
            assert (form.about == plain(LOST).parts) is is_lost
            assert (conversation.share(pressed(SHARE, {"words": "overdue"}, shown)) == plain(LOST)) is is_lost


@pytest.mark.parametrize("is_lost", [True, False], ids=["in the lost days", "before the backup"])
def test_a_form_that_was_opened_in_the_lost_days_changes_nothing(council, settings, tmp_path, is_lost):
    early = council.takes_shortcut("Ifan Rees")
    council.turn_to("2026-06-05 12:00")
    back_up(council.store, tmp_path / "kept.db", council.clock.now())
    council.turn_to("2026-06-08 12:00")
    late = council.takes_shortcut("Ifan Rees")
    council.turn_to("2026-06-10 12:00")
    with restored(council, settings, tmp_path):
        answer = council.submits("Ifan Rees", late if is_lost else early, milestone="1.1", status="at_risk")
        assert ("brought back from a backup" in json.dumps(answer)) is is_lost
        assert council.milestones()["1.1"].status is (Status.ON_TRACK if is_lost else Status.AT_RISK)
