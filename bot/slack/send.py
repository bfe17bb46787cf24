"""Slack as a channel: messages out, each with its notification's id, and the search for one that may be out already."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

import structlog
from slack_sdk import WebClient

from bot.conversation.message import Chart, File, Message
from bot.pictures.png import draw_png
from bot.slack.draw import FALLBACK_TEXT, Drawn, Payload, draw
from bot.slack.history import BARE, Found, Placed, Search, file_name, find_parts, metadata_of, parts_below, said_in
from bot.slack.markup import escaped_within
from bot.slack.refusals import DRAWING_REFUSED, calling_slack, what_to_do
from bot.slack.rooms import Account, Rooms
from jobs.channel import Address, DeliveryError, Receipt, Said
from storage.claims import Pace

log = structlog.get_logger(__name__)

T = TypeVar("T")

# Slack takes one message a second in a conversation and "several hundred" a minute in a workspace; this is below both.
# https://docs.slack.dev/apis/web-api/rate-limits/
PACE = Pace(messages=40, within=timedelta(seconds=10), between=timedelta(seconds=1))


@dataclass(frozen=True)
class SlackChannel:
    """`client_for` gives the client of a tenant; it must not retry by itself, which can post twice."""

    client_for: Callable[[str | None], WebClient]
    rooms: Rooms = field(default_factory=Rooms)
    search: Search = field(default_factory=Search)
    _names: dict[str | None, str] = field(default_factory=dict, repr=False)

    def send(
        self,
        to: Address,
        message: Message,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        """Post the message, and in the thread below what is too long for one, its details and its files.

        What is there since an earlier attempt reads as the message does now. Raises DeliveryError.
        """
        drawn = _drawn(message)

        def sent_in(conversation: str) -> Receipt:
            before = self._arrived_before(conversation, to, drawn, notification_id, since)
            client = self.client_for(to.tenant)
            words = _Words(client, conversation, notification_id, drawn.parts, drawn.drawing, cause)
            return Receipt(conversation, _put_there(words, drawn, to.thread, before.parts))

        return self._there(to, sent_in)

    def amend(self, to: Address, message_id: str, message: Message, notification_id: str) -> Receipt:
        """Change the message, and what continues it in the thread below; raises DeliveryError.

        Each part stays what it was sent for: Slack keeps the metadata of a message that is changed without any. A
        file is not put there twice.
        """
        drawn = _drawn(message)
        client, conversation = self.client_for(to.tenant), self._conversation(to)
        thread = to.thread or message_id
        below = parts_below(client, conversation, thread, message_id, search=self.search) if drawn.parts > 1 else BARE
        words = _Words(client, conversation, below.notification_id or notification_id, drawn.parts)
        words.change(drawn.first, message_id)
        for part, payload in enumerate(drawn.continued, start=2):
            if part in below.parts:
                words.change(payload, below.parts[part])
            else:
                words.post(payload, part, thread)
        for part, file in enumerate(drawn.files, start=2 + len(drawn.continued)):
            if part not in below.files:
                words.file(file, part, thread)
        return Receipt(conversation, message_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        """The receipt of a message that has arrived whole, looked for back to `since`; raises DeliveryError.

        One of which only some parts have arrived is not found: `send` completes it.
        """

        def found_in(conversation: str) -> Receipt | None:
            found = self._found(self.client_for(to.tenant), conversation, to, notification_id, since)
            return Receipt(conversation, found.parts[1].ts) if found.is_complete else None

        return self._there(to, found_in)

    def said(self, to: Address, since: datetime) -> list[Said]:
        """Every message with a cause that this workspace's bot has posted there since; raises DeliveryError.

        Of a message in several parts the first one counts.
        """
        client, name = self.client_for(to.tenant), self._name(to.tenant)
        return self._there(to, lambda room: list(said_in(client, room, name, since, search=self.search)))

    def _name(self, tenant: str | None) -> str:
        """The bot's id in a workspace, asked once."""
        if tenant not in self._names:
            with calling_slack():
                known = self.client_for(tenant).auth_test()
            self._names[tenant] = str(known.get("bot_id") or known["user_id"])
        return self._names[tenant]

    def _arrived_before(
        self, conversation: str, to: Address, drawn: Drawn, notification_id: str, since: datetime | None
    ) -> Found:
        """Parts of an earlier attempt, which may have had more or fewer of them."""
        if since is None:
            return Found()
        try:
            return self._found(self.client_for(to.tenant), conversation, to, notification_id, since)
        except DeliveryError as refused:
            # One part alone is all or nothing, and `find` has told which where it could: it need not wait for this.
            if drawn.parts > 1 or not refused.permanent:
                raise
            return Found()

    def _found(
        self, client: WebClient, conversation: str, to: Address, notification_id: str, since: datetime | None
    ) -> Found:
        return find_parts(client, conversation, to.thread, notification_id, since=since, search=self.search)

    def _there(self, to: Address, act: Callable[[str], T]) -> T:
        """Does something in the conversation; a direct message that Slack knows no more is opened anew, once."""
        try:
            return act(self._conversation(to))
        except DeliveryError as refused:
            if refused.reason != "channel_not_found" or not self.rooms.forget(_account(to)):
                raise
        return act(self._conversation(to))

    def _conversation(self, to: Address) -> str:
        """A person's id becomes the direct message with them, opened once and remembered."""
        if not to.conversation.startswith(("U", "W")):
            return to.conversation
        room = self.rooms.of(_account(to))
        if room is None:
            with calling_slack():
                opened = self.client_for(to.tenant).conversations_open(users=to.conversation)
            room = str(opened["channel"]["id"])
            self.rooms.keep(_account(to), room)
        return room


