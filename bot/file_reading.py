"""Reads the files that people send as plans, one at a time: apart from the conversation, because it takes a while."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from sqlalchemy.orm import Session

from bot.conversation.answers.dropped import reads_as_a_plan, say_it_is_none, say_what_was_read
from bot.conversation.answers.reply import Reply
from bot.conversation.message import plain, to_json
from documents.reading import UnreadableDocument, read_plan
from documents.reading.formats.limits import Limits
from jobs.channel import DeliveryError
from plans.reading import PlanReading
from storage import outbox
from storage.changes.dropped import MOST_ATTEMPTS, Dropped, claim_to_read, decide_dropped, note_read
from storage.outbox import ReplyAddress
from storage.questions.people import person_by_id
from storage.store import Store

log = structlog.get_logger(__name__)

Fetch = Callable[[str, str, int], bytes]
"""The bytes at an address of a tenant, at most so many; raises DeliveryError, or TooLarge."""


class TooLarge(Exception):
    """The file has more bytes than are read."""


@dataclass(frozen=True)
class FileReading:
    """`fetch` has the way to the files of each platform, `what_to_do` what helps against a platform's refusal."""

    store: Store
    fetch: Mapping[str, Fetch]
    limits: Limits
    deliver: Callable[[str], None]
    what_to_do: Callable[[str], str]

    def do_one(self, now: datetime) -> bool:
        """Reads the file that has waited the longest, and says what is in it; False where none waits."""
        with self.store.write() as session:
            dropped = claim_to_read(session, now)
        if dropped is None:
            return False
        try:
            content = self.fetch[dropped.platform](dropped.tenant, dropped.download, self.limits.file_bytes)
        except TooLarge:
            most = self.limits.file_bytes // (1024 * 1024)
            self._say(dropped, now, f"It has more than {most} MB, and I do not read so much.")
        except DeliveryError as refused:
            self._refused(dropped, refused, now)
        else:
            self._read(dropped, content, now)
        return True

    def _refused(self, dropped: Dropped, refused: DeliveryError, now: datetime) -> None:
        """A passing refusal is tried again when the claim has run out."""
        log.warning("file not fetched", file=dropped.id, reason=refused.reason)
        if refused.permanent or dropped.attempts >= MOST_ATTEMPTS:
            self._say(dropped, now, f"I could not have it ({refused.reason}). {self.what_to_do(refused.reason)}")

    def _say(self, dropped: Dropped, now: datetime, why: str) -> None:
        """It was not read, and why."""
        with self.store.write() as session:
            decide_dropped(session, dropped.id, "unreadable", now)
            owed = _owe(session, dropped, Reply(plain(f"I have not read “{dropped.name}”. {why}")), now)
        self.deliver(owed)

    def _read(self, dropped: Dropped, content: bytes, now: datetime) -> None:
        reading, why = _reading_of(dropped.name, content, self.limits)
        source_hash = hashlib.sha256(content).hexdigest()
        with self.store.write() as session:
            if reading is not None and reads_as_a_plan(reading):
                note_read(session, dropped.id, reading, source_hash, now)
                today = now.astimezone(person_by_id(session, dropped.person_id).zone).date()
                reply = say_what_was_read(session, dropped, reading, source_hash, today)
            else:
                reply = say_it_is_none(session, dropped, why, now)
            owed = _owe(session, dropped, reply, now)
        log.info("file read", file=dropped.id, is_plan=reading is not None)
        self.deliver(owed)


def _reading_of(name: str, content: bytes, limits: Limits) -> tuple[PlanReading | None, str]:
    """What the file says as a plan; None and a sentence where it cannot be read as one."""
    with TemporaryDirectory(prefix="milepost-") as folder:
        path = Path(folder) / (Path(name.replace("\\", "/")).name or "file")
        path.write_bytes(content)
        try:
            return read_plan(path, limits=limits), ""
        except UnreadableDocument as error:
            return None, str(error)


def _owe(session: Session, dropped: Dropped, reply: Reply, now: datetime) -> str:
    organisation_id = person_by_id(session, dropped.person_id).organisation_id
    to = ReplyAddress(dropped.platform, dropped.conversation, dropped.thread)
    return outbox.owe_answer(session, organisation_id, to, to_json(reply.message), now, reply.numbered)
