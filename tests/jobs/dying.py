"""Processes that are killed at a moment one can choose, and a channel whose memory outlives them."""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.conversation.message import Message, as_plain_text
from jobs.channel import Address, DeliveryError, Receipt
from storage.store import Store

MOMENTS = ("claiming", "claimed", "sent", "recording", "recorded")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class Ledger:
    """A platform of our own: one line of a file for each message, kept before `send` returns."""

    path: Path
    dies: str = ""
    cannot_be_asked: bool = False

    def send(
        self,
        to: Address,
        message: Message,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        if self.dies == "claimed":
            die()
        line = json.dumps({"id": notification_id, "to": to.conversation, "text": as_plain_text(message)})
        with self.path.open("a") as file:
            file.write(line + "\n")
        if self.dies == "sent":
            die()
        return Receipt(to.conversation, notification_id)

    def amend(self, to: Address, message_id: str, message: Message, notification_id: str) -> Receipt:
        """The line of that message reads so from now on."""
        lines = [line | {"text": as_plain_text(message)} if line["id"] == message_id else line for line in self.lines()]
        self.path.write_text("".join(json.dumps(line) + "\n" for line in lines))
        return Receipt(to.conversation, message_id)

    def find(self, to: Address, notification_id: str, since: Any = None) -> Receipt | None:
        if self.cannot_be_asked:
            raise DeliveryError("no_history_here", permanent=True)
        found = any(line["id"] == notification_id for line in self.lines())
        return Receipt(to.conversation, notification_id) if found else None

    def lines(self) -> list[dict[str, str]]:
        return [json.loads(line) for line in self.path.read_text().splitlines()] if self.path.exists() else []

    def ids(self, to: str | None = None) -> list[str]:
        """The notifications that arrived, in order; those to one reader only, where one is named."""
        return [line["id"] for line in self.lines() if to in (None, line["to"])]


def die_at_commit(store: Store, number: int) -> None:
    """The process ends when it is about to commit for that time: what it did in the transaction is lost."""
    commits = iter(range(1, 1_000))

    def count(_: Any) -> None:
        if next(commits) == number:
            die()

    event.listen(store.engine, "commit", count)


def in_a_process(store: Store, work: Callable[[], Any]) -> int:
    """Does the work in a process of its own, with connections of its own; its id, for `ended`."""
    process = os.fork()
    if process:
        return process
    try:
        store.engine.dispose(close=False)
        work()
        store.engine.dispose()
    finally:
        # Whatever was raised: the test's own process goes on from here, and not this one.
        os._exit(1 if sys.exc_info()[0] else 0)


def ended(process: int) -> int:
    """How a process ended: 0, the number of its error, or the signal that killed it as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def is_killed(store: Store, work: Callable[[], Any]) -> bool:
    """Whether the process that did the work was killed in the middle of it."""
    return ended(in_a_process(store, work)) == -signal.SIGKILL
