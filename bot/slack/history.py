"""Looking in Slack for the message of a notification, by the id that travelled with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.slack.refusals import calling_slack
from jobs.channel import DeliveryError, Receipt, Said

log = structlog.get_logger(__name__)

EVENT_TYPE = "milepost_notification"


@dataclass(frozen=True)
class Search:
    """How far a search goes: `pages` of `page_size` messages, newest first. Beyond it nobody can tell."""

    page_size: int = 200
    pages: int = 50


@dataclass(frozen=True)
class Placed:
    """One part of a notification in Slack: its ts, how many parts the whole had, and what it was drawn from."""

    ts: str
    parts: int
    drawing: str | None


@dataclass(frozen=True)
class Found:
    """The parts of one notification that are in Slack, by number from 1."""

    parts: dict[int, Placed] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """All that the first part speaks of are there, and of the same drawing: none is left from an earlier one."""
        first = self.parts.get(1)
        if first is None:
            return False
        rest = (self.parts.get(number) for number in range(2, first.parts + 1))
        return all(part is not None and part.drawing == first.drawing for part in rest)


@dataclass(frozen=True)
class Below:
    """What continues a message in its thread: the notification it was sent for, and its parts by number.

    `parts` are the messages, and their ts; `files` are those that are files.
    """

    notification_id: str | None = None
    parts: dict[int, str] = field(default_factory=dict)
    files: frozenset[int] = frozenset()


BARE = Below()


def metadata_of(
    notification_id: str, part: int, parts: int, drawing: str | None = None, cause: str | None = None
) -> dict[str, Any]:
    payload: dict[str, Any] = {"notification_id": notification_id}
    if parts > 1:
        payload |= {"part": part, "parts": parts}
        if drawing is not None:
            payload["drawing"] = drawing
    if cause is not None:
        payload["cause"] = cause
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def file_name(name: str, notification_id: str, part: int) -> str:
    """The name under which a file travels: Slack takes no metadata with one, so its name says whose part it is."""
    path = PurePath(name)
    return f"{path.stem}-{notification_id}-{part}{path.suffix}"


def find_parts(
    client: WebClient,
    conversation: str,
    thread: str | None,
    notification_id: str,
    *,
    since: datetime | None = None,
    search: Search | None = None,
) -> Found:
    """What has arrived of a notification in a conversation, or in a thread of it; raises DeliveryError."""
    pages = _Pages(client, conversation, since, search or Search())
    if thread is not None:
        return _parts_in(pages.of("conversations.replies", ts=thread), notification_id)
    found = _parts_in(pages.of("conversations.history"), notification_id)
    if found.is_complete or 1 not in found.parts:
        return found
    below = _parts_in(pages.of("conversations.replies", ts=found.parts[1].ts), notification_id)
    return Found(below.parts | found.parts)


def said_in(client: WebClient, conversation: str, author: str, since: datetime, *, search: Search) -> Iterator[Said]:
    """Each message of that author's with a cause; raises DeliveryError.

    `author` is the bot's id: other apps may use the same words in their metadata.
    """
    for message in _Pages(client, conversation, since, search).of("conversations.history"):
        payload = _payload_of(message)
        sent_for, cause = payload.get("notification_id"), payload.get("cause")
        if sent_for and cause and author in (message.get("bot_id"), _user(message)):
            at = datetime.fromtimestamp(float(message["ts"]), UTC)
            yield Said(Receipt(conversation, str(message["ts"])), at, str(sent_for), str(cause))


def _user(message: dict[str, Any]) -> str | None:
    """Who wrote it, where Slack does not call them a bot."""
    return None if message.get("bot_id") else message.get("user")


def parts_below(client: WebClient, conversation: str, thread: str, message_id: str, *, search: Search) -> Below:
    """What continues one of our messages in its thread; raises DeliveryError."""
    messages = list(_Pages(client, conversation, None, search).of("conversations.replies", ts=thread))
    sent_for = next((_payload_of(m).get("notification_id") for m in messages if m["ts"] == message_id), None)
    if sent_for is None:
        return BARE
    words = {int(p.get("part", 1)): str(m["ts"]) for m in messages if (p := _words_of(m, sent_for)) is not None}
    files = frozenset(part["part"] for m in messages if (part := _file_of(m, sent_for)) is not None)
    return Below(sent_for, words, files)


def channel_name(client: WebClient, conversation: str) -> str:
    """A channel's name with its sign; where Slack does not tell, its id."""
    try:
        with calling_slack():
            told = client.conversations_info(channel=conversation)["channel"]
    except DeliveryError as refused:
        log.info("slack_channel_unknown", conversation=conversation, reason=refused.reason)
        return conversation
    return f"#{told['name']}" if told.get("name") else conversation


def thread_author(client: WebClient, conversation: str, root: str) -> str | None:
    """Who began a thread; None where Slack does not tell."""
    try:
        with calling_slack():
            page = client.conversations_replies(channel=conversation, ts=root, limit=1)
    except DeliveryError as refused:
        log.info("slack_thread_unknown", conversation=conversation, reason=refused.reason)
        return None
    return next((message.get("user") for message in page.get("messages") or []), None)


def _payload_of(message: dict[str, Any]) -> dict[str, Any]:
    """What the metadata of one of our messages says; nothing for anybody else's."""
    metadata = message.get("metadata") or {}
    payload: dict[str, Any] = metadata.get("event_payload") or {}
    return payload if metadata.get("event_type") == EVENT_TYPE else {}


def _words_of(message: dict[str, Any], notification_id: str) -> dict[str, Any] | None:
    payload = _payload_of(message)
    return payload if payload.get("notification_id") == notification_id else None


def _file_of(message: dict[str, Any], notification_id: str) -> dict[str, Any] | None:
    """The part that a file is, by its name."""
    ends = re.compile(rf"-{re.escape(notification_id)}-(\d+)(\.\w*)?")
    names = [PurePath(str(file.get("name") or "")).name for file in message.get("files") or ()]
    found = [ending for name in names if (ending := ends.search(name))]
    return {"part": int(found[0][1])} if found else None


def _parts_in(messages: Iterable[dict[str, Any]], notification_id: str) -> Found:
    found = Found()
    for message in messages:
        payload = _words_of(message, notification_id) or _file_of(message, notification_id)
        if payload is None:
            continue
        placed = Placed(str(message["ts"]), int(payload.get("parts", 1)), payload.get("drawing"))
        found.parts.setdefault(int(payload.get("part", 1)), placed)
        if found.is_complete:
            break
    return found


@dataclass(frozen=True)
class _Pages:
    client: WebClient
    conversation: str
    since: datetime | None
    search: Search

    def of(self, method: str, **where: str) -> Iterator[dict[str, Any]]:
        """Message by message; raises DeliveryError, also where there are more than the search goes through."""
        asked: dict[str, Any] = {
            "channel": self.conversation,
            "limit": self.search.page_size,
            "include_all_metadata": True,
            **where,
        }
        if self.since is not None:
            asked["oldest"] = f"{self.since.timestamp():.6f}"
        for _ in range(self.search.pages):
            with calling_slack():
                page = self.client.api_call(method, params=asked)
            yield from page.get("messages") or []
            asked["cursor"] = (page.get("response_metadata") or {}).get("next_cursor")
            if not asked["cursor"]:
                return
        raise DeliveryError("history_too_long", permanent=True)
