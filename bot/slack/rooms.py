"""The direct messages that were opened before: Slack opens some fifty a minute, and there may be thousands of leads."""

from dataclasses import dataclass, field

from bot.slack.listen import PLATFORM
from storage.changes.accounts import note_room
from storage.questions.people import room_of
from storage.store import Store

Account = tuple[str, str]
"""A workspace and somebody's account there."""


@dataclass
class Rooms:
    """Remembers them for as long as the process lives; with a `store`, for good."""

    store: Store | None = None
    _known: dict[Account, str] = field(default_factory=dict, repr=False)

    def of(self, account: Account) -> str | None:
        """The conversation with an account alone; None where none is known to have been opened."""
        if account not in self._known and self.store is not None:
            with self.store.read() as session:
                kept = room_of(session, PLATFORM, *account)
            if kept is not None:
                self._known[account] = kept
        return self._known.get(account)

    def keep(self, account: Account, room: str) -> None:
        self._known[account] = room
        self._note(account, room)

    def forget(self, account: Account) -> bool:
        """Slack knows that one no more, as after another app took this one's place; False if none was known."""
        was_known = self._known.pop(account, None) is not None
        if was_known:
            self._note(account, None)
        return was_known

    def _note(self, account: Account, room: str | None) -> None:
        if self.store is not None:
            with self.store.write() as session:
                note_room(session, PLATFORM, *account, room)