def _put_there(words: "_Words", drawn: Drawn, thread: str | None, before: Mapping[int, Placed]) -> str:
    """Posts every part that is not there, changes those that were drawn otherwise, and returns the first one's ts."""
    first = before.get(1)
    root = first.ts if first else words.post(drawn.first, 1, thread)
    below = thread or root
    for part, payload in enumerate(drawn.continued, start=2):
        placed = before.get(part)
        if placed is None:
            words.post(payload, part, below)
        elif placed.drawing != words.drawing:
            words.change(payload, placed.ts, part)
    for part, file in enumerate(drawn.files, start=2 + len(drawn.continued)):
        if part not in before:
            words.file(file, part, below)
    words.remove(placed.ts for part, placed in before.items() if part > drawn.parts)
    if first is None:
        words.pictures(below)
    elif first.drawing != words.drawing:
        # By this one the others are known to be of the same drawing. Whoever is cut short before it comes here again.
        words.change(drawn.first, root, 1)
    return root


def _account(to: Address) -> Account:
    return to.tenant or "", to.conversation


@dataclass(frozen=True)
class _Words:
    """The parts of one notification's message, put into a conversation."""

    client: WebClient
    conversation: str
    notification_id: str
    parts: int
    drawing: str | None = None
    cause: str | None = None
    _refused: list[Chart] = field(default_factory=list)

    def post(self, payload: Payload, part: int, thread: str | None) -> str:
        """Posts one part and returns its ts."""
        return self._put(partial(self._post, part, thread), payload)

    def change(self, payload: Payload, ts: str, part: int | None = None) -> None:
        """Has a message that is there already read so, and be that part; else it stays the part that it was."""
        more = {"metadata": self._metadata(part)} if part is not None else {}
        self._put(partial(self._change, ts, **more), payload)

    def remove(self, some: Iterable[str]) -> None:
        """Takes away messages that nothing belongs into any more."""
        for ts in some:
            with calling_slack(posting=True):
                self.client.chat_delete(channel=self.conversation, ts=ts)

    def _metadata(self, part: int) -> dict[str, Any]:
        cause = self.cause if part == 1 else None
        return metadata_of(self.notification_id, part, self.parts, self.drawing, cause)

    def _put(self, put: Callable[..., str], payload: Payload) -> str:
        """More plainly where Slack refuses the drawing, at last as words alone."""
        ts = self._drawn(put, payload.text, payload.blocks)
        if ts is None:
            self._refused.extend(payload.charts)
            if payload.plainer != payload.blocks:
                ts = self._drawn(put, payload.text, payload.plainer)
        return ts or put(text=payload.words, mrkdwn=False)

    def _drawn(self, put: Callable[..., str], text: str, blocks: tuple[dict[str, Any], ...]) -> str | None:
        """None where Slack refuses the drawing."""
        try:
            return put(text=text, blocks=list(blocks))
        except DeliveryError as refused:
            if refused.reason not in DRAWING_REFUSED:
                raise
            log.warning("slack_drawing_refused", reason=refused.reason, notification=self.notification_id)
            return None

    def file(self, file: File, part: int, thread: str) -> None:
        """Puts a file into the thread; where Slack takes none, a line that says so, or each try would end there."""
        try:
            self._upload(file.data, file_name(file.name, self.notification_id, part), file.name, thread)
        except DeliveryError as refused:
            if not refused.permanent:
                raise
            log.warning("slack_file_refused", reason=refused.reason, notification=self.notification_id)
            words = f"{file.name} could not be put here. {what_to_do(refused.reason)}"
            self._post(part, thread, text=escaped_within(words, FALLBACK_TEXT), mrkdwn=False)

    def pictures(self, thread: str) -> None:
        """The charts that Slack did not draw, as pictures: what they show has been said, so none is tried twice."""
        for number, chart in enumerate(self._refused, start=1):
            try:
                self._upload(draw_png(chart), f"chart-{number}.png", chart.title, thread, alt_txt=chart.says)
            except DeliveryError as refused:
                log.warning("slack_picture_refused", reason=refused.reason, notification=self.notification_id)

    def _upload(self, data: bytes, name: str, title: str, thread: str, **more: Any) -> None:
        with calling_slack(posting=True):
            self.client.files_upload_v2(
                content=data, filename=name, title=title, channel=self.conversation, thread_ts=thread, **more
            )

    def _change(self, ts: str, **content: Any) -> str:
        with calling_slack(posting=True):
            self.client.chat_update(channel=self.conversation, ts=ts, **content)
        return ts

    def _post(self, part: int, thread: str | None, **content: Any) -> str:
        """The first part has the cause with it; where Slack has no room for that, a message that lacks it is better
        than none."""
        try:
            return self._posted(self._metadata(part), thread, **content)
        except DeliveryError as refused:
            if part != 1 or self.cause is None or refused.reason != "metadata_too_large":
                raise
            log.warning("slack_cause_refused", notification=self.notification_id)
            return self._posted(metadata_of(self.notification_id, part, self.parts, self.drawing), thread, **content)

    def _posted(self, metadata: dict[str, Any], thread: str | None, **content: Any) -> str:
        with calling_slack(posting=True):
            answer = self.client.chat_postMessage(
                channel=self.conversation,
                thread_ts=thread,
                metadata=metadata,
                unfurl_links=False,
                unfurl_media=False,
                **content,
            )
        return str(answer["ts"])


def _drawn(message: Message) -> Drawn:
    try:
        return draw(message)
    except ValueError as error:
        raise DeliveryError("cannot_be_drawn", permanent=True) from error
