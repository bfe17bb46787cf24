"""What Slack says to Milepost, as the conversation hears it: payload in, nothing of Slack's beyond."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.conversation.heard import Attached, Deleted, Edited, Heard, Listener, Speaker
from bot.slack.draw import draw_in_one
from bot.slack.markup import as_written
from bot.slack.profiles import Profiles

PLATFORM = "slack"
COMMAND = "/milepost"

# The kinds of message that are somebody saying something. Joins, topics and what other apps post are other kinds,
# and are not heard.
SUBTYPES_HEARD = frozenset({None, "thread_broadcast", "file_share"})

CHANGED, DELETED = "message_changed", "message_deleted"

# What Slack leaves in place of a deleted message that has answers in its thread.
TOMBSTONE = "tombstone"

Payload = dict[str, Any]
Clock = Callable[[], datetime]


def register(app: App, listener: Listener, ears: "Ears", now: Clock) -> None:
    """Connect what is said to a Bolt app; `now` dates commands, which carry no time of their own."""

    def on_message(event: Payload, context: BoltContext) -> None:
        if event.get("subtype") in (CHANGED, DELETED):
            on_change(event, context)
        elif is_said(event) and ears.is_for_us(event, context):
            listener.hear(ears.heard(event, context))

    def on_change(event: Payload, context: BoltContext) -> None:
        # Whether the message was heard at all is for the conversation to know.
        edited, deleted = ears.edited(event, context), ears.deleted(event, context)
        if edited is not None:
            listener.edited(edited)
        elif deleted is not None:
            listener.deleted(deleted)

    def on_mention(event: Payload, context: BoltContext) -> None:
        if is_said(event):
            listener.hear(ears.heard(event, context))

    def on_command(ack: Ack, command: Payload, context: BoltContext) -> None:
        answer = draw_in_one(listener.reply(ears.command(command, context, now())))
        ack(text=answer.text, blocks=list(answer.blocks), response_type="ephemeral")

    app.event("message")(on_message)
    app.event("app_mention")(on_mention)
    app.command(COMMAND)(on_command)


def leave_aside_the_rest(app: App) -> None:
    """Events that the app is subscribed to and has no use for are acknowledged, or Slack sends them again.

    Whatever else listens to events is registered before.
    """

    def leave_aside() -> None:
        """Nothing is done."""

    app.event(re.compile(".*"))(leave_aside)


def is_said(event: Payload) -> bool:
    """Whether the event is a person saying something, in words or by a file."""
    has_content = bool((event.get("text") or "").strip()) or bool(files_of(event))
    return is_persons(event) and event.get("subtype") in SUBTYPES_HEARD and has_content


def is_persons(event: Payload) -> bool:
    return bool(event.get("user")) and not event.get("bot_id")


def files_of(event: Payload, tenant: str = "") -> tuple[Attached, ...]:
    """The files of a message that can be named and found again; deleted ones have neither.

    Only those that Slack keeps itself can be fetched: what is elsewhere is an address.
    """
    return tuple(
        _attached(file, tenant)
        for file in event.get("files") or ()
        if (file.get("title") or file.get("name")) and file.get("permalink")
    )


def _attached(file: Payload, tenant: str) -> Attached:
    name, title = str(file.get("name") or ""), str(file.get("title") or "")
    download = "" if file.get("is_external") else file.get("url_private_download") or file.get("url_private") or ""
    # A title is what people call it; its kind is told by the ending of its name.
    called = name if download and name and "." not in title else title or name
    return Attached(called, file["permalink"], download, tenant if download else "")


def is_private(event: Payload) -> bool:
    return event.get("channel_type") == "im" or is_direct(event["channel"])


def is_direct(channel: str) -> bool:
    """Whether the id is of a direct message with Milepost, or of one with somebody else."""
    return channel.startswith("D")


def root_of(event: Payload) -> str | None:
    root = event.get("thread_ts")
    return str(root) if root and root != event["ts"] else None


def instant(ts: str) -> datetime:
    return datetime.fromtimestamp(float(ts), UTC)


@dataclass(frozen=True)
class Ears:
    """Turns payloads into what the conversation hears.

    `began` gives the user who began the thread of a tenant, channel and root ts, or None where that is not known.
    """

    profiles: Profiles
    began: Callable[[str | None, str, str], str | None]

    def is_for_us(self, event: Payload, context: BoltContext) -> bool:
        """A direct message, a mention, or an answer in a thread that Milepost began.

        A mention comes as an `app_mention` too, with the same address, so it is answered once.
        """
        bot_user_id = context.bot_user_id
        if is_private(event):
            return True
        if bot_user_id is None:
            return False
        return f"<@{bot_user_id}" in (event.get("text") or "") or self._root_author(event, context) == bot_user_id

    def _root_author(self, event: Payload, context: BoltContext) -> str | None:
        """Whose message an answer is to; Slack says so in the event, and is asked where it does not."""
        root = root_of(event)
        if root is None:
            return None
        return event.get("parent_user_id") or self.began(tenant_of(context), event["channel"], root)

    def heard(self, event: Payload, context: BoltContext) -> Heard:
        return Heard(
            speaker=self.speaker(event["user"], context),
            conversation=event["channel"],
            message_id=event["ts"],
            text=self.words(event.get("text") or "", context),
            at=instant(event["ts"]),
            answers=root_of(event),
            is_private=is_private(event),
            files=files_of(event, tenant_of(context)),
        )

    def edited(self, event: Payload, context: BoltContext) -> Edited | None:
        """A person's message as it reads now; None for any other change, such as a link that Slack unfolds."""
        message = event.get("message") or {}
        if not is_said(message) or not message.get("edited"):
            return None
        place = {"channel": event["channel"], "channel_type": event.get("channel_type")}
        return Edited(self.heard(message | place, context), f"{message['ts']}@{message['edited']['ts']}")

    def deleted(self, event: Payload, context: BoltContext) -> Deleted | None:
        """A person's message that they deleted; None for any other change."""
        before, now = event.get("previous_message") or {}, event.get("message") or {}
        is_gone = event.get("subtype") == DELETED or now.get("subtype") == TOMBSTONE
        if not is_gone or not is_persons(before):
            return None
        return Deleted(
            speaker=self.speaker(before["user"], context),
            conversation=event["channel"],
            message_id=before["ts"],
            at=instant(event["ts"]),
            answers=root_of(before),
            is_private=is_private(event),
        )

    def command(self, command: Payload, context: BoltContext, at: datetime) -> Heard:
        """A command is private wherever it is given, because its answer is shown to nobody else."""
        return Heard(
            speaker=self.speaker(command["user_id"], context),
            conversation=command["channel_id"],
            message_id=command["trigger_id"],
            text=self.words(command.get("text") or "", context) or "help",
            at=at,
            is_whispered=not is_direct(command["channel_id"]),
        )

    def speaker(self, user: str, context: BoltContext) -> Speaker:
        tenant = tenant_of(context)
        profile = self.profiles.profile(tenant, user)
        return Speaker(PLATFORM, tenant, user, profile.name, profile.email, profile.is_guest)

    def words(self, text: str, context: BoltContext) -> str:
        def name_of(user: str) -> str | None:
            return self.profiles.profile(tenant_of(context), user).name

        return as_written(text, bot_user_id=context.bot_user_id, name_of=name_of)


def tenant_of(context: BoltContext) -> str:
    """The workspace that Milepost is installed in; in a shared channel the payload may name the other one."""
    identity = context.authorize_result
    return str((identity.team_id if identity else None) or context.team_id or "")
