"""What Slack sends, signed as Slack signs it, and a conversation that writes down what it hears."""

import json
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from loopback import BOT_USER, TEAM
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.conversation.heard import Deleted, Edited, Heard, Linked, PassedOn, Pressed
from bot.conversation.message import Message, plain

SECRET = "a signing secret"
NOW = datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
TS = "1780909500.000200"


@dataclass
class WritesDown:
    """A listener that keeps what reaches it, answers commands with `answer`, and fails with `error` or `fails_once`."""

    heard: list[Heard] = field(default_factory=list)
    pressed: list[Pressed] = field(default_factory=list)
    passed: list[PassedOn] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    edits: list[Edited] = field(default_factory=list)
    deletions: list[Deleted] = field(default_factory=list)
    answer: Message = field(default_factory=lambda: plain("Nothing is overdue"))
    error: Exception | None = None
    fails_once: Exception | None = None
    failed: threading.Event = field(default_factory=threading.Event)

    def hear(self, heard: Heard) -> None:
        error, self.fails_once = self.error or self.fails_once, None
        if error:
            self.failed.set()
            raise error
        self.heard.append(heard)

    def reply(self, heard: Heard) -> Message:
        self.hear(heard)
        return self.answer

    def pass_on(self, passed: PassedOn) -> None:
        self.passed.append(passed)

    def share(self, pressed: Pressed) -> Message:
        self.pressed.append(pressed)
        return self.answer

    def unfold(self, linked: Linked) -> dict[int, Message]:
        self.linked.append(linked)
        return {one: self.answer for one in linked.milestone_ids}

    def edited(self, edited: Edited) -> None:
        self.edits.append(edited)

    def deleted(self, deleted: Deleted) -> None:
        self.deletions.append(deleted)

    def press(self, pressed: Pressed) -> None:
        if self.error:
            raise self.error
        self.pressed.append(pressed)


def signed(body: str, *, secret: str = SECRET, at: float | None = None, kind: str = "json") -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    signature = SignatureVerifier(secret).generate_signature(timestamp=timestamp, body=body)
    content_type = "application/json" if kind == "json" else "application/x-www-form-urlencoded"
    return {
        "content-type": content_type,
        "x-slack-signature": signature or "",
        "x-slack-request-timestamp": timestamp,
    }


def dispatch(app: App, body: str, kind: str = "json") -> BoltResponse:
    return app.dispatch(BoltRequest(body=body, headers={**signed(body, kind=kind)}))


def event(**fields: Any) -> dict[str, Any]:
    """A message event as Slack sends it: a direct message unless `fields` say otherwise."""
    said = {
        "type": "message",
        "channel": "D0IFAN",
        "channel_type": "im",
        "user": "U0IFAN",
        "text": "1.5 done",
        "ts": TS,
    }
    return {key: value for key, value in (said | fields).items() if value is not None}


def envelope(said: dict[str, Any], **fields: Any) -> dict[str, Any]:
    authorizations = [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}]
    return {"type": "event_callback", "team_id": TEAM, "event": said, "authorizations": authorizations, **fields}


def command(text: str = "overdue", **fields: str) -> str:
    given = {
        "command": "/milepost",
        "text": text,
        "team_id": TEAM,
        "channel_id": "C0WORK",
        "user_id": "U0IFAN",
        "trigger_id": "13.37.abc",
        "response_url": "http://127.0.0.1:1/unused",
    }
    return urlencode(given | fields)


def press(
    action_id: str = "say#0",
    value: str | None = "done 1",
    response_url: str = "http://127.0.0.1:1/unused",
    user: str = "U0IFAN",
    **container: Any,
) -> str:
    place = {"type": "message", "channel_id": "D0IFAN", "message_ts": "1780909000.000100", "is_ephemeral": False}
    action = {"type": "button", "block_id": "b", "action_id": action_id, "action_ts": TS}
    body = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": "13.38.def",
        "container": place | container,
        "channel": {"id": (place | container)["channel_id"]},
        "response_url": response_url,
        "actions": [action | ({"value": value} if value is not None else {})],
    }
    return urlencode({"payload": json.dumps(body)})


def shortcut(callback_id: str, user: str = "U0IFAN") -> str:
    """A global shortcut, chosen from Slack's own menu."""
    body = {
        "type": "shortcut",
        "callback_id": callback_id,
        "trigger_id": "13.40.abc",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "action_ts": TS,
    }
    return urlencode({"payload": json.dumps(body)})


def submission(view: dict[str, Any], user: str, view_id: str, answers: dict[str, Any]) -> str:
    """A modal as Slack sends it back: what was there already, and what somebody filled in over it."""
    values = {
        block["block_id"]: {block["element"]["action_id"]: _state(block["element"], answers.get(block["block_id"]))}
        for block in view["blocks"]
        if block["type"] == "input"
    }
    sent = {key: view[key] for key in ("type", "callback_id", "private_metadata", "blocks")}
    body = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "trigger_id": "13.41.abc",
        "view": sent | {"id": view_id, "hash": "156772938.1827394", "state": {"values": values}},
    }
    return urlencode({"payload": json.dumps(body)})


def _state(element: dict[str, Any], given: Any) -> dict[str, Any]:
    """A field's state: an option by its value or the beginning of its label, several as a list."""
    match element["type"]:
        case "plain_text_input":
            return {"type": element["type"], "value": given if given is not None else element.get("initial_value")}
        case "datepicker":
            chosen = given if given is not None else element.get("initial_date")
            return {"type": element["type"], "selected_date": chosen or None}
        case "static_select" | "external_select":
            chosen = _option(element, given) if given is not None else element.get("initial_option")
            return {"type": element["type"], "selected_option": chosen}
    several = [_option(element, one) for one in given] if given is not None else element.get("initial_options", [])
    return {"type": element["type"], "selected_options": several}


def _option(element: dict[str, Any], given: str) -> dict[str, Any]:
    for option in element.get("options", []):
        label = option["text"]["text"].lstrip("○●▲■✔ ")
        if given == option["value"] or f"{label} ".startswith(f"{given} "):
            return option
    return {"text": {"type": "plain_text", "text": given}, "value": given}


def typing(view: dict[str, Any], field: str, text: str, user: str = "U0IFAN") -> str:
    """Letters typed into a field of a modal that has too many options to list."""
    body = {
        "type": "block_suggestion",
        "team": {"id": TEAM},
        "user": {"id": user, "team_id": TEAM},
        "container": {"type": "view", "view_id": "V1"},
        "action_id": field,
        "block_id": field,
        "value": text,
        "view": view | {"id": "V1"},
    }
    return urlencode({"payload": json.dumps(body)})


def message_shortcut(callback_id: str = "make_update", **message: Any) -> str:
    """A message shortcut used by Ifan, on a message of Grace's in a channel unless `message` says otherwise."""
    said = {"type": "message", "user": "U0GRACE", "text": "2.1 done", "ts": "1780909000.000100"}
    body = {
        "type": "message_action",
        "callback_id": callback_id,
        "trigger_id": "13.39.ghi",
        "action_ts": TS,
        "message_ts": "1780909000.000100",
        "team": {"id": TEAM, "domain": "northmere"},
        "user": {"id": "U0IFAN", "name": "ifan"},
        "channel": {"id": "C0WORK", "name": "work"},
        "response_url": "http://127.0.0.1:1/unused",
        "message": {key: value for key, value in (said | message).items() if value is not None},
    }
    return urlencode({"payload": json.dumps(body)})
