"""What only the giver of a command saw is said to the whole channel when they press, and then not to them alone."""

import json
from typing import Any

import pytest
from loopback import LoopbackSlack
from slack_bolt import App
from slack_requests import WritesDown, dispatch, press
from structlog.testing import capture_logs

from bot.conversation.answers.commands import SHARE
from bot.conversation.message import Items, Message, line, runs
from bot.slack.draw import BLOCKS_IN_MESSAGE

WHISPERED = {"channel_id": "C0WORK", "is_ephemeral": True}


def shared(app: App, slack: LoopbackSlack) -> list[dict[str, Any]]:
    value = json.dumps({"words": "overdue"})
    body = press(f"{SHARE}#0", value, response_url=slack.url.replace("/api/", "/actions/answers"), **WHISPERED)
    assert dispatch(app, body, "form").status == 200
    return slack.called("answers")


def test_the_answer_goes_to_the_channel_and_the_whisper_goes(
    app: App, listener: WritesDown, slack: LoopbackSlack
) -> None:
    listener.answer = Message("Ifan Rees asked: overdue. 1 is", (line("Ifan Rees asked: overdue"), line("1 <is> late")))
    (said,) = shared(app, slack)
    assert (said["response_type"], said["delete_original"]) == ("in_channel", True)
    assert said["text"] == "Ifan Rees asked: overdue. 1 is"
    assert "1 <is> late" in json.dumps(said["blocks"])


def test_the_press_is_heard_as_from_the_channel_where_others_read(
    app: App, listener: WritesDown, slack: LoopbackSlack
) -> None:
    shared(app, slack)
    (pressed,) = listener.pressed
    assert (pressed.conversation, pressed.is_private) == ("C0WORK", False)
    assert json.loads(pressed.value) == {"words": "overdue"}


def test_what_is_shared_of_500_items_fits_into_one_message(
    app: App, listener: WritesDown, slack: LoopbackSlack
) -> None:
    items = tuple(runs(f"1.{n} Step {n} of the audit agreed") for n in range(500))
    listener.answer = Message("500 milestones", (line("500 milestones"), Items(items)))
    (said,) = shared(app, slack)
    assert len(said["blocks"]) <= BLOCKS_IN_MESSAGE
    assert len(json.dumps(said["blocks"])) < 13_000
    assert "more" in json.dumps(said["blocks"][-1])


@pytest.mark.parametrize("fault", ["refuse", "drop"])
def test_a_refused_sharing_is_logged_without_its_words(
    app: App, listener: WritesDown, slack: LoopbackSlack, fault: str
) -> None:
    slack.refuse("answers", "expired_url", status=404) if fault == "refuse" else slack.drop("answers")
    with capture_logs() as logs:
        shared(app, slack)
    (log,) = [entry for entry in logs if entry["event"] == "slack_not_shared"]
    assert "overdue" not in json.dumps(log)
