"""A link to a milestone unfolds where it is posted, unless somebody outside reads there or nobody can tell."""

import json
from typing import Any

import pytest
from loopback import LoopbackSlack
from message_limits import texts_in
from slack_bolt import App
from slack_requests import WritesDown, dispatch, envelope

from bot.conversation.message import Message, line
from bot.slack.links import MOST_LINKS, milestone_at

PAGE = "https://milepost.example/milestones/12"
BOARD = "https://milepost.example/board#milestone-7"


@pytest.fixture(autouse=True)
def channels(slack: LoopbackSlack, listener: WritesDown) -> None:
    slack.channels["C0WORK"] = {"name": "work"}
    slack.channels["C0SHARED"] = {"name": "shared", "is_ext_shared": True}
    slack.channels["C0SOON"] = {"name": "soon", "is_pending_ext_shared": True}
    slack.add_user("U0IFAN", "Ifan Rees")
    listener.answer = Message("1.2 Audit", (line("1.2 Audit · ● on track"),))


def posted(app: App, *urls: str, **fields: Any) -> None:
    links = [{"domain": "milepost.example", "url": url} for url in urls]
    said = {"type": "link_shared", "channel": "C0WORK", "user": "U0IFAN", "message_ts": "1780909500.000200"}
    body = json.dumps(envelope(said | {"links": links, "source": "conversations_history", "unfurl_id": "x"} | fields))
    assert dispatch(app, body).status == 200


def unfolded(slack: LoopbackSlack) -> dict[str, Any]:
    """What was shown beside each link."""
    shown: dict[str, Any] = {}
    for call in slack.called("chat.unfurl"):
        given = call["unfurls"]
        shown |= json.loads(given) if isinstance(given, str) else given
    return shown


@pytest.mark.parametrize("url", [PAGE, BOARD, f"{PAGE}/", f"{PAGE}?from=mail"])
def test_a_link_to_a_milestone_unfolds(app: App, slack: LoopbackSlack, url: str) -> None:
    posted(app, url)
    assert "1.2 Audit · ● on track" in texts_in(unfolded(slack)[url]["blocks"])
    (call,) = slack.called("chat.unfurl")
    assert (call["channel"], call["ts"]) == ("C0WORK", "1780909500.000200")


@pytest.mark.parametrize(
    ("url", "number"),
    [
        (PAGE, 12),
        (BOARD, 7),
        ("https://milepost.example/board", None),
        ("https://milepost.example/milestones/twelve", None),
        ("https://milepost.example/milestones/12/more", None),
        ("https://milepost.example/as/person:1#milestone-7", None),
        ("https://milepost.example/milestones/99999999999999999999", None),
    ],
)
def test_which_milestone_an_address_is_of(url: str, number: int | None) -> None:
    assert milestone_at(url) == number


def test_several_links_unfold_together(app: App, slack: LoopbackSlack, listener: WritesDown) -> None:
    posted(app, PAGE, BOARD, "https://milepost.example/board")
    assert set(unfolded(slack)) == {PAGE, BOARD}
    assert listener.linked[0].milestone_ids == (12, 7)


def test_a_wall_of_links_is_not_unfolded_whole(app: App, slack: LoopbackSlack) -> None:
    posted(app, *(f"https://milepost.example/milestones/{n}" for n in range(1, 40)))
    assert len(unfolded(slack)) == MOST_LINKS


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "C0SHARED"},
        {"channel": "C0SOON"},
        {"channel": "C0NOBODYKNOWS"},
        {"channel": "D0OTHERS", "is_bot_user_member": False},
        {"channel": "COMPOSER", "source": "composer"},
        {"user": None},
    ],
)
def test_where_others_may_read_nothing_is_asked_or_shown(
    app: App, slack: LoopbackSlack, listener: WritesDown, fields: dict[str, Any]
) -> None:
    posted(app, PAGE, **fields)
    assert (unfolded(slack), listener.linked) == ({}, [])


def test_in_the_direct_message_with_milepost_it_unfolds(app: App, slack: LoopbackSlack) -> None:
    posted(app, PAGE, channel="D0IFAN", is_bot_user_member=True)
    assert set(unfolded(slack)) == {PAGE}


def test_what_may_not_be_shown_is_left_as_it_is(app: App, slack: LoopbackSlack, listener: WritesDown) -> None:
    listener.unfold = lambda linked: {}  # type: ignore[method-assign]
    posted(app, PAGE)
    assert slack.called("chat.unfurl") == []


def test_a_refusal_leaves_the_link_as_it_was(app: App, slack: LoopbackSlack) -> None:
    slack.refuse("chat.unfurl", "cannot_unfurl_url")
    posted(app, PAGE)
    assert len(slack.called("chat.unfurl")) == 1
