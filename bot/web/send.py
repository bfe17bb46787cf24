"""The way out to the built-in web chat: a message is delivered when it is in the chat's own memory."""

from collections.abc import Iterable
from datetime import datetime

from bot.clock import Clock
from bot.conversation.message import Message, to_json
from jobs.channel import Address, DeliveryError, Receipt, Said
from storage.store import Store
from storage.web_chat import MILEPOST, amend, find_said, say
from storage.web_chat import PLATFORM as PLATFORM

TENANT = "local"


class WebChannel:
    """The `Channel` of the built-in web chat. Open pages notice by themselves that something was said."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def send(
        self,
        to: Address,
        message: Message,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        with self._store.write() as session:
            message_id = say(session, to.conversation, MILEPOST, to_json(message), self._clock.now(), notification_id)
        return Receipt(to.conversation, str(message_id))

    def amend(self, to: Address, message_id: str, message: Message, notification_id: str) -> Receipt:
        with self._store.write() as session:
            if not amend(session, to.conversation, int(message_id), to_json(message), self._clock.now()):
                raise DeliveryError("message_not_found", gone=True)
        return Receipt(to.conversation, message_id)

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        with self._store.read() as session:
            said = find_said(session, notification_id)
        return Receipt(said.conversation, str(said.id)) if said else None

    def said(self, to: Address, since: datetime) -> Iterable[Said]:
        """Nothing: what was said here is in the backup, or gone from the pages, too."""
        return ()
