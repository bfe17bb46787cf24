"""The two protocols through which the clock reaches people: it knows no platform and no sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True)
class Address:
    """Where a message goes: a platform of the registry ("slack", "web"), a conversation there, and perhaps a thread.

    `tenant` says which workspace of the platform; None is the only one there is.
    """

    platform: str
    conversation: str
    thread: str | None = None
    tenant: str | None = None


@dataclass(frozen=True)
class Receipt:
    """Proof that a message arrived: the conversation it is in and the platform's own id for it."""

    conversation: str
    message_id: str


@dataclass(frozen=True)
class Said:
    """A message of ours that a conversation has: when it was posted, for which notification, and with what cause."""

    receipt: Receipt
    at: datetime
    notification_id: str
    cause: str


class DeliveryError(Exception):
    """A message was not delivered.

    `reason` is the platform's own short word for it ("channel_not_found"). `permanent` tells that trying again
    cannot help. `retry_after` is in seconds, where the platform asks for a wait. `uncertain` tells that the message
    may have arrived all the same (a time-out, a cut connection): it is looked for before it is sent again.
    `everywhere` tells that the wait is asked of the whole workspace and not of one conversation. `gone` tells that
    the message that was to be amended is not there, or cannot be changed any more.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        uncertain: bool = False,
        gone: bool = False,
        everywhere: bool = False,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.uncertain = uncertain
        self.gone = gone
        self.everywhere = everywhere


class Channel(Protocol):
    """One platform's way out."""

    def send(
        self,
        to: Address,
        message: Any,
        notification_id: str,
        cause: str | None = None,
        since: datetime | None = None,
    ) -> Receipt:
        """Deliver the message; raises DeliveryError.

        The id travels with it so that `find` can know it again, and the cause so that `said` can tell it. `since` is
        given where it was tried before: from then on parts of it may be there, which are to read as it does now.
        """

    def amend(self, to: Address, message_id: str, message: Any, notification_id: str) -> Receipt:
        """Have the message of that id read so from now on; raises DeliveryError. Doing it twice is doing it once.

        The message stays the notification's that it was sent for, and `find` knows it by that one's id.
        """

    def find(self, to: Address, notification_id: str, since: datetime | None = None) -> Receipt | None:
        """Whether the message of that notification has arrived since that instant.

        Raises DeliveryError when it cannot tell: a permanent one when asking again cannot help.
        """

    def said(self, to: Address, since: datetime) -> Iterable[Said]:
        """Every message that was sent there with a cause since that instant, by us and nobody else.

        Nothing where the platform keeps its messages in our own database: a backup has them. Raises DeliveryError when
        it cannot tell all of it; a permanent one when asking again cannot help.
        """
