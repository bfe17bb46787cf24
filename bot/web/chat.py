"""The built-in web chat as a whole: what it is given, and the little it remembers while it runs."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from bot.clock import Clock
from bot.conversation.heard import Listener
from bot.web.guard import LOOPBACK, Refused
from bot.web.rooms import Room, find_room, read_facts
from storage.questions.pages import newest_ids
from storage.store import Store


class Seen:
    """The newest message that was shown of each conversation, so that the others can be counted as unread."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}
        self._lock = Lock()

    def mark(self, conversation: str, message_id: int) -> None:
        with self._lock:
            self._last[conversation] = max(message_id, self._last.get(conversation, 0))

    def last_of(self, conversations: Iterable[str]) -> dict[str, int]:
        """The newest message shown of each of them; 0 where none was."""
        with self._lock:
            return {conversation: self._last.get(conversation, 0) for conversation in conversations}


class Turning:
    """Whether the clock is being turned on just now: one turn at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._done = 0

    @property
    def stamp(self) -> tuple[bool, int]:
        """Different before, during and after each turn, so that a page that looked in between looks again."""
        return self.is_on, self._done

    @property
    def is_on(self) -> bool:
        return self._lock.locked()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Raises Refused when another turn is under way."""
        if not self._lock.acquire(blocking=False):
            raise Refused(409, "The clock is being turned on already. Wait until it has arrived.")
        try:
            yield
        finally:
            self._done += 1
            self._lock.release()


@dataclass(frozen=True)
class WebChat:
    """What the pages need. `turn` moves the clock on by so many days; None where the clock is the real one.

    `hosts` are the names under which the pages answer, without ports.
    """

    store: Store
    listener: Listener
    clock: Clock
    turn: Callable[[int], None] | None
    organisation_id: int
    hosts: frozenset[str] = LOOPBACK
    seen: Seen = field(default_factory=Seen)
    turning: Turning = field(default_factory=Turning)

    def room(self, conversation: str, by: str | None) -> Room:
        """Raises Refused when there is no such conversation, or `by` is nobody."""
        with self.store.read() as session:
            facts = read_facts(session, self.organisation_id, self.clock.now())
        return find_room(facts, conversation, by or None)

    def stamp(self) -> tuple[object, ...]:
        """Something that changes whenever an open page has something new to show."""
        with self.store.read() as session:
            newest = newest_ids(session)
        minute = self.clock.now().replace(second=0, microsecond=0)
        return (*newest, minute, *self.turning.stamp)
