"""Looking in Slack for the message of a notification, by the id that travelled with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.slack.refusals import calling_slack
from jobs.channel import DeliveryError

log = structlog.get_logger(__name__)

EVENT_TYPE = "milepost_notification"


@dataclass(frozen=True)
class Search:
    """How far a search goes: `pages` of `page_size` messages, newest first. Beyond it nobody can tell."""

    page_size: int = 200
    pages: int = 50


@dataclass(frozen=True)
class Found:
    """The parts of one notification that are in Slack, by number from 1 to ts, and how many there are to be."""

    parts: dict[int, str] = field(default_factory=dict)
    expected: int = 1

    @property
    def is_complete(self) -> bool:
        return len(self.parts) == self.expected


def metadata_of(notification_id: str, part: int, parts: int) -> dict[str, Any]:
    payload: dict[str, Any] = {"notification_id": notification_id}
    if parts > 1:
        payload |= {"part": part, "parts": parts}
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
    look = _Look(client, conversation, notification_id, since, search or Search())
    if thread is not None:
        return look.through(look.replies(thread))
    found = look.through(look.newest())
    if found.is_complete or 1 not in found.parts:
        return found
    below = look.through(look.replies(found.parts[1]))
    return Found(found.parts | below.parts, found.expected)


def thread_author(client: WebClient, conversation: str, root: str) -> str | None:
    """Who began a thread; None where Slack does not tell."""
    try:
        with calling_slack():
            page = client.conversations_replies(channel=conversation, ts=root, limit=1)
    except DeliveryError as refused:
        log.info("slack_thread_unknown", conversation=conversation, reason=refused.reason)
        return None
    return next((message.get("user") for message in page.get("messages") or []), None)


@dataclass(frozen=True)
class _Look:
    client: WebClient
    conversation: str
    notification_id: str
    since: datetime | None
    search: Search

    def through(self, messages: Iterator[dict[str, Any]]) -> Found:
        parts: dict[int, str] = {}
        expected = 1
        for message in messages:
            payload = self._ours(message)
            if payload is None:
                continue
            parts.setdefault(int(payload.get("part", 1)), str(message["ts"]))
            expected = max(expected, int(payload.get("parts", 1)))
            if len(parts) == expected:
                break
        return Found(parts, expected)

    def newest(self) -> Iterator[dict[str, Any]]:
        return self._pages("conversations.history")

    def replies(self, thread: str) -> Iterator[dict[str, Any]]:
        return self._pages("conversations.replies", ts=thread)

    def _ours(self, message: dict[str, Any]) -> dict[str, Any] | None:
        metadata = message.get("metadata") or {}
        payload: dict[str, Any] = metadata.get("event_payload") or {}
        is_ours = metadata.get("event_type") == EVENT_TYPE and payload.get("notification_id") == self.notification_id
        return payload if is_ours else self._our_file(message)

    def _our_file(self, message: dict[str, Any]) -> dict[str, Any] | None:
        """The part that a file is, by its name."""
        ends = re.compile(rf"-{re.escape(self.notification_id)}-(\d+)(\.\w*)?")
        names = [PurePath(str(file.get("name") or "")).name for file in message.get("files") or ()]
        found = [ending for name in names if (ending := ends.search(name))]
        return {"part": int(found[0][1])} if found else None

    def _pages(self, method: str, **where: str) -> Iterator[dict[str, Any]]:
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
