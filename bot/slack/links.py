"""Links to milestones in messages: Slack tells of them, and shows beside them what Milepost gives."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.conversation.heard import Linked, Listener
from bot.slack.draw import draw_in_one
from bot.slack.listen import Ears, Payload, is_direct, tenant_of
from bot.slack.refusals import calling_slack
from jobs.channel import DeliveryError

log = structlog.get_logger(__name__)

# While somebody still types Slack asks too, without saying where it will be read.
COMPOSER = "composer"

MOST_LINKS = 10

_PAGE = re.compile(r"/milestones/(\d{1,9})/?")
_ON_THE_BOARD = re.compile(r"milestone-(\d{1,9})")


def register_links(app: App, listener: Listener, ears: Ears, client_for: Callable[[str | None], WebClient]) -> None:
    """Connect links to milestones to a Bolt app."""

    def on_link(event: Payload, context: BoltContext) -> None:
        linked = milestones_linked(event)
        if not linked or event.get("source") == COMPOSER or not event.get("user"):
            return
        client = client_for(tenant_of(context))
        if _others_read(client, event):
            return
        shown = listener.unfold(Linked(ears.speaker(event["user"], context), tuple(linked.values())))
        unfurls = {url: {"blocks": list(draw_in_one(shown[one]).blocks)} for url, one in linked.items() if one in shown}
        if unfurls:
            _unfurl(client, event, unfurls)

    app.event("link_shared")(on_link)


def milestones_linked(event: Payload) -> dict[str, int]:
    """The number of the milestone that each link leads to; other links are left out."""
    found = {link["url"]: milestone_at(link["url"]) for link in (event.get("links") or ())[:MOST_LINKS]}
    return {url: number for url, number in found.items() if number is not None}


def milestone_at(url: str) -> int | None:
    """The number of the milestone whose page, or whose place on the board, an address is."""
    parts = urlsplit(url)
    found = _PAGE.fullmatch(parts.path) or (_ON_THE_BOARD.fullmatch(parts.fragment) if parts.path == "/board" else None)
    return int(found[1]) if found else None


def _others_read(client: WebClient, event: Payload) -> bool:
    """Whether people outside the workspace may read there, or nobody can tell: then nothing is shown."""
    channel = event["channel"]
    if is_direct(channel) and event.get("is_bot_user_member"):
        return False
    try:
        with calling_slack():
            told: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    except DeliveryError as refused:
        log.info("slack_channel_unknown", conversation=channel, reason=refused.reason)
        return True
    return bool(told.get("is_ext_shared") or told.get("is_pending_ext_shared"))


def _unfurl(client: WebClient, event: Payload, unfurls: dict[str, Any]) -> None:
    """Doing it twice is doing it once; one that Slack refuses leaves the link as it was."""
    try:
        with calling_slack():
            client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)
    except DeliveryError as refused:
        log.warning("slack_link_not_unfolded", reason=refused.reason)
